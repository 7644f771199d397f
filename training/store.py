"""Files of a training run: written beside, synced, then renamed, so that a full disk or a kill leaves the old file whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.settings import TrainingError

Arrays = Mapping[str, NDArray[np.generic]]


def write_file(path: Path, content: bytes | str) -> None:
    """Replace a file as a whole; TrainingError when the disk refuses, with the old file still there."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as problem:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise TrainingError(
            f"{path.name} could not be written ({problem.strerror}). What was written before is safe; make room and start again."
        ) from problem


def write_arrays(path: Path, arrays: Arrays, notes: Mapping[str, str] | None = None) -> None:
    """Named arrays and short texts as one safetensors file, replaced as a whole."""
    from safetensors.numpy import save

    write_file(path, save({name: np.asarray(array, order="C") for name, array in arrays.items()}, dict(notes or {})))


def read_arrays(path: Path) -> tuple[dict[str, NDArray[np.generic]], dict[str, str]]:
    """The arrays and texts of a safetensors file; TrainingError when it is damaged."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            return {name: file.get_tensor(name) for name in file.keys()}, dict(file.metadata() or {})  # noqa: SIM118
    except (OSError, SafetensorError) as problem:
        raise TrainingError(
            f"{path.name} is damaged ({problem}). Nothing was changed; remove it to start that run from its beginning."
        ) from problem


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY) if os.name == "posix" else None
    if descriptor is not None:
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
