"""The frame: start, sign in, walk through the studies, modes and pages as rows, and what keeps the window open."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui import durable
from dspic_gui.dataset.archive import Archive, Blinded
from dspic_gui.durable import NotSaved
from dspic_gui.qt import modes
from dspic_gui.qt.actions import Action
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.modes import Mode, Page
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.reading import room_modes
from dspic_gui.qt.reading.room import ReadingRoom
from dspic_gui.qt.session import Session
from dspic_gui.qt.start.import_dialog import ImportDialog
from dspic_gui.qt.window import app, main_window, page_host
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.shape import Rectangle
from tests.made.small_dataset import lesion
from tests.made.waiting import list_is_whole
from tests.qt.conftest import OpenWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def room_of(window: MainWindow) -> ReadingRoom:
    assert window.room is not None
    return window.room


def key_of(room: ReadingRoom, row: int) -> str:
    return str(room.worklist.model.row(row).key)


def wait_for_study(qtbot: QtBot, room: ReadingRoom, key: str) -> None:
    qtbot.waitUntil(lambda: room.session.key == key and room.session.opening is None, timeout=20000)


@pytest.fixture
def empty_window(qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    window = app.make_window(app.make_application())
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    leave(window)


# start and sign in


def test_the_window_starts_on_the_start_page_and_goes_to_the_sign_in_and_in(
    empty_window: MainWindow, own_folder: Path, qtbot: QtBot
) -> None:
    window = empty_window
    assert window.stack.currentWidget() is window.start_page and not window.tool_bar.isVisible()
    assert not window.board.action("normal").isEnabled() and window.board.action("open_dataset").isEnabled()
    window.start_page.dataset_chosen.emit(own_folder)
    assert window.stack.currentWidget() is window.sign_in
    window.sign_in.reader_chosen.emit("R2")
    assert window.session is not None and window.session.reader == "R2" and window.tool_bar.isVisible()
    window.close()
    assert [row.path for row in window.recent.datasets()] == [own_folder.resolve()]


def test_the_demo_is_made_and_asks_who_reads(empty_window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(empty_window.start_page.demo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: empty_window.stack.currentWidget() is empty_window.sign_in, timeout=60000)
    empty_window.sign_in.reader_chosen.emit("guest")
    assert empty_window.session is not None and empty_window.session.reader == "guest"


def test_a_folder_that_is_no_dataset_is_said_on_the_start_page(empty_window: MainWindow, tmp_path: Path) -> None:
    empty_window.choose_dataset(tmp_path)
    assert "is not a dataset" in empty_window.start_page.problem.text()


def test_a_broken_dataset_is_said_and_the_start_page_stays(empty_window: MainWindow, own_folder: Path) -> None:
    empty_window.choose_dataset(own_folder)
    (own_folder / "dataset.json").write_text("{", encoding="utf-8")
    assert not empty_window.enter("R1")
    assert empty_window.stack.currentWidget() is empty_window.start_page and empty_window.start_page.problem.text()


def test_another_reader_sees_an_empty_reading(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("R1")
    session = room_of(window).session
    assert session.reading is not None
    session.commit(session.reading.adding(lesion()))
    window.change_reader()
    assert window.stack.currentWidget() is window.sign_in and window.room is None
    window.sign_in.reader_chosen.emit("R2")
    room = room_of(window)
    qtbot.waitUntil(lambda: list_is_whole(room.worklist))
    room.walk.open(key_of(room, 0))
    wait_for_study(qtbot, room, key_of(room, 0))
    assert room.session.reading is not None and room.session.reading.lesions == ()


# the walk


def test_next_previous_and_unread_follow_the_list(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = room_of(window)
    keys = [key_of(room, row) for row in range(4)]
    QTest.keyClick(room.canvas.active_canvas, Qt.Key.Key_D)
    wait_for_study(qtbot, room, keys[1])
    room.session.say_normal()
    room.session.seal()
    QTest.keyClick(room.canvas.active_canvas, Qt.Key.Key_A)
    wait_for_study(qtbot, room, keys[0])
    QTest.keyClick(room.canvas.active_canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    wait_for_study(qtbot, room, keys[2])
    assert room.worklist.selected_keys() == [keys[2]]


def test_a_study_is_found_by_the_beginning_of_its_key(open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window()
    room = room_of(window)
    wanted = key_of(room, 2)
    answers = iter([(wanted[:6], True), ("zz", True), ("", True)])
    monkeypatch.setattr("dspic_gui.qt.reading.study_walk.QInputDialog.getText", lambda *_: next(answers))
    window.board.action("go_to").trigger()
    wait_for_study(qtbot, room, wanted)
    window.board.action("go_to").trigger()
    qtbot.waitUntil(lambda: "no study with this key" in window.status_line.currentMessage(), timeout=10000)
    window.board.action("go_to").trigger()
    assert room.session.key == wanted


def test_the_end_of_the_list_is_said(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(study=3)
    room_of(window).walk.go("next")
    assert "last study" in window.status_line.currentMessage()


def test_neighbours_are_fetched_ahead_and_memory_is_bounded(open_window: OpenWindow, qtbot: QtBot) -> None:
    room = room_of(open_window())
    qtbot.waitUntil(lambda: room.session.shelf.holds(key_of(room, 1)), timeout=20000)
    for row in (1, 2, 3, 2, 1, 0):
        room.walk.open(key_of(room, row))
        wait_for_study(qtbot, room, key_of(room, row))
    assert len(room.session.shelf._kept) <= 5


def test_sealing_goes_on_to_the_next_study_to_be_read(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = room_of(window)
    first = key_of(room, 0)
    QTest.keyClick(room.canvas.active_canvas, Qt.Key.Key_N)
    QTest.keyClick(room.canvas.active_canvas, Qt.Key.Key_Return, CTRL)
    wait_for_study(qtbot, room, key_of(room, 1))
    assert Archive(room.session.archive.folder, "R1").is_sealed("R1", first)


def test_a_shape_in_progress_is_not_left(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = room_of(window)
    room.canvas.coding.begin(room.canvas.active, Rectangle((10, 10), (40, 40)))
    room.walk.go("next")
    assert room.session.opening is None and "in progress" in window.status_line.currentMessage()
    room.canvas.cancel_gesture()


# not saved


def test_an_unsaved_gesture_keeps_study_and_window_open(open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window()
    session = room_of(window).session
    assert session.reading is not None
    with monkeypatch.context() as broken:
        broken.setattr(durable, "write", lambda *_, **__: (_ for _ in ()).throw(NotSaved("NOT SAVED: no disk.")))
        session.commit(session.reading.adding(lesion()))
        assert not window.close() and window.isVisible()
        window.show_start()
        assert window.stack.currentWidget() is window.room
        window.change_reader()
        assert window.room is not None
    session.retry_save()
    assert window.close()


# modes and pages are rows


class Trial(QLabel):
    """A mode for this test."""

    blind = False

    def __init__(self, session: Session, canvas: CanvasPair) -> None:
        super().__init__("trial")
        self.entered = self.accepted = 0
        self.may_leave = True

    def enter(self) -> None:
        if self.blind:
            raise Blinded("Not before the seal.")
        self.entered += 1

    def leave(self) -> bool:
        return self.may_leave

    def accept(self) -> None:
        self.accepted += 1


class TrialPage(QLabel):
    """A page for this test."""

    def __init__(self, session: Session) -> None:
        super().__init__("page")
        self.shown = 0

    def refresh(self) -> None:
        self.shown += 1


ROWS = (Action("trial_accept", "Accept", "&Trial", ("N",), "mode.accept", frozenset({"consensus"}), needs="study"),)


@pytest.fixture
def with_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    mode = Mode("consensus", "&Trial mode", ("Ctrl+Alt+8",), f"{__name__}:Trial", f"{__name__}:ROWS")
    page = Page("trial", "Trial page", ("Ctrl+Alt+9",), f"{__name__}:TrialPage")
    for module in (modes, main_window, room_modes, page_host):
        if hasattr(module, "MODES"):
            monkeypatch.setattr(module, "MODES", (mode,))
        if hasattr(module, "PAGES"):
            monkeypatch.setattr(module, "PAGES", (page,))
    monkeypatch.setattr(main_window, "rows_of_modes", lambda: modes.rows_of_modes((mode,), (page,)))
    monkeypatch.setattr(Trial, "blind", False)


def test_a_mode_is_a_row_with_its_own_keys_and_the_side_to_itself(with_trial: None, open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = room_of(window)
    assert room.session.reading is not None
    room.session.commit(room.session.reading.adding(lesion()))
    window.board.action("mode_consensus").trigger()
    panel = room.mode_panel
    assert isinstance(panel, Trial) and panel.entered == 1 and room.side.currentWidget() is panel
    assert "Trial mode" in room.banner.state.text() and not room.session.editable
    QTest.keyClick(room.canvas.active_canvas, Qt.Key.Key_N)
    assert panel.accepted == 1 and not room.session.reading.says_normal
    panel.may_leave = False
    room.set_mode("reading")
    assert room.session.mode == "consensus"
    panel.may_leave = True
    window.board.action("mode_reading").trigger()
    assert room.session.editable and room.side.currentWidget() is not panel
    assert window.board.action("normal").isEnabled() and not window.board.action("trial_accept").isEnabled()


def test_a_mode_that_may_not_be_seen_says_why_and_stays_out(
    with_trial: None, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    monkeypatch.setattr(Trial, "blind", True)
    room_of(window).set_mode("consensus")
    assert room_of(window).session.mode == "reading" and window.status_line.currentMessage() == "Not before the seal."
    assert window.board.action("normal").isEnabled()


def test_a_page_fills_the_window_and_is_left(with_trial: None, open_window: OpenWindow) -> None:
    window = open_window()
    window.board.action("page_trial").trigger()
    page = window.stack.currentWidget()
    assert isinstance(page, TrialPage) and page.shown == 1 and not window.board.action("normal").isEnabled()
    window.board.action("page_leave").trigger()
    assert window.stack.currentWidget() is window.room and window.board.action("normal").isEnabled()
    window.board.action("page_trial").trigger()
    assert window.stack.currentWidget() is page and page.shown == 2


@pytest.mark.parametrize("way", ["quit", "change reader", "close dataset"])
def test_whoever_leaves_is_shown_once_what_was_done(way: str, open_window: OpenWindow) -> None:
    window = open_window()
    room = room_of(window)
    room.session.say_normal()
    assert room.session.seal()
    room.show_sitting()
    room.session.reopen("a second look")
    assert room.session.seal()
    {"quit": window.close, "change reader": window.change_reader, "close dataset": window.show_start}[way]()
    assert window.farewell is None and window.room is None


@pytest.mark.parametrize("way", ["quit", "change reader", "close dataset"])
def test_the_summary_at_the_end_holds_nobody_up(way: str, open_window: OpenWindow) -> None:
    window = open_window()
    room_of(window).session.say_normal()
    assert room_of(window).session.seal()
    {"quit": window.close, "change reader": window.change_reader, "close dataset": window.show_start}[way]()
    assert window.room is None and window.isVisible() is (way != "quit")
    assert window.farewell is not None and window.farewell.isVisible() and not window.farewell.isModal()
    assert window.farewell.heading.text().startswith("Sealed: 1")


def test_files_dropped_on_the_window_are_imported_into_the_open_dataset(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, content, buttons, keys)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, content, buttons, keys))
    dialog = window.findChild(ImportDialog)
    assert dialog is not None and dialog.list.sources() == [tmp_path]
    dialog.close()


# what is remembered, and what nobody expected


def test_the_layout_is_remembered(open_window: OpenWindow) -> None:
    window = open_window()
    room_of(window).splitter.setSizes([280, 500, 460])
    state, archive = room_of(window).splitter.saveState(), room_of(window).session.archive
    window.close()
    again = ReadingRoom(Session(archive, window.background), Preferences().of_person(archive.folder, "R1"))
    assert again.splitter.saveState() == state
    leave(again)


def test_recent_codes_are_remembered(open_window: OpenWindow) -> None:
    window = open_window()
    room_of(window).acts.remember("metastasis:sternum")
    window.close()
    again = room_of(open_window())
    again.session.commit((again.session.reading or pytest.fail("no reading")).adding(mark := lesion()))
    again.session.select(mark.uid)
    again.acts.apply_recent(1)
    assert again.session.reading is not None and again.session.reading.lesions[0].label == "metastasis:sternum"


def test_panels_can_give_their_room_to_the_pictures(open_window: OpenWindow) -> None:
    window = open_window()
    room = room_of(window)
    for name, panel in (("worklist", room.worklist), ("side", room.side)):
        window.board.action(name).trigger()
        assert not panel.isVisible() and not window.board.action(name).isChecked()
        window.board.action(name).trigger()
        assert panel.isVisible() and window.board.action(name).isChecked()


@pytest.mark.expects_log
def test_a_bug_is_said_and_logged_without_any_value(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    lines: list[str] = []

    class Catch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    handler = Catch()
    app.LOG.addHandler(handler)
    try:
        raise ValueError("DOE^JANE 1950-01-01")
    except ValueError as problem:
        app._last_resort(ValueError, problem, problem.__traceback__)
    finally:
        app.LOG.removeHandler(handler)
    assert len(lines) == 1 and "ValueError" in lines[0] and __name__ in lines[0] and "DOE" not in lines[0] and "/" not in lines[0]
    box = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox) and widget.isVisible())
    assert "What is shown as saved is on disk" in box.text() and "DOE" not in box.text()
    box.close()


def test_a_picture_of_the_window_is_saved_without_a_display(own_folder: Path, tmp_path: Path) -> None:
    import subprocess

    out = tmp_path / "window.png"
    words = [sys.executable, "-m", "dspic_gui.cli", "open", str(own_folder), "--reader", "R1", "--screenshot", str(out)]
    settings = Path(os.environ["XDG_CONFIG_HOME"])
    before = contents(own_folder)
    out.write_bytes(b"an older picture")
    done = subprocess.run(words, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"\x89PNG") and out.stat().st_size > 30_000
    picture = QImage(str(out))
    assert (picture.width(), picture.height()) == (1440, 900)
    assert contents(own_folder) == before and not any(path.is_file() for path in settings.rglob("*")), "the next one is the same"
    refused = subprocess.run([*words, "--study", "0123456789abcdef"], capture_output=True, text=True, timeout=240, check=False)
    assert refused.returncode == 2 and "no study" in refused.stderr.lower()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_dialogs_open(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    for name in ("keys", "key_settings", "preferences", "sitting"):
        before = set(QApplication.topLevelWidgets())
        window.board.action(name).trigger()
        opened = [widget for widget in QApplication.topLevelWidgets() if widget not in before and widget.isVisible()]
        assert opened, name
        for widget in opened:
            assert isinstance(widget, QWidget) and widget.close()
