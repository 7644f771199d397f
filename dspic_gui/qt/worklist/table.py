"""The table of the worklist: its columns' widths, its current row, and what a click or a key on it means."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from dspic_gui.qt.whole_numbers import WholeNumbers
from dspic_gui.qt.worklist.columns import COLUMNS, FROM_NETWORKS, SLIM
from dspic_gui.worklist.filter import Column

PADDING = 8
"""What a cell has beside its text, in screen pixels."""

_SAID = next(number for number, column in enumerate(COLUMNS) if column.sorts is Column.SAID)


class WorklistTable(QTableView):
    """The rows; a click or Enter chooses."""

    chosen = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Worklist"))
        self.clicked.connect(self._clicked)
        self.setItemDelegate(WholeNumbers(self))
        self._predictions = False

    def size_columns(self) -> None:
        """Give every column the width of its sample, every row one line."""
        rows, titles = self.verticalHeader(), self.horizontalHeader()
        assert rows is not None and titles is not None
        metrics = QFontMetrics(self.font())
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(metrics.height() + 6)
        titles.setHighlightSections(False)
        titles.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        titles.setStretchLastSection(True)
        titles.setSectionsMovable(True)
        for number in range(len(COLUMNS)):
            self.setColumnWidth(number, self._natural(number))
        titles.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.show_what_fits()

    def show_predictions(self, shown: bool) -> None:
        """Have the columns of networks too, or not."""
        if shown is not self._predictions:
            self._predictions = shown
            self.show_what_fits()

    def show_what_fits(self) -> None:
        """The slim columns always, and of the others those that have room."""
        viewport, titles = self.viewport(), self.horizontalHeader()
        if viewport is None or titles is None:
            return
        last, full = self._last_shown(), False
        left = viewport.width() - sum(self._wide(number) for number, column in enumerate(COLUMNS) if column.sorts in SLIM)
        for number in sorted(range(len(COLUMNS)), key=self._late):
            column = COLUMNS[number]
            if column.sorts in SLIM:
                continue
            wanted = self._predictions if column.sorts in FROM_NETWORKS else True
            alone = column.sorts is Column.PROBABILITY and self.isColumnHidden(_SAID)  # a figure without what it is of
            fits = wanted and not alone and left >= self._wide(number) and not (full and column.sorts not in FROM_NETWORKS)
            full = full or (wanted and not fits and column.sorts not in FROM_NETWORKS)  # a later one does not jump the queue
            left -= self._wide(number) if fits else 0
            self.setColumnHidden(number, not fits)
        if last != self._last_shown():
            self.setColumnWidth(last, self._natural(last))  # it was stretched as long as it was the last

    def _last_shown(self) -> int:
        titles = self.horizontalHeader()
        assert titles is not None
        return max((at for at in range(len(COLUMNS)) if not self.isColumnHidden(at)), key=titles.visualIndex)

    def _natural(self, number: int) -> int:
        """The width that a column begins with."""
        metrics, column = QFontMetrics(self.font()), COLUMNS[number]
        return max(metrics.horizontalAdvance(column.sample), metrics.horizontalAdvance(column.title()) + metrics.height() // 2) + PADDING

    def _wide(self, number: int) -> int:
        """How wide a column is, or would be were it shown."""
        titles = self.horizontalHeader()
        assert titles is not None
        shown = [titles.visualIndex(at) for at in range(titles.count()) if not self.isColumnHidden(at)]
        if titles.visualIndex(number) in shown and titles.visualIndex(number) != max(shown):  # the last is stretched
            return self.columnWidth(number)
        return self._natural(number)

    @staticmethod
    def _late(number: int) -> int:
        """What a network says comes first, once it may be shown; then the date, how sure the network is, and the rest."""
        first = (Column.SAID, Column.DATE, Column.PROBABILITY)
        sorts = COLUMNS[number].sorts
        return first.index(sorts) if sorts in first else len(first)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """More room shows more columns."""
        super().resizeEvent(event)
        self.show_what_fits()

    def sorted_as_given(self) -> bool:
        """Whether the rows stand in the order of reading."""
        titles = self.horizontalHeader()
        return titles is None or titles.sortIndicatorSection() == 0

    def mark(self, position: int) -> None:
        """Make this row the current one, alone even while Ctrl or Shift is held, and bring it into sight."""
        model, chosen = self.model(), self.selectionModel()
        assert model is not None and chosen is not None
        if self.currentIndex().row() != position or not self.selectedIndexes():
            alone = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            chosen.setCurrentIndex(model.index(position, self._cursor_column()), alone)

    def _cursor_column(self) -> int:
        """The column of the cursor; after a sort, which takes the cursor away, the one that was sorted by."""
        titles = self.horizontalHeader()
        sorted_by = titles.sortIndicatorSection() if titles is not None else 0
        return self.currentIndex().column() if self.currentIndex().isValid() else sorted_by

    def _clicked(self, index: QModelIndex) -> None:
        """A plain click chooses; with Shift or Ctrl it selects more rows."""
        if not QGuiApplication.keyboardModifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
            self.chosen.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Enter chooses; single letters are shortcuts of the window, not a search."""
        if event is None:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent | None) -> None:
        """A text of another size needs rows of another height."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange and self.model() is not None:
            self.size_columns()
