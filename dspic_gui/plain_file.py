"""How a file of a dataset is read: only where it is a file, for a pipe or a device in its place would be waited for, or read, for ever."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


def require_plain(mode: int) -> None:
    """OSError (ENXIO) where what has this `st_mode` can be read without end; a folder says by itself that it is no file."""
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))


def content_of(path: Path) -> bytes:
    """The content of a file, through a link too; OSError where it cannot be read or is none."""
    require_plain(path.stat().st_mode)
    return path.read_bytes()


def text_of(path: Path, errors: str = "strict") -> str:
    """The same of a file that holds UTF-8."""
    require_plain(path.stat().st_mode)
    return path.read_text(encoding="utf-8", errors=errors)


def opened(path: Path) -> BinaryIO:
    """The file, open to be read; OSError where it cannot be opened or is none."""
    require_plain(path.stat().st_mode)
    return path.open("rb")
