"""Rows of a table that are as high as their texts take, however narrow the columns become, with the chosen one in sight."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QSize, QTimer
from PyQt6.QtWidgets import QAbstractItemView, QTableWidget

LEAST_ROWS = 3
"""So many rows of one line of a list that is worked through are in sight however little room there is."""


class WholeRows(QObject):
    """Wraps the texts of a table and fits its rows again once the columns have taken their widths; a child of the table."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self._table = table
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)  # while Qt is sharing out the columns, it forgets the heights that it is told
        self._soon.timeout.connect(self.fit)
        table.setWordWrap(True)
        table.installEventFilter(self)
        header = table.horizontalHeader()
        assert header is not None
        header.sectionResized.connect(self._resized)

    def fit(self) -> None:
        """Let each row be as high as it must, and the chosen one be seen."""
        self._table.resizeRowsToContents()
        chosen = self._table.selectedIndexes()
        if chosen:
            self._table.scrollTo(chosen[0], QAbstractItemView.ScrollHint.PositionAtCenter)

    def fit_soon(self) -> None:
        """The same once all that is under way is laid out."""
        self._soon.start()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """More room, or less, must not leave the chosen row out of sight."""
        if event is not None and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._soon.start()
        return False

    def _resized(self, _column: int, _before: int, _now: int) -> None:
        self._soon.start()


def least_size(table: QTableWidget, rows: int = LEAST_ROWS) -> QSize:
    """The size in which the header and a few rows are seen."""
    header = table.horizontalHeader()
    top = header.sizeHint().height() if header is not None else 0
    return QSize(80, top + rows * (table.fontMetrics().height() + 6) + 2 * table.frameWidth())
