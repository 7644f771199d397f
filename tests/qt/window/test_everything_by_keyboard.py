"""Whatever a mouse can reach, keys reach: Tab goes round without a trap and with a visible ring, and lists, words and levels obey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QTextEdit,
    QToolBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.reading.lesion_model import UID_ROLE
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.key_settings import KeySettings
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.qt.window.preferences_dialog import PreferencesDialog
from dspic_gui.study import Projection
from tests.made.disputed_dataset import disputed_dataset
from tests.made.small_dataset import lesion
from tests.made.waiting import list_is_whole
from tests.qt.conftest import OpenWindow

CTRL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
FOR_HANDS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar, QTextEdit)
MOST = 60


def press(window: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, keys)


def uids(table: QAbstractItemView) -> list[str]:
    model = table.model()
    assert model is not None
    return [str(model.index(row, 0).data(UID_ROLE)) for row in range(model.rowCount())]


def walk_round(window: QWidget, keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> tuple[list[QWidget], list[str]]:
    """Every widget that the key comes to until it is back at the first, and those that look the same with the focus and without."""
    seen: list[QWidget] = []
    ringless: list[str] = []
    for _ in range(MOST):
        widget = QApplication.focusWidget()
        assert widget is not None
        if seen and widget is seen[0]:
            return seen, ringless
        if not any(widget is other for other in seen):
            seen.append(widget)
        top = widget.window()
        assert top is not None
        with_focus = top.grab(_around(widget)).toImage()
        QTest.keyClick(widget, *keys)
        if QApplication.focusWidget() is not widget and top.grab(_around(widget)).toImage() == with_focus:
            ringless.append(f"{type(widget).__name__} {getattr(widget, 'text', str)()}")
    raise AssertionError(f"{[type(widget).__name__ for widget in seen]}: never came back to the first")


def _around(widget: QWidget) -> QRect:
    top = widget.window()
    assert top is not None
    return QRect(widget.mapTo(top, QPoint(0, 0)), widget.size()).adjusted(-3, -3, 3, 3).intersected(top.rect())


def not_reached(root: QWidget, seen: list[QWidget]) -> list[str]:
    """What is made for hands, is in sight, and was not come to; parts of what was come to do not count, keys of their own do."""
    reached = [part for widget in seen for part in (widget, *widget.findChildren(QWidget))]
    missed = []
    for widget in root.findChildren(QWidget):
        own_key = widget.focusPolicy() is Qt.FocusPolicy.NoFocus or isinstance(widget.parentWidget(), QToolBar)
        if isinstance(widget, FOR_HANDS) and widget.isVisible() and widget.isEnabled() and not own_key and widget not in reached:
            missed.append(f"{type(widget).__name__} {getattr(widget, 'text', str)()}")
    return missed


@pytest.fixture
def disputed(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = make_window(make_application(), disputed_dataset(tmp_path / "dataset").folder, "")
    window.show()
    qtbot.waitExposed(window)
    room = window.room
    assert room is not None
    qtbot.waitUntil(lambda: list_is_whole(room.worklist))
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.walk.open(str(room.worklist.model.row(0).key))
    yield window
    window.close()
    leave(window)


def test_shift_tab_goes_round_the_reading_room(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = window.room
    assert room is not None and room.session.reading is not None
    room.session.commit(room.session.reading.adding(lesion()))
    qtbot.waitUntil(lambda: room.window_bar._plot is not None, timeout=20000)
    room.focus_canvas()
    seen, ringless = walk_round(window, (Qt.Key.Key_Backtab, SHIFT))
    assert ringless == [] and not_reached(room, seen) == []
    assert all(canvas in seen for canvas in room.canvas.canvases.values())


def test_tab_from_the_worklist_comes_to_the_pictures_and_there_changes_the_view(open_window: OpenWindow) -> None:
    window = open_window()
    room = window.room
    assert room is not None
    room.focus_search()
    for _ in range(MOST):
        press(window, Qt.Key.Key_Tab)
        if room.canvas.active_canvas.hasFocus():
            break
    assert room.canvas.active_canvas.hasFocus()
    active = room.canvas.active
    press(window, Qt.Key.Key_Tab)
    assert room.canvas.active is active.other


@pytest.mark.parametrize(("mode", "key"), [("consensus", Qt.Key.Key_2), ("review", Qt.Key.Key_3)])
def test_the_modes_have_no_trap_either(disputed: MainWindow, qtbot: QtBot, mode: str, key: Qt.Key) -> None:
    room = disputed.room
    assert room is not None
    room.focus_canvas()
    press(disputed, key, CTRL | ALT)
    qtbot.waitUntil(lambda: room.session.mode == mode and room.mode_panel is not None, timeout=20000)
    room.focus_canvas()
    seen, ringless = walk_round(disputed, (Qt.Key.Key_Backtab, SHIFT))
    assert ringless == [] and not_reached(room, seen) == []
    room.focus_canvas()
    press(disputed, Qt.Key.Key_F6, SHIFT)
    panel = room.mode_panel
    assert panel is not None and panel.isAncestorOf(QApplication.focusWidget())
    press(disputed, Qt.Key.Key_F6)
    assert room.canvas.active_canvas.hasFocus()


def test_the_second_opinion_has_a_ring_too(open_window: OpenWindow) -> None:
    window = open_window()
    room = window.room
    assert room is not None
    press(window, Qt.Key.Key_F7)
    assert room.opinion.panel.isVisible()
    room.focus_canvas()
    seen, ringless = walk_round(window, (Qt.Key.Key_Backtab, SHIFT))
    assert ringless == [] and not_reached(room, seen) == [] and room.opinion.panel in seen


def test_start_page_and_sign_in_go_round(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.change_reader()
    for page in (window.sign_in, window.start_page):
        assert window.stack.currentWidget() is page
        qtbot.waitUntil(lambda page=page: page.isAncestorOf(QApplication.focusWidget()), timeout=20000)
        seen, ringless = walk_round(window, (Qt.Key.Key_Tab, NONE))
        assert ringless == [] and not_reached(page, seen) == []
        window.show_start()


def test_dialogs_go_round(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    for show, kind in ((window.dialogs.show_preferences, PreferencesDialog), (window.dialogs.change_keys, KeySettings)):
        show()
        dialog = window.findChild(kind)
        assert dialog is not None
        qtbot.waitUntil(lambda dialog=dialog: dialog.isAncestorOf(QApplication.focusWidget()), timeout=20000)
        seen, ringless = walk_round(dialog, (Qt.Key.Key_Backtab, SHIFT))
        assert ringless == [] and not_reached(dialog, seen) == []
        press(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        window.activateWindow()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list of codes that opens: only the test's screen
def test_the_lesions_are_coded_and_sorted_in_their_list_by_keys(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = window.room
    assert room is not None and room.session.reading is not None
    first, second = lesion(), lesion(140, 510, Projection.POST, "arthritis:knee:left")
    room.session.commit(room.session.reading.adding(first, second))
    room.focus_canvas()
    press(window, Qt.Key.Key_F6, SHIFT)
    table = room.lesions.table
    assert table.hasFocus() and room.session.selection == (first.uid,)
    for _ in range(2):
        before = table.grab().toImage()
        press(window, Qt.Key.Key_Right)
        assert table.grab().toImage() != before  # the cell that F2 edits is seen
    press(window, Qt.Key.Key_F2)
    assert isinstance(QApplication.focusWidget(), QComboBox | QLineEdit)
    chosen = QApplication.focusWidget()
    line = chosen.lineEdit() if isinstance(chosen, QComboBox) else chosen
    assert isinstance(line, QLineEdit)
    line.selectAll()
    line.insert("Arthritis · Skull")
    press(window, Qt.Key.Key_Return)
    reading = room.session.reading
    qtbot.waitUntil(lambda: room.session.reading is not reading, timeout=20000)
    assert room.session.reading.lesion(first.uid).label == "arthritis:skull"
    table.setFocus()
    press(window, Qt.Key.Key_S, CTRL | ALT)
    order = uids(table)
    press(window, Qt.Key.Key_S, CTRL | ALT)
    assert uids(table) == order[::-1]


def test_the_worklist_is_sorted_by_keys(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = window.room
    assert room is not None
    model = room.worklist.model
    newest_first = sorted((model.row(row).date for row in range(model.rowCount())), reverse=True)  # type: ignore[type-var]
    room.worklist.table.setFocus()
    room.worklist.table.setCurrentIndex(model.index(0, 2))
    press(window, Qt.Key.Key_S, CTRL | ALT)
    qtbot.waitUntil(lambda: not model.busy and room.worklist.table.currentIndex().column() == 2, timeout=20000)
    press(window, Qt.Key.Key_S, CTRL | ALT)
    qtbot.waitUntil(lambda: [model.row(row).date for row in range(model.rowCount())] == newest_first, timeout=20000)
    room.focus_canvas()
    press(window, Qt.Key.Key_S, CTRL | ALT)
    assert "Go to the worklist" in window.status_line.currentMessage()


def test_a_word_of_the_report_is_chosen_by_keys(open_window: OpenWindow) -> None:
    window = open_window()
    room = window.room
    assert room is not None
    room.report._text.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Return)
    assert room.canvas.coding.suggested_part is not None


def test_the_window_is_changed_by_keys_as_by_dragging(open_window: OpenWindow) -> None:
    window = open_window()
    room = window.room
    assert room is not None
    room.focus_canvas()
    press(window, Qt.Key.Key_3)
    for key in (Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Comma):
        press(window, key)
    assert room.session.display.upper == pytest.approx(52.5)
    press(window, Qt.Key.Key_Period, ALT)
    assert "not gamma" in window.status_line.currentMessage()
    press(window, Qt.Key.Key_G)
    gamma = room.session.display.gamma
    press(window, Qt.Key.Key_Period, ALT)
    assert room.session.display.gamma == pytest.approx(1.05 * gamma)
    press(window, Qt.Key.Key_Comma, ALT)
    assert room.session.display.gamma == pytest.approx(gamma)
