"""What must be settled before a reading can be sealed, each as a value with the lesion it is about and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from dspic_gui.code import CodeBook, CodeError
from dspic_gui.reading import Lesion, Reading
from dspic_gui.sentence import Sentence
from dspic_gui.shape import Foreign, Patch, Shape, crosses_itself, overlap_of_patches
from dspic_gui.study import COLUMNS, ROWS, Projection

EDGE_TOLERANCE = 0.01
"""How far, in pixels, a point may lie beyond the picture's edge before the shape counts as outside."""
DUPLICATE_OVERLAP = 0.9
"""Two marks of one finding in one view that share this much of their union are taken for one mark drawn twice."""
MOST_SHARED = 0.8
"""Two large marks whose boxes share less than this much of the larger area share less than `DUPLICATE_OVERLAP` of their union."""
FEW_PIXELS = 200.0
"""From this area on, in square pixels, a mask has as many pixels as the area says, to within a tenth."""
SMALLEST_AREA = 1.0
"""A shape that covers less than this many square pixels holds no count."""


class Rule(StrEnum):
    """The rules, in the order in which they are shown; the last is a question that does not stop the seal."""

    NORMAL_NOT_SAID = "normal_not_said"
    UNKNOWN_LABEL = "unknown_label"
    NOT_BONE = "not_bone"
    NO_VIEW = "no_view"
    NOT_AN_AREA = "not_an_area"
    CROSSES_ITSELF = "crosses_itself"
    EMPTY = "empty"
    OUTSIDE = "outside"
    DUPLICATE = "duplicate"
    LINK_DISAGREES = "link_disagrees"
    PLACE_DOUBTED = "place_doubted"


@dataclass(frozen=True, slots=True)
class SealWarning:
    """One thing to settle: the rule, the lesion it is about (None: the whole reading), a sentence that says what to do.

    `template` is the English sentence with its `values` as named fields, so that the window can translate it; `others` are further lesions
    concerned.
    """

    rule: Rule
    template: str
    uid: str | None = None
    projection: Projection | None = None
    others: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()

    @property
    def sentence(self) -> Sentence:
        """What is to settle and what to do."""
        return Sentence(self.template, **dict(self.values))


Size = tuple[int, int]


def unresolved(
    reading: Reading, book: CodeBook, projections: Iterable[Projection] = tuple(Projection), size: Size = (ROWS, COLUMNS)
) -> tuple[SealWarning, ...]:
    """Everything that stops this reading from being sealed; `projections` are the study's, `size` is (rows, columns) of its views."""
    present = frozenset(projections)
    found: list[SealWarning] = []
    if not reading.says_normal and not reading.diseases():
        found.append(SealWarning(Rule.NORMAL_NOT_SAID, "Nothing is said yet: mark a lesion, or say that the study is normal (N)."))
    for lesion in reading.lesions:
        found += _of_one(lesion, book, present, size)
    found += _duplicates(reading, size)
    found += _links(reading)
    order = list(Rule)
    return tuple(sorted(found, key=lambda warning: order.index(warning.rule)))


def _of_one(lesion: Lesion, book: CodeBook, projections: frozenset[Projection], size: Size) -> Iterator[SealWarning]:
    try:
        book.parse(lesion.label)
    except CodeError as problem:
        yield _about(lesion, Rule.UNKNOWN_LABEL, "{problem} Give this mark a code, or delete it.", problem=problem.sentence)
    if not book.makes_sense(lesion.label):
        text = "{name} puts a disease of bone into a part that is none. Give this mark another code, or delete it."
        yield _about(lesion, Rule.NOT_BONE, text)
    if lesion.projection not in projections:
        yield _about(
            lesion, Rule.NO_VIEW, "{name} lies in the {view} view, which this study does not have. Delete it.", view=lesion.projection.value
        )
    yield from _of_shape(lesion, size)


def _of_shape(lesion: Lesion, size: Size) -> Iterator[SealWarning]:
    shape = lesion.shape
    if isinstance(shape, Foreign):
        if lesion.disease:
            text = "{name} is a {kind}, which has no outline to vote with. Draw it as a polygon, rectangle or ellipse, or delete it."
            yield _about(lesion, Rule.NOT_AN_AREA, text, kind=shape.kind)
        return
    if crosses_itself(shape.outline):
        yield _about(lesion, Rule.CROSSES_ITSELF, "The outline of {name} crosses itself. Move its points apart, or draw it again.")
    elif shape.area < SMALLEST_AREA:
        yield _about(lesion, Rule.EMPTY, "{name} covers less than one pixel. Enlarge it, or delete it.")
    if is_outside(shape, size):
        yield _about(lesion, Rule.OUTSIDE, "{name} reaches beyond the edge of the picture. Move or reshape it, or delete it.")


