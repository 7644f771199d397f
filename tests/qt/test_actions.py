"""One table: nothing in it conflicts, every row can be called, keys can be changed, and conflicts are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QMainWindow, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from dspic_gui.qt.actions import BREAK, Action, conflicts, normal_key
from dspic_gui.qt.modes import rows_of_modes
from dspic_gui.qt.reading.actions import READING_ACTIONS
from dspic_gui.qt.window.action_board import NEEDS, ActionBoard
from dspic_gui.qt.window.key_settings import KeySettings
from dspic_gui.qt.window.key_sheet import KeySheet
from tests.qt.conftest import OpenWindow

ROWS = (*READING_ACTIONS, *rows_of_modes())

MOST_ROWS = 16
"""A menu is read at a glance."""

DISPLAY_KEYS = """
D=next_study A=previous_study Shift+D=next_unread Shift+A=previous_unread Ctrl+G=go_to Ctrl+O=open_dataset F1=keys
Tab=other_view X=single L=linked Ctrl+F=fit Ctrl+0=actual_size Ctrl++=zoom_in Ctrl+-=zoom_out
1=preset_100 2=preset_75 3=preset_50 4=preset_30 5=preset_15 I=invert G=curve C=map R=reset M=mirror H=shapes S=statistics
P=tool_polygon Ctrl+N=tool_polygon B=tool_rectangle Ctrl+R=tool_rectangle E=tool_ellipse Q=tool_hot_spot Esc=tool_select
Return=finish Backspace=backspace Del=delete Ctrl+Z=undo Ctrl+Y=redo Ctrl+Shift+Z=redo Ctrl+D=duplicate Ctrl+M=mirrored_copy
Ctrl+C=copy Ctrl+V=paste Ctrl+A=select_all Left=nudge_left Shift+Down=push_down Ctrl+Right=next_shape Ctrl+Shift+L=lock
Ctrl+E=edit_codes Ctrl+1=recent_1 Ctrl+9=recent_9 Alt+1=certainty_1 Alt+5=certainty_5 N=normal Ctrl+Return=seal Ctrl+Space=skip
"""


def test_ids_are_unique_and_what_rows_need_is_known() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert {row.needs for row in ROWS} - {""} <= set(NEEDS)


def test_no_two_rows_share_a_key_in_a_mode(qapp: object) -> None:
    assert [(found.key, found.one.id, found.other.id) for found in conflicts(ROWS, {})] == []


def test_every_key_is_a_key(qapp: object) -> None:
    for row in ROWS:
        for key in row.keys:
            assert QKeySequence(key).count() == 1 and QKeySequence(key).toString(), (row.id, key)


@pytest.mark.parametrize("pair", DISPLAY_KEYS.split())
def test_the_keys_that_readers_expect(pair: str, qapp: object) -> None:
    key, _, name = pair.rpartition("=")
    rows = [row for row in READING_ACTIONS if row.pointing is not True]
    assert [row.id for row in rows if normal_key(key) in {normal_key(own) for own in row.keys}] == [name]


def test_every_row_finds_the_one_that_it_calls(open_window: OpenWindow) -> None:
    board = open_window().board
    for row in READING_ACTIONS:
        assert callable(board._resolve(row.method)), row.id
        if row.state:
            board._resolve(row.state)


def test_every_row_is_in_a_menu_and_reads_as_the_table_says(open_window: OpenWindow) -> None:
    window = open_window()
    bar = window.menuBar()
    assert bar is not None
    for entry in bar.actions():
        menu = entry.menu()
        assert menu is not None
        rows = [row for row in ROWS if row.menu == entry.text()]
        assert sorted(names_in(menu)) == sorted(row.id for row in rows)
        assert sum(not action.isSeparator() for action in menu.actions()) <= MOST_ROWS, entry.text()
        inside = [action.menu() for action in menu.actions() if action.menu()]
        for row in rows:
            named = [sub for sub in inside if row.id in names_in(sub)]
            assert [sub.title() for sub in named] == ([row.group] if row.group not in ("", BREAK) else []), row.id


def names_in(menu: QMenu) -> list[str]:
    """The ids of the rows in a menu and in the menus inside it."""
    found = []
    for action in menu.actions():
        found += names_in(action.menu()) if action.menu() else [action.objectName()] if action.objectName() else []
    return found


def test_a_grey_entry_says_why(open_window: OpenWindow) -> None:
    board = open_window("", study=None).board
    assert "Open a study first" in board.action("fit").toolTip()
    assert board.action("mode_consensus").isEnabled(), "the lead settles without opening a study first"
    board = open_window("R1").board
    assert "Select a mark first" in board.action("edit_codes").toolTip() and "nothing to redo" in board.action("redo").toolTip()
    assert "(Ctrl+F)" in board.action("fit").toolTip() and "\n" not in board.action("fit").toolTip()


def test_the_tool_bar_shows_icons_and_words_and_no_lonely_line(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    bar = window.tool_bar
    qtbot.waitUntil(lambda: not bar.grab().isNull() and window.board.action("seal").icon().availableSizes() != [QSize(1, 1)])
    for mode in ("reading", "consensus", "review", "page"):
        window.board.set_mode(mode)
        shown = ["|" if action.isSeparator() else "x" for action in bar.actions() if action.isVisible()]
        assert "||" not in "".join(shown) and shown[0] != "|" and shown[-1] != "|", mode
    window.board.set_mode("reading")
    button = bar.widgetForAction(window.board.action("seal"))
    assert isinstance(button, QToolButton) and button.text() == "Seal"
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon


def test_single_keys_never_destroy() -> None:
    destructive = {"delete", "cut", "seal", "reopen", "skip", "start_page", "quit"}
    for row in READING_ACTIONS:
        if row.id in destructive - {"delete"}:
            assert all("+" in key for key in row.keys), row.id


def test_rows_work_in_their_mode_only(qtbot: QtBot) -> None:
    class Window(QMainWindow):
        called = 0

        def act(self) -> None:
            self.called += 1

    window = Window()
    qtbot.addWidget(window)
    one = Action("one", "One", "&File", ("X",), "window.act", frozenset({"reading"}))
    other = Action("other", "Other", "&File", ("X",), "window.act", frozenset({"consensus"}))
    board = ActionBoard(window, (one, other))
    assert conflicts((one, other), {}) == []
    board.set_mode("reading")
    assert board.action("one").isEnabled() and not board.action("other").isEnabled()
    board.set_mode("consensus")
    assert not board.action("one").isEnabled() and board.action("other").isEnabled()
    board.action("other").trigger()
    assert window.called == 1


def test_a_conflicting_key_is_refused_with_a_sentence_and_a_free_one_is_kept(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    dialog = KeySettings(window.board, window)
    qtbot.addWidget(dialog)
    dialog.choose("normal")
    dialog.editor.setKeySequence(QKeySequence("D"))
    dialog.assign.click()
    assert "Next study" in dialog.problem.text() and window.board.keys == {}
    dialog.editor.setKeySequence(QKeySequence("Y"))
    dialog.assign.click()
    assert dialog.problem.text() == "" and window.board.keys == {"normal": ("Y",)}
    assert window.board.action("normal").shortcuts() == [QKeySequence("Y")]
    dialog.choose("normal")
    dialog.default.click()
    assert window.board.keys == {} and window.board.action("normal").shortcuts() == [QKeySequence("N")]


def test_changed_keys_come_back_with_the_next_window(open_window: OpenWindow, own_folder: Path, qtbot: QtBot) -> None:
    window = open_window()
    window.dialogs.change_keys()
    dialog = window.findChild(KeySettings)
    assert dialog is not None
    dialog.choose("normal")
    dialog.editor.setKeySequence(QKeySequence("Y"))
    dialog.assign.click()
    dialog.close()
    window.close()
    assert open_window().board.action("normal").shortcuts() == [QKeySequence("Y")]


def test_the_sheet_lists_every_key_of_the_mode(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    sheet = KeySheet(window.board, window)
    qtbot.addWidget(sheet)
    text = sheet.text.toPlainText()
    for row in READING_ACTIONS:
        title = re.sub("[&…]", "", row.text)
        assert ("reading" not in row.modes or not row.keys) or title in text, row.id
