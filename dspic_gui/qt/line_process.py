"""A part of this program run as a process of its own, which tells lines: the window never waits for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import QObject, QProcess, QProcessEnvironment, pyqtSignal

_ROOT = str(Path(__file__).resolve().parents[2])

LAST_WORDS = 20_000
"""Characters of standard error that are kept: a long run may warn for hours, and the sentence is at the end."""

DEATH_MS = 1000
"""A killed process is waited for this long, so that it holds no file when the next one starts."""

_TAKEN_BACK = "import os, runpy, sys; sys.argv[:] = [os.fsdecode(bytes.fromhex(word)) for word in sys.argv[1:]]; " + (
    "runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
)


def _sayable(arguments: Sequence[str]) -> list[str]:
    """The arguments as Qt can hand them on: it knows no name that is not UTF-8, so a module (-m) then gets them in hexadecimal digits."""
    words = list(arguments)
    try:
        "".join(words).encode()
    except UnicodeEncodeError:
        return ["-c", _TAKEN_BACK, *(os.fsencode(word).hex() for word in words[1:])] if words[0] == "-m" else words
    return words


class LineProcess(QObject):
    """One process at a time: what it prints arrives line by line, and at its end how it ended."""

    told = pyqtSignal(str)  # a whole line, without its end
    ended = pyqtSignal(int, bool)  # the exit code, and whether the system ended it
    not_started = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._rest, self.errors = b"", ""

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None

    @property
    def pid(self) -> int | None:
        """The process's number in the system; None where none is there."""
        return self._process.processId() if self._process is not None else None

    @property
    def arguments(self) -> list[str]:
        """What the process was started with, after the interpreter; empty where none is there."""
        return self._process.arguments() if self._process is not None else []

    def start(self, arguments: Sequence[str]) -> None:
        """Run this Python with these arguments; it finds this program's packages wherever it is started."""
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        paths = [_ROOT, environment.value("PYTHONPATH")]
        separator = ";" if sys.platform == "win32" else ":"
        environment.insert("PYTHONPATH", separator.join(filter(None, paths)))
        environment.insert("PYTHONUTF8", "1")
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_errors)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self._process, self._rest, self.errors = process, b"", ""
        process.start(sys.executable, _sayable(arguments))

    def tell(self, line: str) -> None:
        """Write a line to its input, and nothing after it."""
        if self._process is not None:
            self._process.write(f"{line}\n".encode())
            self._process.closeWriteChannel()

    def kill(self) -> None:
        """End it now; that it ended is told as ever."""
        if self._process is not None:
            self._process.kill()

    def leave(self, last_line: str = "", milliseconds: int = 0) -> None:
        """Nobody listens any more: tell it a last line and wait this long for it to end, then end it."""
        process = self._process
        if process is None:
            return
        process.blockSignals(True)
        if last_line:
            self.tell(last_line)
        self._process = None
        if not milliseconds or not process.waitForFinished(milliseconds):
            process.kill()
            process.waitForFinished(DEATH_MS)
        process.deleteLater()

    def _read(self) -> None:
        if self._process is None:
            return
        text = self._rest + bytes(self._process.readAllStandardOutput().data())
        *lines, self._rest = text.split(b"\n")
        for line in lines:
            self.told.emit(line.decode(errors="replace").strip())

    def _read_errors(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            self.errors = (self.errors + text)[-LAST_WORDS:]

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._read_errors()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self.ended.emit(code, status == QProcess.ExitStatus.CrashExit)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._process = None
            self.not_started.emit()
