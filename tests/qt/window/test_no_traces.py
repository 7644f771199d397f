"""Nothing of one reader, or of the lead, is left for the next to see: R1's screens with and without all others' traces, pixel by pixel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PyQt6.QtCore import QEvent, QSize
from PyQt6.QtGui import QHelpEvent, QImage
from PyQt6.QtWidgets import QAbstractItemView, QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from dspic_gui.intake.importing import Outcome
from dspic_gui.places import config_folder
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.start.import_summary import ImportSummary
from dspic_gui.qt.training.opening import TrainingLine
from dspic_gui.qt.training.training_desk import TrainingDesk
from dspic_gui.qt.window.main_window import MainWindow
from tests.made.small_dataset import lesion
from tests.qt.conftest import OpenWindow


def until_it_rests(window: MainWindow, qtbot: QtBot) -> None:
    """Until the window looks the same three times: strips and panels are laid out anew soon after it has another size."""
    seen: list[QImage] = []

    def rests() -> bool:
        qtbot.wait(50)
        seen.append(window.grab().toImage())
        return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]

    qtbot.waitUntil(rests)


def screens(open_window: OpenWindow, qtbot: QtBot, folder: Path) -> dict[str, QImage]:
    """What R1 sees: the start page, the sign-in, and the room with the first study."""
    window = open_window("R1", 0, folder)
    assert window.room is not None
    window.resize(1440, 900)  # where the window stood and how large it was is the machine's
    qtbot.waitUntil(lambda: not window.background.is_busy("prefetch"))
    qtbot.waitUntil(lambda: window.size() == QSize(1440, 900) and window.isActiveWindow())  # a frame shows where the keyboard is
    window.room.canvas.active_canvas.setFocus()
    until_it_rests(window, qtbot)
    window.room.canvas.fit()
    until_it_rests(window, qtbot)
    found = {"room": window.room.canvas.grab().toImage(), "list": window.room.worklist.table.grab().toImage()}
    found["side"] = window.room.side.grab().toImage()
    window.show_start()
    window.start_page.list.clear()  # where the dataset lies is told, not who opened it
    found["start"] = window.start_page.grab().toImage()
    window.choose_dataset(folder)
    found["sign-in"] = window.sign_in.grab().toImage()
    window.close()
    return found


def work_as(window: MainWindow, label: str) -> None:
    """Draw, code, set tools and switches, and let it be said."""
    room = window.room
    assert room is not None and room.session.reading is not None
    room.session.commit(room.session.reading.adding(lesion(label=label)))
    room.acts.remember(label)
    room.canvas.tool_settings.hot_spot_percent = 35.0
    room.acts.toggle_display("captions")
    room.acts.toggle_display("statistics")
    room.session.message.emit("R2 was here")


def test_r1_sees_the_same_with_and_without_the_traces_of_all_others(
    open_window: OpenWindow, qtbot: QtBot, own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Path(shutil.copytree(own_folder, tmp_path / "first" / "dataset"))
    open_window("", None, first).close()  # how large the window last was is the machine's
    alone = screens(open_window, qtbot, Path(shutil.copytree(own_folder, tmp_path / "alone" / "dataset")))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "shared settings"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "shared cache"))
    for reader in ("R2", "R3", "guest"):
        window = open_window(reader, 0, own_folder)
        work_as(window, "arthritis:knee:left")
        window.close()
    window = open_window("", 0, own_folder)
    window.close()
    after = screens(open_window, qtbot, own_folder)
    assert not any(picture.isNull() for picture in alone.values())
    assert {name: picture.size() == after[name].size() for name, picture in alone.items()} == dict.fromkeys(alone, True)
    assert {name: picture == after[name] for name, picture in alone.items()} == dict.fromkeys(alone, True)


def test_recent_codes_and_tools_are_the_persons_own(open_window: OpenWindow, own_folder: Path) -> None:
    window = open_window("R2", 0, own_folder)
    work_as(window, "arthritis:knee:left")
    window.close()
    room = open_window("R1", 0, own_folder).room
    assert room is not None and room.acts.recent == () and room.canvas.tool_settings.hot_spot_percent != 35.0
    room = open_window("R2", 0, own_folder).room
    assert room is not None and room.acts.recent == ("arthritis:knee:left",) and room.canvas.tool_settings.hot_spot_percent == 35.0
    text = (config_folder() / "settings.ini").read_text(encoding="utf-8")
    assert "R2" not in text and "R1" not in text


def test_a_status_line_and_its_tool_tip_go_with_the_reader(open_window: OpenWindow) -> None:
    window = open_window("R2")
    window.status_line.say("Study 17 is sealed.")
    window.show_start()
    assert not window.status_line.currentMessage() and not window.status_line.toolTip()
    assert "17" not in window.windowTitle() and "Small" not in window.windowTitle()


def test_how_a_training_goes_is_for_the_study_lead_alone(open_window: OpenWindow, own_folder: Path) -> None:
    window = open_window("", None)
    desk = TrainingDesk.of(window)
    line = TrainingLine.of(desk, window)
    desk.unseen = True
    desk.ended.emit()
    assert line.isVisible()
    window.show_start()
    for reader, seen in (("R1", False), ("", True)):
        assert not line.isVisible()
        window.choose_dataset(own_folder)
        assert not line.isVisible() and window.enter(reader) and line.isVisible() is seen
        window.show_start()


@pytest.mark.parametrize("text", ["<h1>SEALED</h1>", '<img src="/tmp/x.png">', "<a href='x'>y</a>"])
def test_a_text_from_a_file_is_shown_as_it_stands(text: str, open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("R1")
    assert window.room is not None
    for label in window.findChildren(QLabel):
        label.ensurePolished()
    window.room.banner.study.setText(text)
    assert {label.textFormat().name for label in window.room.findChildren(QLabel)} == {"PlainText"}


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_tool_tip_of_a_list_is_shown_as_it_stands(open_window: OpenWindow, qtbot: QtBot) -> None:
    """A file's name is in the tip of its row; as HTML it would be large words, or a picture that is read without end."""
    window = open_window("R1", None)
    name = '<h1>SEALED</h1><img src="/dev/zero">.dcm'
    summary = ImportSummary(window)
    summary.show_outcomes([Outcome(name, "refused", error=name)], {})
    summary.resize(600, 300)
    summary.show()
    view = summary.table.viewport()
    assert view is not None
    for column in range(summary.table.columnCount()):
        place = summary.table.visualRect(summary.table.indexFromItem(summary.table.topLevelItem(0), column)).center()
        QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
        tips = [one for one in QApplication.topLevelWidgets() if one.objectName() == "qtooltip_label" and isinstance(one, QLabel)]
        assert {one.textFormat().name for one in tips} <= {"PlainText"}
    assert any(name in one.text() for one in tips)
    QToolTip.hideText()


