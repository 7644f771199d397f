"""The rows of the code box: every choice with the key that takes it, and which are taken."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dspic_gui.code import BodyPart, CodeBook, Finding, Side, describe_label, short_code, split_label
from dspic_gui.marking.code_entry import CodeEntry
from dspic_gui.qt.actions import shown_key
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import plain

COLUMNS = 3
RECENT = 9


class CodeRows(QWidget):
    """Buttons for findings, parts, sides, certainty and recent codes; shows an entry and says what was pressed."""

    finding_pressed = pyqtSignal(str)
    part_pressed = pyqtSignal(str)
    side_pressed = pyqtSignal(object)  # Side
    grade_pressed = pyqtSignal(int)
    recent_pressed = pyqtSignal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._book: CodeBook | None = None
        self._findings: dict[str, QPushButton] = {}
        self._parts: dict[str, QPushButton] = {}
        self._sides: dict[Side, QPushButton] = {}
        self._grades: dict[int, QPushButton] = {}
        self._recent: list[QPushButton] = []
        self.places: list[QPushButton] = []
        self._finding_grid, self._part_grid, self._recent_grid = QGridLayout(), QGridLayout(), QGridLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._place_row = QHBoxLayout()
        for layout in (
            self._place_row,
            self._finding_grid,
            self._part_grid,
            self._side_row(),
            self._grade_row(),
            self._recent_grid,
        ):
            layout.setSpacing(3)
            column.addLayout(layout)
        for index in range(RECENT):
            self._recent.append(self._button("", self.recent_pressed, index))
            self._recent[-1].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the parts say how wide the box is
            self._recent_grid.addWidget(self._recent[-1], index // 2, index % 2)

    def show_entry(self, entry: CodeEntry, certainty: int | None, recent: Sequence[str]) -> None:
        """Mark what is chosen; the rows whose turn it is are bright."""
        if entry.book is not self._book:
            self._show_book(entry.book)
        for key, button in self._findings.items():
            _mark(button, key == entry.finding, entry.letters == 0)
        for key, button in self._parts.items():
            _mark(button, key == entry.effective_part, entry.letters > 0)
        self._show_places(entry)
        for side, button in self._sides.items():
            button.setEnabled(entry.effective_part is None or entry.takes_side)
            _mark(button, side in (entry.side, entry.effective_side), entry.takes_side)
        for grade, button in self._grades.items():
            _mark(button, grade == certainty, True)
        for index, button in enumerate(self._recent):
            button.setVisible(index < len(recent))
            if index < len(recent):
                code = split_label(recent[index])
                known = code is not None and entry.book.knows(recent[index])
                short = in_words(short_code(code, entry.book)) if code is not None and known else recent[index]
                button.setText(f"{shown_key(f'Ctrl+{index + 1}')}  {short}")
                button.setToolTip(in_words(describe_label(recent[index], entry.book)))
                button.setChecked(False)

    def _show_places(self, entry: CodeEntry) -> None:
        """A chip for each of two places that are both likely; none where the place is clear or unknown."""
        named = entry.hinted_parts if len(entry.hinted_parts) > 1 else ()
        words = [in_words(plain(entry.book.part_by_key[key].title)) for key, _ in named]
        titles = [
            f"{'↓   ' if at else ''}{title}  {100 * share:.0f} %"
            for at, (title, (_, share)) in enumerate(zip(words, named, strict=True))
        ]
        if titles != [button.text() for button in self.places]:
            for button in self.places:
                button.hide()
                button.deleteLater()
            self.places = [self._button(title, self.part_pressed, key) for title, (key, _) in zip(titles, named, strict=True)]
            for button in self.places:
                button.setToolTip(self.tr("Two places are likely here. ↓ takes the other one."))
                self._place_row.addWidget(button)
        for button, (key, _) in zip(self.places, named, strict=True):
            _mark(button, key == entry.effective_part, True)

    def _show_book(self, book: CodeBook) -> None:
        for button in (*self._findings.values(), *self._parts.values()):
            button.hide()
            button.deleteLater()
        self._book = book
        self._findings = {row.key: self._button(self._title(row), self.finding_pressed, row.key) for row in book.findings}
        self._parts = {row.key: self._button(self._title(row), self.part_pressed, row.key) for row in book.parts}
        for grid, buttons in ((self._finding_grid, self._findings), (self._part_grid, self._parts)):
            for index, button in enumerate(buttons.values()):
                grid.addWidget(button, index // COLUMNS, index % COLUMNS)

    def _side_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        titles = {Side.LEFT: self.tr("←  Left"), Side.BILATERAL: self.tr("↑  Both"), Side.RIGHT: self.tr("→  Right")}
        for side, title in titles.items():
            self._sides[side] = self._button(title, self.side_pressed, side)
            row.addWidget(self._sides[side])
        row.addStretch(1)
        return row

    def _grade_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Certainty")))
        for grade in range(1, 6):
            self._grades[grade] = self._button(shown_key(f"Alt+{grade}"), self.grade_pressed, grade)
            row.addWidget(self._grades[grade])
        row.addWidget(QLabel(self.tr("5: certain")))
        row.addStretch(1)
        return row

    def _title(self, row: Finding | BodyPart) -> str:
        return f"{row.letter.upper()}   {in_words(plain(row.title))}"

    def _button(self, text: str, pressed: pyqtBoundSignal, choice: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(call_on(self, pressed, choice, lives_with=button))
        return button


def _mark(button: QPushButton, checked: bool, waiting: bool) -> None:
    button.setChecked(checked)
    style = button.style()
    if button.property("waiting") != waiting and style is not None:
        button.setProperty("waiting", waiting)
        style.unpolish(button)
        style.polish(button)
