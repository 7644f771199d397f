"""Which part of its picture a canvas shows, moved by the user or by the other view, and what places on screen mean in raw pixels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QResizeEvent, QTransform

from dspic_gui.qt.canvas.camera import Camera, fitting
from dspic_gui.shape import Point

if TYPE_CHECKING:
    from dspic_gui.qt.canvas.canvas import Canvas

NEAR = 1.3
"""So many times the scale that shows the whole picture there is room for whole captions."""


class CanvasCamera:
    """The part of a Canvas that knows where it looks; `camera` and `fitted` say it."""

    camera: Camera
    fitted: bool

    @property
    def _canvas(self) -> Canvas:
        return cast("Canvas", self)

    def set_camera(self, camera: Camera) -> None:
        """Show this part of the picture."""
        self.fitted = False
        self.camera = camera.inside(*self._canvas.size_in_pixels)
        self.apply_camera()

    def fit(self) -> None:
        """Show the whole picture, now and whenever the canvas changes its size."""
        viewport = self._canvas.viewport()
        assert viewport is not None
        self.camera = fitting(*self._canvas.size_in_pixels, viewport.height(), viewport.width())
        self.apply_camera()
        self.fitted = True

    def move_camera(self, camera: Camera) -> None:
        """The user's hand moves the camera: tell the other view."""
        self.set_camera(camera)
        self._canvas.camera_changed.emit(self.camera)

    def zoom(self, factor: float, at: Point | None = None) -> None:
        """Zoom with a raw point staying in place, by default the middle."""
        self.move_camera(self.camera.zoomed(factor, at or (self.camera.x, self.camera.y)))

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by screen pixels to the right and down."""
        across = -dx if self._mirrored else dx
        scale = self.camera.scale
        self.move_camera(replace(self.camera, x=self.camera.x - across / scale, y=self.camera.y - dy / scale))

    def to_raw(self, screen: QPointF) -> Point:
        """A place in the viewport as raw pixels, whatever the zoom and the mirroring."""
        inverse, _ = self._canvas.viewportTransform().inverted()
        point = inverse.map(screen)
        return point.x(), point.y()

    def to_screen(self, point: Point) -> QPointF:
        """A raw point as a place in the viewport."""
        return self._canvas.viewportTransform().map(QPointF(*point))

    @property
    def in_sight(self) -> QRectF:
        """The visible part of the picture, in raw pixels."""
        canvas = self._canvas
        viewport = canvas.viewport()
        assert viewport is not None
        inverse, _ = canvas.viewportTransform().inverted()
        rows, columns = canvas.size_in_pixels
        return inverse.mapRect(QRectF(viewport.rect())).intersected(QRectF(0, 0, columns, rows))

    def apply_camera(self) -> None:
        """Show what the camera and the mirroring say."""
        canvas, scale = self._canvas, self.camera.scale
        transform = QTransform.fromScale(-scale if self._mirrored else scale, scale)
        if transform != canvas.transform():
            canvas.setTransform(transform)
        canvas.centerOn(self.camera.x, self.camera.y)
        canvas.tool.refresh()
        rows, columns = canvas.size_in_pixels
        whole = fitting(rows, columns, canvas.height(), canvas.width()).scale
        canvas.lesions.follow_camera(canvas.viewportTransform(), canvas.width(), scale <= NEAR * whole)
        canvas.labels.show_picture_edges(QRectF(self.to_screen((0, 0)), self.to_screen((columns, rows))).normalized())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the same place in the middle, or the whole picture in sight."""
        super().resizeEvent(event)  # type: ignore[misc]
        if self.fitted:
            self.fit()
        else:
            self.apply_camera()

    @property
    def _mirrored(self) -> bool:
        return self._canvas.display.mirrors(self._canvas.projection)
