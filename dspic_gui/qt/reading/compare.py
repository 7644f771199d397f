"""Two states of a reading side by side: a conflict with another program, or an earlier version beside the present one."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QGridLayout, QLabel, QWidget

from dspic_gui.code import CodeBook, describe_label
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.session import Session
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.words.measures import view_name
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Lesion, Reading


class Compare(QWidget):
    """Two pairs of canvases that cannot be changed, at one zoom, with a title above and a sentence below each."""

    def __init__(self, session: Session, titles: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.canvases = (CanvasPair(read_only=True), CanvasPair(read_only=True))
        self.notes = (QLabel(), QLabel())
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for column, (title, canvas, note) in enumerate(zip(titles, self.canvases, self.notes, strict=True)):
            layout.addWidget(set_role(QLabel(title), "heading"), 0, column)
            layout.addWidget(canvas, 1, column)
            note.setWordWrap(True)
            note.setAlignment(Qt.AlignmentFlag.AlignTop)
            layout.addWidget(note, 2, column)
            canvas.setMinimumSize(280, 360)
            canvas.show_study(session.views, session.display, session.maximum)
        layout.setRowStretch(1, 1)

    def show_readings(self, left: Reading, right: Reading) -> None:
        """Show both; below each what only it holds."""
        book = self._session.archive.book
        for canvas, note, one, other in zip(self.canvases, self.notes, (left, right), (right, left), strict=True):
            canvas.show_lesions(one.lesions, book)
            note.setText(self._describe(one, other, book))

    def _describe(self, one: Reading, other: Reading, book: CodeBook) -> str:
        theirs = {lesion.uid: lesion for lesion in other.lesions}
        only = [describe(lesion, book) for lesion in one.lesions if lesion.uid not in theirs]
        changed = [describe(lesion, book) for lesion in one.lesions if lesion.uid in theirs and theirs[lesion.uid] != lesion]
        words = [self.tr("{count} marks").format(count=len(one.lesions))]
        if one.says_normal:
            words.append(self.tr("says normal"))
        if only:
            words.append(self.tr("only here: {marks}").format(marks="; ".join(only)))
        if changed:
            words.append(self.tr("different: {marks}").format(marks="; ".join(changed)))
        return "; ".join(words) + "."


def describe(lesion: Lesion, book: CodeBook) -> str:
    """A mark in words: view and code."""
    return f"{view_name(lesion.projection)} {in_words(describe_label(lesion.label, book))}"
