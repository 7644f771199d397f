"""How a picture is shown whose pixels are not square."""

from __future__ import annotations

_SQUARE = 0.005
"""Rounded spacings of square pixels differ by less, which is two pixels in the height of a canvas."""
_FLATTEST = 0.2
"""No camera's pixels are flatter; a spacing that says so is damaged."""


def aspect_of(pixel_mm: tuple[float, float] | None) -> float:
    """How many times higher than wide a pixel (row, column) is; 1 where that is not known or cannot be meant."""
    aspect = pixel_mm[0] / pixel_mm[1] if pixel_mm else 1.0
    return aspect if _FLATTEST <= aspect <= 1 / _FLATTEST and abs(aspect - 1) > _SQUARE else 1.0


def fitted(across: float, down: float, aspect: float) -> tuple[float, float]:
    """Pixels of the screen across and down for one of the picture: no more of either than given, and the body in its own shape."""
    return (across / aspect, down) if aspect > 1 else (across, down * aspect)
