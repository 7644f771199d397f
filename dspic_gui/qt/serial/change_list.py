"""What changed since the prior, line by line; a click goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal

from dspic_gui.code import CodeBook
from dspic_gui.qt.figure_saving import FigureTable
from dspic_gui.qt.words.sentence import translate
from dspic_gui.qt.words.serial import change_text, place_text
from dspic_gui.serial.compare import ChangeRow


class ChangeList(FigureTable):
    """Rows of the reader's own marks first, then what the pictures alone show."""

    place_chosen = pyqtSignal(object)  # ChangeRow

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.changes: tuple[ChangeRow, ...] = ()
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

    def _choose(self, row: int, *_: int) -> None:
        if 0 <= row < len(self.changes):
            self.place_chosen.emit(self.changes[row])


def _cells(row: ChangeRow, book: CodeBook) -> tuple[str, ...]:
    said = translate("serial", "my marks") if row.label else translate("serial", "the pictures")
    where = place_text(row, book)
    return change_text(row.change), where, row.projection.value, f"× {row.ratio:.1f}", said
