"""Copies of what could not be saved because another program had changed the file, and which of them nobody has looked after yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from dspic_gui import durable, times
from dspic_gui.dataset import audit
from dspic_gui.dataset import folder as layout
from dspic_gui.durable import CONFLICTS, Version


def conflict_copies(path: Path, root: Path) -> list[Version]:
    """The copies of what was to be written into this file, newest first."""
    return durable.stamped(root / CONFLICTS / path.relative_to(root), path.suffix)


def unsettled(root: Path) -> Iterator[tuple[Path, Path, datetime]]:
    """Copies that are newer than the last save of their file: the copy, its file, both relative to the dataset, and the time (UTC)."""
    for folder in sorted(path for path in (root / CONFLICTS).rglob("*.json") if path.is_dir()):
        file = root / folder.relative_to(root / CONFLICTS)
        saved = _last_saved(file, root)
        for copy in conflict_copies(file, root):
            if saved is None or copy.at > saved:
                yield copy.path.relative_to(root), file.relative_to(root), copy.at


def _last_saved(file: Path, root: Path) -> datetime | None:
    """When the program last saved the file: what the reader's audit says of a reading, else the file's own time."""
    name = file.relative_to(root)
    if name.parts[0] == layout.READINGS:
        with suppress(audit.AuditError, ValueError):
            lines = audit.read(root / layout.audit_file(name.parts[1]))
            at = next((line.at for line in reversed(lines) if name.as_posix() in line.files), None)
            return times.moment(at) if at else None
    with suppress(OSError):
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return None
