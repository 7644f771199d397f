"""What can lie in the place of a file and would be waited for, or read, for ever."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.made.waiting import PATIENCE

KINDS = ("pipe", "larger than any memory", "endless")


@contextmanager
def in_place_of(path: Path, kind: str) -> Iterator[None]:
    """For a while there is such a thing where the file was."""
    aside = path.with_name(f"{path.name}.aside")
    path.rename(aside)
    try:
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "endless":
            path.symlink_to("/dev/zero")
        else:
            path.touch()
            os.truncate(path, 2**42)
        yield
    finally:
        path.unlink()
        aside.rename(path)


def ends(look: Callable[[], object]) -> bool:
    """Whether this comes to an end, in whatever way."""
    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(PATIENCE)
    return not looking.is_alive()
