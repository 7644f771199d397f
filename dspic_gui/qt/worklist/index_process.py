"""The worklist's index is brought up to date by a process of its own, so that the window never waits for it."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.qt.line_process import LineProcess
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import from_line
from dspic_gui.worklist import builder


class IndexProcess(QObject):
    """Runs the builder for one list; starting it again ends the run before."""

    listed = pyqtSignal()
    progress = pyqtSignal(int, int)
    finished = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = LineProcess(self)
        self._process.told.connect(self._take)
        self._process.ended.connect(self._ended)
        self._process.not_started.connect(self._not_started)

    @property
    def running(self) -> bool:
        """Whether the index is being brought up to date."""
        return self._process.running

    def start(self, folder: Path, reader: str | None, cache: Path) -> None:
        """Bring the index of this dataset and reader, in the folder `cache`, up to date."""
        self.stop()
        self._process.start(builder.command(folder, reader, cache))

    def stop(self) -> None:
        """End the run, if there is one; what it did is kept."""
        self._process.leave()

    def _take(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == builder.LISTED:
            self.listed.emit()
        elif word == builder.FAILED:
            self.failed.emit(in_words(from_line(rest)))
        elif word.isdigit() and rest.isdigit():
            self.progress.emit(int(word), int(rest))

    def _ended(self, code: int, crashed: bool) -> None:
        if crashed or code not in (0, 2):
            self.failed.emit(self.tr("The list could not be brought up to date. The studies are untouched; open the dataset again."))
        self.finished.emit()

    def _not_started(self) -> None:
        self.failed.emit(self.tr("The program that lists the studies could not be started. The studies are untouched."))
        self.finished.emit()
