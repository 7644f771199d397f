"""The worklist's index is brought up to date by a process of its own, so that the window never waits for it."""

from __future__ import annotations

import sys
from pathlib import Path

from PyQt6.QtCore import QObject, QProcess, QProcessEnvironment, pyqtSignal

from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import from_line
from dspic_gui.worklist import builder

_ROOT = str(Path(__file__).resolve().parents[3])


class IndexProcess(QObject):
    """Runs the builder for one list; starting it again ends the run before."""

    listed = pyqtSignal()
    progress = pyqtSignal(int, int)
    finished = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._rest = ""

    @property
    def running(self) -> bool:
        """Whether the index is being brought up to date."""
        return self._process is not None

    def start(self, folder: Path, reader: str | None, cache: Path) -> None:
        """Bring the index of this dataset and reader, in the folder `cache`, up to date."""
        self.stop()
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        paths = [_ROOT, environment.value("PYTHONPATH")]
        environment.insert("PYTHONPATH", (";" if sys.platform == "win32" else ":").join(filter(None, paths)))
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._not_started)
        self._process, self._rest = process, ""
        process.start(sys.executable, builder.command(folder, reader, cache))

    def stop(self) -> None:
        """End the run, if there is one; what it did is kept."""
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.kill()
        process.waitForFinished(1000)
        process.deleteLater()

    def _read(self) -> None:
        if self._process is None:
            return
        text = self._rest + bytes(self._process.readAllStandardOutput().data()).decode(errors="replace")
        *lines, self._rest = text.split("\n")
        for line in lines:
            self._take(line.strip())

    def _take(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == builder.LISTED:
            self.listed.emit()
        elif word == builder.FAILED:
            self.failed.emit(in_words(from_line(rest)))
        elif word.isdigit() and rest.isdigit():
            self.progress.emit(int(word), int(rest))

    def _ended(self, code: int) -> None:
        self._read()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if code not in (0, 2):
            self.failed.emit(self.tr("The list could not be brought up to date. The studies are untouched; open the dataset again."))
        self.finished.emit()

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._process = None
            self.failed.emit(self.tr("The program that lists the studies could not be started. The studies are untouched."))
            self.finished.emit()
