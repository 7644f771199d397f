"""Draws a rectangle or an ellipse into a box: by dragging, or by two clicks."""

from __future__ import annotations

import math

from PyQt6.QtCore import Qt

from dspic_gui.marking.reshape import rounded
from dspic_gui.qt.canvas.tool import STILL, Pointer, Surface, Tool
from dspic_gui.shape import Ellipse, Point, Rectangle, Shape


class BoxTool(Tool):
    """Two opposite corners of a box; Shift makes it a square."""

    def __init__(self, canvas: Surface) -> None:
        super().__init__(canvas)
        self._first: Point | None = None
        self._second: Point | None = None
        self._undone: tuple[Point, Point] | None = None

    @property
    def in_progress(self) -> bool:
        """Whether the first corner was set."""
        return self._first is not None

    def press(self, pointer: Pointer) -> None:
        """Set the first corner, or the second where the first was clicked."""
        self.forget()
        if self._first is None:
            self._first = self._second = pointer.snapped
        else:
            self._follow(pointer)

    def move(self, pointer: Pointer) -> None:
        """The second corner follows the pointer."""
        if self._first is not None:
            self._follow(pointer)

    def release(self, pointer: Pointer) -> None:
        """The end of a drag or of the second click finishes; the end of the first click does not."""
        if self._first is None:
            return
        self._follow(pointer)
        if self.on_screen(self._first, pointer.snapped) > STILL:
            self.finish()

    def finish(self) -> bool:
        """Finish with the box as it stands; a box without area is given up."""
        if self._first is None or self._second is None:
            return False
        shape = self.shape_in(self._first, self._second)
        self.cancel()
        if shape is not None:
            self.canvas.finish_shape(shape)
        return True

    def backspace(self) -> bool:
        """Take back the first corner."""
        return self.undo()

    @property
    def can_redo(self) -> bool:
        """Whether a box was given up."""
        return self._undone is not None

    def redo(self) -> None:
        """Bring its corners back."""
        if self._undone is not None:
            (self._first, self._second), self._undone = self._undone, None
            self.refresh()

    def forget(self) -> None:
        """What was given up stays away."""
        self._undone = None

    def give_up(self) -> None:
        """Take the corners back."""
        if self._first is not None and self._second is not None:
            self._undone = self._first, self._second
        self._first = self._second = None
        super().cancel()

    def cancel(self) -> None:
        """Forget the corners."""
        self._first = self._second = self._undone = None
        super().cancel()

    def refresh(self) -> None:
        """Draw the shape as it would be now."""
        if self._first is None or self._second is None:
            return
        shape = self.shape_in(self._first, self._second)
        ring = [(float(x), float(y)) for x, y in shape.outline] if shape else [self._first]
        self.canvas.guide.show_guide(ring, [self._first, self._second], closed=shape is not None, scale=self.canvas.camera.scale)
        self.canvas.preview_shape(shape)

    def shape_in(self, first: Point, second: Point) -> Shape | None:
        """The shape in a box, None where the box has no area."""
        raise NotImplementedError

    def _follow(self, pointer: Pointer) -> None:
        assert self._first is not None
        self._second = pointer.snapped
        if pointer.has(Qt.KeyboardModifier.ShiftModifier):
            dx, dy = self._second[0] - self._first[0], self._second[1] - self._first[1]
            side = min(abs(dx), abs(dy))
            self._second = self._first[0] + math.copysign(side, dx), self._first[1] + math.copysign(side, dy)
        self.refresh()


class RectangleTool(BoxTool):
    """A rectangle between two corners."""

    name = "rectangle"

    def shape_in(self, first: Point, second: Point) -> Shape | None:
        """The rectangle with these corners."""
        return rounded(Rectangle(first, second)) if first[0] != second[0] and first[1] != second[1] else None


class EllipseTool(BoxTool):
    """The ellipse that fills a box."""

    name = "ellipse"

    def shape_in(self, first: Point, second: Point) -> Shape | None:
        """The ellipse inside the box with these corners."""
        rx, ry = abs(second[0] - first[0]) / 2, abs(second[1] - first[1]) / 2
        if not rx or not ry:
            return None
        return rounded(Ellipse((first[0] + second[0]) / 2, (first[1] + second[1]) / 2, rx, ry))
