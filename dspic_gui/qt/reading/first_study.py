"""Where a sitting begins: at the study that was left, at a draft, or at the next that is to be read."""

from __future__ import annotations

import hashlib

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.reading.study_walk import StudyWalk
from dspic_gui.qt.session import READING, Session
from dspic_gui.qt.worklist.view import WorklistView
from dspic_gui.worklist.rows import Status


class FirstStudy(QObject):
    """Opens a study once, as soon as the list can tell which; whoever has opened one before is not disturbed."""

    lead_may_settle = pyqtSignal()

    def __init__(self, session: Session, worklist: WorklistView, walk: StudyWalk, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._worklist, self._walk, self._preferences = session, worklist, walk, preferences
        self._waits = False

    def begin(self) -> None:
        """Open a study when the list is there; the study lead begins with the consensus, once there is something to settle."""
        self._waits = True
        self._worklist.counts_changed.connect(self._look)

    def stop(self) -> None:
        """Remember the place, and open nothing any more."""
        self._waits = False
        if self._session.reader is not None and self._session.key is not None:
            self._preferences.set_value(self._place, self._session.key)

    @property
    def _place(self) -> str:
        """Where the preferences keep the last study of this person in this dataset; the name tells neither."""
        name = f"{self._session.archive.folder.resolve()}\n{self._session.reader}".encode("utf-8", "surrogateescape")
        return f"place/{hashlib.sha256(name).hexdigest()[:16]}"

    def _look(self) -> None:
        session = self._session
        if not self._waits or not self._worklist.model.rowCount():
            return
        if session.study is not None or session.opening is not None or session.mode != READING:
            self._waits = False
            return
        if session.reader is None:
            if self._worklist.counts().get(Status.SEALED):
                self._waits = False
                self.lead_may_settle.emit()
            return
        key = self._left_open() or self._draft() or self._unread()
        last = self._last() if key is None else None
        if key or last:
            self._waits = False
            self._walk.open(str(key or last))
        if last is not None:
            session.message.emit(self.tr("Nothing is left to be read in this dataset."))

    def _left_open(self) -> str | None:
        """The study that was open last, where it is a draft."""
        key = self._preferences.value(self._place, "")
        position = self._worklist.model.position(key) if key else None
        row = self._worklist.model.row(position) if position is not None else None
        return key if row is not None and row.status in (Status.DRAFT, Status.REOPENED) else None

    def _draft(self) -> str | None:
        model = self._worklist.model
        for status in (Status.DRAFT, Status.REOPENED):
            position = model.first_of(status)
            row = model.row(position) if position is not None else None
            if row is not None:
                return row.key
        return None

    def _unread(self) -> str | None:
        """The first that waits, once the whole list is known."""
        if self._worklist.index.running:
            return None
        position = self._worklist.model.next_waiting(-1)
        row = self._worklist.model.row(position) if position is not None else None
        return row.key if row is not None else None

    def _last(self) -> str | None:
        """Where all is read: the study that was open last, else the first of the list, so that nobody begins before a black window."""
        model = self._worklist.model
        if self._worklist.index.running or model.next_waiting(-1) is not None:
            return None
        left = self._preferences.value(self._place, "")
        row = model.row(model.position(left) or 0) if left else model.row(0)
        return row.key if row is not None else None
