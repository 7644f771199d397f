"""The part of the session that changes the reader's answer: gestures, the history, saving, the seal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PyQt6.QtCore import pyqtSignal

from dspic_gui.dataset.archive import ArchiveError, SealRefused
from dspic_gui.dataset.audit import AuditError
from dspic_gui.dataset.description import GUEST
from dspic_gui.desk.desk import ReadingDesk
from dspic_gui.durable import NotSaved
from dspic_gui.labels.view_file import LabelError
from dspic_gui.qt.study.open_study import OpenStudy
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Reading
from dspic_gui.report import ReportError
from dspic_gui.scans.decoder import DecodeError

EXPECTED = (ArchiveError, AuditError, DecodeError, LabelError, ReportError, NotSaved, OSError)
"""What opening, sealing and reopening may meet: each has a sentence; anything else is a bug."""


class ReadingChanges(OpenStudy):
    """Every change goes through the desk, which saves it before anything else happens."""

    reading_changed = pyqtSignal()
    saved_changed = pyqtSignal()
    sealed = pyqtSignal(str)
    seal_refused = pyqtSignal(object)
    message = pyqtSignal(str)
    passing = pyqtSignal(str)  # a sentence that holds no longer than the study, the tool or the act it speaks of

    def commit(self, reading: Reading) -> None:
        """A finished gesture: saved, then a step of the history, then shown. Where saving fails it stays on screen, NOT SAVED."""
        if self.editable:
            self._change(lambda desk: desk.commit(reading))
        else:
            self.message.emit(self.why_not_editable())

    def edit(self, change: Callable[[Reading], Reading]) -> None:
        """Commit what `change` makes of the reading."""
        if self.reading is not None:
            self.commit(change(self.reading))

    def undo(self) -> None:
        """One step back, saved like any gesture."""
        if self.editable and self.desk and self.desk.can_undo:
            self._change(ReadingDesk.undo)

    def redo(self) -> None:
        """One step forward, saved like any gesture."""
        if self.editable and self.desk and self.desk.can_redo:
            self._change(ReadingDesk.redo)

    def say_normal(self) -> None:
        """Say that the study shows no lesion, or take it back; refused while a lesion is marked."""
        if self.reading is None:
            return
        if self.reading.diseases():
            self.message.emit(self.tr("Lesions are marked, so the study is not normal. Delete them first, or seal the reading as it is."))
        else:
            self.commit(replace(self.reading, says_normal=not self.reading.says_normal))

    def save_again(self) -> None:
        """Try again to save what is on screen, and say nothing but whether it is saved."""
        if not self.saved:
            self._change(ReadingDesk.retry)

    def retry_save(self) -> None:
        """Try again to save what is on screen."""
        if self.saved:
            self.message.emit(self.tr("Everything is saved as you draw."))
            return
        self._change(ReadingDesk.retry)
        self.message.emit(in_words(self.problem) if self.problem else self.tr("Saved."))

    def take_over(self, reading: Reading) -> None:
        """Go on with `reading`, chosen after a conflict or from the kept versions."""
        self._change(lambda desk: desk.take_over(reading))

    def _change(self, act: Callable[[ReadingDesk], None]) -> None:
        if self.desk is None:
            return
        before = (self.desk.saved, self.desk.problem)
        try:
            act(self.desk)
        except EXPECTED as problem:
            self.message.emit(in_words(problem))
        names = {lesion.uid for lesion in self.desk.reading.lesions}
        if not names.issuperset(self.selection):
            self.select(*(uid for uid in self.selection if uid in names))
        self.reading_changed.emit()
        if before != (self.desk.saved, self.desk.problem):
            self.saved_changed.emit()
        if self.desk.note:
            self.message.emit(in_words(self.desk.note))

    def why_not_editable(self) -> str:
        """A sentence that says why nothing can be changed now."""
        if self.reading is not None and self.reading.sealed:
            return self.tr("This reading is sealed. Reopen it with a reason to change it.")
        if self.opening is not None:
            return self.tr("The study is being opened. Try again in a moment.")
        if self.reader is None:
            return self.tr("You look on as the study lead. Sign in as a reader to mark lesions.")
        return self.tr("Nothing can be changed now.")

    def require_saved(self) -> bool:
        """Whether the dataset holds just what is shown; says so where it does not."""
        if not self.saved:
            self.message.emit(self.tr("This study is NOT SAVED yet. Try again, or save it elsewhere, before you leave it."))
        return self.saved

    # the seal

    def seal(self) -> bool:
        """Make the answer final; what is not settled is shown instead. Whether it is sealed now."""
        if not self.editable or self.desk is None:
            self.message.emit(self.why_not_editable())
        elif self.reader == GUEST:
            self.message.emit(self.tr("A guest's reading is kept, but it never votes and cannot be sealed."))
        elif self.require_saved():
            return self._seal(self.desk)
        return False

    def _seal(self, desk: ReadingDesk) -> bool:
        try:
            desk.seal()
        except SealRefused as refused:
            self.seal_refused.emit(refused.warnings)
            return False
        except EXPECTED as problem:
            self.message.emit(in_words(problem))
            return False
        self.reading_changed.emit()
        self.sealed.emit(desk.reading.study)
        return True

    def reopen(self, reason: str) -> None:
        """Make the sealed reading a draft again; the reason is recorded."""
        if self.reading is not None and self.reading.sealed:
            self._change(lambda desk: desk.reopen(reason))
