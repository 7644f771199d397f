"""The keyboard pointer: every tool without a mouse, through the same gestures, under any display; and its keys in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dspic_gui.hot_spot import hot_spot
from dspic_gui.qt.actions import conflicts
from dspic_gui.qt.keyboard_pointer import MARGIN
from dspic_gui.qt.main_window import MainWindow
from dspic_gui.reading import Lesion
from dspic_gui.region import profile
from dspic_gui.shape import Ellipse, Point, Polygon, Rectangle
from tests.qt.canvas_desk import ANT, CTRL, POST, SHIFT, Desk, noise_views, view_of
from tests.qt.conftest import OpenWindow

ALT = Qt.KeyboardModifier.AltModifier
SPOTS = ((60, 400, 200), (150, 300, 150), (120, 600, 100))


def spotted_views() -> dict:
    """Flat discs of radius 8 on a low ground; the posterior view has other ones."""
    rows, columns = np.mgrid[0:1024, 0:256]
    views = {}
    for projection, spots in ((ANT, SPOTS), (POST, ((200, 500, 180),))):
        counts = np.full((1024, 256), 10)
        for x, y, height in spots:
            counts[(columns - x) ** 2 + (rows - y) ** 2 < 64] = height
        views[projection] = view_of(projection, counts)
    return views


@pytest.fixture
def make_desk(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def make(*, zoomed: bool = True, **how: object) -> Desk:
        desk = Desk(**how)  # type: ignore[arg-type]
        desks.append(desk)
        if zoomed:
            desk.pair.actual_size()
        return desk

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


def walk(desk: Desk, point: Point) -> None:
    """Go there by steps on screen: ten pixels and one."""
    pointer = desk.pair.pointer
    turned = desk.display.mirrors(desk.pair.active)
    dx, dy = point[0] - pointer.place[0], point[1] - pointer.place[1]
    for distance, ways in ((-dx if turned else dx, ("left", "right")), (dy, ("up", "down"))):
        way, steps = ways[distance > 0], round(abs(distance))
        for _ in range(steps // 10):
            pointer.stride(way)
        for _ in range(steps % 10):
            pointer.step(way)
    assert pointer.place == point


def press_at(desk: Desk, *points: Point) -> None:
    for point in points:
        walk(desk, point)
        desk.pair.pointer.press()


# on and off


def test_the_pointer_is_seen_and_said_and_goes_away_again(desk: Desk) -> None:
    said: list[bool] = []
    desk.pair.pointer.toggled.connect(said.append)
    canvas = desk.canvas()
    assert not canvas.cross.isVisible()
    desk.pair.pointer.toggle()
    assert canvas.cross.isVisible() and "KEYBOARD POINTER" in canvas.labels.badges.text()
    assert (canvas.cross.x(), canvas.cross.y()) == desk.pair.pointer.place == (128.5, 512.5)
    desk.pair.pointer.end()
    assert not canvas.cross.isVisible() and canvas.labels.badges.text() == ""
    desk.pair.pointer.toggle()
    desk.pair.pointer.toggle()
    assert said == [True, False, True, False]


def test_without_a_study_there_is_no_pointer(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(views={}, zoomed=False)
    desk.pair.pointer.toggle()
    assert not desk.pair.pointer.on and not desk.canvas().cross.isVisible()
    desk.pair.pointer.press()
    desk.pair.pointer.step("left")


def test_it_begins_on_the_selected_lesion_and_comes_back_where_it_was(desk: Desk) -> None:
    desk.hold(Lesion(ANT, Rectangle((60, 400), (71, 441)), "metastasis:skull", uid="one"))
    desk.select(("one",))
    pointer = desk.pair.pointer
    pointer.toggle()
    assert pointer.place == (65.5, 420.5)
    walk(desk, (80.5, 430.5))
    pointer.end()
    pointer.toggle()
    assert pointer.place == (80.5, 430.5)


def test_another_study_keeps_the_pointer_and_puts_it_in_the_middle(desk: Desk) -> None:
    desk.pair.pointer.toggle()
    walk(desk, (20.5, 500.5))
    desk.pair.show_study(noise_views(), desk.display)
    assert desk.canvas().cross.isVisible() and desk.pair.pointer.place == (128.5, 512.5)
    desk.pair.show_study({}, desk.display)
    assert not desk.canvas().cross.isVisible()


# moving


def test_steps_follow_the_screen_and_stop_at_the_edge(desk: Desk) -> None:
    pointer = desk.pair.pointer
    pointer.toggle()
    pointer.step("right")
    pointer.stride("down")
    assert pointer.place == (129.5, 522.5)
    for _ in range(40):
        pointer.stride("left")
    for _ in range(110):
        pointer.stride("up")
    assert pointer.place == (0.5, 0.5)
    for _ in range(12):
        pointer.leap("right")
        pointer.leap("down")
    assert pointer.place == (255.5, 1023.5)


def test_on_a_mirrored_view_right_is_right_on_screen(desk: Desk) -> None:
    desk.pair.activate(POST)
    desk.pair.pointer.toggle()
    desk.show(replace(desk.display, mirror_posterior=True))
    before, place = desk.screen(desk.pair.pointer.place, POST).x(), desk.pair.pointer.place
    desk.pair.pointer.stride("right")
    assert desk.screen(desk.pair.pointer.place, POST).x() > before
    assert desk.pair.pointer.place == (place[0] - 10, place[1])


def test_count_and_mirrored_cursor_follow(desk: Desk) -> None:
    told: list[tuple] = []
    desk.pair.cursor_changed.connect(lambda *values: told.append(values))
    desk.pair.pointer.toggle()
    walk(desk, (60.5, 500.5))
    assert told[-1] == (ANT, 60.5, 500.5, float(noise_views()[ANT].counts[500, 60]))
    other = desk.canvas(POST).pointer_item
    assert other.isVisible() and (other.x(), other.y()) == (195.5, 500.5)
    desk.move((100, 300))
    QApplication.sendEvent(desk.canvas(), QEvent(QEvent.Type.Leave))
    assert told[-1][:3] == (ANT, 60.5, 500.5) and other.isVisible()
    desk.pair.pointer.end()
    assert told[-1][0] is None and not other.isVisible()


def test_the_other_view_shows_the_same_place_of_the_patient(desk: Desk) -> None:
    desk.pair.pointer.toggle()
    walk(desk, (60.5, 500.5))
    desk.pair.activate_other()
    assert desk.pair.pointer.place == (195.5, 500.5)
    assert desk.canvas(POST).cross.isVisible() and not desk.canvas(ANT).cross.isVisible()
    assert not desk.canvas(POST).pointer_item.isVisible() and desk.canvas(ANT).pointer_item.isVisible()
    assert desk.canvas(ANT).labels.badges.text() == ""


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_picture_scrolls_with_the_pointer(desk: Desk, mirrored: bool) -> None:
    desk.show(replace(desk.display, mirror_posterior=mirrored))
    desk.pair.activate(POST)
    desk.pair.zoom(5)
    pointer, canvas = desk.pair.pointer, desk.canvas(POST)
    pointer.toggle()
    for way in ("right", "down", "left", "up"):
        for _ in range(120):
            pointer.stride(way)
            at = canvas.to_screen(pointer.place)
            room = canvas.viewport().rect()
            assert room.contains(at.toPoint())
    assert pointer.place == ((255.5, 0.5) if mirrored else (0.5, 0.5))
    walk(desk, (128.5, 300.5))
    least = MARGIN - 1  # scroll bars move by whole pixels
    at, size = canvas.to_screen(pointer.place), canvas.viewport().size()
    assert least <= at.x() <= size.width() - least and least <= at.y() <= size.height() - least
    assert desk.canvas(ANT).camera.y == canvas.camera.y  # the views are linked


def test_a_whole_picture_does_not_move(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(zoomed=False)
    desk.pair.pointer.toggle()
    camera = desk.canvas().camera
    for way in ("up", "left", "down", "right"):
        for _ in range(110):
            desk.pair.pointer.stride(way)
    assert desk.canvas().camera == camera and desk.canvas().fitted


def test_zooming_keeps_the_pointer_where_it_is_on_screen(desk: Desk) -> None:
    desk.pair.pointer.toggle()
    walk(desk, (100.5, 480.5))
    before = desk.canvas().to_screen(desk.pair.pointer.place)
    desk.pair.zoom(2)
    after = desk.canvas().to_screen(desk.pair.pointer.place)
    assert (after - before).manhattanLength() < 3


# hot spots


def test_the_next_hot_spot_is_the_next_brightest_that_is_not_marked(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(views=spotted_views(), zoomed=False)
    pointer = desk.pair.pointer
    places = []
    for _ in range(4):
        pointer.next_hot_spot(1)
        places.append(pointer.place)
    assert pointer.on and places == [(60.5, 400.5), (150.5, 300.5), (120.5, 600.5), (60.5, 400.5)]
    assert "1 of 3" in desk.messages[-1]
    pointer.next_hot_spot(-1)
    assert pointer.place == (120.5, 600.5)
    desk.hold(Lesion(ANT, Ellipse(150, 300, 9, 9), "metastasis:skull"))
    pointer.next_hot_spot(1)
    pointer.next_hot_spot(1)
    assert pointer.place == (120.5, 600.5) and "2 of 2" in desk.messages[-1]
    desk.pair.activate_other()
    pointer.next_hot_spot(1)
    assert pointer.place == (200.5, 500.5)


def test_only_hot_spots_in_sight_are_found_and_it_is_said_when_there_are_none(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(views=spotted_views())
    canvas = desk.canvas()
    canvas.move_camera(replace(canvas.camera, x=150, y=300, scale=8))
    desk.pair.pointer.next_hot_spot(1)
    assert desk.pair.pointer.place == (150.5, 300.5) and "1 of 1" in desk.messages[-1]
    canvas.move_camera(replace(canvas.camera, x=50, y=900))
    desk.pair.pointer.next_hot_spot(1)
    assert "Nothing more stands out" in desk.messages[-1]


# the tools


def test_a_polygon_vertex_by_vertex(desk: Desk) -> None:
    desk.pair.set_tool("polygon")
    desk.pair.pointer.toggle()
    corners = ((60.5, 500.5), (120.5, 500.5), (90.5, 560.5))
    press_at(desk, *corners, (20.5, 530.5))
    desk.key(Qt.Key.Key_Backspace)
    assert desk.canvas().guide.squares == corners
    assert desk.canvas().guide.line[-1] == (20.5, 530.5)  # the last edge follows the pointer
    desk.key(Qt.Key.Key_Return)
    desk.type("ms")
    (lesion,) = desk.reading.lesions
    assert lesion.shape == Polygon(corners) and desk.commits == 1
    assert desk.canvas().hasFocus() and desk.canvas().cross.isVisible()


def test_a_polygon_is_given_up(desk: Desk) -> None:
    desk.pair.set_tool("polygon")
    desk.pair.pointer.toggle()
    press_at(desk, (60.5, 500.5), (120.5, 500.5))
    desk.key(Qt.Key.Key_Escape)
    assert not desk.pair.gesture_in_progress and desk.pair.pointer.on
    desk.pair.pointer.end()
    assert not desk.pair.pointer.on


@pytest.mark.parametrize("by_enter", [False, True])
@pytest.mark.parametrize(
    ("tool", "shape"), [("rectangle", Rectangle((60.5, 480.5), (100.5, 540.5))), ("ellipse", Ellipse(80.5, 510.5, 20, 30))]
)
def test_boxes_by_their_corners(desk: Desk, tool: str, shape: object, by_enter: bool) -> None:
    desk.pair.set_tool(tool)
    desk.pair.pointer.toggle()
    press_at(desk, (60.5, 480.5))
    walk(desk, (100.5, 540.5))
    if by_enter:
        desk.key(Qt.Key.Key_Return)
    else:
        desk.pair.pointer.press()
    desk.type("ms")
    assert [lesion.shape for lesion in desk.reading.lesions] == [shape]


def test_figures_are_live_while_the_pointer_draws(desk: Desk, qtbot: QtBot) -> None:
    figures: list = []
    desk.pair.statistics_changed.connect(figures.append)
    desk.pair.set_tool("rectangle")
    desk.pair.pointer.toggle()
    press_at(desk, (60.5, 480.5))
    walk(desk, (70.5, 490.5))
    qtbot.waitUntil(lambda: bool(figures) and figures[-1] is not None and figures[-1][1].pixels == 100)


def test_a_hot_spot_grows_by_keys(desk: Desk) -> None:
    desk.pair.set_tool("hot_spot")
    desk.pair.pointer.toggle()
    walk(desk, (90.5, 430.5))
    desk.pair.pointer.press()
    desk.pair.turn(-1)
    desk.pair.turn(-1)
    desk.pair.turn(-1)
    desk.pair.turn(1)
    assert "60 %" in desk.messages[-1]
    desk.pair.pointer.step("right")
    desk.pair.pointer.press()
    desk.type("ms")
    assert desk.reading.lesions[0].shape == hot_spot(noise_views()[ANT].counts, (91.5, 430.5), 60.0)
    desk.pair.turn(1)
    assert "No hot spot is being grown" in desk.messages[-1]


def test_a_hot_spot_is_given_up_by_esc_and_by_going_to_the_other_view(desk: Desk) -> None:
    desk.pair.set_tool("hot_spot")
    pointer = desk.pair.pointer
    pointer.toggle()
    pointer.press()
    desk.key(Qt.Key.Key_Escape)
    assert not desk.pair.gesture_in_progress and pointer.on
    pointer.press()
    desk.pair.activate_other()
    assert not desk.pair.gesture_in_progress and not desk.canvas(ANT).guide.isVisible()
    pointer.press()
    pointer.toggle()
    assert not desk.pair.gesture_in_progress and desk.commits == 0


def test_a_profile_line_by_its_ends(desk: Desk) -> None:
    seen: list = []
    desk.pair.profile_changed.connect(seen.append)
    desk.pair.set_editable(False)
    desk.pair.set_tool("profile")
    desk.pair.pointer.toggle()
    press_at(desk, (60.5, 500.5), (160.5, 480.5))
    walk(desk, (30.5, 500.5))
    projection, line = seen[-1]
    expected = profile(noise_views()[ANT], (60.5, 500.5), (160.5, 480.5))
    assert projection is ANT and line.counts.tolist() == expected.counts.tolist()
    assert desk.commits == 0


# the select tool


def box(uid: str = "one", left: float = 60, top: float = 480) -> Lesion:
    return Lesion(ANT, Rectangle((left, top), (left + 60, top + 60)), "metastasis:skull", uid=uid)


def test_a_press_selects_a_second_one_picks_up_and_a_third_drops(desk: Desk) -> None:
    desk.hold(box())
    desk.pair.pointer.toggle()
    press_at(desk, (90.5, 510.5))
    assert desk.selection == ("one",) and not desk.canvas().tool.held
    desk.pair.pointer.press()
    assert "Picked up" in desk.messages[-1]
    walk(desk, (110.5, 500.5))
    assert desk.commits == 1
    desk.pair.pointer.press()
    assert desk.reading.lesions[0].shape == Rectangle((80, 470), (140, 530)) and desk.commits == 2
    assert not desk.canvas().tool.held
    press_at(desk, (200.5, 600.5))
    assert desk.selection == () and desk.commits == 2


def test_enter_drops_too_and_esc_puts_back(desk: Desk) -> None:
    desk.hold(box())
    desk.select(("one",))
    pointer = desk.pair.pointer
    pointer.toggle()
    pointer.press()
    pointer.stride("right")
    desk.key(Qt.Key.Key_Return)
    assert desk.reading.lesions[0].shape == Rectangle((70, 480), (130, 540))
    pointer.press()
    pointer.stride("right")
    desk.key(Qt.Key.Key_Escape)
    pointer.press()
    pointer.end()
    assert pointer.on and not desk.canvas().tool.held
    assert desk.commits == 2 and desk.canvas().lesions.item("one").polygon().boundingRect().left() == 70


def test_a_corner_is_moved(desk: Desk) -> None:
    desk.hold(box())
    desk.select(("one",))
    desk.pair.pointer.toggle()
    press_at(desk, (120.5, 540.5), (150.5, 560.5))
    assert desk.reading.lesions[0].shape == Rectangle((60, 480), (150.5, 560.5))


def test_vertices_are_added_moved_and_removed(desk: Desk) -> None:
    square = Polygon(((60.5, 480.5), (120.5, 480.5), (120.5, 540.5), (60.5, 540.5)))
    desk.hold(Lesion(ANT, square, "metastasis:skull", uid="one"))
    desk.select(("one",))
    pointer = desk.pair.pointer
    pointer.toggle()
    walk(desk, (90.5, 480.5))
    pointer.press_on_edge()
    assert desk.reading.lesions[0].shape.points[1] == (90.5, 480.5)
    press_at(desk, (90.5, 480.5), (90.5, 460.5))
    assert desk.reading.lesions[0].shape.points[1] == (90.5, 460.5)
    desk.pair.backspace()
    assert desk.reading.lesions[0].shape == square


def test_several_are_selected_and_moved_together(desk: Desk) -> None:
    desk.hold(box(), box("two", 150, 480))
    pointer = desk.pair.pointer
    pointer.toggle()
    press_at(desk, (90.5, 510.5))
    walk(desk, (180.5, 510.5))
    pointer.press_adding()
    assert desk.selection == ("one", "two")
    pointer.press()
    pointer.stride("up")
    pointer.press()
    assert [lesion.shape.bounds[1] for lesion in desk.reading.lesions] == [470, 470]
    pointer.press_adding()
    assert desk.selection == ("one",)


def test_a_locked_lesion_and_a_sealed_reading_stay(desk: Desk) -> None:
    desk.hold(replace(box(), locked=True))
    desk.pair.pointer.toggle()
    press_at(desk, (90.5, 510.5), (90.5, 510.5))
    desk.pair.pointer.stride("up")
    desk.pair.pointer.press()
    assert desk.commits == 1 and any("locked" in sentence for sentence in desk.messages)
    desk.pair.set_tool("polygon")
    desk.pair.set_editable(False)
    desk.pair.pointer.press()
    assert "cannot be changed" in desk.messages[-1] and not desk.pair.gesture_in_progress


@pytest.mark.parametrize("zoom", [1.0, 3.7, 12.0])
def test_no_display_changes_what_the_pointer_draws(desk: Desk, zoom: float) -> None:
    drawn = []
    corners = ((100.5, 480.5), (140.5, 490.5), (120.5, 520.5))
    for display in (desk.display, replace(desk.display, mirror_posterior=True, interpolated=True)):
        desk.show(display)
        desk.pair.activate(POST)
        desk.pair.zoom(zoom / desk.canvas(POST).camera.scale)
        desk.pair.set_tool("polygon")
        if not desk.pair.pointer.on:
            desk.pair.pointer.toggle()
        press_at(desk, *corners)
        desk.key(Qt.Key.Key_Return)
        desk.type("ms")
        drawn.append(desk.reading.lesions[-1].shape)
    assert drawn == [Polygon(corners)] * 2


# the keys, in the real window


def focus(window: MainWindow) -> None:
    assert window.room is not None
    window.activateWindow()
    window.room.focus_canvas()


def press(window: MainWindow, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, keys)


def test_the_arrows_nudge_or_move_the_pointer_and_the_keys_end_it(open_window: OpenWindow) -> None:
    window = open_window()
    room = window.room
    assert room is not None and room.session.reading is not None
    focus(window)
    mark = box()
    room.session.commit(room.session.reading.adding(mark))
    room.session.select("one")
    pointer = room.canvas.pointer
    press(window, Qt.Key.Key_Right)
    assert room.session.reading.lesions[0].shape.bounds[0] == 61
    press(window, Qt.Key.Key_J)
    assert pointer.on and "Keyboard pointer" in window.status_line.currentMessage() and "Space" in window.status_line.currentMessage()
    x, y = pointer.place
    for key, keys in ((Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Down, SHIFT), (Qt.Key.Key_Right, ALT)):
        press(window, key, keys)
    assert pointer.place[0] > x + 10 and pointer.place[1] == y + 10
    assert room.session.reading.lesions[0].shape.bounds[0] == 61
    press(window, Qt.Key.Key_Tab)
    assert room.canvas.active is POST and room.canvas.canvases[POST].cross.isVisible()
    press(window, Qt.Key.Key_E)
    press(window, Qt.Key.Key_Escape)
    assert pointer.on and room.canvas.tool_name == "select"
    press(window, Qt.Key.Key_Escape)
    assert not pointer.on and "off" in window.status_line.currentMessage()
    press(window, Qt.Key.Key_Left)
    assert room.session.reading.lesions[0].shape.bounds[0] == 60
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_J)
    assert not pointer.on


def test_space_presses_once_however_long_it_is_held_and_pans_without_the_pointer(open_window: OpenWindow) -> None:
    window = open_window()
    room = window.room
    assert room is not None
    focus(window)
    canvas = room.canvas.active_canvas
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    assert canvas.viewport().cursor().shape() is Qt.CursorShape.OpenHandCursor
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    for key in (Qt.Key.Key_Q, Qt.Key.Key_Z, Qt.Key.Key_Space):
        press(window, key)
    assert canvas.tool.held
    for _ in range(3):
        again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
        QApplication.sendEvent(window.windowHandle(), again)
    assert canvas.tool.held
    press(window, Qt.Key.Key_Space)
    assert room.canvas.coding.open
    press(window, Qt.Key.Key_Escape)


def test_a_hot_spot_by_keys_is_undone_by_one_key(open_window: OpenWindow) -> None:
    window = open_window()
    room = window.room
    assert room is not None
    focus(window)
    for key in (Qt.Key.Key_Q, Qt.Key.Key_Z, Qt.Key.Key_Space, Qt.Key.Key_Minus, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Space):
        press(window, key)
    QTest.keyClicks(QApplication.focusWidget(), "ml")
    assert room.session.reading is not None
    (lesion,) = room.session.reading.lesions
    view = room.session.views[ANT]
    assert lesion.shape == hot_spot(view.counts, room.canvas.pointer.place, 45.0)
    assert view.counts[int(lesion.shape.centre[1]), int(lesion.shape.centre[0])] == view.counts.max()
    press(window, Qt.Key.Key_Z, CTRL)
    assert room.session.reading.lesions == ()
    press(window, Qt.Key.Key_Y, CTRL)
    assert room.session.reading.lesions == (lesion,)


def test_the_keys_can_be_changed_and_a_key_of_both_states_is_refused(open_window: OpenWindow) -> None:
    window = open_window()
    board = window.board
    assert conflicts(board.rows.values(), {}) == []
    taken = board.set_keys({"pointer_left": ("H",)})
    assert [found.one.id for found in taken] == ["shapes"]
    assert board.set_keys({"pointer_left": ("Del",)})  # Delete works while the pointer is shown too
    assert board.set_keys({"pointer_press": ("Ctrl+J",), "pointer": ("Ctrl+B",)}) == []
    assert window.room is not None
    focus(window)
    press(window, Qt.Key.Key_B, CTRL)
    assert window.room.canvas.pointer.on and "Ctrl+J presses" in window.status_line.currentMessage()
    press(window, Qt.Key.Key_Q)
    press(window, Qt.Key.Key_J, CTRL)
    assert window.room.canvas.active_canvas.tool.held


def test_the_pointer_reads_counts_in_a_sealed_study_and_stays_from_study_to_study(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = window.room
    assert room is not None
    focus(window)
    room.session.say_normal()
    assert room.session.seal()
    press(window, Qt.Key.Key_Z)
    assert window.status_line.cursor_label.text().startswith("ANT")
    press(window, Qt.Key.Key_B)
    press(window, Qt.Key.Key_Space)
    assert not room.canvas.gesture_in_progress
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        press(window, Qt.Key.Key_D)
    assert room.canvas.pointer.on and room.canvas.active_canvas.cross.isVisible()


def test_the_cross_is_painted_and_nothing_of_it_stays(desk: Desk) -> None:
    before = desk.canvas().grab().toImage()
    desk.pair.pointer.toggle()
    at = desk.canvas().to_screen(desk.pair.pointer.place) + QPointF(12, 0)
    shown = desk.canvas().grab().toImage()
    assert shown.pixelColor(at.toPoint()) != before.pixelColor(at.toPoint())
    desk.pair.pointer.end()
    assert desk.canvas().grab().toImage() == before
