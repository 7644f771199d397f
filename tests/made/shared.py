"""What is dear to make is made once, by whichever worker of the suite comes first; the others wait for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` of this run of the suite, filled by `make` once. Only read it: other tests do too."""
    base = factory.getbasetemp()
    if base.name.startswith("popen-"):
        base = base.parent  # one worker of several: what they share lies above them
    folder, done = base / name, base / f"{name}.made"
    with FileLock(base / f"{name}.lock"):
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
