"""The picture of one view: counts through a lookup table and 256 colours, one sample per pixel."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QImage, QPainter, QPixmap
from PyQt6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dspic_gui.counts.colour_map import colours
from dspic_gui.counts.display import Display, Indexed, index_counts, lookup_table
from dspic_gui.study import View


class PictureItem(QGraphicsItem):
    """Paints a view's counts; its coordinates are the raw pixels of the view."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(-10)
        self._raster: _Raster | None = None
        self._pixmap = QPixmap()
        self._smooth = False
        self._shown: tuple[object, ...] = ()

    def show_view(self, view: View | None) -> None:
        """Take the counts of another view; painted by the next `show_display`."""
        self.prepareGeometryChange()
        self._raster = _Raster(index_counts(view.counts)) if view else None
        self._pixmap = QPixmap()
        self._shown = ()

    def show_display(self, display: Display, maximum: float) -> None:
        """Paint with this window, curve and colours, given the robust maximum."""
        if self._raster is None:
            return
        if self._smooth is not display.interpolated:
            self._smooth = display.interpolated
            self.update()
        wanted = (display.upper, display.curve, display.gamma, display.map, display.inverted, maximum)
        if wanted != self._shown:
            self._shown = wanted
            self._pixmap = self._raster.pixmap(display, maximum)
            self.update()

    @property
    def indexed(self) -> Indexed | None:
        """The counts as indices of a lookup table, None without a view."""
        return self._raster.indexed if self._raster else None

    def pixmap(self) -> QPixmap:
        """What is painted."""
        return self._pixmap

    def leaves_free(self, part: QRectF, pixel: float) -> list[QRectF]:
        """What the picture, which hides all under it, leaves of a part of the scene; `pixel` is a screen pixel's size in the scene.

        Two screen pixels of its edges count as free, because a picture may end within a pixel.
        """
        rim = 2 * pixel
        hidden = part.intersected(self.boundingRect().adjusted(rim, rim, -rim, -rim))
        if self._pixmap.isNull() or hidden.isEmpty():
            return [part]
        found = (
            QRectF(part.left(), part.top(), part.width(), hidden.top() - part.top()),
            QRectF(part.left(), hidden.bottom(), part.width(), part.bottom() - hidden.bottom()),
            QRectF(part.left(), hidden.top(), hidden.left() - part.left(), hidden.height()),
            QRectF(hidden.right(), hidden.top(), part.right() - hidden.right(), hidden.height()),
        )
        return [one for one in found if not one.isEmpty()]

    def boundingRect(self) -> QRectF:
        """The picture, in raw pixels."""
        return self._raster.rect if self._raster else QRectF()

    def paint(self, painter: QPainter | None, option: QStyleOptionGraphicsItem | None, widget: QWidget | None = None) -> None:
        """Draw the picture."""
        if painter is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._smooth)
            painter.drawPixmap(QPointF(0, 0), self._pixmap)


class SecondPictureItem(QGraphicsItem):
    """The same view at the second upper level; painted on the viewports that it is given alone, over the first."""

    def __init__(self, first: PictureItem) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(-9)
        self._first = first
        self._pixmap = QPixmap()
        self._raster: _Raster | None = None
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
        if self._raster is None or self._raster.indexed is not indexed:
            self._raster, self._shown = _Raster(indexed), ()
        wanted = (display.second, display.curve, display.gamma, display.map, display.inverted, maximum)
        if wanted != self._shown:
            self._shown = wanted
            self.prepareGeometryChange()
            self._pixmap = self._raster.pixmap(display.at_second, maximum)
        self.update()

    def boundingRect(self) -> QRectF:
        """The picture, in raw pixels."""
        return QRectF(self._pixmap.rect())

    def paint(self, painter: QPainter | None, option: QStyleOptionGraphicsItem | None, widget: QWidget | None = None) -> None:
        """Draw the picture, unless this is a view of the first level."""
        if painter is not None and any(widget is viewport for viewport in self._viewports):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._smooth)
            painter.drawPixmap(QPointF(0, 0), self._pixmap)


class _Raster:
    """Indexed counts and the memory into which they are drawn again and again.

    The indices are kept as wide as NumPy looks things up by, and the table is as long as there are counts: so a window
    step is one pass over the picture. The two pieces of memory take turns, for a pixmap shares its own while it is shown.
    """

    def __init__(self, indexed: Indexed) -> None:
        self.indexed = indexed
        self._places = indexed.indices.astype(np.intp)
        self._entries = int(indexed.indices.max(initial=0)) + 1
        self.rect = QRectF(0, 0, indexed.indices.shape[1], indexed.indices.shape[0])
        self._memory = [np.empty(indexed.indices.shape, np.uint32) for _ in range(2)]

    def pixmap(self, display: Display, maximum: float) -> QPixmap:
        """The picture with this window, curve and colours, given the robust maximum; the last one but one is overwritten."""
        pixels = self._memory.pop(0)
        self._memory.append(pixels)
        _table(self.indexed, self._entries, display, maximum).take(self._places, mode="wrap", out=pixels)
        columns, rows = int(self.rect.width()), int(self.rect.height())
        return QPixmap.fromImage(QImage(cast(bytes, pixels.data), columns, rows, 4 * columns, QImage.Format.Format_RGB32))


def picture(indexed: Indexed, display: Display, maximum: float) -> NDArray[np.uint32]:
    """The counts as opaque 0xffRRGGBB, pixel for pixel."""
    table = _table(indexed, int(indexed.indices.max(initial=0)) + 1, display, maximum)
    return table.take(indexed.indices, mode="wrap")  # the table has every index, and this mode checks none of them


def _table(indexed: Indexed, entries: int, display: Display, maximum: float) -> NDArray[np.uint32]:
    """The colour of each of the first indices."""
    return _packed(display.map, display.inverted)[lookup_table(display, maximum, indexed.step)[:entries]]


@lru_cache(maxsize=16)
def _packed(name: str, inverted: bool) -> NDArray[np.uint32]:
    """The 256 colours of a map as opaque 0xffRRGGBB."""
    red, green, blue = colours(name, inverted).astype(np.uint32).T
    table = np.asarray(0xFF000000 | (red << 16) | (green << 8) | blue, dtype=np.uint32)
    table.setflags(write=False)
    return table
