"""Numbers in lists: seen whole or not at all, because the first digits of a number are another number."""

from __future__ import annotations

import re

from PyQt6.QtCore import QEvent, QModelIndex, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PyQt6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

IN_PLACE = "…"
"""Stands for a number that has no room."""
_NUMBER = re.compile(r"\D{0,2}\d[\d.,:%/\-–]*(\s\S{1,6})?")
"""A figure with what may stand before and after it: a sign or an arrow, a unit."""


class WholeNumbers(QStyledItemDelegate):
    """Paints a list's cells as ever, but a number that its column or the list's edge would cut as "…"; the tool tip has it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._painting = False

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint one cell."""
        self._painting = True
        super().paint(painter, option, index)
        self._painting = False

    def initStyleOption(self, option: QStyleOptionViewItem | None, index: QModelIndex) -> None:
        """What is painted; sizes are asked for with the number itself."""
        super().initStyleOption(option, index)
        if self._painting and option is not None and is_cut(option):
            option.text = IN_PLACE
            option.displayAlignment = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter  # where it is in sight

    def helpEvent(
        self, event: QHelpEvent | None, view: QAbstractItemView | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> bool:
        """Say the number where it is not seen, unless the list has a tip of its own there."""
        tip = event is not None and view is not None and event.type() == QEvent.Type.ToolTip
        if tip and not index.data(Qt.ItemDataRole.ToolTipRole):
            self.initStyleOption(option, index)
            if is_cut(option):
                assert event is not None
                QToolTip.showText(event.globalPos(), option.text, view)
                return True
        return super().helpEvent(event, view, option, index)


def is_cut(option: QStyleOptionViewItem) -> bool:
    """Whether the text of a cell is a number of which its column, or the edge of its list, would hide a part."""
    text, view = option.text, option.widget
    if not text or not _NUMBER.fullmatch(text.strip()) or not isinstance(view, QAbstractItemView):
        return False
    viewport, style = view.viewport(), view.style()
    if viewport is None or style is None:
        return False
    room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view)
    margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, view) + 1
    room = room.adjusted(margin, 0, -margin, 0)
    needed = QFontMetrics(option.font).horizontalAdvance(text)
    place = QStyle.alignedRect(option.direction, option.displayAlignment, QSize(needed, 1), room)
    return needed > room.width() or place.left() < 0 or place.right() > viewport.width()