def test_a_person_has_settings_in_each_dataset(tmp_path: Path) -> None:
    own = Preferences(tmp_path / "settings.ini")
    one, other = own.of_person(tmp_path / "a", "R1"), own.of_person(tmp_path / "b", "R1")
    one.set_value("codes/recent", "urine")
    assert one.value("codes/recent", "") == "urine" and other.value("codes/recent", "") == ""
    own.theme = "light"
    assert one.theme == "light"


def test_what_a_reader_copied_cannot_be_pasted_by_the_next(open_window: OpenWindow) -> None:
    window = open_window()
    assert window.room is not None
    window.room.carry.copy_view()
    clipboard = QApplication.clipboard()
    assert clipboard is not None and not clipboard.image().isNull()
    window.change_reader()
    assert clipboard.image().isNull()
    clipboard.clear()


def test_nothing_can_be_dragged_out_of_a_list(open_window: OpenWindow) -> None:
    window = open_window()
    assert window.room is not None
    assert not [view.accessibleName() for view in window.findChildren(QAbstractItemView) if view.dragEnabled()]


@pytest.mark.skipif(os.name != "posix", reason="needs limits of processes")
def test_no_core_file_is_left() -> None:
    script = (
        "import resource; hard = resource.getrlimit(resource.RLIMIT_CORE)[1]; resource.setrlimit(resource.RLIMIT_CORE, (hard, hard)); "
        "import dspic_gui.cli; dspic_gui.cli.main(['check', '/nowhere']); print(hard, resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    hard, now = done.stdout.split()[-2:]
    if hard == "0":
        pytest.skip("core files are off on this machine")
    assert now == "0"
