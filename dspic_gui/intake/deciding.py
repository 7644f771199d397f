"""Which view each picture of one pass is: told, or assumed and asked about with what speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dspic_gui.intake.evidence import (
    BY_THE_CAMERA,
    Evidence,
    doubtful_reason,
    evidence,
    telling,
    told_reason,
)
from dspic_gui.intake.layout import Layout, Picture, layout_of
from dspic_gui.scans.refusal import ScanError
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.scans.view_reasons import (
    ASSUMED,
    ASSUMED_CUT,
    ASSUMED_PAIR,
    REASONS,
    VIEW_NAMES,
    is_assumed,
    reason,
)
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection


class StudyError(ScanError):
    """Files that make no study; the text is a sentence for the reader."""


@dataclass(frozen=True, eq=False)
class FoundView:
    """One picture that was recognised as a view. `told` is False where that is only assumed."""

    projection: Projection
    file: ScanFile
    frame: int
    reason: str
    told: bool = True
    layout: Layout = field(default_factory=Layout.as_is)
    notes: tuple[str, ...] = ()


def decide(pictures: Sequence[Picture], view: Projection | None) -> tuple[FoundView, ...]:
    """One or two pictures as views, anterior first; StudyError where there are more, or two of the same view.

    `view` is said by the user of what does not tell: of a single picture, or of the first of two.
    """
    if len(pictures) > 2:
        raise StudyError("several_pictures", pictures=len(pictures))
    found = [evidence(picture.file, picture.frame) for picture in pictures]
    if len(pictures) == 1:
        return (_made(pictures[0], *_single(found[0], view)),)
    sides = _cut_pair(pictures, view) if pictures[0].part is not None else _pair(pictures, found[0], found[1], view)
    first, second = (_made(picture, *side) for picture, side in zip(pictures, sides, strict=True))
    return (first, second) if first.projection is Projection.ANT else (second, first)


_Side = tuple[Projection, str]


def _made(picture: Picture, projection: Projection, why: str) -> FoundView:
    layout = layout_of(picture)
    if layout.doubt is not None:
        why = Sentence(REASONS[layout.doubt], reason=why)
    why = _with_energy_note(why, picture)
    return FoundView(projection, picture.file, picture.frame, why, not is_assumed(why), layout, layout.notes)


def _single(found: Sequence[Evidence], view: Projection | None) -> _Side:
    told = telling(found)
    if len(told) == 1:
        return told.pop(), told_reason(found)
    if view is not None:
        return view, reason("said", view)
    return _assumed(found) or (Projection.ANT, ASSUMED)


def _assumed(found: Sequence[Evidence]) -> _Side | None:
    """What speaks first, with what speaks against it."""
    first = next(iter(sorted(found, key=lambda one: not one.tells)), None)
    if first is None:
        return None
    said = doubtful_reason(found, first.projection)
    return (first.projection, said) if said else None


def _pair(pictures: Sequence[Picture], first: list[Evidence], second: list[Evidence], view: Projection | None) -> tuple[_Side, _Side]:
    one_file = pictures[0].file is pictures[1].file
    first, second = _without_ties(first, second, one_file=one_file)
    told = telling(first), telling(second)
    if all(len(views) == 1 for views in told) and told[0] != told[1]:
        return (told[0].copy().pop(), told_reason(first)), (told[1].copy().pop(), told_reason(second))
    if told[0] and told[0] == told[1] and len(told[0]) == 1 and not one_file:
        return _twice(told[0].copy().pop(), (first, second), view)
    for own, other, found in ((0, 1, first), (1, 0, second)):
        if len(told[own]) == 1 and len(told[other]) != 1:
            return _with_one_told(own, told[own].copy().pop(), told_reason(found), (first, second)[other], told[other])
    if view is not None:
        return (view, reason("said", view)), (view.other, exclusion_reason(view.other))
    return _assumed_pair(pictures, first, second)


def _twice(side: Projection, found: tuple[list[Evidence], list[Evidence]], view: Projection | None) -> tuple[_Side, _Side]:
    """Two files that tell one side: one of them is wrong, or it was taken twice. What less speaks for is assumed to be the other side."""
    if view is not None:
        return (view, reason("said", view)), (view.other, exclusion_reason(view.other))
    weight = [sum(one.tells for one in of_one) for of_one in found]
    sides = (side.other, side) if weight[1] > weight[0] else (side, side.other)
    first, second = ((own, twice_reason(told_reason(of_one), own)) for own, of_one in zip(sides, found, strict=True))
    return first, second


def twice_reason(told: str, projection: Projection) -> Sentence:
    """Why a picture that tells one side is shown as this one when its study's other picture tells the same."""
    return reason("twice", projection, reason=told)


