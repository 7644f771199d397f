"""What a training tells while it runs, put together: where it stands, its curves, its parts, and how long it may still take."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from dspic_gui.csv_table import read_csv
from dspic_gui.sentence import Sentence, from_line, recognised
from dspic_gui.training_run.options import LEAKS

MOST_POINTS = 4000
"""Steps kept for the curve; beyond them every second one is dropped."""
RUNNING = 20
"""Steps over which the running loss and accuracy are averaged."""


class Stage(StrEnum):
    """What a training does at the moment."""

    STARTING = "starting"
    READING = "reading"
    GENERATING = "generating"
    TRAINING = "training"
    SCORING = "scoring"
    WRITING = "writing"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True)
class CourseRow:
    """An epoch of a training: loss and accuracy of training and validation."""

    epoch: float
    loss: float
    accuracy: float
    validation_loss: float
    validation_accuracy: float

    @classmethod
    def of(cls, stated: Mapping[str, Any]) -> Self:
        """The row that an event, a line of history.csv or a checkpoint states; KeyError, ValueError or TypeError where it states none."""
        return cls(*(float(stated[column.name]) for column in fields(cls)))


@dataclass(frozen=True, slots=True)
class StepPoint:
    """The running loss and accuracy after a step; `epoch` counts parts of epochs too."""

    epoch: float
    loss: float
    accuracy: float


class TrainingCourse:
    """Takes the events of `dspic train --json` one by one; `rows` begins with the epochs of the run that is taken up."""

    def __init__(self, rows: tuple[CourseRow, ...] = (), best_epoch: int = 0) -> None:
        self.stage = Stage.STARTING
        self.rows = list(rows)
        self.best_epoch = best_epoch
        self.points: list[StepPoint] = []
        self.counts: Mapping[str, Mapping[str, int]] = {}
        self.notes: list[str] = []
        self.done = self.total = 0
        self.epoch, self.epochs = len(rows), 0
        self.per_second: float | None = None
        self.seconds_left: float | None = None
        self.scores: Mapping[str, float] = {}
        self._per_epoch = 1
        self._every = 1
        self._lately: deque[tuple[float, float]] = deque(maxlen=RUNNING)

    def take(self, event: Mapping[str, Any]) -> None:
        """Note an event; one of a kind that is not known changes nothing."""
        act = getattr(self, f"_take_{event.get('event')}", None)
        if act is not None:
            act(event)

    def _take_load(self, event: Mapping[str, Any]) -> None:
        self.stage, self.done, self.total = Stage.READING, int(event["done"]), int(event["total"])

    def _take_labels(self, event: Mapping[str, Any]) -> None:
        self.notes += [from_line(event["remarks"])] if event["remarks"] else []

    def _take_note(self, event: Mapping[str, Any]) -> None:
        self.notes.append(recognised(str(event["text"]), (LEAKS.template,)))

    def _take_transforms(self, event: Mapping[str, Any]) -> None:
        figures = {name: int(event[name]) for name in ("examples", "fewest")}
        self.notes.append(
            Sentence(
                "{answer}: {examples} views are fewer than {fewest}, so transforms take the place of generated pictures.",
                answer=str(event["class"]),
                **figures,
            )
        )

    def _take_dcgan(self, event: Mapping[str, Any]) -> None:
        self.stage, self.done, self.total = Stage.GENERATING, int(event["step"]), int(event["steps"])

    def _take_parts(self, event: Mapping[str, Any]) -> None:
        self.counts = event["counts"]

    def _take_start(self, event: Mapping[str, Any]) -> None:
        self.stage, self.done, self.total = Stage.TRAINING, int(event["step"]), int(event["steps"])
        self._per_epoch = max(int(event["per_epoch"]), 1)
        self.epoch, self.epochs = int(event["epoch"]), min(int(event["epochs"]), -(-self.total // self._per_epoch))
        self.rows = self.rows[: self.epoch]

    def _take_step(self, event: Mapping[str, Any]) -> None:
        self.stage, self.done, self.total = Stage.TRAINING, int(event["step"]), int(event["steps"])
        if int(event["epoch"]) != self.epoch:
            self._lately.clear()
        self.epoch = int(event["epoch"])
        self.per_second, self.seconds_left = float(event["images_per_second"]), float(event["seconds_left"])
        self._lately.append((float(event["loss"]), float(event["accuracy"])))
        if self.done % self._every == 0:
            loss, accuracy = (sum(values) / len(self._lately) for values in zip(*self._lately, strict=True))
            self.points.append(StepPoint(self.done / self._per_epoch, loss, accuracy))
        if len(self.points) > MOST_POINTS:
            self.points, self._every = self.points[::2], self._every * 2

    def _take_epoch(self, event: Mapping[str, Any]) -> None:
        self.rows.append(CourseRow.of(event))
        self.best_epoch = int(event["best_epoch"])

    def _take_end(self, _event: Mapping[str, Any]) -> None:
        self.stage, self.done, self.total, self.seconds_left = Stage.SCORING, 0, 0, None

    def _take_scores(self, event: Mapping[str, Any]) -> None:
        self.stage = Stage.WRITING
        self.scores = {name: float(value) for name, value in event.items() if name not in ("event", "leaking")}

    def _take_export(self, _event: Mapping[str, Any]) -> None:
        self.stage = Stage.FINISHED

    def _take_stopped(self, _event: Mapping[str, Any]) -> None:
        self.stage, self.seconds_left = Stage.STOPPED, None


def read_course(model: Path) -> list[CourseRow]:
    """The course of the training that made a model, where history.csv lies in its folder or beside it; else nothing."""
    for path in (model / "history.csv", model.parent / "history.csv"):
        try:
            return [CourseRow.of(row) for row in read_csv(path)]
        except (OSError, KeyError, ValueError, TypeError):
            continue
    return []
