"""A reader's sittings: which studies were skipped and why, and how long each took, in sittings/<reader>.jsonl."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dspic_gui import times
from dspic_gui.csv_table import write_csv
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.journals import Journals
from dspic_gui.durable import locked, make_folder, no_link, sync_folder
from dspic_gui.plain_file import content_of, opened
from dspic_gui.sentence import SaidError, reason_of, writable

SHORTEST = 1.0
"""Seconds: a study passed by faster than this was not looked at."""


class SittingError(SaidError):
    """A note about the sitting could not be written; the text is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: `act` is begin, read, skip, resume or seal; `at` is ISO 8601 in UTC; `seconds` for read, skip, seal; `reason` for skip."""

    at: str
    act: str
    study: str | None = None
    seconds: float | None = None
    reason: str | None = None

    def to_json(self) -> bytes:
        """The line, its empty fields left out."""
        fields = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name) is not None}
        return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class StudyTime:
    """What became of a study in a sitting: `result` is sealed, skipped or looked at; `seconds` add up over all visits."""

    study: str
    first_at: str
    seconds: float
    result: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A sitting in figures: studies sealed and skipped, seconds spent in all, the median per sealed study."""

    sealed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    median_seconds: float | None = None


def path_of(folder: Path, reader: str) -> Path:
    """Where a reader's sittings are written down."""
    return folder / layout.sittings_file(reader)


def skips(folder: Path, reader: str) -> Mapping[str, str]:
    """The studies that this reader set aside, with the reason."""
    return Journals(folder, reader).acts().skipped


def entries(folder: Path, reader: str) -> list[Entry]:
    """All entries of a reader; a torn or foreign line is passed over."""
    try:
        lines = content_of(path_of(folder, reader)).splitlines()
    except FileNotFoundError:
        return []
    return [entry for line in lines if (entry := _entry(line))]


def _entry(line: bytes) -> Entry | None:
    with suppress(ValueError, TypeError, AttributeError, RecursionError):
        fields = json.loads(line)
        return Entry(**{name: fields.get(name) for name in Entry.__slots__})
    return None


def study_times(found: Sequence[Entry]) -> list[StudyTime]:
    """What became of each study, in the order of the first visit."""
    times: dict[str, StudyTime] = {}
    for entry in found:
        if entry.study is None or entry.act not in ("read", "skip", "resume", "seal"):
            continue
        before = times.get(entry.study) or StudyTime(entry.study, entry.at, 0.0, "looked at")
        result = {"skip": "skipped", "seal": "sealed", "resume": "looked at"}.get(entry.act, before.result)
        reason = entry.reason if entry.act == "skip" else before.reason if result == "skipped" else None
        times[entry.study] = StudyTime(entry.study, before.first_at, before.seconds + (entry.seconds or 0.0), result, reason)
    return list(times.values())


def summary(found: Sequence[Entry]) -> Summary:
    """The entries in figures."""
    times = study_times(found)
    sealed = [row.seconds for row in times if row.result == "sealed"]
    timed = [seconds for seconds in sealed if seconds > 0]
    return Summary(
        len(sealed),
        sum(row.result == "skipped" for row in times),
        sum(row.seconds for row in times),
        statistics.median(timed) if timed else None,
    )


def table(found: Sequence[Entry]) -> list[tuple[str, ...]]:
    """A line per study: study, first seen (UTC), seconds, result, reason of a skip; the header first."""
    rows = [(row.study, row.first_at, f"{row.seconds:.1f}", row.result, row.reason or "") for row in study_times(found)]
    return [("study", "first_seen_utc", "seconds", "result", "reason"), *rows]


def write_table(found: Sequence[Entry], path: Path) -> None:
    """The table as a CSV file; SittingError when it cannot be written."""
    try:
        write_csv(path, table(found))
    except OSError as problem:
        text = "The table could not be written to {file} ({reason}). Choose another folder."
        raise SittingError(text, file=path.name, reason=reason_of(problem)) from problem


class Sitting:
    """A reader at work: told what is on screen, it writes down times and skips. `clock` gives seconds, `now` the time of day."""

    def __init__(
        self,
        folder: Path,
        reader: str,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._path, self._anchor = path_of(folder, reader), layout.Anchor(folder)
        self._clock, self._now = clock, now
        self._skipped = set(skips(folder, reader))
        self._key: str | None = None
        self._seconds = 0.0
        self._running_since: float | None = None
        self._pending: list[Entry] = [Entry(self._at(), "begin")]
        self.entries: list[Entry] = []

    @property
    def summary(self) -> Summary:
        """This sitting so far."""
        return summary(self.entries)

    def opened(self, key: str) -> None:
        """A study is on screen; the one before it was left."""
        self.left()
        self._key, self._seconds, self._running_since = key, 0.0, self._clock()

    def left(self) -> None:
        """The study on screen goes; what cannot be written now is written with the next note."""
        if self._key is None:
            return
        self.pause()
        key, self._key = self._key, None
        if self._seconds >= SHORTEST:
            self._note_gently(Entry(self._at(), "read", key, round(self._seconds, 1)))

    def pause(self) -> None:
        """The reader looks away: the time does not count."""
        if self._running_since is not None:
            self._seconds += self._clock() - self._running_since
            self._running_since = None

    def go_on(self) -> None:
        """The reader is back."""
        if self._key is not None and self._running_since is None:
            self._running_since = self._clock()

    def edited(self, key: str) -> None:
        """The reader works on a study: a skip is taken back."""
        if key in self._skipped:
            self._skipped.discard(key)
            self._note_gently(Entry(self._at(), "resume", key))

    def sealed(self, key: str) -> None:
        """The reading of a study was sealed; its time so far is written down too, because it may stay on screen as the last one."""
        self._skipped.discard(key)
        self._note_gently(Entry(self._at(), "seal", key, self._taken(key)))

    def skip(self, key: str, reason: str) -> None:
        """Set a study aside; the reason must be said. SittingError when that is not on the disk."""
        if not reason.strip():
            raise SittingError("A study is skipped with a reason: say it in a few words. Nothing was changed.")
        self._note(Entry(self._at(), "skip", key, self._taken(key), writable(reason.strip())))
        self._skipped.add(key)

    def _taken(self, key: str) -> float | None:
        """The seconds of the study on screen since they were written down last; they are counted anew from here."""
        if key != self._key:
            return None
        if self._running_since is not None:
            self.pause()
            self.go_on()
        taken, self._seconds = self._seconds, 0.0
        return round(taken, 1)

    def _at(self) -> str:
        return times.written(self._now())

    def _note_gently(self, entry: Entry) -> None:
        with suppress(SittingError):
            self._note(entry, keep=True)

    def _note(self, entry: Entry, keep: bool = False) -> None:
        lines = [*self._pending, entry]
        try:
            self._anchor.hold()
            _append(self._path, b"".join(line.to_json() for line in lines))
        except OSError as problem:
            self._pending = lines if keep else self._pending
            text = "This could not be written down ({reason}). Your readings are safe; free the disk, then try again."
            raise SittingError(text, reason=reason_of(problem)) from problem
        self._pending = []
        self.entries += lines


def _append(path: Path, content: bytes) -> None:
    """Add whole lines, synced; a line torn by a power cut before them is ended first."""
    make_folder(path.parent)
    with locked(path.parent):
        fresh = not path.exists()
        with open(path, "ab+", opener=no_link) as file:
            if file.tell() and not _ends_a_line(path):
                content = b"\n" + content
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            sync_folder(path.parent)


def _ends_a_line(path: Path) -> bool:
    with opened(path) as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
