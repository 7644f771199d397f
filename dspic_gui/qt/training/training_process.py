"""The training as a process of its own, the same as `dspic train` anywhere: it tells JSON lines and hears the line “stop”."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.qt.line_process import LineProcess
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import from_line

_COMMAND = ("-m", "dspic_gui.cli")
_STOP = "stop"
_REFUSED = "refused"


class TrainingProcess(QObject):
    """One process at a time. When this program goes without a word, the process finds its input at an end and stops by itself."""

    told = pyqtSignal(dict)
    ended = pyqtSignal(str)  # why it failed, a sentence; empty where it did what it was asked to

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = LineProcess(self)
        self._killed = False
        self._refused = ""
        self._process.told.connect(self._take)
        self._process.ended.connect(self._finished)
        self._process.not_started.connect(self._not_started)

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process.running

    @property
    def pid(self) -> int | None:
        """The process's number in the system; None where none is there."""
        return self._process.pid

    @property
    def arguments(self) -> list[str]:
        """What the process was started with, after the interpreter; empty where none is there."""
        return self._process.arguments

    def start(self, words: Sequence[str]) -> None:
        """Run `dspic` with these words."""
        self._killed, self._refused = False, ""
        self._process.start([*_COMMAND, *words])

    def stop(self) -> None:
        """Ask it to end after the present step."""
        self._process.tell(_STOP)

    def kill(self) -> None:
        """End it now; what it has written is whole, since every file is written beside and renamed."""
        self._killed = self._process.running
        self._process.kill()

    def leave(self, milliseconds: int) -> None:
        """The program ends: wait this long for the process to stop, then end it."""
        self._process.leave(_STOP, milliseconds)

    def _take(self, line: str) -> None:
        try:
            event = json.loads(line)
        except ValueError:
            return  # a library's own words
        if not isinstance(event, dict) or "event" not in event:
            return
        if event["event"] == _REFUSED:
            with suppress(ValueError, TypeError, KeyError):
                self._refused = in_words(from_line(event["sentence"]))
        else:
            self.told.emit(event)

    def _finished(self, code: int, crashed: bool) -> None:
        failed = (bool(code) or crashed) and not self._killed
        self.ended.emit(self._sentence(code, crashed) if failed else "")

    def _sentence(self, code: int, crashed: bool) -> str:
        """The command's own sentence: as an event, else the last that it said."""
        if self._refused and not crashed:
            return self._refused
        kept = self.tr("What was written before is safe; start again to go on from the last finished epoch.")
        if crashed:
            why = self.tr("The system ended the training, perhaps for want of memory: a smaller batch needs less.")
            return f"{why} {kept}"
        lines = [line.strip() for line in self._process.errors.splitlines() if line.strip()]
        said = next((line.removeprefix("dspic: ") for line in reversed(lines) if line.startswith("dspic: ")), "")
        if said:
            return said
        last = lines[-1] if lines else self.tr("exit code {code}").format(code=code)
        return f"{self.tr('Something that was not foreseen ended the training ({last}).').format(last=last)} {kept}"

    def _not_started(self) -> None:
        self.ended.emit(self.tr("The training could not be started. Nothing was changed."))
