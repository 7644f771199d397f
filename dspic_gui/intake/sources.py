"""The files among what the user gave: scans to try, reports, and what cannot be used at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_REPORTS = frozenset({".txt", ".json"})
_IGNORED = frozenset({"thumbs.db", "desktop.ini"})


@dataclass
class Sources:
    """What was found: `unusable` are paths with the code of the reason."""

    scans: list[Path] = field(default_factory=list)
    reports: list[Path] = field(default_factory=list)
    unusable: list[tuple[Path, str]] = field(default_factory=list)


def gather(dataset: Path, sources: Iterable[Path]) -> Sources:
    """All files of the sources, folders with everything below them, in a fixed order, each once; links to folders are not followed."""
    found = Sources()
    seen: set[Path] = set()
    inside = dataset.resolve()
    for source in sources:
        closed: list[Path] = []
        files = sorted(_files(source, closed)) if source.is_dir() else [source]
        found.unusable.extend((folder, "closed_folder") for folder in closed)
        if not source.exists():
            found.unusable.append((source, "missing"))
        elif not files and not closed:
            found.unusable.append((source, "no_scans"))
        elif source.resolve().is_relative_to(inside):
            found.unusable.append((source, "inside_dataset"))
        else:
            _sort_in(found, (path for path in files if not path.resolve().is_relative_to(inside)), seen)
    return found


def _sort_in(found: Sources, files: Iterable[Path], seen: set[Path]) -> None:
    for path in files:
        real = path.resolve()
        if real not in seen:
            seen.add(real)
            (found.reports if path.suffix.lower() in _REPORTS else found.scans).append(path)


def _files(folder: Path, closed: list[Path]) -> Iterator[Path]:
    """Every file below a folder; folders that may not be opened are put into `closed`."""

    def remember(problem: OSError) -> None:
        closed.append(Path(problem.filename))

    for parent, folders, names in os.walk(folder, onerror=remember):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and name.lower() not in _IGNORED:
                yield Path(parent, name)
