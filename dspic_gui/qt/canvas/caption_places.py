"""Where captions stand, so that none covers another: each moves up by the least that frees it, down only where above is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QRectF

FARTHEST = 6.0
"""A caption moves at most this many of its own heights; in a denser crowd it stays where it belongs."""

GAP = 1.0


def shifts_apart(boxes: Sequence[QRectF], taken: Sequence[QRectF] = ()) -> list[float]:
    """How far each box moves down (negative: up), beside what is `taken`, all in screen pixels; the lower ones choose first."""
    placed = list(taken)
    shifts = [0.0] * len(boxes)
    for number in sorted(range(len(boxes)), key=lambda at: (-boxes[at].top(), boxes[at].left())):
        box = boxes[number]
        above = box.bottom() <= 0.0  # not in sight: what keeps captions in the picture says nothing to it
        level = [other for other in placed if other.left() < box.right() and box.left() < other.right()]
        beside = [other for other in level if not (above and other.contains(box))]
        shifts[number] = _least_shift(box, beside)
        placed.append(box.translated(0.0, shifts[number]))
    return shifts


def _least_shift(box: QRectF, beside: Sequence[QRectF]) -> float:
    """The smallest move up, away from the lesion, else down, that leaves all of these free; 0 where there is none within reach."""
    reach = FARTHEST * box.height()
    near = [other for other in beside if other.top() - reach < box.bottom() and box.top() < other.bottom() + reach]
    tries = [0.0]
    for other in near:
        tries += [other.bottom() - box.top() + GAP, other.top() - box.bottom() - GAP]
    for shift in sorted((one for one in tries if abs(one) <= reach), key=lambda one: (one > 0.0, abs(one))):
        top, bottom = box.top() + shift, box.bottom() + shift
        if not any(top < other.bottom() and other.top() < bottom for other in near):
            return shift
    return 0.0
