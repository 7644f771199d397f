"""The confusion between readers: a table for each pair, shaded by how many views are behind a cell, each cell a button."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QBrush, QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PyQt6.QtWidgets import QLabel, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from dspic_gui.disease import Answer
from dspic_gui.ground_truth.agreement_report import AgreementReport
from dspic_gui.qt import theme
from dspic_gui.qt.figure_saving import Row
from dspic_gui.qt.figures.chart import AGREE, DIFFER, Ink, draw_matrix
from dspic_gui.qt.figures.figures import Figure, with_foot
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.words.answers import answer_letters, answer_text

SAID: tuple[Answer | None, ...] = (*Answer, None)
CHOOSING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
WIDE, HIGH = 420, 380
"""What a matrix takes on paper, in points."""


class ConfusionTables(QWidget):
    """Shows how often the answers of two readers met; a click asks for the views behind a cell."""

    cell_chosen = pyqtSignal(object, object)  # pair of readers, pair of answers

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tables: dict[tuple[str, str], QTableWidget] = {}
        self._titles: list[QWidget] = []
        self._column = QVBoxLayout(self)
        hint = self.tr("Views by the two readers' answers. Choose a cell (click, or arrows and Enter) to list its studies.")
        self._column.addWidget(theme.set_role(QLabel(hint), "dim"))
        self._column.addStretch(1)

    def show_report(self, report: AgreementReport) -> None:
        """Show a table for each pair of readers."""
        for widget in (*self._titles, *self.tables.values()):
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.tables = {pair: self._table(report, pair) for pair in report.confusion}
        self._titles = []
        for (one, other), table in self.tables.items():
            title = QLabel(self.tr("{one} (rows) and {other} (columns)").format(one=one, other=other))
            self._titles.append(theme.set_role(title, "heading"))
            for widget in (title, table):
                self._column.insertWidget(self._column.count() - 1, widget)

    def _table(self, report: AgreementReport, pair: tuple[str, str]) -> QTableWidget:
        names = [answer_text(answer) if answer else self.tr("no reading") for answer in SAID]
        table = _Cells(len(SAID), len(SAID))
        table.setHorizontalHeaderLabels(names)
        table.setVerticalHeaderLabels(names)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(" – ".join(pair))
        table.setItemDelegate(_Shading(table))
        cells = report.confusion[pair]
        most = max((len(views) for views in cells.values()), default=1)
        for row, one in enumerate(SAID):
            for column, other in enumerate(SAID):
                table.setItem(row, column, _cell(len(cells.get((one, other), ())), most, agree=one is other))
        for chosen in (table.cellClicked, table.keys_chosen):
            chosen.connect(call_on(self, self._choose, pair, lives_with=table))
        table.resizeColumnsToContents()
        header = table.horizontalHeader()
        assert header is not None
        table.setFixedHeight(header.sizeHint().height() + sum(table.rowHeight(row) for row in range(len(SAID))) + 4)
        return table

    def _choose(self, pair: tuple[str, str], row: int, column: int) -> None:
        self.cell_chosen.emit(pair, (SAID[row], SAID[column]))

    def table_rows(self) -> list[list[Row]]:
        """Every table with its header row, the readers in the corner."""
        return [_rows(table) for table in self.tables.values()]


class _Cells(QTableWidget):
    """A table whose cells Space and Enter choose, as a click does."""

    keys_chosen = pyqtSignal(int, int)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Choose the cell, or move."""
        if event is not None and event.key() in CHOOSING and self.currentRow() >= 0:
            self.keys_chosen.emit(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """The keys begin at the first cell."""
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentCell(0, 0)


class _Shading(QStyledItemDelegate):
    """Paints a cell's own ground, which the style sheet would paint over."""

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """The ground, then the number."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if painter is None:
            return
        if isinstance(ground, QBrush):
            painter.fillRect(option.rect, ground)
        colours = theme.current()
        painter.setPen(QColor(colours.text if index.data() != "0" else colours.disabled))
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, index.data())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))


def confusion_figure(report: AgreementReport, caption: str) -> Figure:
    """The confusion of each pair of readers as a matrix, two beside one another."""
    pairs = list(report.confusion)
    across = min(len(pairs), 2)
    names = [answer_letters(answer) if answer else "–" for answer in SAID]

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        for at, (one, other) in enumerate(pairs):
            left, top = place.left() + at % across * WIDE, place.top() + at // across * HIGH
            cells = report.confusion[one, other]
            counts = [[len(cells.get((row, column), ())) for column in SAID] for row in SAID]
            cell = QRectF(left, top, WIDE - 16, HIGH - 16)
            draw_matrix(painter, cell, ink, f"{one} – {other}", names, counts, (other, one))

    rows = -(-len(pairs) // across) if pairs else 0
    size = (max(across, 1) * WIDE + 16, max(rows, 1) * HIGH + 20)
    return with_foot("confusion", size, draw, caption)


def _cell(views: int, most: int, *, agree: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(str(views))
    shade = QColor(AGREE if agree else DIFFER)
    shade.setAlphaF(0.15 + 0.6 * views / most if views else 0.0)
    item.setBackground(shade)
    return item


def _rows(table: QTableWidget) -> list[Row]:
    columns = [table.horizontalHeaderItem(at) for at in range(table.columnCount())]
    rows: list[Row] = [(table.accessibleName(), *(item.text() if item else "" for item in columns))]
    for row in range(table.rowCount()):
        side = table.verticalHeaderItem(row)
        cells = [table.item(row, column) for column in range(table.columnCount())]
        rows.append((side.text() if side else "", *(int(cell.text()) if cell else 0 for cell in cells)))
    return rows
