"""How a model bears altered scans: its answers on the same labelled views, altered in one way after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from dspic_gui.counts.alterations import ALTERATIONS, Alteration, Point, setting_of
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.folder import truth_part
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.label_source import LabelSource, Problem, Tally
from dspic_gui.labels.text import LabelError
from dspic_gui.lesion_model.opened import Model
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.model.scores import Cases, with_intervals
from dspic_gui.opinion.evaluation import EvaluationError
from dspic_gui.opinion.second_opinion import asked
from dspic_gui.plain_file import content_of
from dspic_gui.prediction import Prediction
from dspic_gui.regions.region_map import RegionMapError, part_keys, read_region_map
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.sentence import told
from dspic_gui.study import Projection, View

UNALTERED = "as it is"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class StressRow:
    """An alteration: accuracy of the four answers with its interval, how much is lost, macro AUC, and the share said to be unlike."""

    name: str
    views: int
    accuracy: float
    low: float
    high: float
    loss: float
    auc: float
    unlike: float


@dataclass(frozen=True, eq=False)
class _Said:
    patient: str
    truth: Answer
    prediction: Prediction


def stress(
    archive: Archive,
    model: Model,
    labels: str,
    *,
    most: int | None = None,
    samples: int = 300,
    problem: Problem = lambda key, sentence: None,
    progress: Progress = lambda done, total: None,
) -> list[StressRow]:
    """A row for the scans as they are and one for each alteration, on up to `most` studies; EvaluationError without a labelled view.

    Every view counts, one that is unlike what the model learned from too: its answer stands, and how many there are is told.
    """
    source = LabelSource(archive, labels)
    keys = [key for key in archive.counted_keys() if archive.may_see_others(key) and archive.may_see_predictions(key)][:most]
    said: dict[str, list[_Said]] = {name: [] for name in (UNALTERED, *ALTERATIONS)}
    for done, key in enumerate(keys, start=1):
        try:
            for name, found in _of_study(archive, model, source, key).items():
                said[name] += found
        except (ArchiveError, DecodeError, LabelError, NetworkInputError, RegionMapError) as fault:
            problem(key, told(fault))
        progress(done, len(keys))
    if not said[UNALTERED]:
        text = "{dataset} holds no labelled view for “{labels}”, so there is nothing to measure."
        raise EvaluationError(text, dataset=archive.dataset.name, labels=labels)
    return _rows(said, samples)


def _of_study(archive: Archive, model: Model, source: LabelSource, key: str) -> dict[str, list[_Said]]:
    labelled = Tally().take(source.of_study(key))
    if not labelled:
        return {}
    views = archive.views(key)
    settings = {
        projection: setting_of(view.counts, projection, view.pixel_mm and view.pixel_mm[0], _bladder(archive, key, projection))
        for projection, view in views.items()
    }

    def altered(alteration: Alteration | None, number: int) -> Mapping[Projection, View]:
        if alteration is None:
            return views
        rng = np.random.default_rng([number, int(key, 16) % 2**32])
        return {one: replace(view, counts=alteration(view.counts, settings[one], rng)) for one, view in views.items()}

    ways: list[tuple[str, Alteration | None]] = [(UNALTERED, None), *ALTERATIONS.items()]
    found = {}
    for number, (name, way) in enumerate(ways):
        predictions = asked(model, key, altered(way, number)).views
        found[name] = [
            _Said(one.study.patient, one.answer, predictions[one.projection])
            for one in labelled
            if one.answer is not None and one.projection in predictions
        ]
    return found


def _bladder(archive: Archive, key: str, projection: Projection) -> Point | None:
    """Where the truth of a simulated view has the bladder."""
    path = archive.folder / truth_part(key, projection, "regions.png")
    if not path.exists():
        return None
    rows, columns = np.nonzero(read_region_map(content_of(path)).parts == part_keys().index("bladder"))
    return (float(rows.mean()), float(columns.mean())) if rows.size else None


def _rows(said: Mapping[str, list[_Said]], samples: int) -> list[StressRow]:
    rows: list[StressRow] = []
    for name, found in said.items():
        probabilities = np.array([one.prediction.probabilities for one in found], dtype=np.float64)
        answers = tuple(one.prediction.answer for one in found)
        cases = Cases(tuple(one.truth for one in found), probabilities, tuple(one.patient for one in found), 0.5, answers)
        scores = with_intervals(cases, samples)
        accuracy = scores["label accuracy"]
        base = rows[0].accuracy if rows else accuracy["value"]
        unlike = float(np.mean([one.prediction.unlike for one in found]))
        numbers = (accuracy["value"], accuracy["low"], accuracy["high"], base - accuracy["value"], scores["auc macro"]["value"], unlike)
        rows.append(StressRow(name, len(found), *numbers))
    return rows
