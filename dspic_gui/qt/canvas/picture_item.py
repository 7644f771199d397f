"""The picture of one view: counts through a lookup table and 256 colours, one sample per pixel."""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage, QPixmap
from PyQt6.QtWidgets import QGraphicsPixmapItem

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
            rows, columns = pixels.shape
            image = QImage(cast(bytes, pixels.data), columns, rows, 4 * columns, QImage.Format.Format_RGB32)
            self.setPixmap(QPixmap.fromImage(image))
            self._pixels = pixels  # the pixmap shares this memory


def picture(indexed: Indexed, display: Display, maximum: float) -> NDArray[np.uint32]:
    """The counts as opaque 0xffRRGGBB, pixel for pixel."""
    table = _packed(colours(display.map, display.inverted))[lookup_table(display, maximum, indexed.step)]
    return table.take(indexed.indices, mode="wrap")  # the table has every index, and this mode checks none of them


def _packed(table: NDArray[np.uint8]) -> NDArray[np.uint32]:
    red, green, blue = table.astype(np.uint32).T
    return np.asarray(0xFF000000 | (red << 16) | (green << 8) | blue, dtype=np.uint32)
