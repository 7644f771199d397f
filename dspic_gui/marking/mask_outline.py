"""A mask becomes one closed ring along pixel edges, whose own mask is exactly that mask again."""

from __future__ import annotations

import numpy as np

from dspic_gui.shape import Mask, Polygon

_Vertex = tuple[int, int]
_STEPS: tuple[_Vertex, ...] = ((1, 0), (0, 1), (-1, 0), (0, -1))
_TURNS = (1, 0, 3)


def polygon_of(mask: Mask, top: int = 0, left: int = 0) -> Polygon | None:
    """The polygon around a mask whose first pixel lies at row `top` and column `left`; None for an empty mask.

    Pixels that touch at a corner only are separate parts. Separate parts and holes are joined to one ring by bridges of no
    width along pixel edges, walked there and back, so that the even-odd rule gives the same pixels.
    """
    rings = _rings(mask)
    if not rings:
        return None
    ring = rings[0]
    for other in rings[1:]:
        ring = _bridged(ring, other)
    return Polygon(tuple((float(x + left), float(y + top)) for x, y in ring))


def _rings(mask: Mask) -> list[list[_Vertex]]:
    """The corner vertices of every boundary, from the top and the left, with the inside on the right hand (on screen)."""
    onward = _edges(mask)
    rings = []
    for start in sorted(onward, key=lambda vertex: (vertex[1], vertex[0])):
        while onward[start]:
            rings.append(_walk(start, onward))
    return rings


def _edges(mask: Mask) -> dict[_Vertex, list[int]]:
    """For every vertex the directions (0 right, 1 down, 2 left, 3 up) in which boundary edges leave it."""
    padded = np.pad(mask, 1)
    inner = padded[1:-1, 1:-1]
    outside = (padded[:-2, 1:-1], padded[1:-1, 2:], padded[2:, 1:-1], padded[1:-1, :-2])
    corners = ((0, 0), (1, 0), (1, 1), (0, 1))
    onward: dict[_Vertex, list[int]] = {}
    for direction, (neighbour, (dx, dy)) in enumerate(zip(outside, corners, strict=True)):
        rows, columns = np.nonzero(inner & ~neighbour)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            onward.setdefault((column + dx, row + dy), []).append(direction)
    return onward


def _walk(start: _Vertex, onward: dict[_Vertex, list[int]]) -> list[_Vertex]:
    """One boundary, its edges taken out of `onward`; where two leave a vertex, the right turn stays with the same pixel."""
    first = direction = min(onward[start])
    at, ring = start, []
    while True:
        at = (at[0] + _STEPS[direction][0], at[1] + _STEPS[direction][1])
        turned = next((direction + turn) % 4 for turn in _TURNS if (direction + turn) % 4 in onward[at])
        onward[at].remove(turned)
        if turned != direction:
            ring.append(at)
        if (at, turned) == (start, first):
            return ring[-1:] + ring[:-1] if ring[-1] == start else ring
        direction = turned


def _bridged(ring: list[_Vertex], other: list[_Vertex]) -> list[_Vertex]:
    """Both rings as one, joined at their closest vertices by a walk along a row and a column of pixel edges."""
    here, there = np.array(ring), np.array(other)
    steps = np.abs(here[:, None, :] - there[None, :, :]).sum(axis=2)
    at, to = (int(index) for index in np.unravel_index(int(steps.argmin()), steps.shape))
    corner = (other[to][0], ring[at][1])
    turn = [] if corner in (ring[at], other[to]) else [corner]
    loop = other[to:] + other[: to + 1]
    return ring[: at + 1] + turn + loop + turn + ring[at:]
