"""The line at the foot: messages, the count under the cursor, and the progress of the sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QLabel, QStatusBar, QWidget

from dspic_gui.qt.words.cursor import cursor_words
from dspic_gui.study import Projection

if TYPE_CHECKING:
    from dspic_gui.qt.reading.room import ReadingRoom

MESSAGE_MS = 20_000
"""A sentence stays this long, or until the next one."""


class StatusLine(QStatusBar):
    """Follows one reading room at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cursor_label = QLabel()
        self.cursor_label.setContentsMargins(12, 0, 0, 0)  # a long sentence ends before it
        self._room: ReadingRoom | None = None
        self._passing = ""
        self.addPermanentWidget(self.cursor_label)

    def bind(self, room: ReadingRoom) -> None:
        """Show what happens in this room."""
        self._room = room
        self.clearMessage()
        room.session.message.connect(self.say)
        room.session.passing.connect(self._say_for_now)
        room.canvas.message.connect(self._say_for_now)
        for over in (room.session.study_changed, room.session.reading_changed, room.canvas.tool_changed, room.canvas.coding_changed):
            over.connect(self._take_back)
        room.canvas.cursor_changed.connect(self._show_cursor)
        self.addPermanentWidget(room.progress)
        room.progress.show()

    def unbind(self) -> None:
        """The room is gone."""
        if self._room is not None:
            self.removeWidget(self._room.progress)
            self._room.progress.setParent(self._room)
        self._room = None
        self.cursor_label.clear()
        self.clearMessage()
        self.setToolTip("")

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self.showMessage(sentence, MESSAGE_MS)
        self.setToolTip(sentence)

    def _say_for_now(self, sentence: str) -> None:
        """A sentence about what is under way: it goes with the study, the tool or the act that it speaks of."""
        self._passing = sentence
        self.say(sentence)

    def _take_back(self) -> None:
        if self._passing and self.currentMessage() == self._passing:
            self.say("")
        self._passing = ""

    def _show_cursor(self, projection: Projection | None, x: float, y: float, count: float | None) -> None:
        if projection is None or count is None or self._room is None:
            self.cursor_label.clear()
            return
        self.cursor_label.setText(cursor_words(projection, x, y, count, self._room.session.views.get(projection)))
