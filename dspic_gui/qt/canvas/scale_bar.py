"""A scale bar with the zoom factor: how long ten centimetres are on screen, and how many screen pixels a raw pixel has."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

LENGTHS_CM = (50, 20, 10, 5, 2, 1)
LENGTHS_PX = (200, 100, 50, 20, 10, 5)
LONGEST = 90.0
"""The bar is the longest of these that is no longer than this, in screen pixels."""

NEARLY = 1.1
"""A bar beside another may be so many times longer than that, to stand for the same length."""

COLOUR, BACK = "#d7dde5", "#10121a"


class ScaleBar(QWidget):
    """Takes no mouse event; hidden until it knows a scale. `beside` is the bar of a study that is compared with this one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("scale_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._length = 0.0
        self._chosen = 0
        self.beside: ScaleBar | None = None
        self.wanted = True
        self.text = ""
        self.zoom = ""
        self.hide()

    def show_nothing(self) -> None:
        """No picture, no scale."""
        self.hide()

    def show_scale(self, scale: float, pixel_mm: tuple[float, float] | None) -> bool:
        """Show this scale, in screen pixels per raw pixel; whether that changed the size. A pixel's size is (row, column)."""
        self._chosen, length, text = _bar(scale, pixel_mm, self.beside._chosen if self.beside else 0)
        said = length, text, f"× {scale:.2f}"
        if said != (self._length, self.text, self.zoom):
            self._length, self.text, self.zoom = said
            self.update()
        return self.fit()

    def fit(self) -> bool:
        """As large as the text needs; whether that changed the size."""
        metrics = self.fontMetrics()
        width = max(self._length, *(float(metrics.horizontalAdvance(text)) for text in (self.text, self.zoom))) + 8
        size = int(width), 2 * metrics.height() + 10
        changed = size != (self.width(), self.height()) or self.isHidden() is self.wanted
        self.resize(*size)
        self.setVisible(self.wanted)
        return changed

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the chip, the bar with its ends, and both texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back = QColor(BACK)
        back.setAlpha(190)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setPen(QPen(QColor(COLOUR), 1.5))
        height = self.fontMetrics().height()
        y = 2.0 * height + 4
        left = (self.width() - self._length) / 2
        painter.drawLine(QPointF(left, y), QPointF(left + self._length, y))
        for x in (left, left + self._length):
            painter.drawLine(QPointF(x, y - 4), QPointF(x, y + 3))
        for line, text in enumerate((self.zoom, self.text)):
            painter.drawText(QRectF(0, line * height, self.width(), height), Qt.AlignmentFlag.AlignCenter, text)


def _bar(scale: float, pixel_mm: tuple[float, float] | None, beside: int) -> tuple[int, float, str]:
    """What the bar stands for, its length in screen pixels, and words: centimetres across, or raw pixels where those are not known.

    `beside` is what the bar of the study beside stands for, 0 for none: two that are nearly as long say one length.
    """
    per_unit, lengths, unit = (scale, LENGTHS_PX, "px") if pixel_mm is None else (10.0 * scale / pixel_mm[1], LENGTHS_CM, "cm")
    chosen = next((length for length in lengths if length * per_unit <= LONGEST), lengths[-1])
    if beside in lengths and LONGEST / (3 * NEARLY) <= beside * per_unit <= NEARLY * LONGEST:
        chosen = beside
    return chosen, chosen * per_unit, f"{chosen} {unit}"
