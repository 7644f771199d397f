"""A reader's audit: one line of JSON for each committed act, each holding the hash of the line before it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dspic_gui import times
from dspic_gui.dataset import folder as layout
from dspic_gui.durable import NotSaved, locked, make_folder, no_link, not_saved, sync_folder
from dspic_gui.plain_file import content_of, opened
from dspic_gui.sentence import SaidError, writable

START = "0" * 64
"""The `prev` of a chain's first line."""

SAVE, SEAL, REOPEN, SKIP, SET_ASIDE, SETTLE = "save", "seal", "reopen", "skip", "set aside", "settle"
BEGIN_ANEW = "begin anew"
OVER = "over"
"""In a line: the hash of what stood there before, where several persons write one file."""
STANDING = frozenset({SEAL, REOPEN, SET_ASIDE})
"""The last of these says whether a reading is sealed: what is set aside is sealed no more."""
VOTE, TAKE_BACK, EXPORT = "run the vote", "take the vote back", "export"
EXCHANGE, CONFIRM, TURN, REPLACE = "exchange views", "confirm views", "turn views", "replace views"
"""The acts that are written down."""


class AuditError(SaidError):
    """An audit file that cannot be trusted; the text is a sentence for the study lead."""


@dataclass(frozen=True)
class Act:
    """What is about to be written down: `files` maps paths in the dataset to hashes; `at` is now unless it is given.

    `name` is who acts as the study lead, where a name was said at the sign-in. `over` is the hash of what several persons may
    write, before this act: it says in which order they did, whatever their clocks say.
    """

    reader: str
    act: str
    study: str
    files: Mapping[str, str]
    reason: str | None = None
    at: str | None = None
    name: str | None = None
    over: str | None = None


def act_of(content: Mapping[str, Any]) -> Act:
    """The act that a plan tells of; TypeError or ValueError where a field is of another kind."""
    act = Act(**content)
    texts = [act.reader, act.act, act.study, *act.files, *act.files.values()]
    texts += [text for text in (act.reason, act.at, act.name, act.over) if text is not None]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a field is no text")
    if act.at is not None:
        times.moment(act.at)
    return act


@dataclass(frozen=True)
class AuditLine:
    """An act: its number from 1, its time (ISO 8601, UTC), who, what, on which study, and the files it left with their hashes."""

    seq: int
    at: str
    reader: str
    act: str
    study: str
    files: Mapping[str, str]
    prev: str
    hash: str
    reason: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


def canonical_hash(content: Mapping[str, Any]) -> str:
    """sha256 of the canonical JSON (sorted keys, no spaces), in hex."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def append(path: Path, act: Act) -> AuditLine:
    """Add an act to the chain, synced to the disk before this returns; NotSaved when it cannot be."""
    try:
        make_folder(path.parent)
        with locked(path.parent):
            fresh = not path.exists()
            last = _mend_tail(path)
            line = next_line(last, act)
            _add(path, json.dumps(line, sort_keys=True, ensure_ascii=False).encode() + b"\n")
            if fresh:
                sync_folder(path.parent)
        return _line(line)
    except OSError as problem:
        text = "NOT SAVED: the audit {file} could not be written ({reason}). Free the disk, then try again."
        raise not_saved(problem, text, path) from problem


def _add(path: Path, content: bytes) -> None:
    """Add a whole line, synced; one that the disk does not confirm is taken back, so that what is said to be not saved does not stand."""
    with open(path, "ab", buffering=0, opener=no_link) as file:
        before, was = file.tell(), os.fstat(file.fileno())
        try:
            if file.write(content) != len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                os.ftruncate(file.fileno(), before)
                os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))  # by which it is known what was written behind the last line
            raise


def head(path: Path) -> str:
    """The hash of the chain's last line; START where there is none."""
    tail = _last_line(path)
    return str(tail["hash"]) if tail else START


@dataclass(frozen=True, slots=True)
class Place:
    """How far a chain was read: bytes, lines, and the hash of the last line."""

    size: int = 0
    lines: int = 0
    head: str = START


def read(path: Path) -> list[AuditLine]:
    """All acts in order; AuditError names the first line that breaks the chain. A torn last line is not an act."""
    return read_on(path, Place())[0]


def read_on(path: Path, place: Place) -> tuple[list[AuditLine], Place]:
    """The acts after `place`, which must follow from it, and the place reached: a long audit is checked once, not at every act."""
    try:
        with opened(path) as file:
            file.seek(place.size)
            content = file.read()
    except FileNotFoundError:
        return [], Place()
    whole = content.split(b"\n")[:-1]
    lines = list(_followed(whole, path, place))
    return lines, Place(place.size + sum(len(raw) + 1 for raw in whole), place.lines + len(whole), lines[-1].hash if lines else place.head)


