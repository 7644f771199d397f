"""The views as they are on the screen, with their marks, as a picture at twice the size; it carries pseudonym and warning."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QPageSize, QPainter, QPdfWriter, QRegion
from PyQt6.QtWidgets import QWidget

from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.study import Projection

TIMES = 2
GROUND, LETTERS = "#15171b", "#e6e9ed"


def view_picture(canvas: CanvasPair, words: str, only: Projection | None = None) -> QImage:
    """Both views, or only one, at twice their size on the screen, without the void beside them, with a line of words below."""
    widget, part = _what(canvas, only)
    height = _foot(widget, words, part.width())
    image = QImage(QSize(part.width(), part.height() + height) * TIMES, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(TIMES)
    image.fill(QColor(GROUND))
    painter = QPainter(image)
    try:
        _paint(painter, widget, part, words, height)
    finally:  # a painter that outlives its picture takes the program down
        painter.end()
    return image


def save_view(canvas: CanvasPair, words: str, path: Path) -> bool:
    """Write both views as PDF or PNG, by the name's ending; whether it was written."""
    if path.suffix.lower() != ".pdf":
        return view_picture(canvas, words).save(str(path), "PNG")
    widget, part = _what(canvas, None)
    height = _foot(widget, words, part.width())
    writer = QPdfWriter(str(path))
    points = QSizeF(part.width(), part.height() + height) * 0.75
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
    writer.setPageMargins(writer.pageLayout().margins() * 0.0)
    writer.setResolution(300)
    painter = QPainter()
    if not painter.begin(writer):
        return False
    try:
        painter.scale(300 / 96, 300 / 96)
        _paint(painter, widget, part, words, height)
    finally:
        written = painter.end()
    return written


def _what(canvas: CanvasPair, only: Projection | None) -> tuple[QWidget, QRect]:
    """What is painted: a widget, and the part of it in which something stands."""
    if only is None:
        return canvas, canvas.extent()
    alone = canvas.canvases[only]
    return alone, canvas.extent().intersected(alone.geometry()).translated(-alone.pos())


def _paint(painter: QPainter, widget: QWidget, part: QRect, words: str, height: int) -> None:
    QWidget.render(widget, painter, QPoint(0, 0), QRegion(part))  # a canvas has a `render` of its own, of its scene alone
    foot = QRect(0, part.height(), part.width(), height)
    painter.fillRect(foot, QColor(GROUND))
    painter.setPen(QColor(LETTERS))
    painter.setFont(widget.font())
    painter.drawText(QRectF(foot).adjusted(6, 2, -6, -2), _FLAGS, words)


_FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeft)


def _foot(widget: QWidget, words: str, width: int) -> int:
    """How high the words are at this width, in screen pixels."""
    metrics = QFontMetricsF(widget.font())
    return round(metrics.boundingRect(QRectF(0, 0, width - 12, 10_000), _FLAGS, words).height()) + 6
