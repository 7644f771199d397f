"""The F1 sheet: every key that works in the present mode, by menu, as the table has it."""

from __future__ import annotations

from html import escape

from PyQt6.QtCore import QCoreApplication, QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from dspic_gui.qt.actions import CONTEXT, Action, bare, keys_of, shown_key, shown_text
from dspic_gui.qt.window.action_board import ActionBoard

COLUMNS = 5
SMALLEST = 6.0
"""The letters shrink to this size, in points, until the whole sheet is in sight."""

LARGE, FEWER, SHARE = 12.0, 3, 0.7
"""Who has set larger text than this, in points, is given no less than this share of it, in fewer columns, and scrolls."""


class KeySheet(QDialog):
    """A sheet to look at; it stays open beside the work. All keys are in sight at once, but with large text."""

    def __init__(self, board: ActionBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.text = QTextBrowser()
        self._large = self.fontInfo().pointSizeF() > LARGE
        self._html = self._sheet(board, FEWER if self._large else COLUMNS)
        self.text.setHtml(self._html)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        screen = QApplication.primaryScreen()
        wanted = QSize(1800, 1000)
        self.resize(wanted.boundedTo(screen.availableSize() * 0.92) if screen else wanted)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """All keys at once: the letters are as large as that allows."""
        super().resizeEvent(event)
        viewport, document = self.text.viewport(), self.text.document()
        assert viewport is not None and document is not None
        points = self.fontInfo().pointSizeF()
        least = SHARE * points if self._large else SMALLEST
        while True:
            font = self.font()
            font.setPointSizeF(points)
            document.setDefaultFont(font)
            document.setTextWidth(viewport.width())
            size = document.size()
            fits = size.height() <= viewport.height() and size.width() <= viewport.width()
            if fits or points <= least:
                return
            points *= 0.95

    def _sheet(self, board: ActionBoard, count: int) -> str:
        groups: dict[str, list[Action]] = {}
        for row in board.rows.values():
            if board.mode in row.modes and keys_of(row, board.keys):
                groups.setdefault(row.menu, []).append(row)
        tables = [self._table(menu, rows, board) for menu, rows in groups.items()]
        tables.append(self._mouse())
        heights = [table.count("<tr>") + 2 for table in tables]
        columns: list[list[str]] = [[] for _ in range(count)]
        filled = [0] * count
        for table, height in zip(tables, heights, strict=True):
            least = filled.index(min(filled))
            columns[least].append(table)
            filled[least] += height
        cells = "".join(f'<td valign="top" width="{100 // count}%">{"".join(column)}</td>' for column in columns)
        return f'<table width="100%" cellspacing="4"><tr>{cells}</tr></table>'

    def _table(self, menu: str, rows: list[Action], board: ActionBoard) -> str:
        title = bare(QCoreApplication.translate(CONTEXT, menu))
        pairs = [(", ".join(shown_key(key) for key in keys_of(row, board.keys)), shown_text(row)) for row in rows]
        return _table(title, pairs)

    def _mouse(self) -> str:
        pairs = [
            (self.tr("Left"), self.tr("select, draw, drag a vertex")),
            (self.tr("Right drag"), self.tr("change the window; without a drag: menu")),
            (self.tr("Middle drag, Space + drag"), self.tr("move the pictures")),
            (self.tr("Ctrl + wheel"), self.tr("zoom at the cursor")),
            (self.tr("Wheel, a hot spot held"), self.tr("more or less of the hot spot")),
            (self.tr("Alt + click on an edge"), self.tr("add a vertex")),
            (self.tr("Alt + Shift + click"), self.tr("remove a vertex")),
            (self.tr("Ctrl + click"), self.tr("select several")),
            (self.tr("Double click on a mark"), self.tr("its code")),
            (self.tr("Drag the code box"), self.tr("move it; a double click docks it again")),
            (self.tr("Right click"), self.tr("menu: vertices, copy, save")),
        ]
        return _table(self.tr("Mouse"), pairs)


def _table(title: str, pairs: list[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><td><b>{escape(keys)}</b>&nbsp;&nbsp;</td><td>{escape(text)}</td></tr>" for keys, text in pairs)
    return f"<h4>{escape(title)}</h4><table>{rows}</table>"
