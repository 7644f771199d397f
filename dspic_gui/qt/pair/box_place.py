"""Where a box stands that belongs to a mark: beside it, and off the picture where there is room."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect, QSize

GAP = 14
"""Distance from the shape or the picture, in screen pixels."""


def beside(size: QSize, room: QRect, near: QRect, clear_of: QRect) -> QPoint:
    """The corner of a box of this size in `room`: beside `near` and off the picture `clear_of`, else off `near` alone."""
    width, height = size.width(), size.height()
    picture = clear_of.intersected(room)
    right_first = near.center().x() >= picture.center().x()
    for avoided in (picture, near):
        right, left = avoided.right() + GAP, avoided.left() - GAP - width
        tries = (right, left) if right_first else (left, right)
        fitting = [x for x in tries if room.left() <= x <= room.right() - width]
        if fitting:
            return _inside(size, room, fitting[0], near.center().y() - height // 2)
    below = near.bottom() + GAP
    y = below if below + height <= room.bottom() else near.top() - GAP - height
    return _inside(size, room, near.center().x() - width // 2, y)


def _inside(size: QSize, room: QRect, x: int, y: int) -> QPoint:
    return QPoint(max(0, min(x, room.width() - size.width())), max(0, min(y, room.height() - size.height())))
