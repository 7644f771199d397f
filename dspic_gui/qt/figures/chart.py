"""Axes, lines, bars and matrices for any painter: the same figure on the screen, as pixels, and as lines on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from dspic_gui.qt import theme

SERIES = ("#56b4e9", "#e8602c", "#a58be0", "#2fb58f", "#e8cf3e", "#cc79a7")
NO_DISEASE = ("#cc79a7", "#d9b526", "#8b97a8", "#a0764a", "#5f9ea0", "#6c5b7b")
"""Colours for what is no disease, where others stand for diseases and answers."""

AGREE, DIFFER = "#5d7290", "#c2557f"
"""The cells of a confusion matrix on its diagonal and off it."""

DASHES: tuple[Sequence[float], ...] = ((), (6, 3), (2, 2), (8, 3, 2, 3), (1, 3), (10, 4))
Ticks = Sequence[tuple[float, str]]
SHARES: Ticks = tuple((step / 5, f"{step / 5:.1f}") for step in range(6))


@dataclass(frozen=True)
class Ink:
    """The colours of a figure: its ground, its text, and lines that only help."""

    ground: str
    text: str
    dim: str
    line: str


PAPER = Ink("#ffffff", "#111111", "#444444", "#c8c8c8")


def screen_ink() -> Ink:
    """The colours of the theme."""
    colours = theme.current()
    return Ink(colours.panel, colours.text, colours.dim, colours.line)


class Chart:
    """A plot inside a rectangle; x and y are the ranges of its axes. Sizes are points of the figure."""

    def __init__(
        self, painter: QPainter, place: QRectF, ink: Ink, x: tuple[float, float], y: tuple[float, float], below: float = 44
    ) -> None:
        self.painter, self.ink, self._x, self._y = painter, ink, x, y
        self.frame = place.adjusted(52, 30, -14, -below)

    def at(self, x: float, y: float) -> QPointF:
        """Where a value lies in the figure."""
        (left, right), (bottom, top) = self._x, self._y
        return QPointF(
            self.frame.left() + (x - left) / (right - left) * self.frame.width(),
            self.frame.bottom() - (y - bottom) / (top - bottom) * self.frame.height(),
        )

    def axes(self, title: str, below: str, beside: str, x_ticks: Ticks, y_ticks: Ticks) -> None:
        """Frame, ticks and titles."""
        painter, frame = self.painter, self.frame
        for value, text in y_ticks:
            place = self.at(self._x[0], value)
            painter.setPen(QPen(QColor(self.ink.line), 0.6))
            painter.drawLine(QPointF(frame.left(), place.y()), QPointF(frame.right(), place.y()))
            write(painter, QRectF(frame.left() - 44, place.y() - 8, 40, 16), text, self.ink.dim, right=True)
        for value, text in x_ticks:
            place = self.at(value, self._y[0])
            painter.setPen(QPen(QColor(self.ink.dim), 0.8))
            painter.drawLine(place, place + QPointF(0, 4))
            write(painter, QRectF(place.x() - 50, place.y() + 5, 100, 16), text, self.ink.dim)
        painter.setPen(QPen(QColor(self.ink.dim), 1))
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())
        painter.drawLine(frame.bottomLeft(), frame.topLeft())
        write(painter, QRectF(frame.left(), frame.top() - 28, frame.width(), 20), title, self.ink.text, size=11, bold=True)
        write(painter, QRectF(frame.left(), frame.bottom() + 24, frame.width(), 16), below, self.ink.text)
        painter.save()
        painter.translate(frame.left() - 46, frame.center().y())
        painter.rotate(-90)
        write(painter, QRectF(-frame.height() / 2, -2, frame.height(), 16), beside, self.ink.text)
        painter.restore()

    def line(self, points: Sequence[tuple[float, float]], colour: str, dash: Sequence[float] = (), width: float = 1.6) -> None:
        """A line through these values."""
        if not points:
            return
        path = QPainterPath(self.at(*points[0]))
        for point in points[1:]:
            path.lineTo(self.at(*point))
        pen = QPen(QColor(colour), width)
        if dash:
            pen.setDashPattern(list(dash))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(pen)
        self.painter.drawPath(path)

    def dots(self, points: Sequence[tuple[float, float]], colour: str, size: float = 3.0) -> None:
        """A dot at each of these values."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(colour))
        for point in points:
            self.painter.drawEllipse(self.at(*point), size, size)

    def bar(
        self, left: float, right: float, value: float, colour: str, interval: tuple[float, float] | None = None, label: str = ""
    ) -> None:
        """An upright bar from zero with its interval as a whisker and a word above it."""
        if value != value:
            return
        top, bottom = self.at(left, value), self.at(right, 0.0)
        self.painter.fillRect(QRectF(top, bottom), QColor(colour))
        middle, highest = (top.x() + bottom.x()) / 2, top.y()
        if interval is not None and interval[0] == interval[0]:
            low, high = (self.at(left, end).y() for end in interval)
            self.painter.setPen(QPen(QColor(self.ink.text), 0.9))
            self.painter.drawLine(QPointF(middle, low), QPointF(middle, high))
            for end in (low, high):
                self.painter.drawLine(QPointF(middle - 2, end), QPointF(middle + 2, end))
            highest = min(highest, high)
        if label:
            write(self.painter, QRectF(middle - 30, highest - 14, 60, 12), label, self.ink.dim, size=7.5)

    def legend(self, entries: Sequence[tuple[str, str, Sequence[float]]], top: bool = False) -> None:
        """Name, colour and dashes of each series, in the lower (or upper) right corner."""
        metrics = QFontMetricsF(font(8.5), self.painter.device())
        wide = max((metrics.horizontalAdvance(name) for name, _, _ in entries), default=0) + 40
        high = 15.0 * len(entries) + 8
        y = self.frame.top() + 6 if top else self.frame.bottom() - high - 6
        box = QRectF(self.frame.right() - wide - 6, y, wide, high)
        ground = QColor(self.ink.ground)
        ground.setAlpha(215)
        self.painter.fillRect(box, ground)
        for row, (name, colour, dash) in enumerate(entries):
            y = box.top() + 4 + 15 * row
            pen = QPen(QColor(colour), 2.2)
            if dash:
                pen.setDashPattern([part / 1.4 for part in dash])
            self.painter.setPen(pen)
            self.painter.drawLine(QPointF(box.left() + 5, y + 7.5), QPointF(box.left() + 28, y + 7.5))
            write(self.painter, QRectF(box.left() + 33, y, wide, 15), name, self.ink.text, size=8.5, left=True)

    def legend_row(self, entries: Sequence[tuple[str, str]]) -> None:
        """Name and colour of each series in a line below everything."""
        metrics = QFontMetricsF(font(8.5), self.painter.device())
        wide = [metrics.horizontalAdvance(name) + 34 for name, _ in entries]
        left, top = self.frame.center().x() - sum(wide) / 2, self.frame.bottom() + 44
        for (name, colour), width in zip(entries, wide, strict=True):
            self.painter.fillRect(QRectF(left, top + 2, 12, 10), QColor(colour))
            write(self.painter, QRectF(left + 17, top, width, 14), name, self.ink.text, left=True)
            left += width


