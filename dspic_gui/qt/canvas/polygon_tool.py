"""Draws a polygon click by click."""

from __future__ import annotations

from dspic_gui.qt.canvas.tool import CLOSE, Pointer, Surface, Tool
from dspic_gui.shape import Point, Polygon


class PolygonTool(Tool):
    """Each click adds a point; Enter, a double click or a click on the first point closes."""

    name = "polygon"

    def __init__(self, canvas: Surface) -> None:
        super().__init__(canvas)
        self._points: list[Point] = []
        self._undone: list[tuple[tuple[Point, ...], bool]] = []
        self._pointer: Point | None = None

    @property
    def in_progress(self) -> bool:
        """Whether a point was set."""
        return bool(self._points)

    def press(self, pointer: Pointer) -> None:
        """Add a point, or close on the first one."""
        if len(self._points) >= 3 and self.on_screen(pointer.point, self._points[0]) <= CLOSE:
            self.finish()
            return
        self.forget()
        if not self._points or pointer.snapped != self._points[-1]:
            self._points.append(pointer.snapped)
        self._pointer = pointer.snapped
        self.refresh()

    def double_click(self, pointer: Pointer) -> None:
        """Close; the first of the two clicks has set the last point."""
        if self._points:
            self.finish()

    def move(self, pointer: Pointer) -> None:
        """The last edge follows the pointer."""
        self._pointer = pointer.snapped
        if self._points:
            self.refresh()

    def backspace(self) -> bool:
        """Take back the last point."""
        return self.undo()

    def undo(self) -> bool:
        """Take back the last point."""
        if not self._points:
            return False
        self._undone.append((tuple(self._points), False))
        self._points.pop()
        self.refresh()
        return True

    @property
    def can_redo(self) -> bool:
        """Whether a point, the whole outline, or its closing was taken back."""
        return bool(self._undone)

    def redo(self) -> None:
        """Bring it back."""
        points, closed = self._undone.pop()
        self._points = list(points)
        self.refresh()
        if closed:
            self.finish()

    def forget(self) -> None:
        """What was taken back stays away."""
        self._undone = []

    def reopen(self, points: tuple[Point, ...]) -> None:
        """Draw on where an outline was closed too early."""
        self._points, self._undone = list(points), [(points, True)]
        self.refresh()

    def give_up(self) -> None:
        """Take all points back as one step."""
        self._undone = [(tuple(self._points), False)] if self._points else self._undone
        self._points = []
        super().cancel()

    def finish(self) -> bool:
        """Close the polygon; it needs three points."""
        if not self._points:
            return False
        if len(self._points) < 3:
            self.canvas.say(self.translate("A polygon needs at least three points. Click on, or press Esc to give it up."))
            return True
        shape = Polygon(tuple(self._points))
        self.cancel()
        self.canvas.finish_shape(shape)
        return True

    def cancel(self) -> None:
        """Forget the points."""
        self._points, self._undone = [], []
        super().cancel()

    def refresh(self) -> None:
        """Draw the points so far and the edge to the pointer."""
        if not self._points:
            self.canvas.guide.clear()
            self.canvas.preview_shape(None)
            return
        line = [*self._points, self._pointer] if self._pointer else self._points
        near_start = len(self._points) >= 3 and self._pointer and self.on_screen(self._pointer, self._points[0]) <= CLOSE
        self.canvas.guide.show_guide(line, self._points, strong=0 if near_start else None, scale=self.canvas.camera.scale)
        self.canvas.preview_shape(Polygon(tuple(line)) if len(line) >= 3 else None)
