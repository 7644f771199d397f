"""From the upright raster, on which marks are drawn, to the picture as its file stores it, and back."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.counts.raster import recipe_of
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.study import ViewSource

Points = NDArray[np.float64]
"""(n, 2): x to the right, y down; pixel (row i, column j) covers [j, j + 1) x [i, i + 1)."""


def to_stored(source: ViewSource, rows: int, columns: int, points: Points) -> Points:
    """Points of the upright raster, in pixels of the stored picture of that size; ExchangeError for no known way."""
    matrix, shift = _upright(source, rows, columns)
    return np.asarray((points - shift) @ np.linalg.inv(matrix).T)


def from_stored(source: ViewSource, rows: int, columns: int, points: Points) -> Points:
    """Points of the stored picture, in pixels of the upright raster."""
    matrix, shift = _upright(source, rows, columns)
    return np.asarray(points @ matrix.T + shift)


def _upright(source: ViewSource, rows: int, columns: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """What makes a point upright, as a matrix and a shift: found from where three corners go."""
    corners = np.array([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)])
    gone = np.array([_corner(source, rows, columns, x, y) for x, y in corners])
    matrix = np.column_stack([gone[1] - gone[0], gone[2] - gone[0]])
    return matrix, gone[0]


def _corner(source: ViewSource, rows: int, columns: int, x: float, y: float) -> tuple[float, float]:
    try:
        recipe = recipe_of(source.turned, source.raster, source.values)
    except ValueError as problem:
        text = "How the picture was brought upright is not known, so its marks cannot be placed. Nothing was written of it."
        raise ExchangeError(text) from problem
    top, bottom, left, right = recipe.part or (0, rows, 0, columns)
    x, y = x - left, y - top
    high, wide = bottom - top, right - left
    turned = {
        "none": (x, y),
        "rotated 180": (wide - x, high - y),
        "mirrored": (wide - x, y),
        "flipped": (x, high - y),
        "rotated 90 clockwise": (high - y, x),
        "rotated 90 counterclockwise": (y, wide - x),
        "transposed": (y, x),
        "transposed and rotated 180": (high - y, wide - x),
    }[recipe.turned]
    above, before = recipe.padded or (0, 0)
    return turned[0] / recipe.summed[1] + before, turned[1] / recipe.summed[0] + above
