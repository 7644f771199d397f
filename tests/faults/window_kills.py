"""The real window is killed at random moments of work: every gesture that it reported as saved is there, and the dataset opens.

The window is made in a child that is forked from a process which has its modules already; each child is a whole program with a
screen, a decoder and a worklist of its own.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from dspic_gui.checks.audit import verify
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.marks import Marks
from dspic_gui.reading import Reading, State
from tests.faults.row import Fault, Try, dataset_in, fixed
from tests.made.small_dataset import lesion

FRESH_AFTER = 10
"""So many windows work on one dataset, one after the other."""
LONGEST = 0.25
"""Seconds of work before the kill, at most."""


def state_of(reading: Reading | None) -> str:
    """What a reading says, in few letters."""
    if reading is None:
        return "none"
    said = (sorted(mark.uid for mark in reading.lesions), reading.says_normal, reading.sealed)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


class AtWork:
    """A reader who draws, takes back, does again, seals and reopens as fast as the window takes it; each step is told before and after."""

    def __init__(self, session: Any, seed: int, told: int) -> None:
        self._session, self._chance, self._told, self._number = session, random.Random(seed), told, 0

    def step(self) -> None:
        """One gesture, once the study is there."""
        session = self._session
        if session.reading is None or session.opening is not None:
            return
        act, after = self._chosen()
        self._tell("begin", after)
        act()
        if session.saved:
            self._tell("saved", state_of(session.reading))

    def _chosen(self) -> tuple[Any, str]:
        session, desk, chance = self._session, self._session.desk, self._chance.random()
        reading: Reading = session.reading
        if reading.sealed:
            return lambda: session.reopen("again"), self._as(reading, State.DRAFT)
        if chance < 0.15 and desk.can_undo:
            return session.undo, state_of(self._history_step(desk._history.peek_undo(), reading))
        if chance < 0.25 and desk.can_redo:
            return session.redo, state_of(self._history_step(desk._history.peek_redo(), reading))
        if chance < 0.35 and not session.warnings():
            return session.seal, self._as(reading, State.SEALED)
        return self._draws(reading)

    def _draws(self, reading: Reading) -> tuple[Any, str]:
        self._number += 1
        view = list(self._session.views)[self._number % 2]
        x, y, uid = 20.0 + 30 * (self._number % 6), 100.0 + 30 * (self._number % 20), f"{self._chance.getrandbits(128):032x}"
        mark = lesion(x=x, y=y, view=view, uid=uid)
        gone = [one.uid for one in reading.lesions[:-3] if self._number % 5 == 0]
        drawn = reading.without(*gone).adding(mark)
        return lambda: self._session.commit(drawn), state_of(drawn)

    def _as(self, reading: Reading, state: State) -> str:
        from dataclasses import replace

        return state_of(replace(reading, state=state))

    def _history_step(self, marks: Marks, reading: Reading) -> Reading:
        return marks.put_into(reading)

    def _tell(self, what: str, state: str) -> None:
        os.write(self._told, f"{what} {state}\n".encode())


def _window(folder: Path, key: str, seed: int, told: int, home: Path) -> NoReturn:
    """What a child does until it is killed."""
    os.environ.update({name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME")})
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    from PyQt6.QtCore import QTimer

    from dspic_gui.qt.window.app import make_application, make_window

    application = make_application()
    window = make_window(application, folder, "R1", key)
    window.show()
    work = AtWork(window.room.session, seed, told)  # type: ignore[union-attr]
    timer = QTimer()
    timer.timeout.connect(work.step)
    timer.start(0)
    os._exit(application.exec())


def _worked(folder: Path, key: str, seed: int, home: Path) -> list[str]:
    """Let a window work for a moment, then kill it; what it told."""
    import dspic_gui.qt.window.app  # noqa: F401 - so that no child has to

    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _window(folder, key, seed, writing, home)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, encoding="ascii", errors="replace") as told:
        first = told.readline()  # the study is there and the first gesture begins
        time.sleep(random.Random(seed).uniform(0.0, LONGEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [line.strip() for line in (first, *told) if line.endswith("\n")]


def window_kills(numbers: Sequence[int]) -> Iterator[Try]:
    """Start, work, kill; then look."""
    with TemporaryDirectory() as place:
        for at, number in enumerate(numbers):
            folder = Path(place, str(at // FRESH_AFTER))
            if at % FRESH_AFTER == 0:
                folder.mkdir()
                dataset_in(folder)
            (key,) = Archive(folder / "d").study_keys()
            before = state_of(Archive(folder / "d", "R1").reading("R1", key) or Reading(key, "R1"))
            told = _worked(folder / "d", key, number, folder / "home")
            yield Try(*_judged(told, before, folder / "d", key, number))


def _judged(told: list[str], before: str, folder: Path, key: str, number: int) -> tuple[str, str]:
    """Under what the try is counted, and what went wrong."""
    if not told:
        return "", f"window {number}: it did not begin to work"
    saved = next((line.split()[1] for line in reversed(told) if line.startswith("saved")), before)
    begun = told[-1].split()[1] if told[-1].startswith("begin") else saved
    found = state_of(Archive(folder, "R1").reading("R1", key) or Reading(key, "R1"))
    said = [one.sentence for one in verify(folder)[1]]
    right = found in (saved, begun) and not said
    return "", "" if right else f"window {number}: {found}, not {saved} or {begun}; {said}"


WINDOW_KILLS = Fault(
    "kill of the window at a random moment of drawing, undo, redo, sealing and reopening",
    "work lost: at most the gesture in progress; 0 of 500 unreadable",
    fixed(500),
    window_kills,
    lambda: "" if hasattr(os, "fork") else "needs fork",
)
