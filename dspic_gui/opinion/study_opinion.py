"""The second opinion on the study that is open: what the network says of each view, and how its maps lie to the marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.durable import NotSaved
from dspic_gui.ground_truth.consensus_file import read_agreed_view
from dspic_gui.labels.text import LabelError
from dspic_gui.model.attention_statistics import MapStatistics, map_statistics
from dspic_gui.model.class_maps import MapKind, ViewMap
from dspic_gui.model.classifier import Classification, Classifier
from dspic_gui.prediction import StudyPrediction
from dspic_gui.prediction_file import PredictionError, read_prediction, write_prediction
from dspic_gui.reading import Lesion
from dspic_gui.sentence import told
from dspic_gui.study import Projection, View


@dataclass(frozen=True, eq=False)
class StudyOpinion:
    """What a model says of a study, with all that its maps are made of. `agreed`: the consensus' lesions, None where none may be seen."""

    said: StudyPrediction
    seen: Mapping[Projection, Classification]
    views: Mapping[Projection, View]
    agreed: tuple[Lesion, ...] | None = None
    problem: str | None = None


@dataclass(frozen=True, eq=False)
class MapOnView:
    """A map of one view, and how it lies to the own marks and to those of the consensus (None: not to be seen, or none made)."""

    shown: ViewMap
    own: MapStatistics
    agreed: MapStatistics | None


def study_opinion(archive: Archive, classifier: Classifier, key: str, views: Mapping[Projection, View]) -> StudyOpinion:
    """Ask the network about every view and keep what it said; Blinded before the own seal, NetworkInputError for an odd view."""
    archive.require_predictions(key)
    seen = {projection: classifier.classify(view) for projection, view in views.items()}
    said = StudyPrediction(key, classifier.identity, {projection: one.prediction for projection, one in seen.items()})
    return StudyOpinion(said, seen, views, agreed_lesions(archive, key), _keep(archive, classifier, said))


def agreed_lesions(archive: Archive, key: str) -> tuple[Lesion, ...] | None:
    """The lesions of the consensus on disk; None where it may not be seen yet, or there is none that can be read."""
    if not archive.may_see_others(key):
        return None
    try:
        found = [read_agreed_view(archive.folder, key, projection) for projection in archive.study(key).projections]
    except LabelError:
        return None
    views = [view for view in found if view is not None]
    return tuple(lesion for view in views for lesion in view.lesions) if views else None


def study_maps(
    classifier: Classifier, opinion: StudyOpinion, kind: MapKind, about: Answer, own: Sequence[Lesion]
) -> dict[Projection, MapOnView]:
    """A map of each view, `about` one of the three classes, with its statistics."""
    found = {}
    for projection, seen in opinion.seen.items():
        shown, view = classifier.view_map(seen, kind, about), opinion.views[projection]
        agreed = map_statistics(shown, view, opinion.agreed) if opinion.agreed is not None else None
        found[projection] = MapOnView(shown, map_statistics(shown, view, own), agreed)
    return found


def _keep(archive: Archive, classifier: Classifier, said: StudyPrediction) -> str | None:
    """Keep the prediction where none is kept yet; a sentence where the disk refuses, for it is shown all the same."""
    try:
        known = read_prediction(archive, classifier.identity, said.study)
    except PredictionError:
        known = None
    if known is not None and known.overall.threshold == classifier.card.threshold:
        return None
    try:
        write_prediction(archive, said, classifier.card)
    except NotSaved as problem:
        return told(problem)
    return None
