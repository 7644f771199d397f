"""What binds the two canvases: the same place of the patient at the same scale, and the pointer shown in the other view."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QPoint, QRect

from dspic_gui.qt.canvas.camera import Camera, fitting
from dspic_gui.qt.lifetime import call_on
from dspic_gui.reading import Lesion
from dspic_gui.shape import Point, Shape
from dspic_gui.study import Projection

if TYPE_CHECKING:
    from dspic_gui.qt.pair.pair import CanvasPair


class Linking(QObject):
    """Moves the cameras of a pair together and passes the pointer across."""

    def __init__(self, pair: CanvasPair) -> None:
        super().__init__(pair)
        self._pair = pair
        for projection, canvas in pair.canvases.items():
            canvas.camera_changed.connect(call_on(self, self.follow, projection))
            canvas.pointer_moved.connect(call_on(self, self._point, projection))

    def follow(self, projection: Projection, camera: Camera) -> None:
        """The other view shows the same place of the patient at the same scale, where the views are linked."""
        other = self._pair.canvases[projection.other]
        if self._pair.display.linked:
            other.set_camera(camera.mirrored(other.size_in_pixels[1]))
        self._pair.coding.keep_in_place()

    def centre_on(self, lesion: Lesion) -> None:
        """Bring a lesion to the middle of its view, near enough to see it."""
        left, top, right, bottom = lesion.shape.bounds
        canvas = self._pair.canvases[lesion.projection]
        whole = fitting(*canvas.size_in_pixels, canvas.height(), canvas.width()).scale
        near = min(canvas.width(), canvas.height()) / (4 * max(right - left, bottom - top, 8.0))
        canvas.move_camera(Camera(*lesion.shape.centre, max(whole, min(near, 6 * whole))))

    def bring_into_sight(self, lesion: Lesion) -> None:
        """Move the camera only where the lesion's middle is outside the canvas."""
        canvas = self._pair.canvases[lesion.projection]
        if not canvas.rect().contains(canvas.to_screen(lesion.shape.centre).toPoint()):
            canvas.move_camera(Camera(*lesion.shape.centre, canvas.camera.scale))

    def screen_box(self, projection: Projection, shape: Shape) -> QRect:
        """Where a shape lies in the pair, in screen pixels."""
        left, top, right, bottom = shape.bounds
        return self._box(projection, (left, top), (right, bottom))

    def picture_box(self, projection: Projection) -> QRect:
        """Where the visible part of a picture lies in the pair, in screen pixels."""
        canvas = self._pair.canvases[projection]
        rows, columns = canvas.size_in_pixels
        return self._box(projection, (0, 0), (columns, rows)).intersected(canvas.geometry())

    def _box(self, projection: Projection, one: Point, other: Point) -> QRect:
        canvas = self._pair.canvases[projection]
        box = QRect(canvas.to_screen(one).toPoint(), canvas.to_screen(other).toPoint()).normalized()
        viewport = canvas.viewport()
        assert viewport is not None
        return box.translated(viewport.mapTo(self._pair, QPoint(0, 0)))

    def _point(self, projection: Projection, point: Point | None) -> None:
        here, other = self._pair.canvases[projection], self._pair.canvases[projection.other]
        if point is None or not here.holds(point):
            other.show_pointer(None)
            self._pair.cursor_changed.emit(None, math.nan, math.nan, None)
            return
        other.show_pointer((other.size_in_pixels[1] - point[0], point[1]) if other.view else None)
        self._pair.cursor_changed.emit(projection, point[0], point[1], here.count_at(point))
