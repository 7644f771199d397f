"""The keyboard pointer: a cross on the active view that keys move, and that presses and releases as the mouse does."""

from __future__ import annotations

import math

from PyQt6.QtCore import QObject, QRectF, Qt, pyqtSignal

from dspic_gui.counts.body import body_box
from dspic_gui.marking.hot_spots import Spot, following, hot_spots, rank, with_bladder_late
from dspic_gui.qt.canvas.canvas import Canvas
from dspic_gui.qt.canvas.tool import Pointer
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.pair.two_views import TwoViews
from dspic_gui.shape import Point
from dspic_gui.study import Projection, View

STRIDE = 10
"""A long step, in raw pixels."""

LEAP = 4
"""A leap goes over this part of what can be seen: a quarter."""

MARGIN = 24.0
"""Nearer to the canvas's edge than this, in screen pixels, the picture moves with the pointer while there is more of it."""

_WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
_NO_KEY = Qt.KeyboardModifier.NoModifier


class KeyboardPointer(QObject):
    """Stands in the middle of a raw pixel of the active view. It drives the canvas's own tool, so every gesture is the mouse's."""

    toggled = pyqtSignal(bool)

    def __init__(self, views: TwoViews) -> None:
        super().__init__(views)
        self.on = False
        self.place: Point = (0.5, 0.5)
        self._views = views
        self._placed = False
        self._view = views.active
        self._spots: dict[Projection, tuple[View, tuple[Spot, ...]]] = {}
        self._last_spot: Spot | None = None
        views.active_changed.connect(self._go_to_view)
        for canvas in views.canvases.values():
            canvas.pointer_moved.connect(call_on(self, self._mouse_moved, canvas))

    # on and off

    def toggle(self) -> None:
        """Show the pointer, where it was last or in the middle of what can be seen; or take it away."""
        if self.on:
            self._take_away()
        elif self._canvas.view is not None:
            self.on = True
            self._view = self._views.active
            self._last_spot = None
            self._views.activate(self._views.active)
            self._go(self.place if self._placed and self._canvas.in_sight.contains(*self.place) else self._start())
            self.toggled.emit(True)

    def end(self) -> None:
        """Put back what was picked up; with nothing picked up, take the pointer away."""
        if self._canvas.tool.held:
            self._canvas.cancel_gesture()
        elif self.on:
            self._take_away()

    def begin_study(self) -> None:
        """Another study is shown: the pointer goes to its middle and the hot spots are others."""
        self._spots.clear()
        self._last_spot = None
        self._placed = False
        if self.on:
            self._show_crosses()
            if self._canvas.view is not None:
                self._view = self._views.active
                self._go(self._start())

    # moving

    def step(self, way: str) -> None:
        """One pixel to the left, right, up or down, as it is on screen."""
        self._move(way, 1, 1)

    def stride(self, way: str) -> None:
        """Ten pixels."""
        self._move(way, STRIDE, STRIDE)

    def leap(self, way: str) -> None:
        """A quarter of what can be seen."""
        seen = self._canvas.in_sight
        self._move(way, round(seen.width() / LEAP), round(seen.height() / LEAP))

    def next_hot_spot(self, step: int) -> None:
        """Go to the next (+1) or previous (-1) hot spot in sight that no lesion holds, from the hottest to the least."""
        if not self.on:
            self.toggle()
        spots = self._spots_in_sight()
        spot = following(spots, self._last_spot, step)
        if spot is None:
            self._views.message.emit(self.tr("Nothing more stands out in this part of the view."))
            return
        self._last_spot = spot
        self._go(spot.point)
        number = sorted(spots, key=rank).index(spot) + 1
        self._views.message.emit(self.tr("Hot spot {0} of {1} in sight that are not marked.").format(number, len(spots)))

    # the button

    def press(self) -> None:
        """Press and let go; what the press picks up, or a hot spot that it grows, is held until the next press."""
        self._press(_NO_KEY)

    def press_or_finish(self) -> None:
        """Close what is being drawn, or drop what is dragged; with nothing begun, press."""
        if not (self._canvas.tool.in_progress and self._canvas.tool.finish()):
            self.press()

    def press_adding(self) -> None:
        """Add what lies under the pointer to the selection, or take it out, as a click with Ctrl does."""
        self._press(Qt.KeyboardModifier.ControlModifier)

    def press_on_edge(self) -> None:
        """Add a vertex on the edge under the pointer, as a click with Alt does."""
        self._press(Qt.KeyboardModifier.AltModifier)

    def _press(self, modifiers: Qt.KeyboardModifier) -> None:
        canvas = self._canvas
        if not self.on or not canvas.may_use_tool():
            return
        if canvas.tool.held:
            canvas.tool.release(self._pointer(modifiers))
            return
        selection = canvas.selection
        canvas.tool.press(self._pointer(modifiers))
        if not canvas.tool.held or canvas.selection != selection:
            canvas.tool.release(self._pointer(modifiers))
        elif not canvas.tool.draws:
            self._views.message.emit(self.tr("Picked up. Move it, then press again to drop it."))

    # inside

    @property
    def _canvas(self) -> Canvas:
        return self._views.active_canvas

    def _pointer(self, modifiers: Qt.KeyboardModifier = _NO_KEY) -> Pointer:
        canvas = self._canvas
        return Pointer(self.place, canvas.snap(self.place), canvas.to_screen(self.place), modifiers)

    def _move(self, way: str, across: int, down: int) -> None:
        if self.on:
            dx, dy = _WAYS[way]
            turned = self._views.display.mirrors(self._views.active)
            self._go((self.place[0] + (-dx if turned else dx) * across, self.place[1] + dy * down))

    def _start(self) -> Point:
        """The middle of the one selected lesion, or of what can be seen."""
        canvas = self._canvas
        chosen = canvas.selected_lesions()
        middle = canvas.in_sight.center()
        return chosen[0].shape.centre if len(chosen) == 1 else (middle.x(), middle.y())

    def _go(self, point: Point) -> None:
        """Stand in the middle of the pixel that holds this point, or of the nearest one, and tell it as the mouse does."""
        canvas = self._canvas
        rows, columns = canvas.size_in_pixels
        x, y = (min(max(math.floor(value), 0), size - 1) + 0.5 for value, size in zip(point, (columns, rows), strict=True))
        self.place, self._placed = (x, y), True
        self._bring_into_sight()
        self._show_crosses()
        canvas.pointer_moved.emit(self.place)
        canvas.tool.move(self._pointer())

    def _bring_into_sight(self) -> None:
        canvas = self._canvas
        viewport = canvas.viewport()
        assert viewport is not None
        rows, columns = canvas.size_in_pixels
        picture = QRectF(canvas.to_screen((0, 0)), canvas.to_screen((columns, rows))).normalized()
        at, size = canvas.to_screen(self.place), viewport.rect()
        dx = _pull(at.x(), size.width(), picture.left(), picture.right())
        dy = _pull(at.y(), size.height(), picture.top(), picture.bottom())
        if max(abs(dx), abs(dy)) >= 1.0:  # scroll bars move by whole pixels
            canvas.pan(dx, dy)

    def _show_crosses(self) -> None:
        for projection, canvas in self._views.canvases.items():
            here = self.on and projection is self._views.active and canvas.view is not None
            canvas.show_cross(self.place if here else None)

    def _take_away(self) -> None:
        self.on = False
        if self._canvas.tool.held:
            self._canvas.cancel_gesture()
        self._show_crosses()
        self._canvas.hover(None)
        self._canvas.pointer_moved.emit(None)
        self.toggled.emit(False)

    def _go_to_view(self, projection: Projection) -> None:
        """The other view is the active one now: the pointer goes to the same place of the patient there."""
        left, self._view = self._view, projection
        if not self.on or left is projection:
            return
        self._last_spot = None
        canvas = self._views.canvases[left]
        if canvas.tool.held:
            canvas.cancel_gesture()
        canvas.hover(None)
        canvas.pointer_moved.emit(None)
        if self._canvas.view is not None:
            self._go((self._canvas.size_in_pixels[1] - self.place[0], self.place[1]))
        else:
            self._show_crosses()

    def _mouse_moved(self, canvas: Canvas, point: Point | None) -> None:
        """The mouse has left the canvas: what is told of the place under the pointer is the cross's again."""
        if point is None and self.on and canvas is self._canvas and canvas.view is not None:
            canvas.pointer_moved.emit(self.place)

    def _spots_in_sight(self) -> tuple[Spot, ...]:
        canvas, projection = self._canvas, self._views.active
        if canvas.view is None:
            return ()
        known = self._spots.get(projection)
        if known is None or known[0] is not canvas.view:
            counts = canvas.view.counts
            known = self._spots[projection] = (canvas.view, with_bladder_late(hot_spots(counts), body_box(counts)))
        marks = [lesion.shape for lesion in self._views.lesions if lesion.projection is projection]
        seen = canvas.in_sight
        return tuple(spot for spot in known[1] if seen.contains(*spot.point) and not any(shape.contains(spot.point) for shape in marks))


def _pull(at: float, size: float, first: float, last: float) -> float:
    """How far a picture from `first` to `last` must move for a place on it to come into a canvas of this size, in screen pixels."""
    if at > size - MARGIN:
        return -min(at - (size - MARGIN), max(last - size, 0.0))
    if at < MARGIN:
        return min(MARGIN - at, max(-first, 0.0))
    return 0.0