def _with_one_told(
    place: int, projection: Projection, why: Sentence, other: Sequence[Evidence], other_told: set[Projection]
) -> tuple[_Side, _Side]:
    """What does not tell is the other view; what contradicts itself is assumed to be."""
    said: Sentence | None = exclusion_reason(projection.other)
    if other_told:
        said = doubtful_reason(other, projection.other)
    sides = (projection, why), (projection.other, said or exclusion_reason(projection.other))
    return sides if place == 0 else (sides[1], sides[0])


def _without_ties(first: list[Evidence], second: list[Evidence], *, one_file: bool) -> tuple[list[Evidence], list[Evidence]]:
    """A rule that says the same of both pictures tells nothing where another tells them apart.

    Nor does one that cameras write alike for every picture, or any of one file, whose two heads never stood on one side.
    """
    by_rule = [{one.rule: one.projection for one in found} for found in (first, second)]
    ties = {rule for rule in by_rule[0] if by_rule[0][rule] is by_rule[1].get(rule)}
    apart = any(by_rule[1].get(rule) is projection.other for rule, projection in by_rule[0].items())
    nothing = ties if apart or one_file else ties & BY_THE_CAMERA
    if any(one.tells and one.rule != "orientation" for one in (*first, *second)):
        nothing -= {"orientation"}  # against a view that is told it says that the picture may be stored mirrored
    kept = [[one for one in found if one.rule not in nothing] for found in (first, second)]
    return kept[0], kept[1]


def _assumed_pair(pictures: Sequence[Picture], first: Sequence[Evidence], second: Sequence[Evidence]) -> tuple[_Side, _Side]:
    """By what speaks first for the one or the other, by the numbers of the detectors, else in their order."""
    detectors = [picture.hints.detector for picture in pictures]
    if not first and not second and sorted(detector or 0 for detector in detectors) == [1, 2]:
        sides = [Projection.ANT if detector == 1 else Projection.POST for detector in detectors]
        said = [
            reason("convention", side, reason=reason("detector", side, number=detector, count=2))
            for side, detector in zip(sides, detectors, strict=True)
        ]
        return (sides[0], said[0]), (sides[1], said[1])
    leading = _assumed(first)
    if leading is None:
        trailing = _assumed(second)
        leading = None if trailing is None else (trailing[0].other, "")
    if leading is None:
        return (Projection.ANT, ASSUMED_PAIR[Projection.ANT]), (Projection.POST, ASSUMED_PAIR[Projection.POST])
    side = leading[0]
    return (
        (side, doubtful_reason(first, side) or reason("left_over", side, other=VIEW_NAMES[side.other])),
        (side.other, doubtful_reason(second, side.other) or reason("left_over", side.other, other=VIEW_NAMES[side])),
    )


def _cut_pair(pictures: Sequence[Picture], view: Projection | None) -> tuple[_Side, _Side]:
    """Nothing of the file speaks of one of two bodies in its picture."""
    if view is not None:
        return (view, reason("said", view)), (view.other, exclusion_reason(view.other))
    return (Projection.ANT, ASSUMED_CUT[Projection.ANT]), (Projection.POST, ASSUMED_CUT[Projection.POST])


def exclusion_reason(projection: Projection) -> Sentence:
    """Why a view that does not tell is this one when its study has the other."""
    return reason("exclusion", projection, other=VIEW_NAMES[projection.other])


def _with_energy_note(why: str, picture: Picture) -> str:
    windows = {hints.energy_window for hints in picture.file.frame_hints}
    if len(windows) <= 1:
        return why
    return Sentence(REASONS["window"], reason=why, number=picture.hints.energy_window, count=len(windows))


def moved(view: FoundView, projection: Projection, why: str) -> FoundView:
    """The same picture as another view."""
    return replace(view, projection=projection, reason=why, told=not is_assumed(why))
