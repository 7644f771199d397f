"""A whole training: data, augmentation, fit, scores on the unseen part, export; each part is found again when it is run again."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dspic_gui import times
from dspic_gui.csv_table import csv_text
from dspic_gui.dataset import folder as layout
from dspic_gui.disease import CLASSES
from dspic_gui.ground_truth.label_source import Labels
from dspic_gui.model.scores import Cases, as_json, choose_threshold
from dspic_gui.plain_file import text_of
from dspic_gui.sentence import joined, plain, to_line
from dspic_gui.training_run.options import LEAKS
from training.augment import with_transforms
from training.dataset import ExamplesError, ExampleSet, Split, labelled, load_examples, split
from training.dcgan import DcganSettings, with_generated
from training.fit import Epoch, fit, steps_per_epoch
from training.leak import marked
from training.progress import Tell, silent
from training.run_folder import Course, check_folder, take_start
from training.settings import Settings
from training.step import Learner, is_chief, open_strategy
from training.store import write_file

AVERAGED = 32
"""Of so many pictures the self-test's is the mean; of a small dataset more than the unseen ones, lest a patient be recognised."""


@dataclass(frozen=True, eq=False)
class Trained:
    """What a training left: the network with its best weights, its course, the threshold and the unseen cases.

    `chief`: this process writes the files, and exports; the other hosts of a cluster only helped.
    """

    learner: Learner
    course: Course[Epoch]
    threshold: float
    cases: Cases
    parts: dict[str, dict[str, int]]
    chief: bool = True


def prepare(source: Path, settings: Settings, tell: Tell) -> Split:
    """Load a dataset and split it by the seed."""
    return parts_of(load(source, settings, tell), settings, tell)


def load(source: Path, settings: Settings, tell: Tell) -> ExampleSet:
    """Every labelled view of a dataset."""
    return load_examples(
        source,
        settings.labels,
        provisional=settings.provisional,
        progress=lambda done, total: tell({"event": "load", "done": done, "total": total}),
        labelled=lambda labels: tell({"event": "labels", **label_facts(labels)}),
    )


def parts_of(examples: ExampleSet, settings: Settings, tell: Tell) -> Split:
    """The parts for these settings; ExamplesError where nothing could be learned."""
    fold = (settings.fold, settings.folds) if settings.folds else None
    parts = split(examples, by=settings.split, seed=settings.seed, fold=fold)
    absent = [plain(str(answer)) for answer in CLASSES if not parts.training.counts[answer]]
    if absent and len(CLASSES) - len(absent) < 2:
        raise ExamplesError(
            "The training part holds no view of these classes: {absent}. "
            "Read more studies first; nothing was written.",
            absent=joined(", ", absent),
        )
    if parts.leaking:
        tell({"event": "note", "text": LEAKS})
    return parts


def label_facts(labels: Labels) -> dict[str, Any]:
    """Whose labels a training learns from, how many views, and how many are provisional, disputed and out of date."""
    about = {"labels": labels.source, "views": len(labels.views), **labels.tally.figures}
    return {**about, "remarks": to_line(labels.remarks) if labels.remarks else None}


def augmented(
    training: ExampleSet, settings: Settings, tell: Tell, dcgan: DcganSettings = DcganSettings(), kept: Path | None = None
) -> ExampleSet:
    """D_1, D_2 or D_3 of the training part; generated pictures are found again in `kept`."""
    if settings.data == "D_2":
        return with_transforms(training, settings.seed)
    if settings.data == "D_3":
        return with_generated(training, settings.seed, dcgan, tell, kept)
    return training


def train(
    parts: Split,
    out: Path,
    settings: Settings,
    tell: Tell = silent,
    *,
    devices: str | None = None,
    stopped: Callable[[], bool] = lambda: False,
    dcgan: DcganSettings = DcganSettings(),
    kept: Path | None = None,
) -> Trained | None:
    """Train one network into `out`; None when it was stopped, to be taken up by the same call. TrainingError says what is wrong.

    `kept` is where generated pictures are kept, for several runs to share.
    """
    check_folder(out, settings)
    strategy = open_strategy(devices)
    chief = is_chief(strategy)
    training = augmented(parts.training, settings, tell, dcgan, (kept or out / "generated") if chief else None)
    counted = labelled((("training", parts.training), ("augmented", training), ("validation", parts.validation), ("test", parts.test)))
    learner = Learner(settings, parts.training.size, strategy)
    if settings.start_from:
        take_start(learner, settings.start_from, out)
    if chief:
        write_file(out / "settings.json", settings.as_json())
        write_file(out / "split.json", json.dumps(_membership(parts), indent=1))
    tell({"event": "parts", "counts": counted, "leaking": parts.leaking})
    course = fit(learner, training, parts.validation, out, tell, stopped, writes=chief)
    if not course.finished:
        return None
    if settings.natural_shares:
        restore_shares(learner.model, parts.training, training)
    threshold = choose_threshold([one.answer for one in parts.validation.examples], learner.predict(parts.validation.inputs))
    cases = cases_of(learner, parts.test, threshold)
    if chief:
        write_results(out, course, cases, parts, steps_per_epoch(len(training), settings))
    return Trained(learner, course, threshold, cases, counted, chief)


