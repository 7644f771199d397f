"""A whole training of the network that finds lesions; each part is found again when it is run again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from dspic_gui.disease import Answer
from dspic_gui.study import Projection
from training.dataset import FEWEST_PATIENTS, DatasetError, held_patients
from training.fit import CHECKPOINT, starting_weights
from training.lesions.examples import PairExample, load_pairs
from training.lesions.fit import LesionCourse, LesionLearner, fit, shares_of, take_start
from training.lesions.settings import LesionSettings
from training.progress import Tell, silent
from training.run import check_is_folder
from training.settings import TrainingError
from training.store import csv_text, write_file

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
    """What a training left."""

    learner: LesionLearner
    course: LesionCourse
    parts: PairSplit


def prepare(source: Path, settings: LesionSettings, tell: Tell = silent) -> PairSplit:
    """Load a dataset and split it by the seed."""
    pairs = load_pairs(source, settings.labels, lambda done, total: tell({"event": "load", "done": done, "total": total}))
    return split(pairs, settings.seed)


def split(pairs: Sequence[PairExample], seed: int) -> PairSplit:
    """The parts, by patient; DatasetError where nothing could be learned."""
    answers: dict[str, set[Answer]] = {}
    for pair in pairs:
        answers.setdefault(pair.patient, set()).update(view.answer for view in pair.present)
    if len(answers) < FEWEST_PATIENTS:
        raise DatasetError(
            f"There are {len(answers)} patients and a split needs at least {FEWEST_PATIENTS}. Read more studies first; nothing was written."
        )
    tested, validating = held_patients(answers, seed, TEST_SHARE, VALIDATION_SHARE)
    held = tested | validating
    parts = PairSplit(
        [pair for pair in pairs if pair.patient not in held],
        [pair for pair in pairs if pair.patient in validating],
        [pair for pair in pairs if pair.patient in tested],
    )
    if not any(pair.diseases for pair in parts.training):
        raise DatasetError("The training part holds no lesion. Read more studies first; nothing was written.")
    return parts


def train(
    parts: PairSplit, out: Path, settings: LesionSettings, tell: Tell = silent, *, stopped: Callable[[], bool] = lambda: False
) -> TrainedLesions | None:
    """Train into `out`; None when it was stopped, to be taken up by the same call. TrainingError says what is wrong."""
    check_folder(out, settings)
    learner = LesionLearner(settings, shares_of(parts.training))
    if settings.start_from:
        take_start(learner, settings.start_from, out)
    write_file(out / "settings.json", settings.as_json())
    write_file(out / "split.json", json.dumps(_membership(parts), indent=1))
    tell({"event": "parts", "counts": parts.counts, "leaking": False})
    course = fit(learner, parts.training, parts.validation, out, tell, stopped)
    if not course.finished:
        return None
    rows = [list(asdict(course.rows[0])), *([str(value) for value in asdict(row).values()] for row in course.rows)]
    write_file(out / "history.csv", csv_text(rows))
    return TrainedLesions(learner, course, parts)


def check_folder(out: Path, settings: LesionSettings) -> None:
    """Refuse, before anything is read, a folder that holds another run, no folder at all, and weights to start from that are not there."""
    check_is_folder(out)
    path = out / "settings.json"
    if settings.start_from and not (out / CHECKPOINT).exists():
        starting_weights(settings.start_from)
    if path.exists() and not settings.are_saved_in(path.read_text(encoding="utf-8")):
        raise TrainingError(f"{out} holds a run with other settings. It was left as it is; choose another folder or the same settings.")


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
