"""Marks a hot spot with one click; the wheel changes the share of the local maximum while the button is held."""

from __future__ import annotations

from dspic_gui.marking.hot_spot import hot_spot, prepare
from dspic_gui.qt.background import aside
from dspic_gui.qt.canvas.tool import Pointer, Surface, Tool
from dspic_gui.shape import Point, Polygon

LEAST, MOST, STEP = 10.0, 95.0, 5.0


class HotSpotTool(Tool):
    """Press grows the region, the wheel adjusts it, dragging looks elsewhere, release takes it."""

    name = "hot_spot"

    def __init__(self, canvas: Surface) -> None:
        super().__init__(canvas)
        aside("hot spot", prepare)
        self._point: Point | None = None
        self._shape: Polygon | None = None

    @property
    def in_progress(self) -> bool:
        """Whether the button is held."""
        return self._point is not None

    @property
    def held(self) -> bool:
        """Whether a region grows and waits to be taken."""
        return self._point is not None

    def press(self, pointer: Pointer) -> None:
        """Grow the region around the point."""
        self._point = pointer.point
        self._grow()

    def move(self, pointer: Pointer) -> None:
        """Grow around another point while the button is held."""
        if self._point is not None:
            self._point = pointer.point
            self._grow()

    def turn(self, steps: float) -> bool:
        """More of the wheel grows the region: the share of the maximum sinks."""
        if self._point is None:
            return False
        settings = self.canvas.settings
        settings.hot_spot_percent = min(max(settings.hot_spot_percent - steps * STEP, LEAST), MOST)
        self._grow()
        return True

    def release(self, pointer: Pointer) -> None:
        """Take the region."""
        self.finish()

    def finish(self) -> bool:
        """Take the region, or say that there was none."""
        if self._point is None:
            return False
        shape = self._shape
        self.cancel()
        if shape is None:
            self.canvas.say(self.translate("There are no counts here to grow a hot spot from. Click on a hot spot."))
        else:
            self.canvas.finish_shape(shape)
        return True

    def cancel(self) -> None:
        """Forget the region; the share of the maximum is kept for the next one."""
        self._point = self._shape = None
        super().cancel()

    def refresh(self) -> None:
        """Draw the outline as it stands."""
        ring = self._shape.points if self._shape else ()
        self.canvas.guide.show_guide(ring, closed=True, scale=self.canvas.camera.scale)
        self.canvas.preview_shape(self._shape)

    def _grow(self) -> None:
        view = self.canvas.view
        percent = self.canvas.settings.hot_spot_percent
        self._shape = hot_spot(view.counts, self._point, percent) if view and self._point else None
        self.refresh()
        self.canvas.say(self.translate("Hot spot at {0} % of the local maximum. The wheel, or + and -, changes it.").format(round(percent)))