def restore_shares(model: Any, before: ExampleSet, after: ExampleSet) -> None:
    """Shift the scores by the logarithm of how augmentation changed each class's share, so that probabilities fit unaugmented data.

    The score of a class that the training part does not hold stays as it is.
    """
    natural, changed = (examples.targets.mean(axis=0) for examples in (before, after))
    there = natural > 0
    shift = np.log(np.where(there, natural, 1.0) / np.where(there, changed, 1.0))
    bias = model.get_layer("probabilities").bias
    bias.assign(bias.value.numpy() + shift)


def cases_of(learner: Learner, examples: ExampleSet, threshold: float) -> Cases:
    """What the network says of these examples."""
    truth = tuple(example.answer for example in examples.examples)
    return Cases(truth, learner.predict(examples.inputs), tuple(examples.patients), threshold)


def write_results(out: Path, course: Course[Epoch], cases: Cases, parts: Split, per_epoch: int) -> None:
    """The learning curve, the scores and what was said of each unseen view; `per_epoch` is how many steps a whole epoch has."""
    curve = [list(asdict(course.rows[0])), *([str(value) for value in asdict(row).values()] for row in course.rows)]
    write_file(out / "history.csv", csv_text(marked(curve, parts.leaking)))
    rows = [["study", "view", "truth", "said", *map(str, CLASSES)]]
    for example, said, values in zip(parts.test.examples, cases.said, cases.probabilities, strict=True):
        rows.append([example.study, example.view, str(example.answer), str(said), *(f"{value:.6f}" for value in values)])
    write_file(out / "predictions.csv", csv_text(marked(rows, parts.leaking)))
    scores = {**as_json(cases), "threshold": cases.threshold, "split_leaks": parts.leaking, "steps_per_epoch": per_epoch}
    write_file(out / "scores.json", json.dumps(scores, indent=1))


def facts_of(trained: Trained, parts: Split, command: str, source: Path) -> dict[str, Any]:
    """What the card says of data, training and scores; `patients` become split.json, by hash alone."""
    return {
        "data": {
            "source": source.name,
            "simulation": simulation_of(source),
            "views": trained.parts,
            "split": "by image, leaking" if parts.leaking else "by patient",
        },
        "training": course_facts(trained.course, trained.learner.settings, command),
        "scores": as_json(trained.cases),
        "patients": {name: part.patients for name, part in _named(parts)},
    }


def course_facts(course: Course[Any], settings: Any, command: str) -> dict[str, Any]:
    """What the card of any network says of its training; `settings` is a dataclass."""
    return {
        "command": command,
        "settings": asdict(settings),
        "epochs": len(course.rows),
        "best_epoch": course.best_epoch,
        "steps": course.steps,
        "seconds": round(sum(row.seconds for row in course.rows)),
        "machine": machine(),
        "finished": times.now(),
    }


def machine() -> str:
    """What this machine is, for a card."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def simulation_of(source: Path) -> dict[str, Any] | None:
    """How a simulated dataset was made, as its dataset.json says; None for any other."""
    path = source / layout.DATASET
    stated = json.loads(text_of(path)).get("simulation") if path.exists() else None
    return stated if isinstance(stated, dict) else None


def _membership(parts: Split) -> dict[str, list[list[str]]]:
    return {name: [[one.study, one.view, one.patient, str(one.answer)] for one in part.examples] for name, part in _named(parts)}


def _named(parts: Split) -> tuple[tuple[str, ExampleSet], ...]:
    return ("training", parts.training), ("validation", parts.validation), ("test", parts.test)


def self_test_view(parts: Split) -> np.ndarray[Any, np.dtype[np.uint16]]:
    """The mean of up to 32 views, unseen ones first, as 16-bit numbers, rows x columns, for the model folder: like a scan, and nobody's."""
    pictures = (*parts.test.inputs, *parts.validation.inputs, *parts.training.inputs)[:AVERAGED]
    return np.asarray(np.round(np.mean(pictures, axis=0).T * 65535), dtype=np.uint16)
