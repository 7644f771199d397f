"""Where captions stand, so that none covers another: each moves up by the least that frees it, down only where above is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QRectF

FARTHEST = 6.0
"""A caption moves at most this many of its own heights; in a denser crowd it stays where it belongs."""

GAP = 1.0

Edges = tuple[float, float, float, float]
"""Left, top, right and bottom of a box: plain numbers, for a crowd is compared each with each."""


def shifts_apart(boxes: Sequence[QRectF], taken: Sequence[QRectF] = ()) -> list[float]:
    """How far each box moves down (negative: up), beside what is `taken`, all in screen pixels; the lower ones choose first."""
    placed = [_edges(box) for box in taken]
    shifts = [0.0] * len(boxes)
    edges = [_edges(box) for box in boxes]
    for number in sorted(range(len(boxes)), key=lambda at: (-edges[at][1], edges[at][0])):
        left, top, right, bottom = edges[number]
        above = bottom <= 0.0  # not in sight: what keeps captions in the picture says nothing to it
        reach = FARTHEST * (bottom - top)
        low, high = top - reach, bottom + reach
        near = [one for one in placed if one[0] < right and left < one[2] and one[1] < high and low < one[3]]
        if above:
            near = [one for one in near if not (one[0] <= left and one[1] <= top and right <= one[2] and bottom <= one[3])]
        shift = shifts[number] = _least_shift(top, bottom, near, reach)
        placed.append((left, top + shift, right, bottom + shift))
    return shifts


def _edges(box: QRectF) -> Edges:
    return box.left(), box.top(), box.right(), box.bottom()


def _least_shift(top: float, bottom: float, near: Sequence[Edges], reach: float) -> float:
    """The smallest move up, away from the lesion, else down, that leaves all of these free; 0 where there is none within reach."""
    tries = [0.0]
    for other in near:
        tries += [other[3] - top + GAP, other[1] - bottom - GAP]
    for shift in sorted((one for one in tries if abs(one) <= reach), key=lambda one: (one > 0.0, abs(one))):
        if not any(top + shift < other[3] and other[1] < bottom + shift for other in near):
            return shift
    return 0.0
