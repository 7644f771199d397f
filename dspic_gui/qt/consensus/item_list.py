"""What can be settled in the open study: the answers of its views, then its lesions; what waits is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from dspic_gui.code import CodeBook
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.adjudication_desk import Item
from dspic_gui.qt import theme
from dspic_gui.qt.consensus.whole_rows import WholeRows, least_size
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.consensus import item_row, item_text, state_text


class ItemList(QTableWidget):
    """A table of items; choosing one asks the panel to show it."""

    item_chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self._targets: list[str] = []
        self._waiting: list[str] = []
        self._showing = False
        self.setHorizontalHeaderLabels([self.tr("What"), self.tr("How it stands")])
        self.setAccessibleName(self.tr("Answers and lesions of this study"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        header, rows = self.horizontalHeader(), self.verticalHeader()
        assert header is not None and rows is not None
        rows.hide()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._rows = WholeRows(self)
        self.itemSelectionChanged.connect(self._chosen)

    @property
    def targets(self) -> list[str]:
        """The items as they are listed."""
        return self._targets

    def show_items(self, items: Sequence[Item], answers: Sequence[Answer | None], book: CodeBook, chosen: str | None) -> None:
        """List these items; `answers` holds the result of each answer item in their order."""
        self._showing = True
        self._targets = [item.target for item in items]
        self._waiting = [item.target for item in items if item.waiting]
        self.setRowCount(len(items))
        results = iter(answers)
        for row, item in enumerate(items):
            answer = f" {answer_text(next(results))}" if item.lesion is None else ""
            short, whole = item_row(item, book) + answer, item_text(item, book) + answer
            state = state_text(item)
            for column, (text, tip) in enumerate(((("● " if item.waiting else "   ") + short, whole), (state, state))):
                cell = QTableWidgetItem(text)
                cell.setToolTip(tip)
                if item.waiting:
                    cell.setForeground(QColor(theme.current().warning))
                self.setItem(row, column, cell)
        self.resizeRowsToContents()
        self._showing = False
        self.mark(chosen)

    def neighbour(self, target: str | None, step: int) -> str | None:
        """The next (1) or previous (-1) item that waits; any item where none waits; None where there is none."""
        among = self._waiting or self._targets
        if not among:
            return None
        at = among.index(target) if target in among else (-1 if step > 0 else 0)
        return among[(at + step) % len(among)]

    def mark(self, target: str | None) -> None:
        """Select this item without asking for it."""
        self._showing = True
        self.clearSelection()
        if target in self._targets:
            self.selectRow(self._targets.index(target))
        self._showing = False
        self._rows.fit_soon()

    def _chosen(self) -> None:
        rows = {index.row() for index in self.selectedIndexes()}
        if not self._showing and len(rows) == 1:
            self.item_chosen.emit(self._targets[rows.pop()])

    def minimumSizeHint(self) -> QSize:
        """A few rows, whatever else wants room."""
        return least_size(self)

    def keyboardSearch(self, search: str | None) -> None:
        """Letters are keys of this mode, not a search."""
