"""What is said of one view, as every format of labels gives it out, and which views may leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from dspic_gui.code import CodeBook
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.label_source import LabelledView, Tally, dataset_labels
from dspic_gui.reading import Lesion
from dspic_gui.sentence import Sentence
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
    """A view with its labels. `by` is whose answer it is; `outdated`: something was said since the vote was run.

    `part` names the part of a split, None without one.
    """

    study: Study
    source: ViewSource
    answer: Answer
    standing: Standing
    lesions: tuple[Lesion, ...]
    by: str
    outdated: bool = False
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
    """The views that go out, what was counted of open answers, and what could not be read as (study, sentence)."""

    views: list[LabelView] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    notice: Sentence | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)


def select(
    archive: Archive,
    source: str,
    *,
    provisional: bool,
    part_of: Callable[[Study], str | None] = lambda study: None,
) -> Selection:
    """The views whose answer stands, and with `provisional` the provisional and disputed ones that have an answer."""
    chosen = Selection()

    def problem(key: str, said: str) -> None:
        chosen.problems.append((key, said))

    labels = dataset_labels(archive, source, provisional=provisional, problem=problem)
    chosen.tally, chosen.notice = labels.tally, labels.notice
    for view in labels.views:
        found = view.study.source(view.projection)
        if found is not None and view.answer is not None:
            chosen.views.append(_label_view(view, found, view.answer, part_of(view.study)))
    return chosen


def _label_view(
    view: LabelledView, source: ViewSource, answer: Answer, part: str | None
) -> LabelView:
    standing = (
        Standing.DISPUTED
        if view.disputed
        else Standing.PROVISIONAL
        if view.provisional
        else Standing.FIRM
    )
    return LabelView(
        view.study, source, answer, standing, view.lesions, view.by, view.outdated, part
    )


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
