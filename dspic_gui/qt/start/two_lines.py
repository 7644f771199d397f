"""A list's item of two lines: what it is, and small below it what else is to be known."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, QRect, QSize, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PyQt6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dspic_gui.qt import theme

MARGIN = 8


class TwoLines(QStyledItemDelegate):
    """Draws the item's text up to the first line break large, the rest small and dim, both cut in the middle where they are too long."""

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """The item's ground as the style draws it, then the two lines."""
        if painter is None:
            return
        first, _, second = str(index.data() or "").partition("\n")
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = ground.widget.style() if ground.widget else QApplication.style()
        if style is not None:
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, ground.widget)
        colours = theme.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = option.rect.adjusted(MARGIN, MARGIN - 2, -MARGIN, -MARGIN + 2)
        painter.save()
        self._line(painter, area, option.font, first, colours.on_selection if chosen else colours.text, Qt.AlignmentFlag.AlignTop)
        small = _small(option.font)
        self._line(painter, area, small, second, colours.on_selection if chosen else colours.dim, Qt.AlignmentFlag.AlignBottom)
        painter.restore()

    def _line(self, painter: QPainter, area: QRect, font: QFont, text: str, colour: str, side: Qt.AlignmentFlag) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignLeft), shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Two lines and the margins."""
        height = QFontMetrics(option.font).height() + QFontMetrics(_small(option.font)).height() + 2 * MARGIN
        return QSize(120, height)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF() * 0.88, 1.0))
    return small
