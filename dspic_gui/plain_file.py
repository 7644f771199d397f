"""How a file of a dataset is read: only where it is a file of a size that it can have.

A pipe or a device in its place would be waited for, or read, for ever; a file that claims more than a disk holds would take all memory.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

LARGEST = 512 * 2**20
"""Bytes of any file."""
LARGEST_JSON = 64 * 2**20
"""Bytes of a file that is read as one value: the record of a run on 100,000 studies takes a quarter of it."""


def require_plain(mode: int) -> None:
    """OSError (ENXIO) where what has this `st_mode` can be read without end; a folder says by itself that it is no file."""
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))


def require_file(path: Path, most: int = LARGEST) -> None:
    """OSError where this cannot be read, is no file, or has more than `most` bytes: for what a library opens by its name."""
    found = path.stat()
    require_plain(found.st_mode)
    if found.st_size > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))


def content_of(path: Path, most: int = LARGEST) -> bytes:
    """The content of a file, through a link too; OSError where it cannot be read, is none, or has more than `most` bytes."""
    require_file(path, most)
    return path.read_bytes()


def text_of(path: Path, errors: str = "strict") -> str:
    """The same of a file that holds UTF-8."""
    require_file(path, LARGEST_JSON)
    return path.read_text(encoding="utf-8", errors=errors)


def opened(path: Path, most: int = LARGEST) -> BufferedReader:
    """The file, open to be read; OSError where it cannot be opened, is none or has more than `most` bytes."""
    require_file(path, most)
    return path.open("rb")
