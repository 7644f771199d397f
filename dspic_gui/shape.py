"""Shapes in image pixels (x right, y down): pixel (row i, column j) covers [j, j+1) x [i, i+1)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Outline = NDArray[np.float64]
Mask = NDArray[np.bool_]
Patch = tuple[int, int, Mask]
"""First row, first column, and the pixels from there on."""

ELLIPSE_POINTS = 64
ELLIPSE_DECIMALS = 4
_TURN = np.linspace(0.0, 2 * np.pi, ELLIPSE_POINTS, endpoint=False)
_COSINES, _SINES = np.cos(_TURN), np.sin(_TURN)


@dataclass(frozen=True)
class _Area:
    """What every shape can answer from its outline, a closed ring of points."""

    @cached_property
    def outline(self) -> Outline:
        """The ring as an (n, 2) array of x, y; the last point joins the first."""
        raise NotImplementedError

    @property
    def area(self) -> float:
        """The area inside the ring, in square pixels (shoelace formula)."""
        x, y = self.outline.T
        return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the ring."""
        low, high = self.outline.min(axis=0), self.outline.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    @property
    def centre(self) -> Point:
        """The centroid of the area; of the points where the area is zero."""
        x, y = self.outline.T
        after = _next_of(len(x))
        next_x, next_y = x[after], y[after]
        cross = x * next_y - next_x * y
        total = float(cross.sum())
        if abs(total) < 1e-9:
            return float(x.mean()), float(y.mean())
        return (
            float(((x + next_x) * cross).sum() / (3 * total)),
            float(((y + next_y) * cross).sum() / (3 * total)),
        )

    def contains(self, point: Point) -> bool:
        """Whether the point is inside the ring (even-odd rule)."""
        x1, y1 = self.outline.T
        x2, y2 = x1[_next_of(len(x1))], y1[_next_of(len(y1))]
        crossed = np.flatnonzero((y1 <= point[1]) != (y2 <= point[1]))
        x1, y1, x2, y2 = x1[crossed], y1[crossed], x2[crossed], y2[crossed]
        at = x1 + (point[1] - y1) * ((x2 - x1) / (y2 - y1))
        return bool(np.count_nonzero(at <= point[0]) % 2)

    def mask(self, rows: int, columns: int) -> Mask:
        """The pixels whose centre is inside, as a rows x columns array."""
        whole = np.zeros((rows, columns), dtype=bool)
        top, left, patch = self.patch(rows, columns)
        whole[top : top + patch.shape[0], left : left + patch.shape[1]] = patch
        return whole

    def patch(self, rows: int, columns: int) -> tuple[int, int, Mask]:
        """The mask cut to its bounds: the first row, the first column, and the pixels from there on."""
        return patches((self,), rows, columns)[0]


@lru_cache(maxsize=256)
def _next_of(count: int) -> NDArray[np.intp]:
    """For each point of a ring of so many the one after it."""
    following = np.arange(1, count + 1)
    following[-1:] = 0
    return following


def patches(shapes: Sequence[_Area], rows: int, columns: int) -> list[tuple[int, int, Mask]]:
    """What `patch` says of each shape, all at once: a pixel is inside where an odd number of edges cross its row before its centre."""
    if not shapes:
        return []
    rings = [shape.outline for shape in shapes]
    counts = np.array([len(ring) for ring in rings], dtype=np.int64)
    points = np.concatenate(rings)
    ends: NDArray[np.int64] = counts.cumsum()
    after = np.arange(1, len(points) + 1)
    after[ends - 1] = ends - counts
    low = np.floor(np.minimum.reduceat(points, ends - counts))
    high = np.ceil(np.maximum.reduceat(points, ends - counts))
    size = np.array((columns, rows), dtype=float)
    first, last = (np.minimum(np.maximum(bound, 0), size).astype(np.int64) for bound in (low, high))
    last = np.maximum(first, last)
    wide, tall = (last - first).T
    starts = np.concatenate(([0], (tall * (wide + 1)).cumsum()))  # one column more for what crosses behind the last one
    flips = _crossings(points, points[after], np.arange(len(rings)).repeat(counts), first, last, starts)
    inside = (np.bincount(flips, minlength=int(starts[-1])).cumsum() & 1).astype(bool)
    table = zip(first.tolist(), wide.tolist(), tall.tolist(), starts.tolist(), strict=False)
    return [
        (top, left, inside[start : start + high * (across + 1)].reshape(high, across + 1)[:, :across])
        for (left, top), across, high, start in table
    ]


def _crossings(
    here: Outline, there: Outline, owner: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64], starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Where the edges from `here` to `there` cross a row of pixel centres: the first pixel at or behind each crossing.

    Pixels are counted through all boxes (`starts` of each shape, rows one column wider than the box); a row lies on the side of
    an edge's point that is above it or on it.
    """
    top, bottom = first[owner, 1], last[owner, 1]
    one, other = (np.minimum(np.maximum(np.ceil(end[:, 1] - 0.5), top), bottom).astype(np.int64) for end in (here, there))
    begin, count = np.minimum(one, other), np.abs(one - other)
    edge = np.arange(len(here)).repeat(count)
    row = np.arange(len(edge)) + (begin - (count.cumsum() - count)).repeat(count)
    (x1, y1), (x2, y2), of = here[edge].T, there[edge].T, owner[edge]
    at = x1 + (row + 0.5 - y1) * ((x2 - x1) / (y2 - y1))
    left, right = first[of, 0], last[of, 0]
    column = np.fmax(np.fmin(np.ceil(at - 0.5), right), left).astype(np.int64)
    found: NDArray[np.int64] = starts[of] + (row - first[of, 1]) * (right - left + 1) + column - left
    return found


@dataclass(frozen=True)
class Polygon(_Area):
    """A closed ring of at least three points."""

    points: tuple[Point, ...]

    @cached_property
    def outline(self) -> Outline:
        """The points themselves."""
        return np.asarray(self.points, dtype=float)

    def moved(self, dx: float, dy: float) -> Self:
        """The same shape, dx pixels to the right and dy pixels down."""
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))

    def mirrored(self, columns: int) -> Self:
        """The shape at the mirrored column x' = columns - x."""
        return replace(self, points=tuple((columns - x, y) for x, y in reversed(self.points)))


