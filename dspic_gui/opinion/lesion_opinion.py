"""What a lesion network finds in a study, beside the marks of the reader and of the consensus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import Side
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Disease
from dspic_gui.lesion_model.found_lesions import FLOOR, FoundLesion
from dspic_gui.lesion_model.free_response import TrueLesion
from dspic_gui.lesion_model.lesion_classifier import SHOWN, LesionClassifier, StudyFinding
from dspic_gui.lesion_model.said import said_of
from dspic_gui.opinion.second_opinion import agreed_lesions, keep
from dspic_gui.prediction import StudyPrediction
from dspic_gui.reading import Lesion
from dspic_gui.shape import Foreign, Shape
from dspic_gui.study import COLUMNS, ROWS, Projection, View


class Seen(StrEnum):
    """By whom a lesion is seen; the order in which the list shows them."""

    BOTH = "both"
    NETWORK = "network"
    READER = "reader"
    CONSENSUS = "consensus"


@dataclass(frozen=True, eq=False)
class StudyLesions:
    """What the network says of a study, with every lesion from `FLOOR` on. `agreed`: the consensus'."""

    said: StudyPrediction
    finding: StudyFinding
    views: Mapping[Projection, View]
    agreed: tuple[Lesion, ...] | None = None
    problem: str | None = None


@dataclass(frozen=True, eq=False)
class LesionRow:
    """A lesion with all who see it. `probability` is None where the network does not name it.

    `mean` and `maximum` are counts inside its outline. `own` and `agreed` are the marks at its place,
    which may say another finding.
    """

    projection: Projection
    finding: str
    part: str | None
    side: Side | None
    shape: Shape
    label: str
    area_px: int
    area_mm2: float | None
    mean: float
    maximum: int
    probability: float | None = None
    found: FoundLesion | None = None
    own: Lesion | None = None
    agreed: Lesion | None = None

    @property
    def seen(self) -> Seen:
        """Whether the network and the reader see it, or who alone does."""
        if self.found is not None:
            return Seen.BOTH if self.own is not None else Seen.NETWORK
        return Seen.READER if self.own is not None else Seen.CONSENSUS

    @property
    def other_finding(self) -> str | None:
        """What the reader's own mark says, where that is another finding than the network's."""
        code = self.own.code if self.own is not None and self.found is not None else None
        return code.finding if code is not None and code.finding != self.finding else None


def study_lesions(
    archive: Archive, model: LesionClassifier, key: str, views: Mapping[Projection, View]
) -> StudyLesions:
    """Ask the network about the study and keep what it said; Blinded before the own seal."""
    archive.require_predictions(key)
    counts = {projection: view.counts for projection, view in views.items()}
    finding = model.find(counts, shown=FLOOR)
    said = said_of(key, _from(finding, SHOWN), views)
    problem = keep(archive, model, said)
    return StudyLesions(said, finding, views, agreed_lesions(archive, key), problem)


def lesion_rows(
    study: StudyLesions, own: Sequence[Lesion], levels: Mapping[Disease, float]
) -> list[LesionRow]:
    """The network's lesions from these probabilities on, then the marks that it does not name."""
    rows: list[LesionRow] = []
    for projection, view in study.views.items():
        finding = study.finding.views.get(projection)
        if finding is None:
            continue
        found = [one for one in finding.lesions if one.probability >= levels[one.disease]]
        mine = [one for one in own if one.projection is projection]
        agreed = [one for one in study.agreed or () if one.projection is projection]
        rows += _of_view(view, found, mine, agreed)
    order = list(Seen)
    return sorted(rows, key=lambda row: (order.index(row.seen), -(row.probability or 0.0)))


def _of_view(
    view: View, found: Sequence[FoundLesion], own: Sequence[Lesion], agreed: Sequence[Lesion]
) -> Iterable[LesionRow]:
    named = [(one, _best(one, own), _best(one, agreed)) for one in found]
    for one, mine, theirs in named:
        yield _of_found(view, one, mine, theirs)
    known = {mark.uid for one in found for mark in (*own, *agreed) if _meets(mark, one)}
    for mark in own:
        if mark.uid not in known and mark.disease is not None:
            yield from _of_mark(view, mark, own=mark, agreed=_near(mark, agreed))
    for mark in agreed:
        alone = mark.uid not in known and mark.disease is not None and _near(mark, own) is None
        if alone:
            yield from _of_mark(view, mark, own=None, agreed=mark)


def _best(found: FoundLesion, marks: Sequence[Lesion]) -> Lesion | None:
    """The mark at its place: rather one of the same disease."""
    there = [mark for mark in marks if _meets(mark, found)]
    same = [mark for mark in there if mark.disease is found.disease]
    return next(iter(same or there), None)


def _meets(mark: Lesion, found: FoundLesion) -> bool:
    """The rule of the free-response scores: either centre lies in the other, or near."""
    outlined = _outlined(mark)
    return outlined is not None and outlined.meets(found)


def _near(mark: Lesion, others: Sequence[Lesion]) -> Lesion | None:
    outlined = _outlined(mark)
    for other in others if outlined is not None else ():
        column, row = other.shape.centre
        same = other.disease is mark.disease
        if same and outlined is not None and outlined.under(row, column):
            return other
    return None


def _outlined(mark: Lesion) -> TrueLesion | None:
    if isinstance(mark.shape, Foreign):
        return None
    top, left, mask = mark.shape.patch(ROWS, COLUMNS)
    return TrueLesion(mark.disease or Disease.METASTASIS, None, None, top, left, mask) if mask.any() else None


def _of_found(
    view: View, found: FoundLesion, own: Lesion | None, agreed: Lesion | None
) -> LesionRow:
    mean, maximum = _counts(view, found.top, found.left_column, found.mask)
    area = found.area_mm2(view.pixel_mm)
    place = (found.projection, found.disease.value, found.part, found.side, found.shape, found.label)
    return LesionRow(*place, found.area, area, mean, maximum, found.probability, found, own, agreed)


def _of_mark(
    view: View, mark: Lesion, *, own: Lesion | None, agreed: Lesion | None
) -> Iterable[LesionRow]:
    code, outlined = mark.code, _outlined(mark)
    if code is None or outlined is None:
        return
    mean, maximum = _counts(view, outlined.top, outlined.left, outlined.mask)
    square = outlined.area * view.pixel_mm[0] * view.pixel_mm[1] if view.pixel_mm else None
    place = (mark.projection, code.finding, code.part, code.side, mark.shape, mark.label)
    yield LesionRow(*place, outlined.area, square, mean, maximum, own=own, agreed=agreed)


def _counts(view: View, top: int, left: int, mask: NDArray[np.bool_]) -> tuple[float, int]:
    height, width = mask.shape
    inside = view.counts[top : top + height, left : left + width][mask]
    return (float(inside.mean()), int(inside.max())) if inside.size else (0.0, 0)


def _from(finding: StudyFinding, least: float) -> StudyFinding:
    views = {
        projection: replace(view, lesions=tuple(one for one in view.lesions if one.probability >= least))
        for projection, view in finding.views.items()
    }
    return replace(finding, views=views)
