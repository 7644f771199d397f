"""A dialog with something to fill in, one piece of slow work, and what became of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.durable import NotSaved
from dspic_gui.labels.text import LabelError
from dspic_gui.qt import theme
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.scans.refusal import ScanError
from dspic_gui.sentence import SaidError

Result = TypeVar("Result")
EXPECTED: tuple[type[Exception], ...] = (
    ArchiveError,
    ScanError,
    NotSaved,
    LabelError,
    SaidError,
    OSError,
)


class WorkDialog(QDialog):
    """`body` is filled by the subclass; its work runs beside the window, can be stopped, and ends in `said`.

    The window waits for it: a dialog of the study lead must not stand open while a reader, who is blind, signs in.
    """

    dataset_changed = pyqtSignal()

    def __init__(self, title: str, start: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._background = Background(self, "exchange")
        self._stop = threading.Event()
        self.body = QWidget()
        self.bar = QProgressBar()
        self.said = QLabel()
        self.start_button = QPushButton(start)
        self.stop_button = QPushButton(self.tr("&Stop"))
        self.close_button = QPushButton(self.tr("C&lose"))
        self._lay_out()

    def start(self) -> None:
        """Begin what the dialog is for; the subclass says what."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stop the work where it can be stopped."""
        self._stop.set()
        self.stop_button.setEnabled(False)

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._background.is_busy("work")

    def is_stopped(self) -> bool:
        """Whether the user asked to stop; the work asks this from its thread."""
        return self._stop.is_set()

    def work(self, act: Callable[[Job], Result], done: Callable[[Result], None]) -> None:
        """Do it on the worker thread; `done` is told its result here, and a failure is said."""
        if self.busy:
            return
        self._stop.clear()
        self.say("")
        self.bar.setRange(0, 0)
        self._show_busy(True)

        def finish(result: Result) -> None:
            self._show_busy(False)
            done(result)

        self._background.run(
            "work", act, finish, self._fail, expected=EXPECTED, progress=self._progress, owner=self
        )

    def say(self, text: str, *, warning: bool = False) -> None:
        """Tell the user."""
        theme.set_role(self.said, "warning" if warning else "")
        self.said.setText(text)

    def _fail(self, problem: Exception) -> None:
        self._show_busy(False)
        self.say(in_words(problem), warning=True)

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _show_busy(self, busy: bool) -> None:
        self.body.setEnabled(not busy)
        self.bar.setVisible(busy)
        self.stop_button.setVisible(busy)
        self.stop_button.setEnabled(busy)
        self.start_button.setEnabled(not busy)
        self.close_button.setEnabled(not busy)

    def _lay_out(self) -> None:
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(self.start_button, "primary")
        self.start_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.said, 1)
        for button in (self.close_button, self.stop_button, self.start_button):
            buttons.addWidget(button)
        box = QVBoxLayout(self)
        box.addWidget(self.body, 1)
        box.addWidget(self.bar)
        box.addLayout(buttons)
        self.start_button.clicked.connect(self.start)
        self.stop_button.clicked.connect(self.stop)
        self.close_button.clicked.connect(self.close)
        self._show_busy(False)

    # Qt

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Closing while it works stops it first."""
        if event is not None and self.busy:
            self.stop()
            event.ignore()
            return
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """The dialog goes; so does its thread."""
        if self.busy:
            self.stop()
            return
        self._background.close()
        super().done(result)


PATH_SIGNS = 20
"""So much of a path can be read at least, at any size of text."""


class PathField(QWidget):
    """A path that is typed or chosen; `kind` is "file", "folder" (that is there) or "new" (a folder to be made)."""

    changed = pyqtSignal()

    def __init__(self, kind: str, first: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.line = QLineEdit(str(first) if first else "")
        self.line.setMinimumWidth(self.line.fontMetrics().horizontalAdvance("x" * PATH_SIGNS))
        self.button = QPushButton(self.tr("Choose…"))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.line, 1)
        box.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.changed)
        self.button.clicked.connect(self._choose)

    @property
    def path(self) -> Path | None:
        """What is chosen; None while nothing is."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def _choose(self) -> None:
        title, now = self.tr("Choose"), self.line.text()
        if self._kind == "file":
            chosen, _ = QFileDialog.getOpenFileName(self, title, now)
        elif self._kind == "folder":
            chosen = QFileDialog.getExistingDirectory(self, title, now)
        else:
            chosen, _ = QFileDialog.getSaveFileName(self, title, now)
        if chosen:
            self.line.setText(chosen)
