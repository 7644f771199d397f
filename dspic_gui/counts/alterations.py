"""Scans altered as real ones differ: a full bladder, a spot at the injection, fewer counts, another camera, another pose.

Each alteration takes a view's counts, rows x columns, and gives altered ones of the same size; what it draws comes from `rng` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.study import Counts, Projection

Whole = NDArray[np.int32]
Point = tuple[float, float]

TARGET_MM = 2.4
_BLADDER_WIDTH = 9.0
_SPOT_WIDTH = 4.0
_BODY_SHARE = 0.05


@dataclass(frozen=True)
class Setting:
    """What is known of a view: its projection, the size of a pixel, and where bladder and an arm lie (row, column)."""

    projection: Projection
    pixel_mm: float
    bladder: Point
    arm: Point


Alteration = Callable[[Counts, Setting, np.random.Generator], Whole]


def setting_of(counts: Counts, projection: Projection, pixel_mm: float | None, bladder: Point | None = None) -> Setting:
    """Where things lie, from the outline of the body unless they are known; the arm is the patient's right one."""
    top, bottom, left, right = body_box(counts)
    height, width = bottom - top, right - left
    column = left + 0.04 * width if projection is Projection.ANT else right - 0.04 * width
    return Setting(projection, pixel_mm or TARGET_MM, bladder or (top + 0.52 * height, (left + right) / 2), (top + 0.42 * height, column))


def body_box(counts: Counts) -> tuple[int, int, int, int]:
    """First and last row, first and last column of the patient."""
    from scipy.ndimage import uniform_filter

    smooth: NDArray[np.float32] = uniform_filter(np.asarray(counts, dtype=np.float32), 9)
    inside = smooth > _BODY_SHARE * float(np.percentile(smooth, 99))
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not rows.size:
        return 0, counts.shape[0] - 1, 0, counts.shape[1] - 1
    return int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1])


def hot_spot(counts: Counts, centre: Point, width: float, peak: float, rng: np.random.Generator) -> Whole:
    """A round spot with its own Poisson noise, where it is brighter than what is there; `peak` counts in its middle."""
    rows, columns = counts.shape[0], counts.shape[1]
    down = (np.arange(rows) - centre[0])[:, None]
    across = (np.arange(columns) - centre[1])[None, :]
    spot = peak * np.exp(-(down**2 + across**2) / (2 * width**2))
    return np.asarray(np.maximum(counts, rng.poisson(spot)), dtype=np.int32)


def full_bladder(times: float) -> Alteration:
    """The bladder's hottest pixel is so many times the hottest one elsewhere."""

    def alter(counts: Counts, setting: Setting, rng: np.random.Generator) -> Whole:
        down = (np.arange(counts.shape[0]) - setting.bladder[0])[:, None]
        across = (np.arange(counts.shape[1]) - setting.bladder[1])[None, :]
        away = down**2 + across**2 > (3 * _BLADDER_WIDTH) ** 2
        return hot_spot(counts, setting.bladder, _BLADDER_WIDTH, times * float(counts[away].max(initial=1)), rng)

    return alter


def injection(times: float) -> Alteration:
    """A spot on the right arm, so many times as hot as the hottest pixel of the view."""
    return lambda counts, setting, rng: hot_spot(counts, setting.arm, _SPOT_WIDTH, times * float(counts.max(initial=1)), rng)


def counted(times: float) -> Alteration:
    """So many times the counts: thinned, or as many again drawn beside them."""

    def alter(counts: Counts, setting: Setting, rng: np.random.Generator) -> Whole:
        whole = np.maximum(counts, 0).astype(np.int32)
        if times <= 1:
            return np.asarray(rng.binomial(whole, times), dtype=np.int32)
        return np.asarray(whole + rng.poisson((times - 1) * whole), dtype=np.int32)

    return alter


def placed(zoom: float = 1.0, degrees: float = 0.0, shift: Point = (0.0, 0.0)) -> Alteration:
    """Larger by `zoom`, turned and shifted (rows, columns) about the middle of the view; counts keep their density.

    As the patient lies on the table: the posterior view is turned and shifted the other way, for it is seen from below.
    """

    def alter(counts: Counts, setting: Setting, rng: np.random.Generator) -> Whole:
        side = 1 if setting.projection is Projection.ANT else -1
        return _moved(counts, zoom, side * degrees, (shift[0], side * shift[1]))

    return alter


def blurred(width: float) -> Alteration:
    """A worse collimator: blurred by a Gaussian of this standard deviation in pixels."""

    def alter(counts: Counts, setting: Setting, rng: np.random.Generator) -> Whole:
        from scipy.ndimage import gaussian_filter

        return np.asarray(np.rint(gaussian_filter(np.asarray(counts, dtype=np.float32), width)), dtype=np.int32)

    return alter


def cut_arms(share: float) -> Alteration:
    """A field that ends so much of the body's half width inside either side of it."""

    def alter(counts: Counts, setting: Setting, rng: np.random.Generator) -> Whole:
        _, _, left, right = body_box(counts)
        taken = round(share * (right - left) / 2)
        made = np.array(counts, dtype=np.int32)
        made[:, : left + taken] = 0
        made[:, right + 1 - taken :] = 0
        return made

    return alter


def resampled(counts: Counts, setting: Setting, rng: np.random.Generator) -> Whole:
    """Pixels of 2.4 mm, on a matrix of the same size."""
    zoom = setting.pixel_mm / TARGET_MM
    return np.asarray(np.rint(_moved(counts, zoom, 0.0, (0.0, 0.0)) / zoom**2), dtype=np.int32)


def _moved(counts: Counts, zoom: float, degrees: float, shift: Point) -> Whole:
    from scipy.ndimage import affine_transform

    angle = np.deg2rad(degrees)
    back = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) / zoom
    centre = (np.array(counts.shape) - 1) / 2
    offset = centre - back @ (centre + np.array(shift))
    moved = affine_transform(np.asarray(counts, dtype=np.float32), back, offset, order=1, mode="constant", cval=0.0)
    return np.asarray(np.rint(moved), dtype=np.int32)


ALTERATIONS: Mapping[str, Alteration] = {
    "bladder 1x": full_bladder(1),
    "bladder 2x": full_bladder(2),
    "bladder 5x": full_bladder(5),
    "injection 5x": injection(5),
    "counts 1/4": counted(0.25),
    "counts 1/2": counted(0.5),
    "counts 2": counted(2),
    "scale 0.9": placed(zoom=0.9),
    "scale 1.1": placed(zoom=1.1),
    "shift 20 px": placed(shift=(20.0, 12.0)),
    "turn 5 degrees": placed(degrees=5.0),
    "blur 1.5 px": blurred(1.5),
    "arms cut": cut_arms(0.25),
    "pixels of 2.4 mm": resampled,
}
"""What a network should bear, by name."""
