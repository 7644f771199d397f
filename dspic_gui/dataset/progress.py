"""How far each planned reader is: studies sealed and set aside, and the time that took. Nothing of what anybody said."""

from __future__ import annotations

from dataclasses import dataclass

from dspic_gui.dataset import sittings
from dspic_gui.dataset.archive import Archive


@dataclass(frozen=True)
class ReaderProgress:
    """A reader's figures; `seconds` in all, `median_seconds` per sealed study (None: not known), `last_at` ISO 8601 in UTC."""

    reader: str
    sealed: int
    skipped: int
    total: int
    seconds: float
    median_seconds: float | None
    last_at: str | None


def reader_progress(archive: Archive) -> list[ReaderProgress]:
    """The figures of all planned readers, in the order of the dataset. For the study lead: a reader counts only what may be known."""
    keys = archive.study_keys()
    found = []
    for reader in archive.dataset.readers:
        entries = sittings.entries(archive.folder, reader)
        figures = sittings.summary(entries)
        sealed = [key for key in keys if archive.is_sealed(reader, key)]
        skipped = [key for key in sittings.skips(archive.folder, reader) if key not in set(sealed)]
        last = max((entry.at for entry in entries if entry.at), default=None)
        found.append(
            ReaderProgress(reader, len(sealed), len(skipped), len(keys), figures.seconds, figures.median_seconds, last)
        )
    return found
