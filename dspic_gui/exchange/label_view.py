"""What is said of one view, as every format of labels gives it out, and which views may leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from dspic_gui.code import CodeBook
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.consensus_file import AgreedView
from dspic_gui.ground_truth.label_source import labelled_studies
from dspic_gui.reading import Lesion
from dspic_gui.shape import Shape
from dspic_gui.study import COLUMNS, ROWS, Projection, Study, ViewSource

Rings = tuple[tuple[tuple[float, float], ...], ...]
"""Closed outlines in pixels of the picture, x right and y down; the last point joins the first."""


class Standing(StrEnum):
    """How firm the answer of a view is."""

    FIRM = "firm"
    PROVISIONAL = "provisional"
    DISPUTED = "disputed"


@dataclass(frozen=True)
class LabelView:
    """A view with its labels. `answer` is None while the vote is open; `part` names the part of a split, None without one."""

    study: Study
    source: ViewSource
    answer: Answer | None
    standing: Standing
    lesions: tuple[Lesion, ...]
    part: str | None = None

    @property
    def projection(self) -> Projection:
        """Which view it is."""
        return self.source.projection

    @property
    def name(self) -> str:
        """The name of its files, without an ending."""
        return f"{self.study.key}_{self.projection}"


@dataclass
class Selection:
    """The views that go out, how many stay behind by standing, and what could not be read as (study, sentence)."""

    views: list[LabelView] = field(default_factory=list)
    left_out: dict[Standing, int] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)


def select(
    archive: Archive,
    source: str,
    *,
    provisional: bool,
    part_of: Callable[[Study], str | None] = lambda study: None,
) -> Selection:
    """The views of a source of labels; provisional and disputed ones only where they are asked for, and counted either way."""
    chosen = Selection()
    for labelled in labelled_studies(
        archive, source, lambda key, said: chosen.problems.append((key, said))
    ):
        for view in labelled.views:
            standing = _standing(view)
            found = labelled.study.source(view.projection)
            if standing is not Standing.FIRM:
                chosen.left_out[standing] = chosen.left_out.get(standing, 0) + 1
            if found is not None and (provisional or standing is Standing.FIRM):
                part = part_of(labelled.study)
                chosen.views.append(
                    LabelView(labelled.study, found, view.answer, standing, view.lesions, part)
                )
    return chosen


def _standing(view: AgreedView) -> Standing:
    if view.answer is None:
        return Standing.DISPUTED
    return Standing.PROVISIONAL if view.provisional else Standing.FIRM


def classes_of(book: CodeBook, views: list[LabelView], *, by: str) -> list[str]:
    """The class names in a fixed order: the book's voting diseases, or its codes of them, then codes that the book does not know."""
    if by == "disease":
        return [finding.key for finding in book.findings if finding.votes]
    known = [
        label
        for label in book.labels()
        if label.partition(":")[0] in {finding.key for finding in book.findings if finding.votes}
    ]
    foreign = {lesion.label for view in views for lesion in view.lesions} - set(known)
    return [*known, *sorted(foreign)]


def class_of(lesion: Lesion, *, by: str) -> str:
    """The class of a lesion: its code, or the disease alone."""
    return lesion.label.partition(":")[0] if by == "disease" else lesion.label


def rings_in_picture(shape: Shape) -> Rings:
    """The outline inside the picture's borders, in as many rings as it has parts there; none where nothing of it is inside."""
    left, top, right, bottom = shape.bounds
    points = tuple((float(x), float(y)) for x, y in shape.outline)
    if left >= 0 and top >= 0 and right <= COLUMNS and bottom <= ROWS:
        return (points,)
    return _cut(points)


def _cut(points: tuple[tuple[float, float], ...]) -> Rings:
    from shapely import Polygon, box, make_valid
    from shapely.geometry.base import BaseGeometry

    inside: BaseGeometry = make_valid(Polygon(points)).intersection(box(0, 0, COLUMNS, ROWS))
    parts = getattr(inside, "geoms", [inside])
    return tuple(
        tuple((float(x), float(y)) for x, y in part.exterior.coords[:-1])
        for part in parts
        if part.geom_type == "Polygon" and not part.is_empty
    )


def box_of(rings: Rings) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the rings together."""
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def area_of(rings: Rings) -> float:
    """The area inside the rings, in square pixels."""
    from dspic_gui.shape import Polygon

    return sum(Polygon(ring).area for ring in rings)
