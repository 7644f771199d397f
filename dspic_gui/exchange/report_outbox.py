"""Reports that wait to be sent: on the disk, readable by this user alone, and gone when they are sent or dropped."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp
from typing import Self


class Outbox:
    """A folder of its own for reports by study; `close` takes it away. The files name patients."""

    def __init__(self) -> None:
        self._folder = Path(mkdtemp(prefix="dspic-reports-"))
        self._away = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)  # also where a window is just left
        self._files: dict[str, Path] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._files)

    def put(self, study: str, content: bytes) -> None:
        """Keep the report of a study; OSError where the disk refuses."""
        path = self._folder / f"{len(self._files)}.dcm"
        path.write_bytes(content)
        self._files[study] = path

    @property
    def studies(self) -> list[str]:
        """The studies, in the order in which their reports came."""
        return list(self._files)

    def files(self, studies: Iterable[str]) -> list[tuple[str, Path]]:
        """The reports of these studies, as `send` takes them."""
        return [(study, self._files[study]) for study in studies]

    def close(self) -> None:
        """Take the folder away."""
        self._files.clear()
        self._away()
