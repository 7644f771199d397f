"""Undo that survives a restart: each step of a reading as a line of `.history/<reader>/<study>.jsonl`.

A line holds only what its step changed and a checksum that is chained to the line before, so that a torn, altered or interleaved journal is
followed exactly as far as it is whole. The journal is a convenience: the reading's own files are the truth, and win.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.history import History
from dspic_gui.dataset.marks import Json, Marks, lesion_from_json, lesion_to_json
from dspic_gui.durable import no_link
from dspic_gui.plain_file import content_of
from dspic_gui.sentence import SaidError, reason_of

LARGEST_BYTES = 64 * 2**20
"""A journal above this size is not read; the undo starts afresh."""
COMPACT_BYTES = 8 * 2**20
"""A journal above this size is shortened when it is opened."""
KEPT_STEPS = 1000
"""How many steps a shortened journal keeps."""


class JournalError(SaidError):
    """The journal cannot be written; the text is a sentence."""


@dataclass
class _Replay:
    """The states that a journal describes and which one is current."""

    values: list[Marks] = field(default_factory=list)
    at: int = 0
    crc: int = 0
    good_bytes: int = 0
    of: str = ""
    """Whose reading of which study the journal is of."""

    def apply(self, entry: Json) -> None:
        act = entry["act"]
        if act == "start":
            if entry.get("of", self.of) != self.of:  # earlier versions did not say
                raise ValueError("the journal of another reading")
            self.values, self.at = [_applied(Marks(), entry)], 0
        elif act == "step":
            self.values[self.at + 1 :] = [_applied(self.values[self.at], entry)]
            self.at += 1
        elif act in ("undo", "redo"):
            at = self.at + (1 if act == "redo" else -1)
            if not 0 <= at < len(self.values):
                raise ValueError("a step beyond the end")
            self.at = at
        else:
            raise ValueError(f"unknown act {act!r}")

    def history(self) -> History[Marks]:
        """The same as a history of values."""
        history = History(self.values[0])
        for value in self.values[1:]:
            history.record(value)
        for _ in range(len(self.values) - 1 - self.at):
            history.undo()
        return history

    def shortened(self, steps: int) -> _Replay:
        """Only the states around the current one."""
        first = max(min(self.at, len(self.values) - steps), 0)
        return _Replay(self.values[first : first + steps], self.at - first)


class UndoJournal:
    """The journal of one reader's reading of one study, below the dataset folder `root`."""

    def __init__(self, root: Path, reader: str, study: str) -> None:
        self.path, self._anchor = root / layout.history_file(reader, study), layout.Anchor(root)
        self._of = f"{reader}/{study}"
        self._present = Marks()
        self._crc = 0
        self._unwritten: list[str] = []

    def restore(self, present: Marks) -> History[Marks]:
        """The history as the journal has it, with `present` (what the files say) as its present; a difference becomes a step."""
        replay = self._read()
        self._unwritten = []
        if not replay.values:
            self._begin(present)
            return History(present)
        if replay.good_bytes > COMPACT_BYTES:
            replay = replay.shortened(KEPT_STEPS)
            self._rewrite(replay)
        self._crc, self._present = replay.crc, replay.values[replay.at]
        history = replay.history()
        if present != history.present:
            history.record(present)
            self._note_step(present)
        return history

    def record(self, marks: Marks) -> None:
        """Append a step; JournalError when it cannot be written (it is then written with the next)."""
        if marks != self._present:
            self._note_step(marks)
            self._flush()

    def undo(self, marks: Marks) -> None:
        """Append a step back, to `marks`."""
        self._note({"act": "undo"}, marks)
        self._flush()

    def redo(self, marks: Marks) -> None:
        """Append a step forward, to `marks`."""
        self._note({"act": "redo"}, marks)
        self._flush()

    def _begin(self, marks: Marks) -> None:
        self._crc, self._present, self._unwritten = 0, Marks(), []
        self._note({"act": "start", "of": self._of, **_difference(Marks(), marks)}, marks)

    def _note_step(self, marks: Marks) -> None:
        self._note({"act": "step", **_difference(self._present, marks)}, marks)

    def _note(self, entry: Json, marks: Marks) -> None:
        line, self._crc = _sealed_line(entry, self._crc)
        self._unwritten.append(line)
        self._present = marks

    def _flush(self) -> None:
        try:
            self._anchor.hold()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with open(self.path, "a", encoding="utf-8", newline="\n", opener=no_link) as journal:
                journal.write("".join(self._unwritten))
        except OSError as problem:
            text = "The undo steps could not be kept ({reason}). Your reading is safe; undo works until the window is closed."
            raise JournalError(text, reason=reason_of(problem)) from problem
        self._unwritten = []

    def _read(self) -> _Replay:
        replay = _Replay(of=self._of)
        try:
            if not self.path.is_file() or self.path.stat().st_size > LARGEST_BYTES:
                return replay
            content = content_of(self.path)
        except OSError:
            return replay
        for line in content.splitlines(keepends=True):
            if not _follow(replay, line):
                break
        if replay.good_bytes < len(content):
            self._cut(replay.good_bytes)
        return replay

    def _cut(self, size: int) -> None:
        """Drop a torn or foreign tail, so that the next line does not follow it; a folder that cannot be written keeps it."""
        try:
            with open(self.path, "r+b", opener=no_link) as journal:
                journal.truncate(size)
        except OSError:
            return

    def _rewrite(self, replay: _Replay) -> None:
        self._begin(replay.values[0])
        for marks in replay.values[1:]:
            self._note_step(marks)
        for at in range(len(replay.values) - 2, replay.at - 1, -1):
            self._note({"act": "undo"}, replay.values[at])
        lines, self._unwritten = "".join(self._unwritten), []
        replay.crc = self._crc
        staged = self.path.with_suffix(".new")
        try:
            with open(staged, "w", encoding="utf-8", newline="\n", opener=no_link) as journal:
                journal.write(lines)
            staged.replace(self.path)
        except OSError:
            self._unwritten = [lines]


