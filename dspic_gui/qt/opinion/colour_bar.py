"""The colours of an overlay from its smallest to its largest value, with the true range of the map of each view."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from dspic_gui.counts.colour_map import colours
from dspic_gui.model.class_maps import MapKind, ViewMap
from dspic_gui.model.overlay import OverlayStyle
from dspic_gui.qt import theme
from dspic_gui.study import Projection

STRIP = 14

SMALLEST = 0.001
"""Smaller figures than this are not written out: nobody reads their powers of ten."""


class ColourBar(QWidget):
    """One strip of colours; below it the values that its ends mean in each view. What the threshold hides is crossed out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = OverlayStyle()
        self._ranges: dict[Projection, tuple[float, float]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_maps(self, maps: Mapping[Projection, ViewMap], style: OverlayStyle) -> None:
        """Show the colours of this style and the ranges of these maps."""
        self._style = style
        self._ranges = {name: (one.lowest if one.kind is MapKind.ATTENTION else 0.0, one.highest) for name, one in maps.items()}
        self.setAccessibleName("; ".join(self.texts()))
        self.setToolTip("\n".join(self.texts()))
        self.updateGeometry()
        self.update()

    def texts(self) -> list[str]:
        """The range of each view in words."""
        return [f"{name}  {_figure(low)} … {_figure(high)}" for name, (low, high) in self._ranges.items()]

    def sizeHint(self) -> QSize:
        """The strip and a line of text for each view."""
        return QSize(200, STRIP + 4 + max(len(self._ranges), 1) * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """The same height, any width."""
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Colours, threshold, ranges."""
        painter, chosen = QPainter(self), theme.current()
        table = np.ascontiguousarray(colours(self._style.colour_map)[None, :, :])
        strip = QImage(table.tobytes(), 256, 1, 768, QImage.Format.Format_RGB888)
        painter.drawImage(QRectF(0, 0, self.width(), STRIP), strip)
        hidden = self._style.threshold * self.width()
        if hidden > 0:
            painter.fillRect(QRectF(0, 0, hidden, STRIP), QColor(chosen.panel))
            painter.setPen(QPen(QColor(chosen.dim), 1))
            painter.drawLine(0, STRIP, int(hidden), 0)
        painter.setPen(QColor(chosen.dim))
        high = self.fontMetrics().height()
        for row, (name, (lowest, highest)) in enumerate(self._ranges.items()):
            line = QRectF(0, STRIP + 3 + row * high, self.width(), high)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, _figure(lowest))
            painter.drawText(line, Qt.AlignmentFlag.AlignHCenter, name.value)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, _figure(highest))
        painter.end()


def _figure(value: float) -> str:
    if value != 0 and abs(value) < SMALLEST:
        return f"< {SMALLEST:g}" if value > 0 else f"> -{SMALLEST:g}"
    return "0" if value == 0 else f"{value:.3g}"
