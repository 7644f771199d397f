"""Which part of a picture a canvas shows, and how large."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from dspic_gui.shape import Point

SMALLEST, LARGEST = 0.1, 64.0
_MARGIN = 0.97
_SQUARE = 0.005
"""Rounded spacings of square pixels differ by less, which is two pixels in the height of a canvas."""
_FLATTEST = 0.2
"""No camera's pixels are flatter; a spacing that says so is damaged."""


@dataclass(frozen=True)
class Camera:
    """The raw pixel in the middle of the canvas, and `scale` screen pixels per raw pixel across.

    Down it is `scale` too where the pixels are square, else as many times that as they are higher than wide.
    """

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


def fitting(rows: int, columns: int, height: int, width: int, aspect: float = 1.0) -> Camera:
    """The camera that shows the whole picture in a canvas of this size in screen pixels; `aspect` as `aspect_of` gives it."""
    scale = min(height / (rows * aspect), width / columns) * _MARGIN if rows and columns else 1.0
    return Camera(columns / 2, rows / 2, min(max(scale, SMALLEST), LARGEST))


def aspect_of(pixel_mm: tuple[float, float] | None) -> float:
    """How many times higher than wide a pixel (row, column) is; 1 where that is not known or cannot be meant."""
    aspect = pixel_mm[0] / pixel_mm[1] if pixel_mm else 1.0
    return aspect if _FLATTEST <= aspect <= 1 / _FLATTEST and abs(aspect - 1) > _SQUARE else 1.0