def _follow(replay: _Replay, line: bytes) -> bool:
    """Apply one line; False where the journal stops being whole."""
    if not line.endswith(b"\n"):
        return False
    try:
        entry = json.loads(line)
        crc = entry.pop("crc")
        if _sealed_line(entry, 0 if entry["act"] == "start" else replay.crc)[1] != crc:
            return False
        replay.apply(entry)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return False
    replay.crc = crc
    replay.good_bytes += len(line)
    return True


def _sealed_line(entry: Json, crc: int) -> tuple[str, int]:
    """The line with its checksum, which covers the line before too."""
    body = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    crc = zlib.crc32(body.encode(), crc)
    return f'{body[:-1]},"crc":{crc}}}\n', crc


def _difference(before: Marks, after: Marks) -> Json:
    """What `after` changes: its changed lesions, the names of those that are gone, the order where it is not the usual one."""
    old = {lesion.uid: lesion for lesion in before.lesions}
    new = [lesion.uid for lesion in after.lesions]
    kept = set(new)
    entry: Json = {
        "normal": after.says_normal,
        "lesions": [lesion_to_json(lesion) for lesion in after.lesions if old.get(lesion.uid) != lesion],
        "gone": [uid for uid in old if uid not in kept],
    }
    if new != [uid for uid in old if uid in kept] + [uid for uid in new if uid not in old]:
        entry["order"] = new
    return entry


def _applied(before: Marks, entry: Json) -> Marks:
    lesions: dict[str, Any] = {lesion.uid: lesion for lesion in before.lesions}
    for uid in entry["gone"]:
        lesions.pop(uid)
    for content in entry["lesions"]:
        lesion = lesion_from_json(content)
        lesions[lesion.uid] = lesion
    order = entry.get("order", list(lesions))
    return Marks(tuple(lesions[uid] for uid in order), bool(entry["normal"]))
