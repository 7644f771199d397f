"""Changing a shape by its handles: corners, vertices and axes, always in image pixels."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from dspic_gui.sentence import SaidError
from dspic_gui.shape import Ellipse, Point, Polygon, Rectangle, Shape

SMALLEST = 0.5
"""The smallest half axis of an ellipse, in pixels."""


class ReshapeError(SaidError, ValueError):
    """A change that the shape cannot take; the text is a sentence for the reader."""


def handles(shape: Shape, gap: float = 0.0) -> tuple[Point, ...]:
    """The points that can be dragged: a polygon's vertices, a rectangle's corners, an ellipse's axis ends.

    An ellipse has a fifth one that turns it, `gap` pixels beyond its first axis. A foreign shape has none.
    """
    if isinstance(shape, Polygon):
        return shape.points
    if isinstance(shape, Rectangle):
        return tuple((float(x), float(y)) for x, y in shape.outline)
    if isinstance(shape, Ellipse):
        axes = (shape.rx, 0.0), (0.0, shape.ry), (-shape.rx, 0.0), (0.0, -shape.ry), (shape.rx + gap, 0.0)
        return tuple(_from_axes(shape, along, across) for along, across in axes)
    return ()


def with_handle_moved(shape: Shape, index: int, point: Point) -> Shape:
    """The shape after its handle of that index was dragged to a point; IndexError where there is no such handle."""
    if isinstance(shape, Polygon):
        return Polygon((*shape.points[:index], point, *shape.points[index + 1 :]))
    if isinstance(shape, Rectangle):
        opposite = handles(shape)[(index + 2) % 4]
        return Rectangle(opposite, point)
    if isinstance(shape, Ellipse):
        return _ellipse_with_handle_moved(shape, index, point)
    raise IndexError(index)


def _ellipse_with_handle_moved(shape: Ellipse, index: int, point: Point) -> Ellipse:
    dx, dy = point[0] - shape.cx, point[1] - shape.cy
    if index == 4:
        return replace(shape, angle_deg=round(math.degrees(math.atan2(dy, dx)), 2))
    angle = math.radians(shape.angle_deg)
    if index % 2 == 0:
        return replace(shape, rx=round(max(abs(dx * math.cos(angle) + dy * math.sin(angle)), SMALLEST), 2))
    return replace(shape, ry=round(max(abs(dy * math.cos(angle) - dx * math.sin(angle)), SMALLEST), 2))


def _from_axes(shape: Ellipse, along: float, across: float) -> Point:
    cosine, sine = math.cos(math.radians(shape.angle_deg)), math.sin(math.radians(shape.angle_deg))
    return shape.cx + along * cosine - across * sine, shape.cy + along * sine + across * cosine


def nearest_edge(shape: Shape, point: Point) -> tuple[int, float]:
    """The edge of the ring nearest to a point, counted from the point it starts at, and how far it is in pixels."""
    start = shape.outline
    along = np.roll(start, -1, axis=0) - start
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(((np.asarray(point) - start) * along).sum(axis=1) / length, 0, 1)
    distance = np.hypot(*(start + along * share[:, None] - point).T)
    index = int(distance.argmin())
    return index, float(distance[index])


def with_vertex_added(shape: Shape, edge: int, point: Point) -> Polygon:
    """The polygon with a new vertex on that edge; ReshapeError for other shapes."""
    if not isinstance(shape, Polygon):
        raise ReshapeError("Only a polygon takes new vertices. The mark was not changed; draw it as a polygon to shape it freely.")
    return Polygon((*shape.points[: edge + 1], point, *shape.points[edge + 1 :]))


def with_vertex_removed(shape: Shape, index: int) -> Polygon:
    """The polygon without that vertex; ReshapeError for other shapes and for a triangle."""
    if not isinstance(shape, Polygon):
        raise ReshapeError("Only a polygon has vertices to remove. The mark was not changed; press Delete to remove the whole mark.")
    if len(shape.points) <= 3:
        raise ReshapeError("A polygon keeps at least three vertices. The mark was not changed; press Delete to remove the whole mark.")
    return Polygon((*shape.points[:index], *shape.points[index + 1 :]))


def with_vertex_near(shape: Shape, point: Point) -> Polygon:
    """The polygon with a new vertex on its outline where that is nearest to a point; ReshapeError for other shapes."""
    edge, _ = nearest_edge(shape, point)
    ring = shape.outline
    start, end = np.asarray(ring[edge], dtype=float), np.asarray(ring[(edge + 1) % len(ring)], dtype=float)
    along = end - start
    share = float(np.clip(((np.asarray(point) - start) @ along) / max(float(along @ along), 1e-12), 0.0, 1.0))
    x, y = (float(value) for value in start + share * along)
    return with_vertex_added(shape, edge, _rounded((x, y)))


def without_vertex_near(shape: Shape, point: Point) -> Polygon:
    """The polygon without its vertex nearest to a point; ReshapeError for other shapes and for a triangle."""
    points = handles(shape) or ((0.0, 0.0),)
    distances = [math.hypot(x - point[0], y - point[1]) for x, y in points]
    return with_vertex_removed(shape, distances.index(min(distances)))


def moved_inside(shape: Shape, dx: float, dy: float, rows: int, columns: int) -> Shape:
    """The shape moved, stopping at the edges of the picture; a shape that sticks out may only move inwards."""
    left, top, right, bottom = shape.bounds
    dx = min(max(dx, min(-left, 0.0)), max(columns - right, 0.0))
    dy = min(max(dy, min(-top, 0.0)), max(rows - bottom, 0.0))
    return rounded(shape.moved(dx, dy))


def rounded(shape: Shape) -> Shape:
    """The shape with its coordinates rounded to hundredths of a pixel."""
    if isinstance(shape, Polygon):
        return Polygon(tuple(_rounded(point) for point in shape.points))
    if isinstance(shape, Rectangle):
        return Rectangle(_rounded(shape.first), _rounded(shape.second))
    if isinstance(shape, Ellipse):
        return Ellipse(*(round(value, 2) for value in (shape.cx, shape.cy, shape.rx, shape.ry, shape.angle_deg)))
    return replace(shape, points=tuple(_rounded(point) for point in shape.points))


def _rounded(point: Point) -> Point:
    return round(point[0], 2), round(point[1], 2)
