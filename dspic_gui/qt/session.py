"""The state that all panels share: which study is open, the reader's answer, what is selected, how it looks, whether it is saved."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.study.open_study import READING
from dspic_gui.qt.study.reading_changes import EXPECTED
from dspic_gui.qt.study.study_opening import StudyOpening

__all__ = ["EXPECTED", "READING", "Session", "own_archive"]


class Session(StudyOpening):
    """One reader at work in one dataset. Panels show it and ask it; it alone calls the archive."""

    mode_changed = pyqtSignal()
    studies_added = pyqtSignal()

    def say_for_now(self, sentence: str) -> None:
        """Tell the user something that holds no longer than what is under way."""
        self.message.emit(sentence)
        self.passing.emit(sentence)

    def set_mode(self, mode: str) -> None:
        """Change what is being done: reading, or another mode of the window."""
        if mode != self.mode and self.may_leave():
            self.mode = mode
            self.mode_changed.emit()


def own_archive(session: Session) -> Archive:
    """The session's dataset opened once more for the same person, for work that only reads, on this thread or another.

    The session's archive remembers which content of a reading it loaded, so that no other program's edit is overwritten
    unseen; a file that is read for the consensus must not count as seen there.
    """
    return session.archive.as_reader(session.reader)
