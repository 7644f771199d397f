"""The second opinion on studies of a dataset: kept predictions where they still hold, else the network is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import resources
from pathlib import Path

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.durable import NotSaved
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.prediction import StudyPrediction
from dspic_gui.prediction_file import PredictionError, read_prediction, write_prediction
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.sentence import told

_SHIPPED = Path(str(resources.files("resources")))
"""What comes with the program, the demo too, is only ever read."""

Each = Callable[[str, StudyPrediction | None, str | None], None]
"""Called with a study's key and what was said of it, or None and the sentence that says why nothing was."""


def study_prediction(archive: Archive, classifier: Classifier, key: str, *, refresh: bool = False) -> StudyPrediction:
    """What the model says of a study, and keep it; `refresh` asks the network anew.

    Blinded before the own seal; ArchiveError, DecodeError or NetworkInputError where the study cannot be classified. A disk that
    refuses to keep the prediction does not take it away.
    """
    archive.require_predictions(key)
    known = None if refresh else _known(archive, classifier, key)
    if known is not None:
        return known
    views = {projection: classifier.classify(view).prediction for projection, view in archive.views(key).items()}
    if not views:
        raise ArchiveError("Study {key} has no view. Nothing was classified.", key=key)
    said = StudyPrediction(key, classifier.identity, views)
    if not archive.folder.resolve().is_relative_to(_SHIPPED):
        with suppress(NotSaved):
            write_prediction(archive, said, classifier.card)
    return said


def classify_studies(
    archive: Archive,
    classifier: Classifier,
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


def _known(archive: Archive, classifier: Classifier, key: str) -> StudyPrediction | None:
    """The kept prediction, unless the card has another threshold by now or the file is damaged."""
    try:
        said = read_prediction(archive, classifier.identity, key)
    except PredictionError:
        return None
    if said is None or said.overall.threshold != classifier.card.threshold:
        return None
    return said
