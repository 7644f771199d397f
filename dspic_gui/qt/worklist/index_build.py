"""The worklist's index is brought up to date beside the window: a short list on a thread, a long one by a process of its own."""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.line_process import LineProcess
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import SaidError, from_line
from dspic_gui.worklist import builder
from dspic_gui.worklist.rows import Worklist

_TOPIC = "index"


class IndexBuild(QObject):
    """Brings the index of one list up to date; starting it again ends the run before.

    Whether the list is short is looked at on the thread too: the window waits for no disk.
    """

    listed = pyqtSignal()
    progress = pyqtSignal(int, int)
    finished = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self, "index")
        self._process = LineProcess(self)
        self._process.told.connect(self._take)
        self._process.ended.connect(self._ended)
        self._process.not_started.connect(self._not_started)
        self._command: list[str] = []

    @property
    def running(self) -> bool:
        """Whether the index is being brought up to date."""
        return self._process.running or self._background.is_busy(_TOPIC)

    def start(self, folder: Path, reader: str | None, cache: Path) -> None:
        """Bring the index of this dataset and reader, in the folder `cache`, up to date."""
        self.stop()
        self._command = builder.command(folder, reader, cache)

        def build(job: Job) -> bool:
            """Whether it is done; a long list is left to the process."""
            if not builder.is_short(folder, reader):
                return False
            with closing(Worklist(folder, reader, cache)) as worklist:
                worklist.refresh(job.report)
            return True

        self._background.run(_TOPIC, build, self._built, self._not_built, expected=(Exception,), progress=self._told)

    def stop(self) -> None:
        """End the run, if there is one; what it did is kept."""
        self._background.cancel(_TOPIC)
        self._process.leave()

    def shut_down(self) -> None:
        """End the run and let go of the thread, for good."""
        self.stop()
        self._background.close()

    def _built(self, done: bool) -> None:
        if done:
            self.finished.emit()
        else:
            self._process.start(self._command)

    def _not_built(self, problem: Exception) -> None:
        if isinstance(problem, SaidError):
            self.failed.emit(in_words(problem))
        else:
            logging.getLogger(__name__).error("the list was not made", exc_info=problem)
            self._say_not_up_to_date()
        self.finished.emit()

    def _told(self, done: int, total: int) -> None:
        if total:
            self.progress.emit(done, total)
        else:
            self.listed.emit()

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
            self._say_not_up_to_date()
        self.finished.emit()

    def _say_not_up_to_date(self) -> None:
        self.failed.emit(self.tr("The list could not be brought up to date. The studies are untouched; open the dataset again."))

    def _not_started(self) -> None:
        self.failed.emit(self.tr("The program that lists the studies could not be started. The studies are untouched."))
        self.finished.emit()
