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


REAL_PLACES: dict[str, float | tuple[float, float]] = {
    "soft tissue": 23.0,
    "tibia": 33.0,
    "femur": 34.0,
    "skull": 41.0,
    "anterior ribs": 43.0,
    "knee": (38.0, 44.0),
    "lumbar spine": 60.0,
    "shoulder": (55.0, 62.0),
    "face": 77.0,
    "upper sternum": 113.0,
    "bladder": 278.0,
}
"""Counts per pixel of the real scan, 3.6 million counts at 2.26 mm; the bladder's is its maximum."""

REAL_COUNTS = 3.596e6
PERCENTILES = {5: 6.0, 25: 17.0, 50: 27.0, 75: 42.0, 90: 59.0, 95: 72.0, 99: 117.0, 99.9: 211.0}
"""Of the real scan's body pixels: pixels over 2 counts after a 5 x 5 mean."""


def place_counts(picture: NDArray[np.generic], figure: Posed, frame: Frame) -> dict[str, float]:
    """Mean counts at the same places of a simulated anterior picture, scaled to the real scan's total."""
    from scipy.ndimage import uniform_filter

    counts = np.asarray(picture, dtype=float)
    scaled = counts * REAL_COUNTS / counts.sum()
    smooth = uniform_filter(scaled, 5)
    marks = figure.marks

    def at(place: NDArray[np.float64], margin: float = 0.0) -> float:
        row, column = round(float(frame.rows(place[2]))), round(float(frame.columns(place[0])))
        reach = round(margin / frame.pixel_mm)
        around = smooth[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1]
        return float(around.mean()) if around.size else float("nan")

    def both(name: str, margin: float = 0.0) -> float:
        return float(np.nanmean([at(marks[f"{name}_{side}"], margin) for side in "rl"]))

    def between(one: str, two: str, share: float, shift: float = 0.0) -> float:
        places = [
            marks[f"{one}_{side}"] * (1 - share) + marks[f"{two}_{side}"] * share + [sign * shift, 0, 0]
            for side, sign in (("r", 1), ("l", -1))
        ]
        return float(np.mean([at(place) for place in places]))

    bladder = marks["symphysis"] + [0.0, 0.0, 25.0]
    row, column = round(float(frame.rows(bladder[2]))), round(float(frame.columns(bladder[0])))
    return {
        "soft tissue": between("hip", "knee", 0.55, 45.0),
        "tibia": between("knee", "ankle", 0.45),
        "femur": float(np.mean([at(marks[f"hip_{side}"] * 0.5 + marks[f"knee_{side}"] * 0.5, 20.0) for side in "rl"])),
        "skull": at(marks["skull"] + [0.0, 0.0, 20.0]),
        "anterior ribs": float(np.mean([at(marks["thoracic9_body"] + [sign * 95.0, 0, 0], 25.0) for sign in (-1, 1)])),
        "knee": both("knee", 8.0),
        "lumbar spine": at(marks["lumbar3_body"], 8.0),
        "shoulder": both("shoulder", 12.0),
        "face": at(marks["face"] - [0.0, 0.0, 14.0], 10.0),
        "upper sternum": at(marks["manubrium"], 10.0),
        "bladder": float(scaled[max(row - 18, 0) : row + 18, max(column - 18, 0) : column + 18].max()),
    }


def body_percentiles(picture: NDArray[np.generic]) -> dict[float, float]:
    """Percentiles of the body pixels, scaled to the real scan's total."""
    from scipy.ndimage import uniform_filter

    counts = np.asarray(picture, dtype=float)
    counts = counts * REAL_COUNTS / counts.sum()
    inside = counts[uniform_filter(counts, 5) > 2.0]
    return {share: float(np.percentile(inside, share)) for share in PERCENTILES}


def noise_ratio(picture: NDArray[np.generic], expected: NDArray[np.float64]) -> float:
    """Variance over mean from differences of neighbouring pixels in flat soft tissue: 1 for Poisson noise."""
    counts = np.asarray(picture, dtype=float)
    steps = np.abs(np.diff(expected, axis=1)) / np.maximum(expected[:, 1:], 1e-9)
    flat = (steps < 0.02) & (expected[:, 1:] > 0.3 * np.median(expected[expected > 2]))
    pairs = np.diff(counts, axis=1)[flat]
    middle = ((counts[:, 1:] + counts[:, :-1]) / 2)[flat]
    return float(pairs.var() / 2 / middle.mean())