@dataclass(frozen=True)
class Rectangle(_Area):
    """Two opposite corners, kept in the order they were drawn."""

    first: Point
    second: Point

    @cached_property
    def outline(self) -> Outline:
        """The four corners."""
        (x1, y1), (x2, y2) = self.first, self.second
        return np.array([(x1, y1), (x2, y1), (x2, y2), (x1, y2)], dtype=float)

    def moved(self, dx: float, dy: float) -> Self:
        """The same shape, dx pixels to the right and dy pixels down."""
        return replace(self, first=(self.first[0] + dx, self.first[1] + dy), second=(self.second[0] + dx, self.second[1] + dy))

    def mirrored(self, columns: int) -> Self:
        """The shape at the mirrored column x' = columns - x."""
        return replace(self, first=(columns - self.second[0], self.first[1]), second=(columns - self.first[0], self.second[1]))


@dataclass(frozen=True)
class Ellipse(_Area):
    """Centre, half axes in pixels, and the angle of the first half axis, in degrees clockwise on screen."""

    cx: float
    cy: float
    rx: float
    ry: float
    angle_deg: float = 0.0

    @cached_property
    def outline(self) -> Outline:
        """64 points on the ellipse, rounded as label files hold them, so that every program sees the same pixels inside."""
        angle = math.radians(self.angle_deg)
        along, across = self.rx * _COSINES, self.ry * _SINES
        x = self.cx + along * math.cos(angle) - across * math.sin(angle)
        y = self.cy + along * math.sin(angle) + across * math.cos(angle)
        return np.column_stack((x, y)).round(ELLIPSE_DECIMALS)

    def moved(self, dx: float, dy: float) -> Self:
        """The same shape, dx pixels to the right and dy pixels down."""
        return replace(self, cx=self.cx + dx, cy=self.cy + dy)

    def mirrored(self, columns: int) -> Self:
        """The shape at the mirrored column x' = columns - x."""
        return replace(self, cx=columns - self.cx, angle_deg=-self.angle_deg)


@dataclass(frozen=True)
class Foreign(_Area):
    """A LabelMe shape of a kind that our tools do not draw (circle, point, line, mask ...): shown and kept, never voting.

    `mask_png` is the base64 text of a LabelMe mask.
    """

    kind: str
    points: tuple[Point, ...]
    mask_png: str | None = None

    @cached_property
    def outline(self) -> Outline:
        """The ring that shows the shape: a circle's circumference, a mask's box, else its points."""
        points = np.asarray(self.points, dtype=float)
        if self.kind == "circle":
            radius = float(np.hypot(*(points[1] - points[0])))
            return Ellipse(self.points[0][0], self.points[0][1], radius, radius).outline
        if self.kind == "mask":
            return Rectangle(self.points[0], self.points[1]).outline
        return points

    def moved(self, dx: float, dy: float) -> Self:
        """The same shape, dx pixels to the right and dy pixels down."""
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))

    def mirrored(self, columns: int) -> Self:
        """The points at the mirrored column x' = columns - x; a mask keeps its pixels, which cannot be mirrored in place."""
        return replace(self, points=tuple((columns - x, y) for x, y in self.points))


Shape = Polygon | Rectangle | Ellipse | Foreign


def overlap(one: Shape, other: Shape, rows: int, columns: int) -> float:
    """Intersection over union of the two masks on a rows x columns picture; 0 where both are empty."""
    return overlap_of_patches(one.patch(rows, columns), other.patch(rows, columns))


def overlap_of_patches(one: Patch, other: Patch) -> float:
    """The same of two patches of one picture, for whoever compares many shapes with each other."""
    (top, left, first), (other_top, other_left, second) = one, other
    start_row, start_column = max(top, other_top), max(left, other_left)
    end_row = min(top + first.shape[0], other_top + second.shape[0])
    end_column = min(left + first.shape[1], other_left + second.shape[1])
    shared = 0
    if start_row < end_row and start_column < end_column:
        a = first[start_row - top : end_row - top, start_column - left : end_column - left]
        b = second[start_row - other_top : end_row - other_top, start_column - other_left : end_column - other_left]
        shared = int(np.count_nonzero(a & b))
    union = int(np.count_nonzero(first)) + int(np.count_nonzero(second)) - shared
    return shared / union if union else 0.0


def crosses_itself(ring: Outline | Sequence[Point]) -> bool:
    """Whether two edges of the ring that are not neighbours touch or cross."""
    from shapely import LinearRing

    points = np.asarray(ring, dtype=float)
    if len(points) < 4:
        return False
    return not LinearRing(points).is_simple
