"""What is in hand is undone and done again step by step; keys act on the box that asks; acts hit what the eye sees."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt

from dspic_gui.reading import Lesion
from dspic_gui.shape import Polygon, Rectangle
from tests.qt.canvas_desk import ANT, CTRL, Desk

POINTS = ((60.0, 400.0), (120.0, 400.0), (90.0, 460.0), (70.0, 450.0))


@pytest.fixture
def desk(qtbot) -> Iterator[Desk]:
    desk = Desk(size=(1300, 1000))
    desk.pair.actual_size()
    yield desk
    desk.close()


def drawn(desk: Desk) -> int:
    """How many points of an outline are in hand."""
    return len(desk.canvas().tool._points)


def draw(desk: Desk) -> None:
    desk.pair.set_tool("polygon")
    for point in POINTS:
        desk.click(point)
    assert drawn(desk) == 4


def test_points_are_taken_back_one_by_one_and_come_again(desk: Desk) -> None:
    draw(desk)
    for left in (3, 2, 1, 0):
        assert desk.pair.in_hand.undo() and drawn(desk) == left
    assert not desk.pair.in_hand.undo() and desk.pair.in_hand.can_redo
    for left in (1, 2, 3, 4):
        assert desk.pair.in_hand.redo() and drawn(desk) == left
    assert not desk.pair.in_hand.can_redo
    desk.pair.in_hand.undo()
    desk.click((200, 500))
    assert not desk.pair.in_hand.can_redo and drawn(desk) == 4


def test_esc_gives_the_outline_up_and_redo_brings_it_back(desk: Desk) -> None:
    draw(desk)
    desk.key(Qt.Key.Key_Escape)
    assert not desk.pair.gesture_in_progress
    assert desk.pair.in_hand.redo() and drawn(desk) == 4


def test_another_tool_waits_until_the_outline_is_finished_or_given_up(desk: Desk) -> None:
    draw(desk)
    for name in ("select", "rectangle", "hot_spot"):
        desk.pair.set_tool(name)
        assert desk.pair.tool_name == "polygon" and drawn(desk) == 4 and "in progress" in desk.messages[-1]
    desk.key(Qt.Key.Key_Escape)
    desk.pair.set_tool("rectangle")
    assert desk.pair.tool_name == "rectangle"


def test_ctrl_z_in_the_code_box_draws_on_and_redo_closes_again(desk: Desk) -> None:
    draw(desk)
    desk.double_click(POINTS[-1])
    assert desk.box.isVisible()
    desk.key(Qt.Key.Key_Z, CTRL)
    assert not desk.box.isVisible() and drawn(desk) == 4
    desk.pair.in_hand.undo()
    assert drawn(desk) == 3
    desk.pair.in_hand.redo()
    desk.pair.in_hand.redo()
    assert desk.box.isVisible()
    desk.type("ms")
    assert len(desk.reading.lesions) == 1 and not desk.pair.in_hand.can_redo and not desk.pair.in_hand.can_undo


@pytest.mark.parametrize("tool", ["polygon", "rectangle"])
def test_a_mark_given_up_in_the_code_box_comes_back_with_what_was_said(desk: Desk, tool: str) -> None:
    if tool == "polygon":
        draw(desk)
        desk.key(Qt.Key.Key_Return)
    else:
        desk.pair.set_tool("rectangle")
        desk.drag([(60, 300), (70, 310), (100, 340)])
    desk.type("a")
    desk.key(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    desk.key(Qt.Key.Key_Escape)
    assert not desk.pair.gesture_in_progress and desk.reading.lesions == ()
    assert desk.pair.in_hand.redo() and desk.box.isVisible()
    desk.type("l")
    (lesion,) = desk.reading.lesions
    assert lesion.label == "arthritis:lumbar_spine" and lesion.certainty == 3


def test_a_finished_mark_makes_what_was_given_up_stay_away(desk: Desk) -> None:
    draw(desk)
    desk.key(Qt.Key.Key_Escape)
    desk.hold(Lesion(ANT, Rectangle((60, 300), (100, 340)), "urine"))
    assert not desk.pair.in_hand.can_redo and not desk.pair.in_hand.redo()


def test_keys_stay_with_the_box_when_the_picture_is_clicked(desk: Desk, qtbot) -> None:
    desk.pair.set_tool("rectangle")
    desk.drag([(60, 300), (70, 310), (100, 340)])
    desk.click((200, 700))
    desk.canvas().setFocus()
    desk.type("ml")
    assert [lesion.label for lesion in desk.reading.lesions] == ["metastasis:lumbar_spine"]


BIG = Lesion(ANT, Rectangle((40, 300), (140, 400)), "metastasis:lumbar_spine", uid="1" * 32)
SMALL = Lesion(ANT, Rectangle((80, 340), (100, 360)), "arthritis:lumbar_spine", uid="2" * 32)


def test_a_drag_moves_the_chosen_one_of_two_that_lie_over_each_other_and_a_click_chooses_the_smaller(desk: Desk) -> None:
    desk.hold(BIG, SMALL)
    desk.select((BIG.uid,))
    desk.drag([(90, 350), (95, 350), (120, 350)])
    big, small = desk.reading.lesions
    assert big.shape.bounds[0] == pytest.approx(70, abs=0.6) and small == SMALL
    desk.hold(BIG, SMALL)
    desk.select((BIG.uid,))
    desk.click((90, 350))
    assert desk.selection == (SMALL.uid,) and desk.reading.lesions == (BIG, SMALL)


def test_a_hidden_mark_is_not_nudged(desk: Desk) -> None:
    desk.hold(BIG, SMALL)
    desk.select((BIG.uid, SMALL.uid))
    desk.pair.show_lesions(desk.reading.lesions, desk.book, hidden=frozenset({SMALL.uid}))
    desk.pair.nudge(3, 0)
    big, small = desk.reading.lesions
    assert big.shape.bounds[0] == 43 and small == SMALL


TRIANGLE = Lesion(ANT, Polygon(((60.0, 400.0), (160.0, 400.0), (110.0, 480.0), (60.0, 460.0))), "urine", uid="3" * 32)


@pytest.mark.parametrize("between", ["nothing", "selection", "undo"])
def test_backspace_removes_the_vertex_that_is_shown_as_chosen_or_none(desk: Desk, between: str) -> None:
    desk.hold(TRIANGLE, SMALL)
    desk.select((TRIANGLE.uid,))
    desk.drag([(160, 400), (162, 400), (170, 400)])
    moved = desk.reading
    if between == "selection":
        desk.select((SMALL.uid,))
        desk.select((TRIANGLE.uid,))
    elif between == "undo":
        desk.hold(TRIANGLE, SMALL)
    desk.pair.backspace()
    assert len(desk.reading.lesions[0].shape.points) == (3 if between == "nothing" else 4)
    if between == "selection":
        assert desk.reading == moved
