"""The datasets opened lately, in the user's settings folder: folders and dataset names, nothing of any patient."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from dspic_gui import times
from dspic_gui.dataset import folder as layout
from dspic_gui.places import config_folder
from dspic_gui.plain_file import LARGEST_JSON, content_of

LIMIT = 12


@dataclass(frozen=True, slots=True)
class Recent:
    """A dataset that was open; `opened_at` is ISO 8601 in UTC. Who read in it is nobody's business here."""

    folder: str
    name: str
    opened_at: str

    @property
    def path(self) -> Path:
        """The dataset's folder."""
        return Path(self.folder)

    @property
    def present(self) -> bool:
        """Whether the dataset is there now (a share may be away)."""
        return layout.is_dataset(self.path)


class RecentDatasets:
    """The list, newest first. A list that cannot be read is empty, one that cannot be written is forgotten: it holds no work."""

    def __init__(self, path: Path | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._path, self._now = path, now

    def datasets(self) -> list[Recent]:
        """What was open, newest first."""
        try:
            rows = json.loads(content_of(self._file(), LARGEST_JSON))
            return [Recent(**{name: row.get(name) for name in Recent.__slots__}) for row in rows if _sound(row)][:LIMIT]
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return []

    def add(self, folder: Path, name: str) -> None:
        """Put a dataset at the top."""
        place = str(folder.resolve())
        row = Recent(place, name, times.written(self._now()))
        self._write([row, *(other for other in self.datasets() if other.folder != place)])

    def forget(self, folder: Path) -> None:
        """Take a dataset off the list; its files stay."""
        places = {str(folder), str(folder.resolve())}
        self._write([row for row in self.datasets() if row.folder not in places])

    def _file(self) -> Path:
        return self._path or config_folder() / "recent.json"

    def _write(self, rows: list[Recent]) -> None:
        content = json.dumps([asdict(row) for row in rows[:LIMIT]], indent=1)
        with suppress(OSError):
            path = self._file()
            staged = path.with_name(f".{path.name}.{os.getpid()}")
            staged.write_text(content, encoding="utf-8")
            staged.replace(path)


def _sound(row: object) -> bool:
    return isinstance(row, dict) and all(isinstance(row.get(name), str) for name in ("folder", "name", "opened_at"))
