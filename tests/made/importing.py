"""Shared by the tests of the import: files to import, and what to look at afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import Outcome
from tests.made import odd_dicom as odd


def tree(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder, locks left out."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def one(seed: int = 0, **changes: Any) -> bytes:
    return odd.file(odd.counts_of(seed).astype(np.uint16), **changes)


def statuses(outcomes: Sequence[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def only_study(archive: Archive) -> str:
    (key,) = archive.study_keys()
    return key
