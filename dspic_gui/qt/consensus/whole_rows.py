"""Rows of a table that are as high as their texts take, however narrow the columns become: nothing is cut in a narrow panel."""

from __future__ import annotations

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QTableWidget


class WholeRows(QObject):
    """Wraps the texts of a table and fits its rows again once the columns have taken their widths; a child of the table."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)  # while Qt is sharing out the columns, it forgets the heights that it is told
        self._soon.timeout.connect(table.resizeRowsToContents)
        table.setWordWrap(True)
        header = table.horizontalHeader()
        assert header is not None
        header.sectionResized.connect(self._resized)

    def _resized(self, _column: int, _before: int, _now: int) -> None:
        self._soon.start()
