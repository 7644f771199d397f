"""The one training that a window runs: it goes on when its dialog is closed, and the window does not quit over it unasked."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton, QWidget

from dspic_gui.qt.lifetime import call_on, leave_when_closed
from dspic_gui.qt.training.training_process import TrainingProcess
from dspic_gui.training_run.course import Stage, TrainingCourse
from dspic_gui.training_run.folder import TrainingFolder
from dspic_gui.training_run.options import WATCHED, Values, command_words

SHOWN_MS = 100
"""What a training tells is shown at most this often."""
LEAVE_MS = 3000
QUIT_MS = 15_000
"""A training that was told to stop because the window quits is ended after this time."""


@dataclass(frozen=True)
class Task:
    """What is trained: the dataset with its name, the folder of the run, and what was chosen."""

    dataset: Path
    name: str
    out: Path
    values: Values

    @property
    def words(self) -> list[str]:
        """The words after `dspic` on a command line."""
        return command_words(self.dataset, self.out, self.values)

    @property
    def command(self) -> str:
        """The command line to copy."""
        words = ["dspic", *self.words]
        return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


class TrainingDesk(QObject):
    """Belongs to the window. `problem` says why the last training failed; `unseen` while nobody has looked at its end."""

    changed = pyqtSignal()
    ended = pyqtSignal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.task: Task | None = None
        self.course = TrainingCourse()
        self.problem = ""
        self.stopping = False
        self.unseen = False
        self._quitting = False
        self.process = TrainingProcess(self)
        self.process.told.connect(self._take)
        self.process.ended.connect(self._ended)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.changed)
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @classmethod
    def present(cls, window: QWidget) -> TrainingDesk | None:
        """The desk of a window that has one."""
        return window.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)

    @classmethod
    def of(cls, window: QWidget) -> TrainingDesk:
        """The desk of this window."""
        return cls.present(window) or cls(window)

    @property
    def running(self) -> bool:
        """Whether a training is under way."""
        return self.process.running

    def start(self, task: Task, begun: TrainingFolder) -> None:
        """Train, or take up what was begun in the folder."""
        if not self.running:
            self.task, self.problem, self.stopping, self.unseen = task, "", False, False
            self.course = TrainingCourse(begun.rows, begun.best_epoch)
            self.process.start([*task.words, *WATCHED])
            self.changed.emit()

    def stop(self) -> None:
        """Let it end after the present step; the last finished epoch is kept. Asked again, it ends now."""
        if self.stopping:
            self.process.kill()
        elif self.running:
            self.stopping = True
            self.process.stop()
            self.changed.emit()

    def seen(self) -> None:
        """Somebody looks at how it ended."""
        if self.unseen:
            self.unseen = False
            self.changed.emit()

    def close(self) -> None:
        """The program ends."""
        self.process.leave(LEAVE_MS)

    # questions

    def ask_to_leave(self, dialog: QDialog) -> None:
        """The dialog is closed while it runs: go on without it, stop, or neither."""
        text = self.tr("The training goes on. Keep it going while you work on?")
        more = self.tr("Its state stands at the foot of the window. A training that is stopped is taken up at its last finished epoch.")
        box, keep, stop = self._question(dialog, text, more, self.tr("&Keep it going"), self.tr("&Stop it"))
        box.buttonClicked.connect(call_on(self, self._leave, dialog, keep, stop, lives_with=box))
        leave_when_closed(box).open()

    def _leave(self, dialog: QDialog, keep: object, stop: object, button: object) -> None:
        if button is stop:
            self.stop()
        if button in (keep, stop):
            dialog.done(0)

    def may_quit(self) -> bool:
        """Whether the window may go; where a training runs it asks, and closes the window itself when that has stopped."""
        if not self.running:
            return True
        if not self._quitting:
            text = self.tr("A training is under way. Stop it and quit?")
            more = self.tr("The last finished epoch is kept; the same settings and folder take it up again.")
            box, stop, _ = self._question(self._window, text, more, self.tr("&Stop it and quit"), "")
            box.buttonClicked.connect(call_on(self, self._quit_answered, stop, lives_with=box))
            leave_when_closed(box).open()
        return False

    def _quit_answered(self, stop: object, button: object) -> None:
        if button is stop:
            self._stop_and_quit()

    def _stop_and_quit(self) -> None:
        if not self.running:
            self._window.close()
            return
        self._quitting = True
        if not self.stopping:
            self.stop()
        QTimer.singleShot(QUIT_MS, self._kill_if_quitting)

    def _kill_if_quitting(self) -> None:
        if self._quitting:
            self.process.kill()

    def _question(
        self, parent: QWidget, text: str, more: str, first: str, second: str
    ) -> tuple[QMessageBox, QPushButton | None, QPushButton | None]:
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Training"), text, parent=parent)
        box.setInformativeText(more)
        one = box.addButton(first, QMessageBox.ButtonRole.AcceptRole)
        other = box.addButton(second, QMessageBox.ButtonRole.DestructiveRole) if second else None
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(one if second else QMessageBox.StandardButton.Cancel)
        return box, one, other

    # what the process tells

    def _take(self, event: Mapping[str, Any]) -> None:
        self.course.take(event)
        if not self._soon.isActive():
            self._soon.start(SHOWN_MS)

    def _ended(self, problem: str) -> None:
        self._soon.stop()
        self.problem = problem
        if not problem and self.course.stage is not Stage.FINISHED:
            self.course.take({"event": "stopped"})
        self.stopping, self.unseen = False, True
        self.changed.emit()
        self.ended.emit()
        if self._quitting:
            self._quitting = False
            self._window.close()
