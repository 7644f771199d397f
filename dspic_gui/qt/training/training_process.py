"""The training as a process of its own, the same as `dspic train` anywhere: it tells JSON lines and hears the line “stop”."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import QObject, QProcess, QProcessEnvironment, pyqtSignal

_ROOT = str(Path(__file__).resolve().parents[3])
_COMMAND = ("-m", "dspic_gui.cli")
_LAST_WORDS = 20_000
"""Characters of standard error that are kept: the sentence at its end."""


class TrainingProcess(QObject):
    """One process at a time. When this program goes without a word, the process finds its input at an end and stops by itself."""

    told = pyqtSignal(dict)
    ended = pyqtSignal(str)  # why it failed, a sentence; empty where it did what it was asked to

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._rest, self._errors = b"", ""
        self._killed = False

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None

    @property
    def arguments(self) -> list[str]:
        """What the process was started with, after the interpreter; empty where none is there."""
        return self._process.arguments() if self._process is not None else []

    def start(self, words: Sequence[str]) -> None:
        """Run `dspic` with these words."""
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        paths = [_ROOT, environment.value("PYTHONPATH")]
        environment.insert("PYTHONPATH", (";" if sys.platform == "win32" else ":").join(filter(None, paths)))
        environment.insert("PYTHONUTF8", "1")
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_errors)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._not_started)
        self._process, self._rest, self._errors, self._killed = process, b"", "", False
        process.start(sys.executable, [*_COMMAND, *words])

    def stop(self) -> None:
        """Ask it to end after the present step."""
        if self._process is not None:
            self._process.write(b"stop\n")
            self._process.closeWriteChannel()

    def kill(self) -> None:
        """End it now; what it has written is whole, since every file is written beside and renamed."""
        if self._process is not None:
            self._killed = True
            self._process.kill()

    def leave(self, milliseconds: int) -> None:
        """The program ends: wait this long for the process to stop, then end it."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.write(b"stop\n")
            process.closeWriteChannel()
            if not process.waitForFinished(milliseconds):
                process.kill()
                process.waitForFinished(1000)

    def _read(self) -> None:
        if self._process is None:
            return
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            event = json.loads(line)
        except ValueError:
            return  # a library's own words
        if isinstance(event, dict) and "event" in event:
            self.told.emit(event)

    def _read_errors(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            self._errors = (self._errors + text)[-_LAST_WORDS:]

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._read_errors()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        crashed = status == QProcess.ExitStatus.CrashExit and not self._killed
        self.ended.emit(self._sentence(code, crashed) if (code and not self._killed) or crashed else "")

    def _sentence(self, code: int, crashed: bool) -> str:
        """The command's own sentence, which is the last that it said."""
        kept = self.tr("What was written before is safe; start again to go on from the last finished epoch.")
        if crashed:
            why = self.tr("The system ended the training, perhaps for want of memory: a smaller batch needs less.")
            return f"{why} {kept}"
        lines = [line.strip() for line in self._errors.splitlines() if line.strip()]
        said = next((line.removeprefix("dspic: ") for line in reversed(lines) if line.startswith("dspic: ")), "")
        if said:
            return said
        last = lines[-1] if lines else self.tr("exit code {code}").format(code=code)
        return f"{self.tr('Something that was not foreseen ended the training ({last}).').format(last=last)} {kept}"

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._process = None
            self.ended.emit(self.tr("The training could not be started. Nothing was changed."))
