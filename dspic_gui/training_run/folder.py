"""What lies in the folder of a training: its settings, its curve so far, and, when it is finished, its scores. Only read."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dspic_gui.model.model_card import CARD
from dspic_gui.plain_file import content_of, opened
from dspic_gui.training_run.course import CourseRow

_MOST = 16 * 2**20


@dataclass(frozen=True, eq=False)
class TrainingFolder:
    """A run. `settings` is None where the folder holds none; `scores` is what scores.json says, empty before the end."""

    path: Path
    settings: Mapping[str, Any] | None = None
    rows: tuple[CourseRow, ...] = ()
    best_epoch: int = 0
    scores: Mapping[str, Any] = field(default_factory=dict)
    has_model: bool = False

    @property
    def begun(self) -> bool:
        """Whether a training was begun here."""
        return self.settings is not None

    @property
    def finished(self) -> bool:
        """Whether everything that a training writes is here."""
        return self.begun and bool(self.scores) and self.has_model

    @property
    def model(self) -> Path:
        """Where its model folder lies."""
        return self.path / "model"


def read_training_folder(path: Path) -> TrainingFolder:
    """What lies in a folder; what is damaged counts as absent, and the command says so when it is started."""
    settings = _read_json(path / "settings.json")
    if not settings:
        return TrainingFolder(path)
    rows, best_epoch = _read_course(path / "checkpoint.safetensors")
    scores = _read_json(path / "scores.json")
    has_model = (path / "model" / CARD).is_file()
    return TrainingFolder(path, settings, rows, best_epoch, scores, has_model)


def free_folder(parent: Path, name: str) -> Path:
    """A folder of this name, or with a number behind it, that does not exist yet."""
    number = 1
    while (found := parent / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return found


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(content_of(path, _MOST))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _read_course(path: Path) -> tuple[tuple[CourseRow, ...], int]:
    """The epochs among the notes of a checkpoint, and the best: a safetensors file begins with the length of its header, which is JSON."""
    try:
        with opened(path) as file:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(min(length, _MOST)))
        course = json.loads(header["__metadata__"]["course"])
        return tuple(CourseRow.of(row) for row in course["rows"]), int(course.get("best_epoch", 0))
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return (), 0
