"""Every tool driven by the keyboard pointer: the same gestures as the mouse's come out, at the pixels where it stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dspic_gui.counts.region import profile
from dspic_gui.marking.hot_spot import hot_spot
from dspic_gui.reading import Lesion
from dspic_gui.shape import Ellipse, Polygon, Rectangle
from tests.qt.canvas_desk import ANT, POST, Desk, noise_views


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    desk.pair.actual_size()
    yield desk
    desk.close()


# the tools


def test_a_polygon_vertex_by_vertex(desk: Desk) -> None:
    desk.pair.set_tool("polygon")
    desk.pair.pointer.toggle()
    corners = ((60.5, 500.5), (120.5, 500.5), (90.5, 560.5))
    desk.press_at(*corners, (20.5, 530.5))
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
    desk.press_at((60.5, 500.5), (120.5, 500.5))
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
    desk.press_at((60.5, 480.5))
    desk.walk((100.5, 540.5))
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
    desk.press_at((60.5, 480.5))
    desk.walk((70.5, 490.5))
    qtbot.waitUntil(lambda: bool(figures) and figures[-1] is not None and figures[-1][1].pixels == 100)


def test_a_hot_spot_grows_by_keys(desk: Desk) -> None:
    desk.pair.set_tool("hot_spot")
    desk.pair.pointer.toggle()
    desk.walk((90.5, 430.5))
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
    desk.press_at((60.5, 500.5), (160.5, 480.5))
    desk.walk((30.5, 500.5))
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
    desk.press_at((90.5, 510.5))
    assert desk.selection == ("one",) and not desk.canvas().tool.held
    desk.pair.pointer.press()
    assert "Picked up" in desk.messages[-1]
    desk.walk((110.5, 500.5))
    assert desk.commits == 1
    desk.pair.pointer.press()
    assert desk.reading.lesions[0].shape == Rectangle((80, 470), (140, 530)) and desk.commits == 2
    assert not desk.canvas().tool.held
    desk.press_at((200.5, 600.5))
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
    desk.press_at((120.5, 540.5), (150.5, 560.5))
    assert desk.reading.lesions[0].shape == Rectangle((60, 480), (150.5, 560.5))


def test_vertices_are_added_moved_and_removed(desk: Desk) -> None:
    square = Polygon(((60.5, 480.5), (120.5, 480.5), (120.5, 540.5), (60.5, 540.5)))
    desk.hold(Lesion(ANT, square, "metastasis:skull", uid="one"))
    desk.select(("one",))
    pointer = desk.pair.pointer
    pointer.toggle()
    desk.walk((90.5, 480.5))
    pointer.press_on_edge()
    assert desk.reading.lesions[0].shape.points[1] == (90.5, 480.5)
    desk.press_at((90.5, 480.5), (90.5, 460.5))
    assert desk.reading.lesions[0].shape.points[1] == (90.5, 460.5)
    desk.pair.backspace()
    assert desk.reading.lesions[0].shape == square


def test_several_are_selected_and_moved_together(desk: Desk) -> None:
    desk.hold(box(), box("two", 150, 480))
    pointer = desk.pair.pointer
    pointer.toggle()
    desk.press_at((90.5, 510.5))
    desk.walk((180.5, 510.5))
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
    desk.press_at((90.5, 510.5), (90.5, 510.5))
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
        desk.press_at(*corners)
        desk.key(Qt.Key.Key_Return)
        desk.type("ms")
        drawn.append(desk.reading.lesions[-1].shape)
    assert drawn == [Polygon(corners)] * 2
