"""Regions of a simulated view, found from its landmarks, and of the one real scan, found by eye: where counts are compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dspic_gui.study import COLUMNS, ROWS, Projection
from training.simulate.pose import Posed
from training.simulate.tissue import Frame

Box = tuple[int, int, int, int]
"""First row, end row, first column, end column."""

POPULATION = {  # medians in 8-bit units, (anterior, posterior)
    "head": (16.0, 12.5),
    "vertebra": (15.0, 20.0),
    "pelvis": (15.0, 16.0),
    "chest": (7.5, 8.0),
    "knee": (8.5, 6.5),
    "shoulder": (5.5, 6.5),
    "elbow": (5.0, 6.0),
    "ankle": (4.0, 3.5),
}

REAL_BOXES: dict[str, tuple[Box, ...]] = {
    "head": ((92, 182, 98, 172),),
    "vertebra": ((205, 400, 122, 157),),
    "pelvis": ((375, 460, 85, 200),),
    "chest": ((196, 345, 68, 212),),
    "knee": ((577, 637, 62, 118), (577, 637, 143, 199)),
    "shoulder": ((185, 235, 45, 97), (178, 228, 183, 235)),
    "elbow": ((320, 380, 16, 56),),
    "ankle": ((775, 830, 68, 120), (775, 830, 125, 165)),
}


def boxes(figure: Posed, frame: Frame) -> dict[str, tuple[Box, ...]]:
    """The same regions of a simulated patient, in the anterior picture."""
    marks = figure.marks

    def box(top: str, bottom: str, left: str, right: str, margin: tuple[float, float, float, float]) -> Box:
        rows = (frame.rows(marks[top][2]) - margin[0] / frame.pixel_mm, frame.rows(marks[bottom][2]) + margin[1] / frame.pixel_mm)
        columns = (frame.columns(marks[left][0]) - margin[2] / frame.pixel_mm, frame.columns(marks[right][0]) + margin[3] / frame.pixel_mm)
        return _clipped(*rows, *columns)

    def around(name: str, high: float, wide: float) -> Box:
        return box(name, name, name, name, (high, high, wide, wide))

    return {
        "head": (box("vertex", "chin", "skull", "skull", (0, 0, 82, 82)),),
        "vertebra": (box("thoracic1_body", "lumbar5_body", "thoracic8_body", "thoracic8_body", (0, 15, 39, 39)),),
        "pelvis": (box("iliac_crest_r", "symphysis", "trochanter_r", "trochanter_l", (5, 25, 0, 0)),),
        "chest": (box("thoracic1_body", "lumbar1_body", "thoracic8_body", "thoracic8_body", (0, 0, 162, 162)),),
        "knee": tuple(around(f"knee_{side}", 68, 63) for side in "rl"),
        "shoulder": tuple(around(f"shoulder_{side}", 57, 59) for side in "rl"),
        "elbow": tuple(around(f"elbow_{side}", 68, 45) for side in "rl"),
        "ankle": tuple(around(f"ankle_{side}", 62, 55) for side in "rl"),
    }


def _clipped(top: float, bottom: float, left: float, right: float) -> Box:
    return max(round(top), 0), min(round(bottom), ROWS), max(round(left), 0), min(round(right), COLUMNS)


def medians(picture: NDArray[np.generic], regions: dict[str, tuple[Box, ...]], projection: Projection = Projection.ANT) -> dict[str, float]:
    """The median count of each region; both sides of a pair together. Regions are given in the anterior picture."""
    seen = np.asarray(picture if projection is Projection.ANT else picture[:, ::-1], dtype=float)
    found = {}
    for name, parts in regions.items():
        pixels = [seen[top:bottom, left:right].ravel() for top, bottom, left, right in parts if bottom > top and right > left]
        found[name] = float(np.median(np.concatenate(pixels))) if pixels else float("nan")
    return found
