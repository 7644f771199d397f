"""The code box by real keys: two letters, side, certainty, text, recent codes; Esc gives the mark up."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QMainWindow, QPushButton

from dspic_gui.code import Side, load_code_book
from dspic_gui.marking.code_entry import CodeChoice, CodeEntry, PlaceHint, side_of
from dspic_gui.reading import Lesion
from dspic_gui.shape import Rectangle
from tests.qt.canvas_desk import ANT, CTRL, POST, Desk

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(qtbot) -> Iterator[Desk]:
    desk = Desk(size=(1300, 1000))
    yield desk
    desk.close()


def draw(desk: Desk, left: float = 40, projection=ANT) -> None:
    desk.pair.set_tool("rectangle")
    desk.drag([(left, 300), (left + 10, 310), (left + 40, 340)], projection)
    assert desk.box.isVisible()


def press(desk: Desk, text: str) -> None:
    button = next(button for button in desk.box.findChildren(QPushButton) if button.text().split("   ")[-1] == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_two_letters_code_a_lesion_on_the_midline(desk: Desk) -> None:
    draw(desk)
    desk.type("ml")
    (lesion,) = desk.reading.lesions
    assert (lesion.label, lesion.certainty, lesion.description) == ("metastasis:lumbar_spine", None, None)
    assert not desk.box.isVisible()
    assert QApplication.focusWidget() is desk.canvas()


@pytest.mark.parametrize(
    ("key", "side"), [(Qt.Key.Key_Left, "left"), (Qt.Key.Key_Right, "right"), (Qt.Key.Key_Up, "bilateral"), (Qt.Key.Key_Return, "right")]
)
def test_a_paired_part_takes_its_side_from_an_arrow_or_from_the_position(desk: Desk, key: Qt.Key, side: str) -> None:
    draw(desk, left=40)  # anterior, small x: the patient's right
    desk.type("ak")
    assert desk.box.isVisible()
    desk.key(key)
    assert desk.reading.lesions[0].label == f"arthritis:knee:{side}"


def test_a_title_of_two_lines_takes_nothing_from_the_rows_below(desk: Desk) -> None:
    desk.pair.set_recent_codes(["metastasis:rib:left", "urine"])
    desk.pair.coding.place_of = lambda projection, shape: PlaceHint((("knee", 0.9),), Side.LEFT)
    draw(desk)
    desk.type("mi")
    chips = [button for button in desk.box.findChildren(QPushButton) if "Ctrl+" in button.text()]
    assert desk.box.isVisible() and len(chips) == 2
    assert all(chip.height() >= chip.minimumSizeHint().height() for chip in chips)
    assert desk.box.parent().rect().contains(desk.box.geometry())  # type: ignore[union-attr]


def test_a_known_place_needs_one_letter_and_enter(desk: Desk) -> None:
    desk.pair.coding.place_of = lambda projection, shape: PlaceHint((("knee", 0.9),), Side.LEFT)
    draw(desk)
    assert desk.box.origin.isVisible() and "simulated" in desk.box.origin.text() and not desk.box.rows.places
    desk.type("a")
    assert desk.box.isVisible(), "nothing is taken before Enter"
    desk.key(Qt.Key.Key_Return)
    assert desk.reading.lesions[0].label == "arthritis:knee:left"


def test_an_unsure_place_shows_two_chips_and_down_takes_the_other(desk: Desk) -> None:
    desk.pair.coding.place_of = lambda projection, shape: PlaceHint((("lumbar_spine", 0.6), ("sacrum", 0.3)))
    draw(desk)
    desk.type("m")
    assert [button.text() for button in desk.box.rows.places] == ["Lumbar spine  67 %", "↓   Sacrum  33 %"]
    assert [button.isChecked() for button in desk.box.rows.places] == [True, False]
    desk.key(Qt.Key.Key_Down)
    assert [button.isChecked() for button in desk.box.rows.places] == [False, True]
    desk.key(Qt.Key.Key_Return)
    assert desk.reading.lesions[0].label == "metastasis:sacrum"
    draw(desk)
    desk.type("m")
    press(desk, "Sacrum  33 %")
    assert desk.reading.lesions[1].label == "metastasis:sacrum"


def test_a_place_that_is_known_late_comes_unless_the_reader_has_begun(desk: Desk) -> None:
    draw(desk)
    desk.pair.coding.place_of = lambda projection, shape: PlaceHint((("knee", 0.9),), Side.LEFT)
    desk.pair.coding.look_again()
    assert desk.box.origin.isVisible() and desk.box.entry.effective_part == "knee"
    desk.key(Qt.Key.Key_Escape)
    desk.pair.coding.place_of = lambda projection, shape: None
    draw(desk)
    desk.type("m")
    desk.pair.coding.place_of = lambda projection, shape: PlaceHint((("knee", 0.9),), Side.LEFT)
    desk.pair.coding.look_again()
    assert desk.box.entry.effective_part is None


def test_the_side_may_come_before_the_part(desk: Desk) -> None:
    draw(desk)
    desk.type("m")
    desk.key(Qt.Key.Key_Left)
    desk.type("r")
    assert desk.reading.lesions[0].label == "metastasis:rib:left"


def test_esc_gives_the_mark_up_and_leaves_nothing(desk: Desk) -> None:
    draw(desk)
    desk.type("m")
    desk.key(Qt.Key.Key_Escape)
    assert not desk.box.isVisible()
    assert not desk.pair.gesture_in_progress
    assert desk.reading.lesions == ()
    draw(desk)
    assert desk.box.entry.finding is None


def test_certainty_text_and_enter(desk: Desk) -> None:
    draw(desk)
    desk.key(Qt.Key.Key_4, ALT)
    desk.type("m")
    desk.key(Qt.Key.Key_Tab)
    desk.type("ml faint")
    desk.key(Qt.Key.Key_5, ALT)
    desk.key(Qt.Key.Key_Tab)
    desk.type("l")
    (lesion,) = desk.reading.lesions
    assert (lesion.label, lesion.certainty, lesion.description) == ("metastasis:lumbar_spine", 5, "ml faint")


def test_enter_in_the_text_takes_the_code(desk: Desk) -> None:
    draw(desk)
    desk.type("u")
    desk.key(Qt.Key.Key_Tab)
    desk.type("bladder?")
    desk.key(Qt.Key.Key_Return)
    assert (desk.reading.lesions[0].label, desk.reading.lesions[0].description) == ("urine", "bladder?")


def test_what_is_missing_or_unknown_is_said_and_nothing_is_lost(desk: Desk) -> None:
    draw(desk)
    problem = desk.box._problem
    desk.key(Qt.Key.Key_Return)
    assert problem.isVisible() and "finding" in problem.text()
    desk.type("q")
    assert "No finding has the letter “Q”" in problem.text()
    desk.type("m")
    desk.key(Qt.Key.Key_Return)
    assert "body part" in problem.text()
    desk.type("a")
    assert "No body part" in problem.text()
    assert desk.box.isVisible()
    desk.type("s")
    assert desk.reading.lesions[0].label == "metastasis:skull"


def test_backspace_steps_back(desk: Desk) -> None:
    draw(desk)
    desk.type("mr")
    desk.key(Qt.Key.Key_Backspace)
    desk.key(Qt.Key.Key_Backspace)
    desk.type("as")
    assert desk.reading.lesions[0].label == "arthritis:skull"


def test_recent_codes(desk: Desk) -> None:
    desk.pair.set_recent_codes(["metastasis:rib:left", "urine"])
    draw(desk)
    desk.key(Qt.Key.Key_2, CTRL)
    draw(desk)
    desk.key(Qt.Key.Key_3, CTRL)
    assert desk.box.isVisible()
    desk.key(Qt.Key.Key_1, CTRL)
    assert [lesion.label for lesion in desk.reading.lesions] == ["urine", "metastasis:rib:left"]


def test_a_word_of_the_report_preselects_the_part_once(desk: Desk) -> None:
    desk.pair.suggest_part("skull")
    draw(desk)
    desk.type("m")
    desk.key(Qt.Key.Key_Return)
    assert desk.reading.lesions[0].label == "metastasis:skull"
    draw(desk)
    assert desk.box.entry.part is None


def test_the_mouse_can_do_all_of_it(desk: Desk) -> None:
    draw(desk)
    press(desk, "Metastasis")
    press(desk, "Alt+3")
    press(desk, "Rib")
    press(desk, "←  Left")
    assert (desk.reading.lesions[0].label, desk.reading.lesions[0].certainty) == ("metastasis:rib:left", 3)


def test_editing_the_code_of_several_lesions(desk: Desk) -> None:
    desk.hold(
        Lesion(ANT, Rectangle((40, 300), (80, 340)), "metastasis:rib:left", uid="one", certainty=2, description="old"),
        Lesion(POST, Rectangle((40, 300), (80, 340)), "metastasis:rib:left", uid="two", description="own"),
    )
    coded = []
    desk.pair.lesions_coded.connect(coded.append)
    desk.select(("one", "two"))
    desk.pair.edit_codes()
    assert (desk.box.entry.label(), desk.box.certainty) == ("metastasis:rib:left", 2)
    desk.key(Qt.Key.Key_Right)
    label = "metastasis:rib:right"
    assert coded == [{"one": CodeChoice(label, 2, "old"), "two": CodeChoice(label, None, "own")}]
    desk.pair.edit_codes()
    desk.type("al")
    assert coded[-1]["one"].label == "arthritis:lumbar_spine"


def test_a_sealed_reading_or_a_locked_lesion_keeps_its_code(desk: Desk) -> None:
    desk.hold(Lesion(ANT, Rectangle((40, 300), (80, 340)), "urine", uid="one", locked=True))
    desk.select(("one",))
    desk.pair.edit_codes()
    assert "locked" in desk.messages[-1]
    desk.pair.set_editable(False)
    desk.pair.edit_codes()
    assert "cannot be changed" in desk.messages[-1]
    assert not desk.box.isVisible()


def test_a_double_click_on_a_lesion_opens_its_code(desk: Desk) -> None:
    desk.hold(Lesion(ANT, Rectangle((40, 300), (80, 340)), "urine", uid="one"))
    desk.click((60, 320))
    desk.double_click((60, 320))
    assert desk.box.isVisible()
    desk.key(Qt.Key.Key_Escape)
    assert desk.reading.lesions[0].label == "urine"


def test_while_the_box_is_open_nothing_else_is_drawn(desk: Desk) -> None:
    opened = []
    desk.pair.coding_changed.connect(opened.append)
    draw(desk)
    desk.drag([(150, 700), (160, 710), (190, 740)])
    assert "first" in desk.messages[-1]
    desk.box.setFocus()
    desk.type("ms")
    assert len(desk.reading.lesions) == 1
    assert opened == [True, False]


def test_letters_never_reach_the_windows_shortcuts_while_the_box_is_open(qtbot, desk: Desk) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(desk.pair)
    fired = []
    for keys in ("M", "S", "Return", "Esc", "Left", "Ctrl+1", "Alt+3"):
        action = QAction(window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked, keys=keys: fired.append(keys))
        window.addAction(action)
    window.resize(1200, 1000)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk.pair.set_recent_codes(["urine"])
    desk.canvas().setFocus()
    desk.type("m")
    assert fired == ["M"]
    for take in ((lambda: desk.type("ms")), (lambda: desk.key(Qt.Key.Key_Escape)), (lambda: desk.key(Qt.Key.Key_1, CTRL))):
        draw(desk)
        desk.key(Qt.Key.Key_3, ALT)
        desk.key(Qt.Key.Key_Left)
        take()
        assert not desk.box.isVisible()
    assert fired == ["M"]
    window.takeCentralWidget()


def test_the_box_stands_beside_the_shape_and_inside_the_window(desk: Desk) -> None:
    room = desk.pair.rect()
    for near, picture in [
        (QRect(100, 100, 40, 40), QRect(80, 20, 230, 900)),
        (QRect(1200, 900, 40, 40), QRect(1000, 20, 230, 900)),
        (QRect(600, 500, 40, 40), QRect(0, 0, 1300, 1000)),
    ]:
        desk.box.open(CodeEntry(load_code_book()), near, picture)
        assert room.contains(desk.box.geometry())
        assert not desk.box.geometry().intersects(near)
    desk.box.cancel()


@pytest.mark.parametrize(
    ("x", "projection", "side"),
    [(40, ANT, Side.RIGHT), (200, ANT, Side.LEFT), (40, POST, Side.LEFT), (200, POST, Side.RIGHT), (123, ANT, None)],
)
def test_the_side_of_a_position(x: float, projection, side: Side | None) -> None:
    assert side_of(Rectangle((x, 100), (x + 10, 110)), projection) is side
