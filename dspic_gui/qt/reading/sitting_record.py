"""Writes down the sitting as it happens on screen: which study for how long, what was skipped and sealed."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication

from dspic_gui.dataset.audit import SKIP
from dspic_gui.dataset.sittings import Entry, Sitting, SittingError, Summary
from dspic_gui.durable import NotSaved
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.measures import study_text
from dspic_gui.qt.words.sentence import in_words


class SittingRecord(QObject):
    """The sitting of a reader; the study lead has none. Time counts only while the window has the focus."""

    changed = pyqtSignal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sitting = Sitting(session.archive.folder, session.reader) if session.reader else None
        self._shown: str | None = None
        self._told = (0, 0)
        session.study_changed.connect(self._study_changed)
        session.reading_changed.connect(self._reading_changed)
        session.sealed.connect(self._sealed)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._focus_changed)

    @property
    def summary(self) -> Summary:
        """This sitting so far."""
        return self._sitting.summary if self._sitting else Summary()

    @property
    def untold(self) -> bool:
        """Whether something was sealed or skipped since the sitting was summed up last."""
        return self._done() != self._told

    def tell(self) -> list[Entry]:
        """The entries, for a summary that is shown now."""
        self._told = self._done()
        return self.entries

    def _done(self) -> tuple[int, int]:
        return self.summary.sealed, self.summary.skipped

    def names(self) -> dict[str, str]:
        """What the window calls the studies of this sitting, by their keys."""
        number_of = self._session.number_of
        return {key: study_text(key, number_of(key)) for key in {entry.study for entry in self.entries if entry.study}}

    @property
    def entries(self) -> list[Entry]:
        """What was written down in this sitting."""
        return list(self._sitting.entries) if self._sitting else []

    def skip(self, key: str, reason: str) -> bool:
        """Set a study aside, and say so in the audit; whether that was written down."""
        if self._sitting is None:
            return False
        try:
            self._session.archive.note(key, SKIP, reason)
        except NotSaved as problem:
            self._session.message.emit(in_words(problem))
            return False
        return self._note(lambda sitting: sitting.skip(key, reason))

    def forget(self) -> None:
        """Nobody reads, somebody only looks: nothing is written down."""
        self._sitting = None

    def end(self) -> None:
        """The reader goes."""
        self._note(Sitting.left)
        self._shown = None

    def _study_changed(self) -> None:
        key = self._session.key
        if key is None:
            self.end()
        elif key != self._shown:
            self._shown = key
            self._note(lambda sitting: sitting.opened(key))

    def _reading_changed(self) -> None:
        key = self._session.key
        if key is not None and self._session.editable:
            self._note(lambda sitting: sitting.edited(key))

    def _sealed(self, key: str) -> None:
        self._note(lambda sitting: sitting.sealed(key))

    def _focus_changed(self, state: Qt.ApplicationState) -> None:
        self._note(Sitting.go_on if state == Qt.ApplicationState.ApplicationActive else Sitting.pause)

    def _note(self, act: Callable[[Sitting], None]) -> bool:
        if self._sitting is None:
            return False
        try:
            act(self._sitting)
        except SittingError as problem:
            self._session.message.emit(in_words(problem))
            return False
        self.changed.emit()
        return True
