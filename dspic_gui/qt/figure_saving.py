"""Saving the tables of a page as CSV, asking where, and a table widget that can be saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, Qt
from PyQt6.QtWidgets import QAbstractItemView, QFileDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from dspic_gui.csv_table import write_csv
from dspic_gui.qt.preferences import place_to_save
from dspic_gui.qt.whole_numbers import WholeNumbers
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import reason_of

Row = Sequence[object]


class SavingError(Exception):
    """A picture or table that could not be written; the text is a sentence for the reader."""


def save_tables(tables: Iterable[Sequence[Row]], path: Path) -> None:
    """Save tables, each with its header row, as one CSV file with an empty line between them."""
    try:
        lines: list[Row] = []
        for number, rows in enumerate(tables):
            lines += [*([[]] if number else []), *rows]
        write_csv(path, lines)
    except OSError as problem:
        text = QCoreApplication.translate("figures", "{name} could not be written ({reason}). Nothing was saved; choose another place.")
        raise SavingError(text.format(name=path.name, reason=in_words(reason_of(problem)))) from problem


def ask_where(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask for a file to write; None where the user changed their mind."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, place_to_save(name), kinds)
    return Path(chosen) if chosen else None


class FigureTable(QTableWidget):
    """A table to read and to save; numbers are right-aligned."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(WholeNumbers(self))
        header, side = self.horizontalHeader(), self.verticalHeader()
        assert header is not None and side is not None
        side.hide()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)  # an upper limit stands beside its lower one

    def show_rows(self, header: Sequence[str], rows: Sequence[Row], words: Callable[[str], str] = str) -> None:
        """Show these rows under this header, each text as `words` says it; what is saved are the rows themselves."""
        self.rows = [tuple(header), *rows]
        self.setColumnCount(len(header))
        self.setHorizontalHeaderLabels([words(title) for title in header])
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                cell = QTableWidgetItem(words(value) if isinstance(value, str) else _shown(value))
                if isinstance(value, int | float):
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(at, column, cell)


def _shown(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
