"""What lies above the lesions while someone works: handles, the shape being drawn, and the mirrored pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform
from PyQt6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from dspic_gui.qt.canvas.lesion_item import CaptionItem, polygon
from dspic_gui.shape import Point

HANDLE = 4.0
"""Half the side of a handle, in screen pixels."""

ACCENT = "#ffb000"


class GuideItem(QGraphicsItem):
    """Paints a line through points and small squares at points, both in raw pixels, at a constant size on screen."""

    def __init__(self, colour: str = ACCENT) -> None:
        super().__init__()
        self._colour = QColor(colour)
        self._line: tuple[Point, ...] = ()
        self._closed = False
        self._squares: tuple[Point, ...] = ()
        self._strong: int | None = None
        self._scale = 1.0
        self._half = HANDLE
        self._bounds = QRectF()
        self._caption = CaptionItem(self)
        self.setZValue(4)
        self.hide()

    def show_guide(
        self,
        line: Sequence[Point] = (),
        squares: Sequence[Point] = (),
        *,
        closed: bool = False,
        strong: int | None = None,
        scale: float,
        half: float = HANDLE,
    ) -> None:
        """Show this line and these squares; `strong` is the index of a filled square, `scale` screen pixels per raw pixel.

        `half` is half the side of a square, in screen pixels.
        """
        self.prepareGeometryChange()
        self._line, self._squares, self._closed, self._strong, self._scale = tuple(line), tuple(squares), closed, strong, scale
        self._half = half
        points = [*line, *squares]
        margin = (HANDLE + 3) / scale
        self._bounds = polygon(points).boundingRect().adjusted(-margin, -margin, margin, margin) if points else QRectF()
        self.setVisible(bool(points))
        self.update()

    def say(self, words: str, transform: QTransform, width: float) -> None:
        """Write this beside the end of the line, inside a viewport of this width in screen pixels; empty: nothing.

        `transform` maps raw pixels to the viewport's.
        """
        self._caption.show_caption(words, words, self._colour)
        if words and self._line:
            end = QPointF(*self._line[-1])
            self._caption.setPos(end)
            self._caption.keep_inside(transform.map(end).x(), width)

    @property
    def said(self) -> str:
        """What stands beside the end of the line."""
        return self._caption.text

    def clear(self) -> None:
        """Show nothing."""
        self._caption.show_caption("", "", self._colour)
        if self.isVisible():
            self.show_guide(scale=self._scale)

    @property
    def squares(self) -> tuple[Point, ...]:
        """Where the squares are, in raw pixels."""
        return self._squares

    @property
    def line(self) -> tuple[Point, ...]:
        """The line's points, in raw pixels."""
        return self._line

    def boundingRect(self) -> QRectF:
        """The line and the squares with their size on screen, in raw pixels."""
        return self._bounds

    def paint(self, painter: QPainter | None, option: QStyleOptionGraphicsItem | None, widget: QWidget | None = None) -> None:
        """Draw the line, dark below bright, then the squares."""
        assert painter is not None
        device = painter.device()
        density = device.devicePixelRatioF() if device else 1.0
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(0, 0, 0, 150), 3), (self._colour, 1)):
            painter.setPen(_cosmetic(colour, round(width * density)))
            if self._closed:
                painter.drawPolygon(polygon(self._line))
            elif len(self._line) > 1:
                painter.drawPolyline(polygon(self._line))
        half = self._half / self._scale
        painter.setPen(_cosmetic(QColor(0, 0, 0), round(density)))
        boxes = [QRectF(x - half, y - half, 2 * half, 2 * half) for x, y in self._squares]
        painter.setBrush(QColor(255, 255, 255))
        if boxes:
            painter.drawRects(*boxes)
        if self._strong is not None and self._strong < len(boxes):
            painter.setBrush(self._colour)
            painter.drawRect(boxes[self._strong])


def _cosmetic(colour: QColor, width: int) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen


class CrossItem(QGraphicsItem):
    """The keyboard pointer: a ring with a cross through it, open in the middle, dark below bright, at a constant size on screen."""

    RING, ARM, GAP = 9.0, 20.0, 3.0

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(6)
        self.hide()

    def boundingRect(self) -> QRectF:
        """The cross with its dark rim, in screen pixels."""
        reach = self.ARM + 3
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter | None, option: QStyleOptionGraphicsItem | None, widget: QWidget | None = None) -> None:
        """Draw it twice, so that it can be seen on black and on white."""
        assert painter is not None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(0, 0, 0, 170), 4.0), (QColor(ACCENT), 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(QPointF(0, 0), self.RING, self.RING)
            for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(QPointF(self.GAP * x, self.GAP * y), QPointF(self.ARM * x, self.ARM * y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class PointerItem(QGraphicsPathItem):
    """A cross, open in the middle, where the pointer of the other view is."""

    def __init__(self) -> None:
        path = QPainterPath()
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            path.moveTo(QPointF(4 * x, 4 * y))
            path.lineTo(QPointF(13 * x, 13 * y))
        super().__init__(path)
        self.setPen(QPen(QColor("#00a5b5"), 2))
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(5)
        self.hide()
