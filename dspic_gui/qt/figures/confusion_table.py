"""The confusion matrix as a table: true answers down, said answers across; a cell asks for its views."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QKeyEvent, QPainter
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from dspic_gui.disease import Answer
from dspic_gui.opinion.evaluation import Cell, Evaluation
from dspic_gui.qt import theme
from dspic_gui.qt.words.answers import answer_letters, answer_text

ANSWERS = tuple(Answer)


class _Shaded(QStyledItemDelegate):
    """Paints the shade of a cell, which the style sheet would leave out."""

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """The shade, then what Qt paints."""
        shade = index.data(Qt.ItemDataRole.BackgroundRole)
        if painter is not None and shade is not None:
            painter.fillRect(option.rect, shade)
        super().paint(painter, option, index)


class ConfusionTable(QTableWidget):
    """Counts of views. Right ones stand on the diagonal; an error is the darker the more views it has."""

    cell_chosen = pyqtSignal(object)  # Cell

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(len(ANSWERS), len(ANSWERS), parent)
        self.setAccessibleName(self.tr("Confusion matrix: true answers down, said answers across"))
        self.setHorizontalHeaderLabels([f"→ {answer_letters(one)}" for one in ANSWERS])
        self.setVerticalHeaderLabels([answer_text(one) for one in ANSWERS])
        self.setItemDelegate(_Shaded(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        assert across is not None and down is not None
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.setFixedHeight(across.sizeHint().height() + len(ANSWERS) * down.defaultSectionSize() + 6)
        self.cellClicked.connect(self._choose)
        self.show_evaluation(None)

    def show_evaluation(self, evaluation: Evaluation | None) -> None:
        """Show the counts of this evaluation; None shows none."""
        counts = {cell: len(views) for cell, views in evaluation.cells.items()} if evaluation else {}
        errors = max((count for (true, said), count in counts.items() if true is not said), default=1)
        for row, true in enumerate(ANSWERS):
            for column, said in enumerate(ANSWERS):
                count = counts.get((true, said), 0)
                item = QTableWidgetItem(str(count) if evaluation else "")
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                words = self.tr("{count} views: true {true}, said {said}")
                item.setToolTip(words.format(count=count, true=answer_text(true), said=answer_text(said)))
                if count:
                    colour = QColor(theme.current().good if true is said else theme.current().error)
                    colour.setAlpha(60 if true is said else 40 + 120 * count // errors)
                    item.setBackground(colour)
                self.setItem(row, column, item)

    def mark(self, cell: Cell | None) -> None:
        """Show which cell is listed, without asking for it."""
        self.clearSelection()
        if cell is not None:
            self.setCurrentCell(ANSWERS.index(cell[0]), ANSWERS.index(cell[1]))

    def _choose(self, row: int, column: int) -> None:
        self.cell_chosen.emit((ANSWERS[row], ANSWERS[column]))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Space and Enter choose; letters are keys of the mode."""
        if event is None:
            return
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self._choose(self.currentRow(), self.currentColumn())
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
