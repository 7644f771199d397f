"""The picture of one view: counts through a lookup table and 256 colours, one sample per pixel."""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QImage, QPainter, QPixmap
from PyQt6.QtWidgets import QGraphicsItem, QGraphicsPixmapItem, QStyleOptionGraphicsItem, QWidget

from dspic_gui.counts.colour_map import colours
from dspic_gui.counts.display import Display, Indexed, index_counts, lookup_table
from dspic_gui.study import View


class PictureItem(QGraphicsPixmapItem):
    """Paints a view's counts; its coordinates are the raw pixels of the view."""

    def __init__(self) -> None:
        super().__init__()
        self.setShapeMode(QGraphicsPixmapItem.ShapeMode.BoundingRectShape)
        self.setTransformationMode(Qt.TransformationMode.FastTransformation)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(-10)
        self._indexed: Indexed | None = None
        self._pixels: NDArray[np.uint32] | None = None
        self._shown: tuple[object, ...] = ()

    def show_view(self, view: View | None) -> None:
        """Take the counts of another view; painted by the next `show_display`."""
        self._indexed = index_counts(view.counts) if view else None
        self._shown = ()
        if view is None:
            self.setPixmap(QPixmap())

    def show_display(self, display: Display, maximum: float) -> None:
        """Paint with this window, curve and colours, given the robust maximum."""
        if self._indexed is None:
            return
        smooth = Qt.TransformationMode.SmoothTransformation if display.interpolated else Qt.TransformationMode.FastTransformation
        if self.transformationMode() is not smooth:
            self.setTransformationMode(smooth)
        wanted = (display.upper, display.curve, display.gamma, display.map, display.inverted, maximum)
        if wanted != self._shown:
            self._shown = wanted
            pixels = picture(self._indexed, display, maximum)
            self.setPixmap(_pixmap(pixels))
            self._pixels = pixels  # the pixmap shares this memory

    @property
    def indexed(self) -> Indexed | None:
        """The counts as indices of a lookup table, None without a view."""
        return self._indexed


class SecondPictureItem(QGraphicsItem):
    """The same view at the second upper level; painted on the viewports that it is given alone, over the first."""

    def __init__(self, first: PictureItem) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(-9)
        self._first = first
        self._pixmap = QPixmap()
        self._pixels: NDArray[np.uint32] | None = None
        self._shown: tuple[object, ...] = ()
        self._viewports: tuple[QWidget, ...] = ()
        self._smooth = False
        self.hide()

    def show_on(self, viewport: QWidget) -> None:
        """Be painted on this viewport too."""
        self._viewports = (*self._viewports, viewport)

    def show_display(self, display: Display, maximum: float) -> None:
        """Paint with the second level, where two are shown, given the robust maximum."""
        indexed = self._first.indexed
        shown = display.dual and indexed is not None
        self.setVisible(shown)
        if not shown or indexed is None:
            self._shown = ()
            return
        self._smooth = display.interpolated
        wanted = (display.second, display.curve, display.gamma, display.map, display.inverted, maximum, id(indexed))
        if wanted != self._shown:
            self._shown = wanted
            self.prepareGeometryChange()
            self._pixels = picture(indexed, display.at_second, maximum)
            self._pixmap = _pixmap(self._pixels)
        self.update()

    def boundingRect(self) -> QRectF:
        """The picture, in raw pixels."""
        return QRectF(self._pixmap.rect())

    def paint(self, painter: QPainter | None, option: QStyleOptionGraphicsItem | None, widget: QWidget | None = None) -> None:
        """Draw the picture, unless this is a view of the first level."""
        if painter is not None and any(widget is viewport for viewport in self._viewports):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._smooth)
            painter.drawPixmap(QPointF(0, 0), self._pixmap)


def picture(indexed: Indexed, display: Display, maximum: float) -> NDArray[np.uint32]:
    """The counts as opaque 0xffRRGGBB, pixel for pixel."""
    table = _packed(colours(display.map, display.inverted))[lookup_table(display, maximum, indexed.step)]
    return table.take(indexed.indices, mode="wrap")  # the table has every index, and this mode checks none of them


def _pixmap(pixels: NDArray[np.uint32]) -> QPixmap:
    """Opaque pixels as a pixmap that shares their memory."""
    rows, columns = pixels.shape
    return QPixmap.fromImage(QImage(cast(bytes, pixels.data), columns, rows, 4 * columns, QImage.Format.Format_RGB32))


def _packed(table: NDArray[np.uint8]) -> NDArray[np.uint32]:
    red, green, blue = table.astype(np.uint32).T
    return np.asarray(0xFF000000 | (red << 16) | (green << 8) | blue, dtype=np.uint32)
