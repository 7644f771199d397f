"""What a lesion network found, as predictions that are kept, listed and scored like those of any model."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from dspic_gui.lesion_model.found_lesions import FoundLesion
from dspic_gui.lesion_model.lesion_classifier import StudyFinding, ViewFinding
from dspic_gui.prediction import LesionSaid, Prediction, StudyPrediction
from dspic_gui.study import Projection, View

_NO_THRESHOLD = 0.5


def said_of(study: str, finding: StudyFinding, views: Mapping[Projection, View]) -> StudyPrediction:
    """The prediction of a study and of each of its views."""
    of_views = {projection: of_view(finding, projection, views[projection]) for projection in finding.views}
    lowest = min(view.likeness for view in finding.views.values())
    together = Prediction(
        finding.answer.probabilities, _NO_THRESHOLD, finding.model, "", finding.milliseconds, finding.answer.answer, (), lowest,
        finding.unlike,
    )  # fmt: skip
    return StudyPrediction(study, finding.model, of_views, together)


def of_view(finding: StudyFinding, projection: Projection, view: View, *, sided: bool = True) -> Prediction:
    """The prediction of one view; the time is its share of the study's. `sided` is False where nobody knows which projection it is."""
    found: ViewFinding = finding.views[projection]
    digest = hashlib.sha256(view.counts.tobytes()).hexdigest()
    return Prediction(
        found.answer.probabilities,
        _NO_THRESHOLD,
        finding.model,
        digest,
        round(finding.milliseconds / len(finding.views), 2),
        found.answer.answer,
        tuple(lesion_said(lesion, view.pixel_mm, sided) for lesion in found.lesions),
        found.likeness,
        found.unlike,
    )


def lesion_said(lesion: FoundLesion, pixel_mm: tuple[float, float] | None, sided: bool) -> LesionSaid:
    """A lesion without its outline, and without its side unless `sided`."""
    side = lesion.side if sided else None
    area = lesion.area_mm2(pixel_mm)
    return LesionSaid(lesion.disease, lesion.part, side, lesion.probability, lesion.centre, lesion.area, area)
