"""Asks what to do with a damaged label file: go back to the newest whole version, begin anew, or leave it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QMessageBox, QPushButton, QWidget

from dspic_gui.dataset.archive import Archive
from dspic_gui.desk.rescue import RescueError, restore_newest_version, set_aside
from dspic_gui.qt.lifetime import call_on, leave_when_closed
from dspic_gui.qt.session import EXPECTED, Session
from dspic_gui.qt.words.sentence import in_words


class Rescue(QObject):
    """Appears when an own reading could not be opened because its file is damaged."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._window = parent
        session.reading_damaged.connect(self.ask)

    def ask(self, key: str, sentence: str) -> None:
        """Show what happened and the ways out."""
        box = QMessageBox(QMessageBox.Icon.Warning, self.tr("A damaged label file"), sentence, parent=self._window)
        ways = {
            self.tr("&Restore the newest whole version"): restore_newest_version,
            self.tr("Set it aside and &begin anew"): set_aside,
        }
        for text, act in ways.items():
            button = QPushButton(text)
            button.clicked.connect(call_on(self, self._do, act, key, lives_with=button))
            box.addButton(button, QMessageBox.ButtonRole.ActionRole)
        box.addButton(self.tr("&Leave it"), QMessageBox.ButtonRole.RejectRole)
        leave_when_closed(box).open()

    def _do(self, act: Callable[[Archive, str], object], key: str) -> None:
        try:
            act(self._session.archive, key)
        except (RescueError, *EXPECTED) as problem:
            self._session.message.emit(in_words(problem))
            return
        self._session.open(key)
