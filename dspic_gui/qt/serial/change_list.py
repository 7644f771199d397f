"""What changed since the prior, line by line; a click goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QAbstractItemView

from dspic_gui.code import CodeBook
from dspic_gui.qt.figure_saving import FigureTable
from dspic_gui.qt.words.measures import view_name
from dspic_gui.qt.words.sentence import translate
from dspic_gui.qt.words.serial import change_text, place_text
from dspic_gui.serial.compare import ChangeRow

MOST_ROWS = 8
"""More rows than that are scrolled."""


class ChangeList(FigureTable):
    """Rows of the reader's own marks first, then what the pictures alone show."""

    place_chosen = pyqtSignal(object)  # ChangeRow

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.changes: tuple[ChangeRow, ...] = ()
        header = self.horizontalHeader()
        assert header is not None
        header.setMinimumSectionSize(24)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.hide()
        self.currentCellChanged.connect(self._choose)

    def show_changes(self, changes: Sequence[ChangeRow], book: CodeBook) -> None:
        """Show these changes."""
        self.changes = tuple(changes)
        header = (
            translate("serial", "Change"), translate("serial", "Where"), translate("serial", "View"),
            translate("serial", "Counts"), translate("serial", "Said by"),
        )  # fmt: skip
        self.blockSignals(True)
        self.show_rows(header, [_cells(row, book) for row in changes])
        self.setCurrentCell(-1, -1)
        self.blockSignals(False)
        self._fit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Whoever said it stands in a column of its own only where there is room: else in the tool tip."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to a limit: the pictures above have the rest. No row, no list."""
        header, viewport = self.horizontalHeader(), self.viewport()
        assert header is not None and viewport is not None
        self.setVisible(bool(self.changes))
        rows = sum(self.rowHeight(at) for at in range(min(len(self.changes), MOST_ROWS)))
        self.setFixedHeight(header.sizeHint().height() + rows + 2 * self.frameWidth() + 2)
        said = self.columnCount() - 1
        self.setColumnHidden(said, False)
        wide = sum(self.sizeHintForColumn(at) for at in range(said + 1)) + 8 * said
        self.setColumnHidden(said, wide > viewport.width())

    def _choose(self, row: int, *_: int) -> None:
        if 0 <= row < len(self.changes):
            self.place_chosen.emit(self.changes[row])


def _cells(row: ChangeRow, book: CodeBook) -> tuple[str, ...]:
    said = translate("serial", "my marks") if row.label else translate("serial", "the pictures")
    where = place_text(row, book)
    return change_text(row.change), where, view_name(row.projection), f"× {row.ratio:.1f}", said
