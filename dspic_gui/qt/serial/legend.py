"""What the two colours of a difference mean: two swatches with a word each."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, QSize
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from dspic_gui.qt import theme
from dspic_gui.qt.words.serial import legend_texts
from dspic_gui.serial.two_colours import LESS, MORE


class ChangeLegend(QWidget):
    """One line for each colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("; ".join(legend_texts()))

    def sizeHint(self) -> QSize:
        """Two lines of text."""
        return QSize(180, 2 * self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        """The same height, any width."""
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Swatch and word."""
        painter = QPainter(self)
        high = self.fontMetrics().height()
        for row, (colour, text) in enumerate(zip((MORE, LESS), legend_texts(), strict=True)):
            top = row * (high + 2)
            painter.fillRect(QRectF(0, top + 2, 1.4 * high, high - 4), QColor(*colour))
            painter.setPen(QColor(theme.current().text))
            painter.drawText(QRectF(1.8 * high, top, self.width(), high), 0, text)
        painter.end()