def font(size: float, bold: bool = False) -> QFont:
    """The letters of figures; their size is in points of the figure whatever the device."""
    made = QFont()
    made.setPixelSize(max(round(size * 1.25), 1))
    made.setBold(bold)
    return made


def write(
    painter: QPainter,
    place: QRectF,
    text: str,
    colour: str,
    *,
    size: float = 8.5,
    bold: bool = False,
    left: bool = False,
    right: bool = False,
    wrap: bool = False,
) -> None:
    """Words in a place, in its middle unless told otherwise."""
    flags = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignHCenter
    flags |= Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter
    painter.setFont(font(size, bold))
    painter.setPen(QColor(colour))
    painter.drawText(place, int(flags) | (int(Qt.TextFlag.TextWordWrap) if wrap else 0), text)


def draw_matrix(
    painter: QPainter, place: QRectF, ink: Ink, title: str, names: Sequence[str], counts: Sequence[Sequence[int]], words: tuple[str, str]
) -> None:
    """A confusion matrix: shares of the row as shades, counts as figures; `words` name what stands across and down."""
    across, down = words
    write(painter, QRectF(place.left(), place.top(), place.width(), 30), title, ink.text, size=9.5, bold=True, wrap=True)
    side = min((place.width() - 120) / len(names), (place.height() - 72) / len(names))
    left, top = place.left() + 100 + (place.width() - 120 - side * len(names)) / 2, place.top() + 62
    for at, name in enumerate(names):
        write(painter, QRectF(left + at * side - 10, top - 18, side + 20, 16), name, ink.dim)
        write(painter, QRectF(left - 100, top + at * side, 94, side), name, ink.dim, right=True)
    write(painter, QRectF(left, top - 34, side * len(names), 16), across, ink.text)
    write(painter, QRectF(left - 100, top - 18, 94, 16), down, ink.text, right=True)
    for row, line in enumerate(counts):
        for column, count in enumerate(line):
            share = count / max(sum(line), 1)
            cell = QRectF(left + column * side, top + row * side, side, side).adjusted(1, 1, -1, -1)
            shade = QColor(AGREE if row == column else DIFFER)
            shade.setAlphaF(min(0.08 + 0.85 * share, 0.93) if count else 0.05)
            painter.fillRect(cell, shade)
            bright = "#ffffff" if share > 0.65 else ink.text
            write(painter, cell.adjusted(0, -side * 0.12, 0, -side * 0.12), str(count), bright, size=10, bold=row == column)
            if count:
                write(painter, cell.adjusted(0, side * 0.3, 0, side * 0.2), f"{100 * share:.0f} %", bright, size=7.5)
