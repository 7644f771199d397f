"""Which part of a picture a canvas shows, and how large."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from dspic_gui.shape import Point

SMALLEST, LARGEST = 0.1, 64.0
_MARGIN = 0.97


@dataclass(frozen=True)
class Camera:
    """The raw pixel in the middle of the canvas, and `scale` screen pixels per raw pixel, the same in both directions."""

    x: float
    y: float
    scale: float

    def zoomed(self, factor: float, at: Point) -> Self:
        """Nearer by this factor, with the raw point `at` staying where it is on screen."""
        scale = min(max(self.scale * factor, SMALLEST), LARGEST)
        ratio = self.scale / scale
        return replace(self, x=at[0] + (self.x - at[0]) * ratio, y=at[1] + (self.y - at[1]) * ratio, scale=scale)

    def inside(self, rows: int, columns: int) -> Self:
        """With its middle kept on the picture."""
        return replace(self, x=min(max(self.x, 0.0), float(columns)), y=min(max(self.y, 0.0), float(rows)))

    def mirrored(self, columns: int) -> Self:
        """What shows the same place of the patient in the opposite view."""
        return replace(self, x=columns - self.x)


def fitting(rows: int, columns: int, height: int, width: int) -> Camera:
    """The camera that shows the whole picture in a canvas of this size in screen pixels."""
    scale = min(height / rows, width / columns) * _MARGIN if rows and columns else 1.0
    return Camera(columns / 2, rows / 2, min(max(scale, SMALLEST), LARGEST))
