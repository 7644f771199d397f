"""Files of a training run: each replaced as a whole, so that a full disk or a kill leaves the old one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dspic_gui.durable import NotSaved, write_together
from dspic_gui.plain_file import require_plain
from dspic_gui.sentence import reason_of
from training.settings import TrainingError

Arrays = Mapping[str, NDArray[np.generic]]


def write_file(path: Path, content: bytes | str) -> None:
    """Replace a file as a whole; TrainingError when the disk refuses, with the old file still there."""
    try:
        write_together([(path, content.encode() if isinstance(content, str) else content)])
    except NotSaved as problem:
        raise TrainingError(
            "{file} could not be written ({reason}). What was written before is safe; "
            "make room and start again.",
            file=path.name,
            reason=problem.sentence.values["reason"],
        ) from problem


def write_arrays(path: Path, arrays: Arrays, notes: Mapping[str, str] | None = None) -> None:
    """Named arrays and short texts as one safetensors file, replaced as a whole."""
    from safetensors.numpy import save

    write_file(path, save({name: np.asarray(array, order="C") for name, array in arrays.items()}, dict(notes or {})))


def read_arrays(path: Path) -> tuple[dict[str, NDArray[np.generic]], dict[str, str]]:
    """The arrays and texts of a safetensors file; TrainingError when it is damaged."""
    from safetensors import SafetensorError, safe_open

    try:
        require_plain(path.stat().st_mode)
        with safe_open(path, framework="numpy") as file:
            return {name: file.get_tensor(name) for name in file.keys()}, dict(file.metadata() or {})  # noqa: SIM118
    except (OSError, SafetensorError) as problem:
        reason = reason_of(problem) if isinstance(problem, OSError) else str(problem)
        raise damaged(path, reason) from problem


def damaged(path: Path, reason: str) -> TrainingError:
    """What is said of a file of a run that cannot be read."""
    return TrainingError(
        "{file} is damaged ({reason}). Nothing was changed; "
        "remove it to start that run from its beginning.",
        file=path.name,
        reason=reason,
    )
