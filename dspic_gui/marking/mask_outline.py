"""A mask becomes one closed ring along pixel edges, whose own mask is exactly that mask again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dspic_gui.shape import Mask, Polygon

_Vertex = tuple[float, float]

_CORNERS: dict[int, tuple[tuple[int, int, int], ...]] = {
    1: ((0, 0, 0),),
    2: ((1, 0, 1),),
    4: ((0, 1, 1),),
    8: ((1, 1, 0),),
    7: ((1, 1, 1),),
    11: ((0, 1, 0),),
    13: ((1, 0, 0),),
    14: ((0, 0, 1),),
    6: ((0, 1, 1), (1, 0, 1)),
    9: ((1, 1, 0), (0, 0, 0)),
}
"""Where a boundary turns, by the pixels inside around a vertex (1 above left, 2 above right, 4 below left, 8 below right): for
each corner whether its edges lie to the right, and below, and whether the boundary comes along the row, the inside on its right
hand (on screen). Of two corners each turns around its own pixel; the one that leaves by the first of right, down, left, up comes first.
"""
_COUNT = np.array([len(_CORNERS.get(around, ())) for around in range(16)])
_TABLE = np.array([[*(_CORNERS.get(around, ())), *[(0, 0, 0)] * 2][:2] for around in range(16)])
_TURNS, _TWICE, _ALONG = _COUNT > 0, _COUNT > 1, _TABLE[:, 0, 2] > 0


def polygon_of(mask: Mask, top: int = 0, left: int = 0) -> Polygon | None:
    """The polygon around a mask whose first pixel lies at row `top` and column `left`; None for an empty mask.

    Pixels that touch at a corner only are separate parts. Separate parts and holes are joined to one ring by bridges of no
    width along pixel edges, walked there and back, so that the even-odd rule gives the same pixels.
    """
    rings = _rings(mask, top, left)
    if not rings:
        return None
    ring = rings[0]
    for other in rings[1:]:
        ring = _bridged(ring, other)
    return Polygon(tuple(ring))


def _rings(mask: Mask, top: int = 0, left: int = 0) -> list[list[_Vertex]]:
    """The corner vertices of every boundary, from the top and the left, with the inside on the right hand (on screen)."""
    x, y, following = _corners(mask)
    vertices = list(zip((x + float(left)).tolist(), (y + float(top)).tolist(), strict=True))
    onward: list[int] = following.tolist()
    rings = []
    for start in range(len(onward)):
        ring, at = [], start
        while onward[at] >= 0:
            ring.append(vertices[at])
            onward[at], at = -1, onward[at]
        if ring:
            rings.append(ring)
    return rings


def _corners(mask: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Column and row of each corner, from the top and the left, and the number of the one that the boundary goes on to."""
    rows, columns = mask.shape
    wide = columns + 2
    padded = np.zeros((rows + 2, wide), dtype=np.uint8)
    padded[1:-1, 1:-1] = mask
    flat = padded.ravel()
    pairs = flat[:-1] + 2 * flat[1:]
    around = pairs[:-wide] + 4 * pairs[wide:]
    found = _TURNS.take(around).nonzero()[0]
    kinds = around.take(found)
    if _TWICE.take(kinds).any():
        return _touching(found, kinds, wide, rows)
    y, x = np.divmod(found, wide)
    in_row = np.arange(len(found)) ^ 1  # they come row by row, each edge's two ends together
    return x, y, np.where(_ALONG.take(kinds), _partners(x * (rows + 1) + y), in_row)


def _touching(
    found: NDArray[np.intp], kinds: NDArray[np.uint8], wide: int, rows: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """The same where two corners lie at one vertex, because pixels touch there: `found` are the vertices, `kinds` what is around."""
    counts = _COUNT[kinds]
    found, kinds = found.repeat(counts), kinds.repeat(counts)
    second = np.zeros(len(found), dtype=np.intp)
    second[counts.cumsum()[counts == 2] - 1] = 1
    y, x = np.divmod(found, wide)
    right, below, along = _TABLE[kinds, second].T
    in_row = _partners(found * 2 + right)
    in_column = _partners((x * (rows + 1) + y) * 2 + below)
    return x, y, np.where(along, in_column, in_row)


def _partners(order: NDArray[np.intp]) -> NDArray[np.intp]:
    """Corners in this order begin and end edges in turn; for each the one at the edge's other end."""
    ranked = np.argsort(order)
    partner = np.empty_like(ranked)
    partner[ranked[0::2]], partner[ranked[1::2]] = ranked[1::2], ranked[0::2]
    return partner


def _bridged(ring: list[_Vertex], other: list[_Vertex]) -> list[_Vertex]:
    """Both rings as one, joined at their closest vertices by a walk along a row and a column of pixel edges."""
    here, there = np.array(ring), np.array(other)
    steps = np.abs(here[:, None, :] - there[None, :, :]).sum(axis=2)
    at, to = (int(index) for index in np.unravel_index(int(steps.argmin()), steps.shape))
    corner = (other[to][0], ring[at][1])
    turn = [] if corner in (ring[at], other[to]) else [corner]
    loop = other[to:] + other[: to + 1]
    return ring[: at + 1] + turn + loop + turn + ring[at:]
