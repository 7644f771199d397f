"""What made a reader wince is gone: full screen, the place of yesterday, the way into the consensus."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.consensus.consensus_panel import ConsensusPanel
from dspic_gui.reading import Reading
from tests.made.disputed_dataset import disputed_dataset
from tests.made.small_dataset import lesion
from tests.qt.conftest import OpenWindow


def test_the_lead_lands_in_the_consensus_and_settles_with_two_keys(open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> None:
    archive = disputed_dataset(tmp_path / "disputed")
    window = open_window("", study=None, folder=archive.folder)
    room = window.room
    assert room is not None
    qtbot.waitUntil(lambda: room.session.mode == "consensus")
    panel = room.mode_panel
    assert isinstance(panel, ConsensusPanel)
    qtbot.waitUntil(lambda: panel.settling.desk is not None and bool(panel.settling.desk.waiting))
    desk = panel.settling.desk
    assert desk is not None
    room.focus_canvas()
    waiting = len(desk.waiting)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return):
        QTest.keyClick(room.canvas.active_canvas, key)
    assert len(desk.waiting) < waiting


def test_full_screen_twice_keeps_the_window_maximised(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(study=None)
    window.showMaximized()
    qtbot.waitUntil(window.isMaximized)
    for full in (True, False):
        window.board.action("full_screen").trigger()
        qtbot.waitUntil(lambda full=full: window.isFullScreen() is full)  # type: ignore[misc]
    assert window.isMaximized()


def test_a_sitting_begins_where_the_last_one_ended(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(study=2)
    room = window.room
    assert room is not None and room.session.reading is not None
    room.acts.set_upper(30)
    room.acts.toggle_display("dual")
    room.canvas.set_tool("hot_spot")
    room.session.commit(room.session.reading.adding(lesion()))
    key = room.session.key
    window.show_start()
    window.choose_dataset(window.recent.datasets()[0].path)
    assert window.enter("R1")
    again = window.room
    assert again is not None
    qtbot.waitUntil(lambda: again.session.key == key)
    assert (again.session.display.upper, again.session.display.dual, again.canvas.tool_name) == (30, True, "hot_spot")


def test_where_all_is_read_the_window_is_not_black(open_window: OpenWindow, own_folder: Path, qtbot: QtBot) -> None:
    reader = Archive(own_folder, "R1")
    for key in reader.study_keys():
        reader.seal(Reading(key, "R1", says_normal=True), at="2026-03-04T05:06:07Z")
    room = open_window(study=None).room
    assert room is not None
    qtbot.waitUntil(lambda: room.session.study is not None)
    assert room.session.reading is not None and room.session.reading.sealed
