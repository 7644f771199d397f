"""Work over a whole dataset with a progress dialog: it can be stopped, and what is finished all the same is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QProgressDialog, QWidget

from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.words.sentence import in_words

Result = TypeVar("Result")
Progress = Callable[[int, int], None]
SHOWN_AFTER_MS = 300


class Stopped(Exception):  # noqa: N818 - not an error: the user changed his mind
    """Raised inside the work where the user asked to stop it; the text says what is so now."""


class LongWork(QObject):
    """One piece of work at a time on a thread of its own; the window waits behind the dialog meanwhile.

    Unlike a cancelled job, stopped work that was past its last step still tells its result.
    """

    def __init__(self, widget: QWidget, name: str) -> None:
        super().__init__(widget)
        self._widget = widget
        self._name = name
        self._background = Background(self, name)
        self.dialog: QProgressDialog | None = None

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._background.is_busy(self._name)

    def run(
        self,
        title: str,
        work: Callable[[Progress], Result],
        done: Callable[[Result], None],
        failed: Callable[[str], None],
        expected: tuple[type[Exception], ...],
        stopped: str,
    ) -> None:
        """Do `work`, which calls its argument with (done, total); `failed` is told a sentence, `stopped` where the user stopped it."""
        if self.busy:
            return
        stop = threading.Event()
        dialog = self._open_dialog(title, stop)

        def attempt(job: Job) -> Result:
            def progress(at: int, total: int) -> None:
                if stop.is_set():
                    raise Stopped(stopped)
                job.report(at, total)

            return work(progress)

        def finish(result: Result) -> None:
            self._close_dialog()
            done(result)

        def fail(problem: Exception) -> None:
            self._close_dialog()
            failed(in_words(problem))

        def show(at: int, total: int) -> None:
            dialog.setMaximum(total)
            dialog.setValue(min(at, total - 1))

        self._background.run(self._name, attempt, finish, fail, expected=(*expected, Stopped), progress=show)

    def close(self) -> None:
        """Drop the work and let go of the thread."""
        self._close_dialog()
        self._background.close()

    def _open_dialog(self, title: str, stop: threading.Event) -> QProgressDialog:
        dialog = QProgressDialog(title, self.tr("Stop"), 0, 0, self._widget.window())
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAutoClose(False)
        dialog.setAutoReset(False)
        dialog.setMinimumDuration(SHOWN_AFTER_MS)
        dialog.canceled.connect(stop.set)
        dialog.setValue(0)
        self.dialog = dialog
        return dialog

    def _close_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.canceled.disconnect()
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None