def left_by(lines: Iterable[AuditLine], before: Mapping[str, AuditLine] | None = None) -> dict[str, AuditLine]:
    """The files that acts left in the dataset, by name, each with the last line on it; what was taken away or set aside is not there.

    `before` is what earlier lines left.
    """
    left = dict(before or {})
    for line in lines:
        if line.act == SET_ASIDE:
            own = f"{layout.READINGS}/{line.reader}/{line.study}_"
            left = {name: last for name, last in left.items() if not name.startswith(own)}
        left |= dict.fromkeys(line.files, line)
        for name in (name for name, was in line.files.items() if not was):
            del left[name]
    return left


def sound_part(path: Path) -> list[AuditLine]:
    """The acts before the first line that breaks the chain; all of them where none does."""
    lines: list[AuditLine] = []
    with suppress(AuditError):
        for line in _followed(content_of(path).split(b"\n")[:-1], path, Place()):
            lines.append(line)
    return lines


def _followed(whole: list[bytes], path: Path, place: Place) -> Iterator[AuditLine]:
    """The acts of these lines, each checked against the line before it."""
    expected = place.head
    for number, raw in enumerate(whole, start=place.lines + 1):
        line = _parsed(raw, path, number)
        body = {key: value for key, value in line.items() if key != "hash"}
        if line["prev"] != expected or line["seq"] != number or canonical_hash(body) != line["hash"]:
            text = "The audit {file} was changed: line {number} does not follow from the line before it. Nothing was altered."
            raise AuditError(text, file=path.name, number=number)
        yield _line(line)
        expected = line["hash"]


def _parsed(raw: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        line = json.loads(raw)
        if not isinstance(line, dict) or json.dumps(line, sort_keys=True, ensure_ascii=False).encode() != raw:
            raise ValueError("not in canonical form")
        texts = ("at", "reader", "act", "study", "prev", "hash")
        if not isinstance(line["seq"], int) or not all(isinstance(line[key], str) for key in texts):
            raise ValueError("a field of another kind")
        if not all(isinstance(text, str) and layout.is_inside(name) for name, text in line["files"].items()):
            raise ValueError("a hash that is no text, or a file that is none of a dataset")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        text = "The audit {file} was changed: line {number} is no audit line. Nothing was altered."
        raise AuditError(text, file=path.name, number=number) from problem
    return line


def _line(line: Mapping[str, Any]) -> AuditLine:
    known = set(AuditLine.__dataclass_fields__) - {"extra"}
    extra = {key: value for key, value in line.items() if key not in known}
    return AuditLine(**{key: value for key, value in line.items() if key in known}, extra=extra)


def next_line(last: Mapping[str, Any] | None, act: Act) -> dict[str, Any]:
    """The line that an act becomes behind `last`, the line before it (None: it is the first), with its hash."""
    line: dict[str, Any] = {
        "seq": last["seq"] + 1 if last else 1,
        "at": act.at or times.now(),
        "reader": act.reader,
        "act": act.act,
        "study": act.study,
        "files": dict(act.files),
        "prev": last["hash"] if last else START,
    }
    if act.reason is not None:
        line["reason"] = writable(act.reason, len(act.reason))
    if act.name is not None:
        line["name"] = writable(act.name)
    if act.over is not None:
        line[OVER] = act.over
    line["hash"] = canonical_hash(line)
    return line


def _last_line(path: Path, block: int = 65536) -> dict[str, Any] | None:
    """The last whole line, read from the end."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return None
    with opened(path) as file:
        file.seek(max(size - block, 0))
        whole = file.read().rpartition(b"\n")[0]
    if b"\n" not in whole and block < size:
        return _last_line(path, block * 16)
    last = whole.rpartition(b"\n")[2]
    return _parsed(last, path, 0) if last else None


def _mend_tail(path: Path) -> dict[str, Any] | None:
    """Set aside what a power cut left of an unfinished line, and give the last whole one."""
    if path.exists():
        content_size = path.stat().st_size
        with open(path, "rb+", opener=no_link) as file:
            file.seek(max(content_size - 1, 0))
            if content_size and file.read(1) != b"\n":
                file.seek(0)
                whole, _, torn = file.read().rpartition(b"\n")
                aside = _set_aside(path, content_size)
                aside.parent.mkdir(parents=True, exist_ok=True)
                with open(aside, "wb", opener=no_link) as kept:
                    kept.write(torn)
                file.truncate(len(whole) + 1 if whole else 0)
                os.fsync(file.fileno())
    try:
        return _last_line(path)
    except AuditError as problem:
        raise NotSaved(problem.sentence) from problem


def _set_aside(path: Path, size: int) -> Path:
    """Where the torn tail of an audit of this size is kept."""
    folder = path.parent.parent
    return folder / layout.quarantined(layout.AUDIT, f"{path.name}.{size}")
