"""The prior view moved onto the present one: a thin-plate spline through matched points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dspic_gui.regions.region_map import RegionMap
from dspic_gui.sentence import SaidError
from dspic_gui.serial.points import Matched, Points
from dspic_gui.study import COLUMNS, ROWS, Counts

if TYPE_CHECKING:
    from scipy.interpolate import RBFInterpolator

Picture = NDArray[np.float32]
STEP = 8
"""The spline is computed at every so many pixels and interpolated between."""
LEAST = 4


class WarpError(SaidError):
    """Two scans that cannot be laid over one another; the text is a sentence for the user."""


@dataclass(frozen=True, eq=False)
class Warp:
    """Where each pixel of the present view lies in the prior: `field` [2, rows, columns]."""

    field: NDArray[np.float32]
    inverse: RBFInterpolator

    def applied(self, prior: Counts) -> Picture:
        """The prior's counts where the present scan has the same place; 0 beyond its edge.

        Counts stay per pixel of the prior: `scale_of` brings both to one scale.
        """
        from scipy.ndimage import map_coordinates

        moved = map_coordinates(prior.astype(np.float32), self.field, order=1, mode="constant")
        return np.asarray(moved, dtype=np.float32)

    def regions(self, prior: RegionMap) -> RegionMap:
        """The prior's region map laid over the present view."""
        from scipy.ndimage import map_coordinates

        moved = map_coordinates(prior.values, self.field, order=0, mode="constant")
        return RegionMap(np.asarray(moved, dtype=np.uint8))

    def forward(self, places: Points) -> Points:
        """Where places of the prior, (row, column), lie in the present view."""
        return np.asarray(self.inverse(np.asarray(places, dtype=np.float64)))


def warp_of(matched: Matched) -> Warp:
    """The warp through these points; WarpError where there are too few, or all in a line."""
    if len(matched.present) < LEAST:
        raise WarpError("The prior could not be laid over this scan: too little of a body is seen.")
    try:
        back = _spline(matched.present, matched.prior, matched)
        forth = _spline(matched.prior, matched.present, matched)
    except (ValueError, np.linalg.LinAlgError) as problem:
        text = "The prior could not be laid over this scan: too little of a body is seen."
        raise WarpError(text) from problem
    rows, columns = np.arange(0, ROWS + 1, STEP), np.arange(0, COLUMNS + 1, STEP)
    grid = np.stack(np.meshgrid(rows, columns, indexing="ij"), axis=-1).reshape(-1, 2)
    coarse = back(grid.astype(np.float64) + 0.5).reshape(len(rows), len(columns), 2)
    fine = [_between(coarse[..., axis]) - 0.5 for axis in range(2)]
    return Warp(np.stack(fine).astype(np.float32), forth)


def _spline(one: Points, other: Points, matched: Matched) -> RBFInterpolator:
    from scipy.interpolate import RBFInterpolator

    return RBFInterpolator(
        one, other, smoothing=matched.smoothing, kernel="thin_plate_spline", degree=1
    )


def _between(coarse: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values at every pixel between those at every STEP-th, bilinear."""
    from scipy.ndimage import map_coordinates

    places = np.meshgrid(np.arange(ROWS) / STEP, np.arange(COLUMNS) / STEP, indexing="ij")
    return np.asarray(map_coordinates(coarse, places, order=1, mode="nearest"))
