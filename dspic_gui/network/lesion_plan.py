"""The plan of the lesion network: its widths and depths, without Keras."""

from __future__ import annotations

from dataclasses import dataclass

CHANNELS = 4
"""Anterior, posterior mirrored, and either flipped about the midline."""
VIEWS = 2
REGIONS = 26
"""The 25 parts of the built-in code book, and 0 where there is none."""
DISEASES = 2


@dataclass(frozen=True)
class LesionPlan:
    """Channels at 1/2, 1/4, ... of the input, and how many residual blocks stand at each depth on the way down.

    `momentum` of the moving statistics: batches are small, and a schedule of many steps ends with small changes.
    """

    widths: tuple[int, ...] = (24, 48, 80, 128, 160)
    blocks: tuple[int, ...] = (0, 1, 1, 1, 2)
    momentum: float = 0.98
