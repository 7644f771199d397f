"""Draws a view with its marks on any paper: the counts as inverse grey, outlines in the code book's colours and lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF, QTransform

from dspic_gui.code import CodeBook
from dspic_gui.counts.aspect import aspect_of
from dspic_gui.counts.body import Box, whole
from dspic_gui.counts.colour_map import readable
from dspic_gui.counts.display import Display, index_counts
from dspic_gui.qt.canvas.caption_places import shifts_apart
from dspic_gui.qt.canvas.lesion_item import LINES, appearance_of, polygon, visible_outline
from dspic_gui.qt.canvas.picture_item import picture
from dspic_gui.qt.words.measures import view_name
from dspic_gui.qt.words.sentence import translate
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection, View

CONTEXT = "study report"
PAPER = "#ffffff"


def draw_view(
    painter: QPainter, place: QRectF, view: View, part: Box, maximum: float, marks: Sequence[tuple[int, Lesion]], book: CodeBook
) -> float:
    """Draw part of a view into a place, as large as fits, at its left; gives the width it took, in the painter's units.

    `maximum` is the robust maximum in counts; `marks` are the marks of this view with the numbers of their rows.
    """
    rows, columns = view.counts.shape
    aspect = aspect_of(view.pixel_mm)
    across = min(place.height() / (part.height * aspect), place.width() / part.width)
    down = across * aspect
    target = QRectF(place.left(), place.top(), part.width * across, part.height * down)
    to_paper = QTransform.fromTranslate(target.left(), target.top()).scale(across, down).translate(-part.left, -part.top)
    display = Display()
    pixels = picture(index_counts(view.counts), display, maximum)
    image = QImage(cast(bytes, pixels.data), columns, rows, 4 * columns, QImage.Format.Format_RGB32)
    painter.drawImage(target, image, QRectF(part.left, part.top, part.width, part.height))
    painter.save()
    painter.setClipRect(target)
    _draw_marks(painter, marks, target, to_paper, book)
    painter.restore()
    painter.setPen(QPen(QColor("#777777"), 0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(target)
    _draw_letters(painter, target, view.projection)
    return target.width()


def _draw_marks(painter: QPainter, marks: Sequence[tuple[int, Lesion]], target: QRectF, to_paper: QTransform, book: CodeBook) -> None:
    """The outlines, then their numbers, none of which covers another."""
    thin = max(QFontMetricsF(painter.font()).height() / 16, 0.5)
    outlines = [to_paper.map(polygon(visible_outline(lesion.shape))) for _, lesion in marks]
    pens = [QPen(QColor(readable(appearance_of(lesion, book).colour, (PAPER, "#000000"))), thin) for _, lesion in marks]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for (_, lesion), outline, pen in zip(marks, outlines, pens, strict=True):
        dashed = QPen(pen)
        if LINES.get(appearance_of(lesion, book).line):
            dashed.setDashPattern(LINES[appearance_of(lesion, book).line])
        painter.setPen(dashed)
        painter.drawPolygon(outline)
    numbers = [number for number, _ in marks]
    for number, (alone, there), pen in zip(numbers, number_places(painter, numbers, outlines, target), pens, strict=True):
        _draw_number(painter, number, alone, there, pen)


def number_places(
    painter: QPainter, numbers: Sequence[int], outlines: Sequence[QPolygonF], target: QRectF
) -> list[tuple[QRectF, QRectF]]:
    """Where each number would stand alone, and where it stands so that none touches another, in the painter's units."""
    alone = [_number_box(painter, number, outline, target) for number, outline in zip(numbers, outlines, strict=True)]
    thin = max(QFontMetricsF(painter.font()).height() / 16, 0.5)
    shifts = shifts_apart([box.adjusted(-thin, -thin, thin, thin) for box in alone])
    return [(box, box.translated(0.0, shift)) for box, shift in zip(alone, shifts, strict=True)]


def _number_box(painter: QPainter, number: int, outline: QPolygonF, target: QRectF) -> QRectF:
    """Where a mark's number stands alone: at its upper right corner, else at its left."""
    metrics, bounds = QFontMetricsF(painter.font()), outline.boundingRect()
    thin = max(metrics.height() / 16, 0.5)
    width = metrics.horizontalAdvance(str(number)) + 4 * thin
    beside = bounds.right() + 2 * thin
    left = beside if beside + width < target.right() else bounds.left() - width - 2 * thin
    return QRectF(left, max(bounds.top() - metrics.height() / 2, target.top()), width, metrics.height())


def _draw_number(painter: QPainter, number: int, alone: QRectF, there: QRectF, pen: QPen) -> None:
    """A number in its frame, with a line to where it would stand alone if it had to move."""
    painter.setPen(QPen(pen.color(), pen.widthF() / 2))
    if not there.intersects(alone):
        painter.drawLine(there.center(), alone.center())
    painter.fillRect(there, QColor(255, 255, 255, 215))
    painter.drawRect(there)
    painter.setPen(pen)
    painter.drawText(there, Qt.AlignmentFlag.AlignCenter, str(number))


def _draw_letters(painter: QPainter, target: QRectF, projection: Projection) -> None:
    """R and L at the upper corners, the view's name between them."""
    left, right = translate(CONTEXT, "R"), translate(CONTEXT, "L")
    if projection is Projection.POST:
        left, right = right, left
    font = QFont(painter.font())
    painter.save()
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("#000000"))
    height = QFontMetricsF(font).height()
    line = target.adjusted(height / 3, height / 4, -height / 3, 0)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, left)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, right)
    below = QRectF(target.left(), target.bottom() + height / 6, target.width(), 1.3 * height)
    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, view_name(projection))
    painter.restore()


def shown_part(views: dict[Projection, View], part: Box | None, projection: Projection) -> Box:
    """The part of a view to draw, given the box of the anterior body; the whole raster where there is none."""
    rows, columns = views[projection].counts.shape
    if part is None:
        return whole(rows, columns)
    wide = Box(0.0, max(part.top - 12, 0.0), float(columns), min(part.bottom + 12, float(rows)))
    return wide if projection is Projection.ANT else wide.mirrored(columns)
