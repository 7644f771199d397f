"""Which part of its picture a canvas shows, moved by the user or by the other view, and what places on screen mean in raw pixels."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QPointF, QRectF, pyqtSignal
from PyQt6.QtGui import QResizeEvent, QTransform
from PyQt6.QtWidgets import QGraphicsView, QWidget

from dspic_gui.counts.aspect import aspect_of
from dspic_gui.counts.body import Box, whole
from dspic_gui.counts.display import Display
from dspic_gui.qt.canvas.camera import Camera, fitting
from dspic_gui.shape import Point
from dspic_gui.study import COLUMNS, ROWS, Projection, View


class CanvasCamera(QGraphicsView):
    """The ground of a Canvas: a view of the study seen through a camera; `camera` and `fitted` say where it looks.

    `part` is what `fit` shows, None for the whole raster; `seam` says where a picture stands that is narrower than the
    canvas: at its left (-1) or right edge (1) as it is on screen, or in the middle (0).
    """

    camera_changed = pyqtSignal(object)  # Camera, by the user's hand

    def __init__(self, projection: Projection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.projection = projection
        self.view: View | None = None
        self.display = Display()
        self.camera = Camera(COLUMNS / 2, ROWS / 2, 1.0)
        self.fitted = True
        self.part: Box | None = None
        self.seam = 0

    def set_camera(self, camera: Camera) -> None:
        """Show this part of the picture."""
        self.fitted = False
        self.camera = camera.inside(*self.size_in_pixels, self._width)
        self.apply_camera()

    def fit(self) -> None:
        """Show the part that is to be fitted, now and whenever the canvas changes its size."""
        self.camera = self.fitting_camera()
        self.apply_camera()
        self.fitted = True

    def fitting_camera(self) -> Camera:
        """The camera that shows the part that is to be fitted."""
        viewport = self.viewport()
        assert viewport is not None
        rows, columns = self.size_in_pixels
        camera = fitting(self.part or whole(rows, columns), viewport.height(), viewport.width(), self.aspect)
        return camera.settled(columns, viewport.width(), self._seam)

    def move_camera(self, camera: Camera) -> None:
        """The user's hand moves the camera: tell the other view."""
        self.set_camera(camera)
        self.camera_changed.emit(self.camera)

    def zoom(self, factor: float, at: Point | None = None) -> None:
        """Zoom with a raw point staying in place, by default the middle of what can be seen."""
        if at is not None:
            self.move_camera(self.camera.zoomed(factor, at))
            return
        seen = self.in_sight.center()
        zoomed = replace(self.camera.zoomed(factor, (seen.x(), seen.y())), x=seen.x())
        self.move_camera(zoomed.settled(self.size_in_pixels[1], self._width, self._seam))

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by screen pixels to the right and down."""
        across = -dx if self._mirrored else dx
        scale = self.camera.scale
        self.move_camera(replace(self.camera, x=self.camera.x - across / scale, y=self.camera.y - dy / (scale * self.aspect)))

    def to_raw(self, screen: QPointF) -> Point:
        """A place in the viewport as raw pixels, whatever the zoom and the mirroring."""
        inverse, _ = self.viewportTransform().inverted()
        point = inverse.map(screen)
        return point.x(), point.y()

    def to_screen(self, point: Point) -> QPointF:
        """A raw point as a place in the viewport."""
        return self.viewportTransform().map(QPointF(*point))

    @property
    def in_sight(self) -> QRectF:
        """The visible part of the picture, in raw pixels."""
        viewport = self.viewport()
        assert viewport is not None
        inverse, _ = self.viewportTransform().inverted()
        rows, columns = self.size_in_pixels
        return inverse.mapRect(QRectF(viewport.rect())).intersected(QRectF(0, 0, columns, rows))

    def apply_camera(self) -> None:
        """Show what the camera and the mirroring say."""
        scale = self.camera.scale
        transform = QTransform.fromScale(-scale if self._mirrored else scale, scale * self.aspect)
        if transform != self.transform():
            self.setTransform(transform)
        self.centerOn(self.camera.x, self.camera.y)
        self.follow_camera()

    def follow_camera(self) -> None:
        """Another part is shown now: what is drawn at a size of the screen's own moves along."""

    @property
    def size_in_pixels(self) -> tuple[int, int]:
        """Rows and columns of the picture."""
        rows, columns = self.view.counts.shape if self.view else (ROWS, COLUMNS)
        return rows, columns

    @property
    def aspect(self) -> float:
        """How many times higher than wide a pixel of the picture is."""
        return aspect_of(self.view.pixel_mm) if self.view else 1.0

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the same place in the middle, or the whole picture in sight."""
        super().resizeEvent(event)
        if self.fitted:
            self.fit()
        else:
            self.apply_camera()

    @property
    def _width(self) -> float:
        viewport = self.viewport()
        return float(viewport.width()) if viewport is not None else 0.0

    @property
    def _seam(self) -> int:
        """The seam in raw pixels, where a mirrored picture's right edge is its left one."""
        return -self.seam if self._mirrored else self.seam

    @property
    def _mirrored(self) -> bool:
        return self.display.mirrors(self.projection)
