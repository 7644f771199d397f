"""What binds the two canvases: the same place of the patient at the same scale, and the pointer shown in the other view."""

from __future__ import annotations

import math

from PyQt6.QtCore import QObject, QPoint, QRect, pyqtSignal

from dspic_gui.qt.canvas.camera import Camera
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.pair.two_views import TwoViews
from dspic_gui.reading import Lesion
from dspic_gui.shape import Point, Shape
from dspic_gui.study import Projection


class Linking(QObject):
    """Moves the cameras of a pair together and passes the pointer across."""

    followed = pyqtSignal()
    cursor_changed = pyqtSignal(object, float, float, object)  # Projection, x, y, count

    def __init__(self, views: TwoViews) -> None:
        super().__init__(views)
        self._views = views
        views.linked_again.connect(self._link_again)
        for projection, canvas in views.canvases.items():
            canvas.camera_changed.connect(call_on(self, self.follow, projection))
            canvas.pointer_moved.connect(call_on(self, self._point, projection))

    def follow(self, projection: Projection, camera: Camera) -> None:
        """The other view shows the same place of the patient at the same scale, where the views are linked."""
        other = self._views.canvases[projection.other]
        if self._views.display.linked:
            other.set_camera(camera.mirrored(other.size_in_pixels[1]))
        self.followed.emit()

    def _link_again(self) -> None:
        self.follow(self._views.active, self._views.active_canvas.camera)

    def centre_on(self, lesion: Lesion, surroundings: float = 1.0) -> None:
        """Bring a lesion to the middle of its view, near enough to see it; `surroundings` times as much is seen around it."""
        left, top, right, bottom = lesion.shape.bounds
        canvas = self._views.canvases[lesion.projection]
        whole = canvas.fitting_camera().scale
        near = min(canvas.width(), canvas.height()) / (4 * surroundings * max(right - left, bottom - top, 8.0))
        canvas.move_camera(Camera(*lesion.shape.centre, max(whole, min(near, 6 * whole / surroundings))))

    def bring_into_sight(self, lesion: Lesion) -> None:
        """Move the camera only where the lesion's middle is outside the canvas."""
        canvas = self._views.canvases[lesion.projection]
        if not canvas.rect().contains(canvas.to_screen(lesion.shape.centre).toPoint()):
            canvas.move_camera(Camera(*lesion.shape.centre, canvas.camera.scale))

    def screen_box(self, projection: Projection, shape: Shape) -> QRect:
        """Where a shape lies in the pair, in screen pixels."""
        left, top, right, bottom = shape.bounds
        return self._box(projection, (left, top), (right, bottom))

    def picture_box(self, projection: Projection) -> QRect:
        """Where the visible part of a picture lies in the pair, in screen pixels."""
        canvas = self._views.canvases[projection]
        rows, columns = canvas.size_in_pixels
        return self._box(projection, (0, 0), (columns, rows)).intersected(canvas.geometry())

    def _box(self, projection: Projection, one: Point, other: Point) -> QRect:
        canvas = self._views.canvases[projection]
        box = QRect(canvas.to_screen(one).toPoint(), canvas.to_screen(other).toPoint()).normalized()
        viewport = canvas.viewport()
        assert viewport is not None
        return box.translated(viewport.mapTo(self._views, QPoint(0, 0)))

    def _point(self, projection: Projection, point: Point | None) -> None:
        here, other = self._views.canvases[projection], self._views.canvases[projection.other]
        if point is None or not here.holds(point):
            other.show_pointer(None)
            self.cursor_changed.emit(None, math.nan, math.nan, None)
            return
        other.show_pointer((other.size_in_pixels[1] - point[0], point[1]) if other.view else None)
        self.cursor_changed.emit(projection, point[0], point[1], here.count_at(point))
