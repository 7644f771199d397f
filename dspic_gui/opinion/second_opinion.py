"""The second opinion: what a network says of the study that is open, with its maps, and of many studies one by one.

Kept predictions are taken where they still hold; else the network is asked, and what it says is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.disease import Answer
from dspic_gui.durable import NotSaved
from dspic_gui.ground_truth.consensus_file import read_agreed_view
from dspic_gui.labels.text import LabelError
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.opened import Model
from dspic_gui.lesion_model.said import said_of
from dspic_gui.model.attention_statistics import MapStatistics, map_statistics
from dspic_gui.model.class_maps import MapKind, ViewMap
from dspic_gui.model.classifier import Classification, Classifier
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.prediction import StudyPrediction
from dspic_gui.prediction_file import PredictionError, read_prediction, write_prediction
from dspic_gui.reading import Lesion
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.sentence import told
from dspic_gui.study import Projection, View

_SHIPPED = Path(str(resources.files("resources")))
"""What comes with the program, the demo too, is only ever read."""

Each = Callable[[str, StudyPrediction | None, str | None], None]
"""Called with a study's key and what was said of it, or None and the sentence that says why nothing was."""


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
    problem = keep(archive, classifier, said)
    return StudyOpinion(said, seen, views, agreed_lesions(archive, key), problem)


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


def study_prediction(archive: Archive, classifier: Model, key: str, *, refresh: bool = False) -> StudyPrediction:
    """What the model says of a study, and keep it; `refresh` asks the network anew.

    Blinded before the own seal; ArchiveError, DecodeError or NetworkInputError where the study cannot be classified. A disk that
    refuses to keep the prediction does not take it away.
    """
    archive.require_predictions(key)
    known = None if refresh else _known(archive, classifier, key)
    if known is not None:
        return known
    views = archive.views(key)
    if not views:
        raise ArchiveError("Study {key} has no view. Nothing was classified.", key=key)
    said = asked(classifier, key, views)
    _keep(archive, classifier, said)
    return said


def asked(model: Model, key: str, views: Mapping[Projection, View]) -> StudyPrediction:
    """What a model of either kind says of these views."""
    if isinstance(model, LesionClassifier):
        return said_of(key, model.find({projection: view.counts for projection, view in views.items()}), views)
    return StudyPrediction(key, model.identity, {projection: model.classify(view).prediction for projection, view in views.items()})


def classify_studies(
    archive: Archive,
    classifier: Model,
    keys: Sequence[str],
    each: Each = lambda key, said, sentence: None,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
    refresh: bool = False,
) -> int:
    """Classify these studies one by one; what was classified before `cancelled` stays. How many could not be classified."""
    failed = 0
    for done, key in enumerate(keys, start=1):
        if cancelled():
            break
        try:
            each(key, study_prediction(archive, classifier, key, refresh=refresh), None)
        except (ArchiveError, DecodeError, NetworkInputError) as problem:
            failed += 1
            each(key, None, told(problem))
        progress(done, len(keys))
    return failed


def _known(archive: Archive, classifier: Model, key: str) -> StudyPrediction | None:
    """The kept prediction, unless the card has another threshold by now or the file is damaged."""
    try:
        said = read_prediction(archive, classifier.identity, key)
    except PredictionError:
        return None
    if said is None or said.overall.threshold != classifier.card.threshold:
        return None
    return said


def keep(archive: Archive, classifier: Model, said: StudyPrediction) -> str | None:
    """Keep the prediction unless the same model's is kept already; a sentence where the disk refuses, for it is shown all the same."""
    return None if _known(archive, classifier, said.study) else _keep(archive, classifier, said)


def _keep(archive: Archive, classifier: Model, said: StudyPrediction) -> str | None:
    """Keep the prediction; a sentence where the disk refuses, for it is shown all the same."""
    if archive.folder.resolve().is_relative_to(_SHIPPED):
        return None
    try:
        write_prediction(archive, said, classifier.card)
    except NotSaved as problem:
        return told(problem)
    return None
