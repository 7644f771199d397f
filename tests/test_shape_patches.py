"""Masks made all at once are those of each shape alone, and of the even-odd rule counted pixel by pixel."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dspic_gui.shape import Polygon, Rectangle, patches
from tests.ground_truth.slow_vote import pixels_inside

ROWS, COLUMNS = 1024, 256
COORDINATES = st.one_of(st.floats(-6, 20), st.integers(-12, 40).map(lambda halves: halves / 2))
POINTS = st.tuples(COORDINATES, COORDINATES)
RINGS = st.lists(POINTS, min_size=3, max_size=9).map(lambda points: Polygon(tuple(points)))
SHAPES = st.lists(st.one_of(RINGS, st.builds(Rectangle, POINTS, POINTS)), max_size=4)


@given(SHAPES)
def test_every_pixel_is_where_the_even_odd_rule_has_it(shapes: list[Polygon | Rectangle]) -> None:
    for shape, (top, left, mask) in zip(shapes, patches(shapes, ROWS, COLUMNS), strict=True):
        rows, columns = np.nonzero(mask)
        found = set(zip((rows + top).tolist(), (columns + left).tolist(), strict=True))
        assert found == pixels_inside(shape.outline.tolist())


@given(SHAPES, st.integers(1, 12), st.integers(1, 12))
def test_what_lies_outside_a_small_picture_is_cut(shapes: list[Polygon | Rectangle], rows: int, columns: int) -> None:
    for shape, (top, left, mask) in zip(shapes, patches(shapes, rows, columns), strict=True):
        assert (top, left) == shape.patch(rows, columns)[:2]
        assert np.array_equal(mask, shape.patch(rows, columns)[2])
        assert np.array_equal(shape.mask(rows, columns), shape.mask(ROWS, COLUMNS)[:rows, :columns])


@given(RINGS, POINTS)
def test_a_point_is_inside_where_its_pixel_would_be(ring: Polygon, point: tuple[float, float]) -> None:
    (x, y), centre = point, (0.5, 0.5)
    moved = Polygon(tuple((round(8 * px) / 8, round(8 * py) / 8) for px, py in ring.points))
    x, y = round(8 * x) / 8, round(8 * y) / 8
    assert moved.contains((x, y)) == moved.moved(centre[0] - x + 8, centre[1] - y + 8).mask(64, 64)[8, 8]
