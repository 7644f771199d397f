"""The keys of the keyboard pointer in the real window: from the one table, in their state only, changed and refused like all others."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dspic_gui.marking.hot_spot import hot_spot
from dspic_gui.qt.actions import conflicts
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reading import Lesion
from dspic_gui.shape import Rectangle
from tests.qt.canvas_desk import ANT, CTRL, POST, SHIFT
from tests.qt.conftest import OpenWindow

ALT = Qt.KeyboardModifier.AltModifier


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
    room.session.commit(room.session.reading.adding(Lesion(ANT, Rectangle((60, 480), (120, 540)), "metastasis:skull", uid="one")))
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
