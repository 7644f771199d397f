"""Saves by itself what could not be saved because another program held the folder for a moment."""

from __future__ import annotations

from PyQt6.QtCore import QObject, QTimer

from dspic_gui.qt.session import Session

AGAIN_MS = 500
"""So long after a refusal it is tried again; the window stands still for at most a lock's wait meanwhile."""


class SaveAgain(QObject):
    """Tries again until it is saved, or until something else is wrong, which the reader must see to."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(session.save_again)
        session.reading_changed.connect(self._look)
        session.study_changed.connect(self._look)

    def _look(self) -> None:
        desk = self._session.desk
        if desk is not None and not desk.saved and desk.busy:
            self._timer.start()
        else:
            self._timer.stop()