def is_outside(shape: Shape, size: Size = (ROWS, COLUMNS)) -> bool:
    """Whether a part of the shape lies beyond a picture of (rows, columns)."""
    left, top, right, bottom = shape.bounds
    slack = EDGE_TOLERANCE
    return left < -slack or top < -slack or right > size[1] + slack or bottom > size[0] + slack


def _duplicates(reading: Reading, size: Size) -> Iterator[SealWarning]:
    """Each mark that is another one drawn again, once; those that may be are found by their boxes, so that many marks cost little."""
    text = "{name} is drawn twice in the {view} view. Delete one of the two."
    for projection in Projection:
        groups: dict[str, list[Lesion]] = {}
        for mark in reading.in_view(projection):
            if not isinstance(mark.shape, Foreign):
                groups.setdefault(_finding(mark), []).append(mark)
        for marks in groups.values():
            for first, other in _drawn_again(marks, size):
                yield _about(other, Rule.DUPLICATE, text, (first.uid,), view=projection.value)


def _drawn_again(marks: list[Lesion], size: Size) -> Iterator[tuple[Lesion, Lesion]]:
    """Each mark that covers an earlier one, with the first such; only those whose boxes meet and whose areas are alike are compared."""
    left, top, right, bottom = np.array([mark.shape.bounds for mark in marks], dtype=float).reshape(-1, 4).T
    areas = np.array([mark.shape.area for mark in marks])
    original = np.ones(len(marks), dtype=bool)
    patches: dict[int, Patch] = {}
    for at, other in enumerate(marks):
        meet = original[:at] & (left[:at] < right[at]) & (left[at] < right[:at]) & (top[:at] < bottom[at]) & (top[at] < bottom[:at])
        wide = np.minimum(right[:at], right[at]) - np.maximum(left[:at], left[at]) + 1.0
        high = np.minimum(bottom[:at], bottom[at]) - np.maximum(top[:at], top[at]) + 1.0
        large = np.minimum(areas[:at], areas[at]) >= FEW_PIXELS
        meet &= ~large | (wide * high >= MOST_SHARED * np.maximum(areas[:at], areas[at]))
        for index in np.flatnonzero(meet):
            first = marks[index]
            alike = _alike(areas[index], areas[at])
            for one in (int(index), at) if alike else ():
                if one not in patches:
                    patches[one] = marks[one].shape.patch(*size)
            same = first.shape == other.shape or (alike and overlap_of_patches(patches[int(index)], patches[at]) >= DUPLICATE_OVERLAP)
            if same:
                original[at] = False
                yield first, other
                break


def _alike(one: float, other: float) -> bool:
    """Whether two areas can share so much; the pixels of a small shape differ too much from its area to tell."""
    return min(one, other) < FEW_PIXELS or min(one, other) >= 0.8 * max(one, other)


def _links(reading: Reading) -> Iterator[SealWarning]:
    groups: dict[int, list[Lesion]] = {}
    for lesion in reading.lesions:
        if lesion.group_id is not None:
            groups.setdefault(lesion.group_id, []).append(lesion)
    for number, marks in groups.items():
        labels = {mark.label for mark in marks}
        if len(labels) > 1:
            text = "The marks linked as lesion {number} carry different codes ({codes}). Give them one code, or unlink them."
            others = tuple(mark.uid for mark in marks[1:])
            yield _about(marks[0], Rule.LINK_DISAGREES, text, others, number=str(number), codes=", ".join(sorted(labels)))


def _about(lesion: Lesion, rule: Rule, template: str, others: tuple[str, ...] = (), **values: str) -> SealWarning:
    named = {"name": f"“{lesion.label[:80]}”", **values}
    return SealWarning(rule, template, lesion.uid, lesion.projection, others, tuple(named.items()))


def _finding(lesion: Lesion) -> str:
    return lesion.code.finding if lesion.code else lesion.label

