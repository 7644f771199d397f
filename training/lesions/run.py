"""A whole training of the network that finds lesions; each part is found again when it is run again."""

from __future__ import annotations

import json
import math
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dspic_gui.csv_table import csv_text
from dspic_gui.disease import CLASSES, Answer
from dspic_gui.lesion_model.answer_rule import AnswerRule
from dspic_gui.model.model_split import hashed
from dspic_gui.model.network_engine import LocalEngine
from dspic_gui.model.scores import Cases, as_json
from dspic_gui.study import Projection
from training.dataset import ExamplesError, check_patients, held_patients
from training.lesions.examples import PairExample, load_pairs
from training.lesions.export import LesionComparison, cases_of, contents_of, export, fitted_rule, judged, likeness_of
from training.lesions.fit import LesionEpoch, LesionLearner, fit, shares_of
from training.lesions.settings import LesionSettings
from training.lesions.teacher import with_taught_regions
from training.progress import Tell, silent
from training.run import course_facts, label_facts, simulation_of
from training.run_folder import SETTINGS, Course, check_folder, take_start
from training.store import write_file

TEST_SHARE = 0.15
VALIDATION_SHARE = 0.08
"""A validation sees whole pictures, and the rules of the answers are fitted on it; what is learned needs the rest."""


@dataclass(frozen=True, eq=False)
class PairSplit:
    """The parts of a dataset, by patient."""

    training: list[PairExample]
    validation: list[PairExample]
    test: list[PairExample]

    @property
    def named(self) -> tuple[tuple[str, list[PairExample]], ...]:
        """The parts by name."""
        return ("training", self.training), ("validation", self.validation), ("test", self.test)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Views of each answer in each part."""
        found = {}
        for name, part in self.named:
            numbers = Counter(view.answer for pair in part for view in pair.present)
            found[name] = {str(answer): numbers[answer] for answer in Answer}
        return found


@dataclass(frozen=True, eq=False)
class TrainedLesions:
    """What a training left: the network with its best weights, its course, the files it became, the rule of its answers, and the
    unseen views and studies with what it says of them."""

    learner: LesionLearner
    course: Course[LesionEpoch]
    parts: PairSplit
    contents: Mapping[str, bytes]
    rule: AnswerRule
    views: Cases
    studies: Cases


def prepare(source: Path, settings: LesionSettings, tell: Tell = silent) -> PairSplit:
    """Load a dataset and split it by the seed."""
    pairs = load_pairs(
        source,
        settings.labels,
        provisional=settings.provisional,
        progress=lambda done, total: tell({"event": "load", "done": done, "total": total}),
        labelled=lambda labels: tell({"event": "labels", **label_facts(labels)}),
    )
    return split(pairs, settings.seed)


def split(pairs: Sequence[PairExample], seed: int) -> PairSplit:
    """The parts, by patient; ExamplesError where nothing could be learned."""
    answers: dict[str, set[Answer]] = {}
    for pair in pairs:
        answers.setdefault(pair.patient, set()).update(view.answer for view in pair.present)
    check_patients(len(answers))
    tested, validating = held_patients(answers, seed, TEST_SHARE, VALIDATION_SHARE)
    held = tested | validating
    parts = PairSplit(
        [pair for pair in pairs if pair.patient not in held],
        [pair for pair in pairs if pair.patient in validating],
        [pair for pair in pairs if pair.patient in tested],
    )
    if not any(pair.diseases for pair in parts.training):
        raise ExamplesError("The training part holds no lesion. Read more studies first; nothing was written.")
    return parts


def train(
    parts: PairSplit, out: Path, settings: LesionSettings, tell: Tell = silent, *, stopped: Callable[[], bool] = lambda: False
) -> TrainedLesions | None:
    """Train into `out`; None when it was stopped, to be taken up by the same call. TrainingError says what is wrong."""
    check_folder(out, settings)
    learner = LesionLearner(settings)
    if settings.start_from:
        take_start(learner, settings.start_from, out)
        named = [with_taught_regions(part, learner, settings.start_from) for _, part in parts.named]
        parts = PairSplit(*named)
    learner.weigh(shares_of(parts.training))
    write_file(out / SETTINGS, settings.as_json())
    write_file(out / "split.json", json.dumps(_membership(parts), indent=1))
    tell({"event": "parts", "counts": parts.counts, "leaking": False})
    course = fit(learner, parts.training, parts.validation, out, tell, stopped)
    if not course.finished:
        return None
    tell({"event": "note", "text": "fitting the rule of the answers and scoring the unseen part"})
    trained = _measured(learner, course, parts)
    _write_results(out, trained)
    return trained


def _measured(learner: LesionLearner, course: Course[LesionEpoch], parts: PairSplit) -> TrainedLesions:
    """Convert the network, fit its rule on the validation patients, and ask it about the unseen ones."""
    contents = contents_of(learner.plain_model(), knows_regions(learner, parts))
    network, seed = LocalEngine(contents["network.tflite"], os.cpu_count() or 1), learner.settings.seed
    rule = fitted_rule(list(judged(network, parts.validation, seed)))
    unseen = list(judged(network, parts.test, seed))
    return TrainedLesions(learner, course, parts, contents, rule, *(cases_of(unseen, rule, level) for level in ("view", "study")))


def knows_regions(learner: LesionLearner, parts: PairSplit) -> bool:
    """Whether its head of regions learned anything: from maps of the dataset, or those of the run that it started from."""
    known = any(view.regions is not None for pair in parts.training[:50] for view in pair.present)
    return learner.settings.leave_out != "regions" and known


def _write_results(out: Path, trained: TrainedLesions) -> None:
    """The learning curve, the scores and what was said of each unseen view."""
    rows = trained.course.rows
    write_file(out / "history.csv", csv_text([list(asdict(rows[0])), *([str(value) for value in asdict(row).values()] for row in rows)]))
    names = [
        (pair.study, projection) for pair in trained.parts.test for projection, view in zip(Projection, pair.views, strict=True) if view
    ]
    table = [["study", "view", "truth", "said", *map(str, CLASSES)]]
    for (study, view), truth, said, values in zip(names, trained.views.truth, trained.views.said, trained.views.probabilities, strict=True):
        table.append([study, view, str(truth), str(said), *(f"{value:.6f}" for value in values)])
    write_file(out / "predictions.csv", csv_text(table))
    steps = trained.learner.settings.every
    scores = {**as_json(trained.views), "studies": as_json(trained.studies), "split_leaks": False, "steps_per_epoch": steps}
    write_file(out / "scores.json", json.dumps(scores, indent=1))


def facts_of(trained: TrainedLesions, command: str, source: Path) -> dict[str, Any]:
    """What the card says of data, training and scores; `patients` become split.json, by hash alone."""
    course, settings = trained.course, trained.learner.settings
    return {
        "data": {"source": source.name, "simulation": simulation_of(source), "views": trained.parts.counts, "split": "by patient"},
        "training": {
            **course_facts(course, settings, command),
            "validation": {
                name: value if math.isfinite(value) else None for name, value in asdict(course.rows[course.best_epoch - 1]).items()
            },
        },
        "split": {name: sorted({hashed(pair.patient) for pair in part}) for name, part in trained.parts.named},
        "patients": {name: [pair.patient for pair in part] for name, part in trained.parts.named},
        "scores": {"views": as_json(trained.views), "studies": as_json(trained.studies)},
    }


def export_to(folder: Path, trained: TrainedLesions, name: str, facts: Mapping[str, Any]) -> LesionComparison:
    """Write the model folder."""
    parts, seed = trained.parts, trained.learner.settings.seed
    held = [*parts.test, *parts.validation]
    likeness = likeness_of(parts.training, held, seed)
    model = trained.learner.plain_model()
    return export(folder, model, trained.contents, trained.rule, likeness, held, {"name": name, **facts})


def _membership(parts: PairSplit) -> dict[str, list[list[str]]]:
    return {
        name: [
            [pair.study, projection, pair.patient, str(view.answer)]
            for pair in part
            for projection, view in zip(Projection, pair.views, strict=True)
            if view is not None
        ]
        for name, part in parts.named
    }
