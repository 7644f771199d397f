"""Handles change what they should and nothing else."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspic_gui.marking.reshape import (
    ReshapeError,
    handles,
    moved_inside,
    nearest_edge,
    with_handle_moved,
    with_vertex_added,
    with_vertex_removed,
)
from dspic_gui.shape import Ellipse, Foreign, Polygon, Rectangle

SQUARE = Polygon(((10, 10), (20, 10), (20, 20), (10, 20)))


def test_a_vertex_moves_alone() -> None:
    moved = with_handle_moved(SQUARE, 2, (30, 31))
    assert moved == Polygon(((10, 10), (20, 10), (30, 31), (10, 20)))


@pytest.mark.parametrize("index", range(4))
def test_a_corner_of_a_rectangle_leaves_the_opposite_one(index: int) -> None:
    shape = Rectangle((10, 10), (20, 30))
    opposite = handles(shape)[(index + 2) % 4]
    moved = with_handle_moved(shape, index, (50, 60))
    assert {opposite, (50, 60)} <= set(handles(moved))


@given(st.floats(-180, 180), st.floats(5, 40), st.floats(5, 40))
def test_the_handles_of_an_ellipse_lie_on_it_and_keep_its_centre(angle: float, rx: float, ry: float) -> None:
    shape = Ellipse(100, 200, rx, ry, angle)
    for index, point in enumerate(handles(shape)[:4]):
        further = (100 + 2 * (point[0] - 100), 200 + 2 * (point[1] - 200))
        moved = with_handle_moved(shape, index, further)
        assert isinstance(moved, Ellipse)
        assert (moved.cx, moved.cy, moved.angle_deg) == (100, 200, angle)
        assert (moved.rx, moved.ry) == pytest.approx((2 * rx, ry) if index % 2 == 0 else (rx, 2 * ry), abs=0.01)


def test_the_fifth_handle_turns_an_ellipse() -> None:
    shape = Ellipse(100, 200, 20, 10)
    assert handles(shape, gap=6)[4] == (126, 200)
    turned = with_handle_moved(shape, 4, (100, 260))
    assert turned == Ellipse(100, 200, 20, 10, 90)


def test_a_foreign_shape_has_no_handles() -> None:
    assert handles(Foreign("circle", ((5, 5), (8, 5)))) == ()


def test_vertices_are_added_on_the_nearest_edge_and_removed() -> None:
    edge, distance = nearest_edge(SQUARE, (21, 15))
    assert (edge, distance) == (1, 1)
    added = with_vertex_added(SQUARE, edge, (21, 15))
    assert added.points == ((10, 10), (20, 10), (21, 15), (20, 20), (10, 20))
    assert with_vertex_removed(added, 2) == SQUARE


def test_what_a_shape_cannot_take_is_said() -> None:
    triangle = Polygon(((0, 0), (5, 0), (0, 5)))
    with pytest.raises(ReshapeError, match="at least three"):
        with_vertex_removed(triangle, 0)
    for shape in (Rectangle((0, 0), (5, 5)), Ellipse(5, 5, 2, 2)):
        with pytest.raises(ReshapeError, match="Only a polygon"):
            with_vertex_added(shape, 0, (1, 1))
        with pytest.raises(ReshapeError, match="Only a polygon"):
            with_vertex_removed(shape, 0)


@given(st.floats(-500, 500), st.floats(-2000, 2000))
def test_a_moved_shape_stays_inside_and_keeps_its_size(dx: float, dy: float) -> None:
    moved = moved_inside(SQUARE, dx, dy, rows=1024, columns=256)
    left, top, right, bottom = moved.bounds
    assert left >= 0 and top >= 0 and right <= 256 and bottom <= 1024
    assert math.isclose(right - left, 10, abs_tol=0.02) and math.isclose(bottom - top, 10, abs_tol=0.02)


def test_a_shape_that_sticks_out_moves_only_inwards() -> None:
    outside = Rectangle((250, 10), (270, 20))
    assert moved_inside(outside, 5, 0, 1024, 256) == outside
    assert moved_inside(outside, -5, 0, 1024, 256) == Rectangle((245, 10), (265, 20))
