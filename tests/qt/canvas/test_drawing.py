"""Every tool by real mouse and key events; what comes out is compared with where the mouse was, in raw pixels."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import QPointF, Qt

from dspic_gui.counts.display import Display
from dspic_gui.counts.region import profile, region_statistics
from dspic_gui.marking.hot_spot import hot_spot
from dspic_gui.reading import Lesion
from dspic_gui.shape import Ellipse, Point, Polygon, Rectangle
from tests.qt.canvas.test_canvas import displays
from tests.qt.canvas_desk import ANT, CTRL, LEFT, POST, SHIFT, Desk, noise_views


@pytest.fixture
def desk(qtbot) -> Iterator[Desk]:
    desk = Desk()
    desk.pair.actual_size()
    yield desk
    desk.close()


def near(points: list[Point] | tuple[Point, ...]) -> object:
    return pytest.approx([value for point in points for value in point], abs=0.51)


def flat(points) -> list[float]:
    return [float(value) for point in points for value in point]


TRIANGLE = ((60.0, 400.0), (120.0, 400.0), (90.0, 460.0))


@pytest.mark.parametrize("way", ["enter", "double click", "first point"])
def test_a_polygon_click_by_click(desk: Desk, way: str) -> None:
    desk.pair.set_tool("polygon")
    for point in TRIANGLE:
        desk.click(point)
    if way == "enter":
        desk.key(Qt.Key.Key_Return)
    elif way == "double click":
        desk.double_click(TRIANGLE[-1])
    else:
        desk.click((62, 401))
    desk.type("ms")
    (lesion,) = desk.reading.lesions
    assert isinstance(lesion.shape, Polygon)
    assert flat(lesion.shape.points) == near(TRIANGLE)
    assert lesion.label == "metastasis:skull"
    assert lesion.projection is ANT


def test_backspace_takes_back_the_last_point_and_esc_all(desk: Desk) -> None:
    desk.pair.set_tool("polygon")
    for point in (*TRIANGLE, (200.0, 900.0)):
        desk.click(point)
    desk.key(Qt.Key.Key_Backspace)
    assert flat(desk.canvas().guide.squares) == near(TRIANGLE)
    desk.key(Qt.Key.Key_Escape)
    assert not desk.pair.gesture_in_progress
    assert not desk.canvas().guide.isVisible()
    assert desk.reading.lesions == ()


def test_two_points_are_no_polygon_and_it_is_said(desk: Desk) -> None:
    desk.pair.set_tool("polygon")
    for point in TRIANGLE[:2]:
        desk.click(point)
    desk.key(Qt.Key.Key_Return)
    assert "at least three points" in desk.messages[-1]
    assert desk.pair.gesture_in_progress
    desk.click(TRIANGLE[2])
    desk.key(Qt.Key.Key_Return)
    assert desk.box.isVisible()


@pytest.mark.parametrize("tool", ["rectangle", "ellipse"])
@pytest.mark.parametrize("way", ["drag", "two clicks"])
def test_boxes_by_dragging_or_by_two_clicks(desk: Desk, tool: str, way: str) -> None:
    desk.pair.set_tool(tool)
    if way == "drag":
        desk.drag([(60, 400), (70, 410), (100, 460)])
    else:
        desk.click((60, 400))
        desk.move((80, 430))
        desk.click((100, 460))
    desk.type("ms")
    (lesion,) = desk.reading.lesions
    left, top, right, bottom = lesion.shape.bounds
    assert [left, top, right, bottom] == pytest.approx([60, 400, 100, 460], abs=0.51)
    assert isinstance(lesion.shape, Rectangle if tool == "rectangle" else Ellipse)


def test_shift_makes_a_square(desk: Desk) -> None:
    desk.pair.set_tool("rectangle")
    desk.drag([(60, 400), (70, 410), (100, 480)], keys=SHIFT)
    desk.type("ms")
    left, top, right, bottom = desk.reading.lesions[0].shape.bounds
    assert (right - left, bottom - top) == pytest.approx((40, 40), abs=0.6)


def test_a_click_that_goes_nowhere_draws_nothing(desk: Desk) -> None:
    desk.pair.set_tool("ellipse")
    desk.click((60, 400))
    desk.click((60, 400))
    desk.key(Qt.Key.Key_Return)
    assert not desk.box.isVisible()
    assert desk.reading.lesions == ()


def test_points_snap_to_the_edge_and_never_leave_the_picture(desk: Desk) -> None:
    desk.pair.set_tool("rectangle")
    desk.drag([(2, 400), (10, 410), (-40, 460)])
    assert not desk.box.isVisible()  # both corners on the left edge: no area
    desk.drag([(30, 400), (10, 410), (-40, 460)])
    desk.type("ms")
    left, _, right, _ = desk.reading.lesions[0].shape.bounds
    assert left == 0.0
    assert right == pytest.approx(30, abs=0.51)


def test_hot_spot_grows_with_the_wheel_while_held(desk: Desk) -> None:
    desk.pair.set_tool("hot_spot")
    counts = noise_views()[ANT].counts
    point = desk.canvas().to_raw(QPointF(desk.screen((90, 430))))
    desk.press((90, 430))
    desk.wheel((90, 430), -4)
    desk.wheel((90, 430), 1)
    desk.release((90, 430))
    desk.type("ms")
    assert desk.reading.lesions[0].shape == hot_spot(counts, point, 65.0)
    assert any("65 %" in sentence for sentence in desk.messages)
    desk.pair.set_tool("select")
    desk.pair.set_tool("hot_spot")
    desk.press((90, 430), POST)
    assert "65 %" in desk.messages[-1]  # the share is remembered, in the other view too


def test_hot_spot_where_there_are_no_counts_is_said(desk: Desk) -> None:
    desk.pair.set_tool("hot_spot")
    desk.click((-30, 430))
    assert "no counts here" in desk.messages[-1]
    assert not desk.box.isVisible()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(display=displays, zoom=st.floats(1, 10), posterior=st.booleans(), x=st.floats(40, 200), y=st.floats(60, 950), later=displays)
def test_no_display_setting_alters_a_coordinate(
    desk: Desk, display: Display, zoom: float, posterior: bool, x: float, y: float, later: Display
) -> None:
    """Drawn under any display the coordinates are those of the pixels pointed at, and no later display changes them."""
    projection = POST if posterior else ANT
    desk.hold()
    desk.show(display)
    desk.pair.activate(projection)
    canvas = desk.canvas(projection)
    canvas.move_camera(replace(canvas.camera, x=x + 5, y=y + 5, scale=zoom))
    corners = [(x, y), (x + 12, y), (x + 12, y + 14), (x, y + 14)]
    desk.pair.set_tool("polygon")
    for corner in corners:
        desk.click(corner, projection)
    desk.key(Qt.Key.Key_Return)
    desk.type("ms")
    (lesion,) = desk.reading.lesions
    assert flat(lesion.shape.points) == pytest.approx(flat(corners), abs=0.51 / zoom + 0.01)
    before = desk.reading
    commits = desk.commits
    desk.show(later)
    desk.pair.fit()
    canvas.zoom(3)
    desk.show(replace(later, mirror_posterior=not later.mirror_posterior))
    assert desk.reading is before
    assert desk.commits == commits
    assert desk.canvas(projection).lesions.item(lesion.uid).lesion is lesion


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(display=displays, posterior=st.booleans(), zoom=st.floats(1, 6), dx=st.integers(-30, 30), dy=st.integers(-30, 30))
def test_dragging_moves_by_what_the_mouse_moved_under_any_display(
    desk: Desk, display: Display, posterior: bool, zoom: float, dx: int, dy: int
) -> None:
    projection = POST if posterior else ANT
    shape = Polygon(((100, 400), (140, 400), (120, 450)))
    desk.hold(Lesion(projection, shape, "metastasis:skull", uid="one"))
    desk.select(())
    desk.show(replace(display, shapes_hidden=False))
    desk.pair.activate(projection)
    canvas = desk.canvas(projection)
    canvas.move_camera(replace(canvas.camera, x=120, y=420, scale=zoom))
    desk.pair.set_tool("select")
    start, end = (120.0, 415.0), (120.0 + dx, 415.0 + dy)
    desk.drag([start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), end], projection)
    found = desk.reading.lesions[0].shape
    moved = max(abs(dx), abs(dy)) * zoom > 4.5
    expected = shape.moved(dx, dy) if moved else shape
    if max(abs(dx), abs(dy)) * zoom > 4.5 or (dx, dy) == (0, 0):
        assert flat(found.points) == pytest.approx(flat(expected.points), abs=1.02 / zoom + 0.01)
    (a, b), (c, d) = found.points[0], found.points[1]
    assert (c - a, d - b) == pytest.approx((40, 0), abs=0.011)


def test_selecting_one_several_and_none(desk: Desk) -> None:
    desk.hold(
        Lesion(ANT, Rectangle((50, 300), (150, 450)), "metastasis:skull", uid="large"),
        Lesion(ANT, Rectangle((60, 320), (90, 350)), "metastasis:skull", uid="small"),
        Lesion(POST, Rectangle((60, 320), (90, 350)), "metastasis:skull", uid="other"),
    )
    desk.click((75, 335))
    assert desk.selection == ("small",)
    desk.click((140, 440))
    assert desk.selection == ("large",)
    desk.click((75, 335), POST, keys=CTRL)
    assert desk.selection == ("large", "other")
    desk.click((140, 440), keys=CTRL)
    assert desk.selection == ("other",)
    desk.click((220, 335))
    assert desk.selection == ()


def test_a_box_stretched_over_lesions_selects_them(desk: Desk) -> None:
    marks = [Lesion(ANT, Rectangle((60, y), (90, y + 20)), "metastasis:skull", uid=str(y)) for y in (300, 350, 400)]
    desk.hold(*marks)
    desk.drag([(40, 290), (60, 330), (120, 380)])
    assert desk.selection == ("300", "350")
    desk.drag([(40, 395), (60, 410), (120, 440)], keys=CTRL)
    assert desk.selection == ("300", "350", "400")
    desk.drag([(150, 290), (160, 330), (180, 380)])
    assert desk.selection == ()
    assert desk.commits == 1
    assert not desk.canvas().guide.isVisible()


def test_hidden_lesions_show_no_handles_and_cannot_be_grabbed(desk: Desk) -> None:
    desk.hold(Lesion(ANT, Rectangle((60, 400), (120, 460)), "metastasis:skull", uid="one"))
    desk.click((90, 430))
    assert desk.canvas().guide.isVisible()
    desk.show(replace(desk.display, shapes_hidden=True))
    assert not desk.canvas().guide.isVisible()
    desk.drag([(60, 400), (50, 390), (30, 380)])
    assert desk.commits == 1
    desk.select(("one",))
    desk.show(replace(desk.display, shapes_hidden=False))
    assert desk.canvas().guide.isVisible()


def test_the_pointer_shows_what_it_would_grab(desk: Desk) -> None:
    desk.hold(Lesion(ANT, Rectangle((60, 400), (120, 460)), "metastasis:skull", uid="one"))
    desk.select(("one",))
    shapes = []
    for point in ((20, 300), (90, 430), (60, 400)):
        desk.move(point)
        shapes.append(desk.canvas().viewport().cursor().shape())
    assert shapes == [Qt.CursorShape.ArrowCursor, Qt.CursorShape.PointingHandCursor, Qt.CursorShape.CrossCursor]


def test_a_vertex_is_dragged_added_and_removed(desk: Desk) -> None:
    square = Polygon(((60, 400), (120, 400), (120, 460), (60, 460)))
    desk.hold(Lesion(ANT, square, "metastasis:skull", uid="one"))
    desk.click((90, 430))
    desk.drag([(120, 460), (125, 465), (150, 480)])
    assert flat(desk.reading.lesions[0].shape.points) == near([(60, 400), (120, 400), (150, 480), (60, 460)])
    desk.click((90, 400), keys=Qt.KeyboardModifier.AltModifier)
    assert flat(desk.reading.lesions[0].shape.points) == near([(60, 400), (90, 400), (120, 400), (150, 480), (60, 460)])
    desk.click((150, 480), keys=Qt.KeyboardModifier.AltModifier | SHIFT)
    assert flat(desk.reading.lesions[0].shape.points) == near([(60, 400), (90, 400), (120, 400), (60, 460)])
    desk.click((90, 400))
    desk.pair.backspace()
    assert flat(desk.reading.lesions[0].shape.points) == near([(60, 400), (120, 400), (60, 460)])
    desk.click((120, 400))
    desk.pair.backspace()
    assert "at least three vertices" in desk.messages[-1]
    assert len(desk.reading.lesions[0].shape.points) == 3


def test_alt_click_on_a_rectangle_says_that_only_polygons_take_vertices(desk: Desk) -> None:
    desk.hold(Lesion(ANT, Rectangle((60, 400), (120, 460)), "metastasis:skull", uid="one"))
    desk.click((90, 430))
    desk.click((90, 400), keys=Qt.KeyboardModifier.AltModifier)
    assert "Only a polygon" in desk.messages[-1]


def test_corners_and_axes_are_dragged(desk: Desk) -> None:
    desk.hold(Lesion(ANT, Rectangle((60, 400), (120, 460)), "metastasis:skull", uid="one"))
    desk.click((90, 430))
    desk.drag([(60, 400), (55, 395), (40, 380)])
    assert list(desk.reading.lesions[0].shape.bounds) == pytest.approx([40, 380, 120, 460], abs=0.51)
    desk.hold(Lesion(ANT, Ellipse(90, 430, 30, 20), "metastasis:skull", uid="two"))
    desk.click((90, 430))
    desk.drag([(90, 450), (90, 455), (95, 480)])
    shape = desk.reading.lesions[0].shape
    assert (shape.cx, shape.cy, shape.rx, shape.angle_deg) == (90, 430, 30, 0)
    assert shape.ry == pytest.approx(50, abs=0.51)


def test_esc_puts_back_what_was_being_dragged(desk: Desk) -> None:
    desk.hold(Lesion(ANT, Rectangle((60, 400), (120, 460)), "metastasis:skull", uid="one"))
    desk.press((90, 430))
    desk.move((120, 500), button=LEFT)
    assert desk.pair.gesture_in_progress
    item = desk.canvas().lesions.item("one")
    assert item.polygon().boundingRect().left() == pytest.approx(90, abs=0.51)
    desk.key(Qt.Key.Key_Escape)
    desk.release((120, 500))
    assert item.polygon().boundingRect().left() == 60
    assert desk.commits == 1


def test_a_drag_is_one_gesture_and_a_click_is_none(desk: Desk) -> None:
    desk.hold(Lesion(ANT, Rectangle((60, 400), (120, 460)), "metastasis:skull", uid="one"))
    desk.click((90, 430))
    assert desk.commits == 1
    desk.drag([(90, 430), (95, 435), (100, 440), (105, 445), (110, 450)])
    assert desk.commits == 2


def test_a_locked_lesion_stays_and_a_sealed_reading_takes_nothing(desk: Desk) -> None:
    desk.hold(Lesion(ANT, Rectangle((60, 400), (120, 460)), "metastasis:skull", uid="one", locked=True))
    desk.drag([(90, 430), (100, 440), (150, 480)])
    desk.pair.nudge(1, 0)
    assert desk.commits == 1
    assert "locked" in desk.messages[-1]
    desk.hold(Lesion(ANT, Rectangle((60, 400), (120, 460)), "metastasis:skull", uid="one"))
    desk.pair.set_editable(False)
    desk.drag([(90, 430), (100, 440), (150, 480)])
    assert desk.selection == ("one",)
    desk.pair.set_tool("polygon")
    assert desk.pair.tool_name == "select"
    assert "cannot be changed" in desk.messages[-1]
    assert desk.commits == 2


def test_several_lesions_move_together_and_stop_at_the_edge(desk: Desk) -> None:
    desk.hold(
        Lesion(ANT, Rectangle((60, 400), (120, 460)), "metastasis:skull", uid="one"),
        Lesion(ANT, Rectangle((180, 400), (240, 460)), "metastasis:skull", uid="two"),
    )
    desk.pair.select_all()
    desk.drag([(90, 430), (100, 430), (190, 430)])
    assert [lesion.shape.bounds[2] for lesion in desk.reading.lesions] == pytest.approx([220, 256], abs=0.51)


def test_nudging_follows_the_screen_even_where_it_is_mirrored(desk: Desk) -> None:
    desk.hold(Lesion(POST, Rectangle((60, 400), (120, 460)), "metastasis:skull", uid="one"))
    desk.select(("one",))
    before = desk.screen((60, 400), POST).x()
    desk.pair.nudge(1, 0)
    assert desk.reading.lesions[0].shape == Rectangle((61, 400), (121, 460))
    desk.show(replace(desk.display, mirror_posterior=True))
    desk.pair.nudge(10, -1)
    assert desk.reading.lesions[0].shape == Rectangle((51, 399), (111, 459))
    assert before


def test_neighbours_in_reading_order(desk: Desk) -> None:
    desk.hold(
        Lesion(POST, Rectangle((60, 100), (120, 160)), "metastasis:skull", uid="behind"),
        Lesion(ANT, Rectangle((60, 800), (120, 860)), "metastasis:skull", uid="foot"),
        Lesion(ANT, Rectangle((60, 100), (120, 160)), "metastasis:skull", uid="head"),
    )
    order = []
    for _ in range(4):
        desk.pair.select_neighbour(1)
        order += desk.selection
    assert order == ["head", "foot", "behind", "head"]
    assert desk.pair.active is ANT
    desk.pair.select_neighbour(-1)
    assert desk.selection == ("behind",)
    assert desk.pair.active is POST


def test_figures_are_live_while_drawing_and_right_to_the_count(desk: Desk, qtbot) -> None:
    figures = []
    desk.pair.statistics_changed.connect(figures.append)
    desk.pair.set_tool("rectangle")
    desk.press((60, 400))
    for corner in ((80, 420), (100, 450)):
        before = len(figures)
        desk.move(corner, button=LEFT)
        qtbot.waitUntil(lambda before=before: len(figures) > before)
    projection, found = figures[-1]
    view = noise_views()[ANT]
    shape = Rectangle(*desk.canvas().guide.squares)
    assert projection is ANT
    assert found == region_statistics(view, shape)
    assert f"mean {found.mean:.1f}" in desk.canvas().labels.reading.text()
    desk.key(Qt.Key.Key_Escape)
    assert figures[-1] is None
    assert not desk.canvas().labels.reading.isVisible()


def test_figures_of_the_selected_lesion_by_hand(desk: Desk) -> None:
    figures = []
    desk.pair.statistics_changed.connect(figures.append)
    desk.hold(Lesion(ANT, Rectangle((60, 400), (100, 450)), "metastasis:skull", uid="one"))
    desk.select(("one",))
    counts = noise_views()[ANT].counts
    inside, mirrored = counts[400:450, 60:100], counts[400:450, 156:196]
    _, found = figures[-1]
    assert (found.pixels, found.mean, found.maximum) == (2000, inside.mean(), inside.max())
    assert found.area_mm2 == pytest.approx(2000 * 2.4 * 2.4)
    assert found.ratio == pytest.approx(inside.mean() / mirrored.mean())


def test_the_profile_line_follows_the_mouse_and_stores_nothing(desk: Desk) -> None:
    seen = []
    desk.pair.profile_changed.connect(seen.append)
    desk.pair.set_editable(False)
    desk.pair.set_tool("profile")
    desk.drag([(60, 400), (80, 420), (160, 400)])
    projection, line = seen[-1]
    expected = profile(noise_views()[ANT], line.start, line.end)
    assert projection is ANT
    assert flat([line.start, line.end]) == near([(60, 400), (160, 400)])
    assert line.counts.tolist() == expected.counts.tolist()
    desk.pair.set_tool("select")
    assert seen[-1] is None
    assert desk.commits == 0


def test_another_study_gives_up_the_gesture_and_another_tool_waits_for_it(desk: Desk) -> None:
    desk.pair.set_tool("polygon")
    desk.click(TRIANGLE[0])
    desk.pair.set_tool("rectangle")
    assert desk.pair.tool_name == "polygon" and desk.pair.gesture_in_progress
    desk.pair.cancel_gesture()
    desk.pair.set_tool("rectangle")
    assert desk.pair.tool_name == "rectangle" and not desk.pair.gesture_in_progress
    desk.press((60, 400))
    desk.pair.show_study(noise_views(), desk.display)
    assert not desk.pair.gesture_in_progress
    assert not desk.canvas().guide.isVisible()
    desk.pair.show_study(noise_views(), desk.display)
    assert desk.pair.tool_name == "rectangle"  # the tool stays in hand from study to study
    desk.pair.cancel_gesture()
    assert desk.pair.tool_name == "select"
