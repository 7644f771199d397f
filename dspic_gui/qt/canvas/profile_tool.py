"""Draws a line and shows the counts along it; nothing is stored."""

from __future__ import annotations

from dspic_gui.qt.canvas.tool import STILL, Pointer, Surface, Tool
from dspic_gui.shape import Point


class ProfileTool(Tool):
    """Drag a line, or click its ends; it stays until the next one or Esc."""

    name = "profile"
    draws = False

    def __init__(self, canvas: Surface) -> None:
        super().__init__(canvas)
        self._start: Point | None = None
        self._end: Point | None = None
        self._open = False

    @property
    def in_progress(self) -> bool:
        """Whether the line's end still follows the pointer."""
        return self._open

    def press(self, pointer: Pointer) -> None:
        """Begin a line, or end one that was begun by a click."""
        if not self._open:
            self._start, self._open = pointer.snapped, True
        self._follow(pointer)

    def move(self, pointer: Pointer) -> None:
        """The end follows the pointer."""
        if self._open:
            self._follow(pointer)

    def release(self, pointer: Pointer) -> None:
        """The end of a drag or of the second click ends the line."""
        if self._open and self._start and self.on_screen(self._start, pointer.snapped) > STILL:
            self._follow(pointer)
            self._open = False

    def finish(self) -> bool:
        """End the line where it is."""
        ended, self._open = self._open, False
        return ended

    def cancel(self) -> None:
        """Take the line away."""
        self._start = self._end = None
        self._open = False
        super().cancel()
        self.tell(None)

    def refresh(self) -> None:
        """Draw the line."""
        if self._start and self._end:
            ends = (self._start, self._end)
            self.canvas.guide.show_guide(ends, ends, scale=self.canvas.camera.scale)

    def _follow(self, pointer: Pointer) -> None:
        self._end = pointer.snapped
        self.refresh()
        if self._start is not None:
            self.tell((self._start, self._end))

    def tell(self, line: tuple[Point, Point] | None) -> None:
        """The line was drawn, moved or taken away."""
        self.canvas.show_line(line)


class RulerTool(ProfileTool):
    """The same line, of which the length is said."""

    name = "ruler"

    def tell(self, line: tuple[Point, Point] | None) -> None:
        """Its length is asked for."""
        self.canvas.show_ruler(line)
