"""Going from study to study: next, previous, unread, by key; sealing, skipping and reopening on the way."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QInputDialog, QWidget

from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.reading.sitting_record import SittingRecord
from dspic_gui.qt.session import Session
from dspic_gui.qt.worklist.view import WorklistView


class StudyWalk(QObject):
    """The order of the worklist, as it is shown, is the order of the walk; neighbours are fetched ahead."""

    all_read = pyqtSignal()

    def __init__(self, session: Session, worklist: WorklistView, canvas: CanvasPair, record: SittingRecord, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._worklist, self._canvas, self._record = session, worklist, canvas, record
        self._window = parent
        self._done: set[str] = set()
        self.agrees_to_seal: Callable[[], bool] = lambda: True
        self.stays_with: Callable[[str], bool] = lambda _: False
        worklist.study_chosen.connect(self._chosen)
        session.study_changed.connect(self._arrived)
        session.opening_failed.connect(self._mark_open_one)
        session.reading_changed.connect(self._refresh)

    def go(self, where: str) -> None:
        """Open the "next" or "previous" study, or the "next_unread" or "previous_unread"."""
        unread = where.endswith("_unread")
        find = self._worklist.next_key if where.startswith("next") else self._worklist.previous_key
        key = find(unread_only=unread, done=self._done)
        if key is not None and key != self._session.key:
            self.open(key)
        elif unread:
            self._session.message.emit(self.tr("There is no other study to be read in this list."))
        else:
            end = self.tr("This is the last study of the list.") if where == "next" else self.tr("This is the first study of the list.")
            self._session.message.emit(end)

    def open(self, key: str) -> None:
        """Open a study, unless a shape is in progress or the present one is not saved."""
        if self._free():
            self._session.open(key)

    def go_to(self) -> None:
        """Ask for a study's key, or the beginning of one, and open it."""
        title, label = self.tr("Go to a study"), self.tr("The study's key, or its beginning:")
        text, accepted = QInputDialog.getText(self._window, title, label)
        beginning = text.strip().lower()
        if accepted and beginning:
            archive = self._session.archive
            self._session.background.run(
                "go to", lambda _: [key for key in archive.study_keys() if key.startswith(beginning)], self._go_to_one_of
            )

    def _go_to_one_of(self, found: list[str]) -> None:
        if len(found) == 1:
            self.open(found[0])
        elif found:
            self._session.message.emit(self.tr("{count} studies begin like this. Type more of the key.").format(count=len(found)))
        else:
            self._session.message.emit(self.tr("There is no study with this key in the dataset."))

    def seal(self) -> None:
        """Seal the reading and open the next study to be read; a case of a course that is scored stays until its reader goes on."""
        key = self._session.key
        if key is not None and self._free() and self._may_be_sealed() and self._session.seal():
            if self.stays_with(key):
                self._done.add(key)
            else:
                self._go_on(key)

    def next_case(self) -> None:
        """From a case that was sealed and scored to the next one."""
        key = self._session.key
        if key is not None and self._free():
            self._go_on(key)

    def _may_be_sealed(self) -> bool:
        """Whether nobody asks about the reading first; what cannot be sealed anyhow is told by the session."""
        return not self._session.editable or self.agrees_to_seal()

    def seal_and_stay(self) -> None:
        """Seal the reading and keep the study open, for example for its second opinion."""
        key = self._session.key
        if key is not None and self._free() and self._may_be_sealed() and self._session.seal():
            self._done.add(key)

    def skip(self) -> None:
        """Set the study aside with a reason and open the next one to be read."""
        key = self._session.key
        if key is None or not self._free() or not self._session.may_leave():
            return
        reason, accepted = QInputDialog.getText(self._window, self.tr("Skip this study"), self.tr("Why is it skipped?"))
        if not accepted:
            return
        if not reason.strip():
            self._session.message.emit(self.tr("Skipping needs a reason. The study stays open."))
        elif self._record.skip(key, reason.strip()):
            self._worklist.refresh(key)
            self._go_on(key)

    def _go_on(self, done: str) -> None:
        """To the next study to be read; the end of the list is told. The row of the one that is done follows in the background."""
        self._done.add(done)
        if self._worklist.next_key(unread_only=True, done=self._done) is None:
            self.all_read.emit()
        self.go("next_unread")

    def reopen(self) -> None:
        """Ask for the reason and make the sealed reading a draft again."""
        label = self.tr("Why is it reopened? The reason is recorded; the sealed version is kept.")
        reason, accepted = QInputDialog.getText(self._window, self.tr("Reopen the sealed reading"), label)
        if not accepted:
            return
        if reason.strip():
            self._session.reopen(reason.strip())
            self._done.discard(str(self._session.key))
        else:
            self._session.message.emit(self.tr("Reopening needs a reason. The reading stays sealed."))

    def _free(self) -> bool:
        if self._canvas.gesture_in_progress:
            self._session.message.emit(self.tr("A mark is in progress. Finish it with Enter or give it up with Esc first."))
            return False
        return True

    def _chosen(self, key: str) -> None:
        if key == self._session.key:
            self._mark_open_one()
            self._focus_canvas()  # whoever chooses the open study wants its keys, as with any other
            return
        if not self._free():
            self._mark_open_one()
            return
        self._session.open(key)
        if self._session.opening is None:
            self._mark_open_one()

    def _arrived(self) -> None:
        self._mark_open_one()
        if self._session.editable and self._session.key is not None:
            self._done.discard(self._session.key)
        self._focus_canvas()
        wanted = (self._worklist.next_key(), self._worklist.previous_key(), self._worklist.next_key(unread_only=True, done=self._done))
        self._session.prefetch(dict.fromkeys(key for key in wanted if key))

    def _focus_canvas(self) -> None:
        if self._canvas.isVisible():
            self._canvas.active_canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark_open_one(self) -> None:
        if self._session.key is not None:
            self._worklist.select(self._session.key)

    def _refresh(self) -> None:
        if self._session.key is not None and self._session.saved:
            self._worklist.refresh(self._session.key)
