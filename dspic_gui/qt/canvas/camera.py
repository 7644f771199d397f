"""Which part of a picture a canvas shows, and how large."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from dspic_gui.counts.body import Box
from dspic_gui.shape import Point

SMALLEST, LARGEST = 0.1, 64.0
MARGIN = 0.012
"""What stays free above and below what is fitted, as a share of its height."""


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

    def inside(self, rows: int, columns: int, width: float = 0.0) -> Self:
        """With its middle kept on the picture, or as far beside it as leaves half of the picture in sight.

        `width` is the canvas's, in screen pixels.
        """
        beyond = width / (2 * self.scale) - columns / 2
        x = min(max(self.x, min(0.0, -beyond)), columns + max(0.0, beyond))
        return replace(self, x=x, y=min(max(self.y, 0.0), float(rows)))

    def settled(self, columns: int, width: float, seam: int) -> Self:
        """Without a void beside the picture that is not needed; `seam` says at which side a narrower picture stands.

        -1: at the left of the canvas, 1: at its right, 0: in its middle. `width` is the canvas's, in screen pixels.
        """
        half = width / (2 * self.scale)
        if 2 * half < columns:
            return replace(self, x=min(max(self.x, half), columns - half))
        return replace(self, x={-1: half, 0: columns / 2, 1: columns - half}[seam])

    def mirrored(self, columns: int) -> Self:
        """What shows the same place of the patient in the opposite view."""
        return replace(self, x=columns - self.x)


def fitting(part: Box, height: int, width: int, aspect: float = 1.0) -> Camera:
    """The camera that shows this part of a picture, as large as a canvas of this size in screen pixels allows.

    `aspect` is as `aspect_of` gives it. Where the width is the limit, the part begins at the top: heads stand side by side.
    """
    high, wide = part.height * aspect * (1 + 2 * MARGIN), part.width
    scale = min(height / high, width / wide) if high > 0 and wide > 0 else 1.0
    scale = min(max(scale, SMALLEST), LARGEST)
    seen = height / (scale * aspect)
    return Camera((part.left + part.right) / 2, part.top - MARGIN * part.height + max(seen, high / aspect) / 2, scale)
