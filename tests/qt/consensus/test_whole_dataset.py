"""The vote, taking it back and accept-all from the menu of the real window, by keys and buttons."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.adjudication import read_adjudication
from dspic_gui.ground_truth.consensus import Consensus
from dspic_gui.ground_truth.consensus_file import read_agreed_view
from dspic_gui.ground_truth.consensus_revision import standing
from dspic_gui.qt.consensus.run_summary import RunSummary
from dspic_gui.study import Projection, Study
from tests.made.disputed_dataset import UNANIMOUS, disputed_dataset
from tests.made.waiting import PATIENCE
from tests.qt.conftest import OpenWindow
from tests.qt.consensus.test_consensus_panel import Room

ANT, POST = Projection
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Enter = Callable[..., Room]


@pytest.fixture(scope="session")
def unanimous_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return disputed_dataset(tmp_path_factory.mktemp("unanimous") / "dataset", UNANIMOUS).folder


@pytest.fixture
def enter(open_window: OpenWindow, qtbot: QtBot, unanimous_folder: Path, tmp_path: Path) -> Enter:
    folder = Path(shutil.copytree(unanimous_folder, tmp_path / "unanimous"))

    def open_it(number: int = 0, reader: str = "") -> Room:
        window = open_window(reader, None, folder)
        found = Room(window, qtbot, Archive(folder).study_keys())
        found.open(number)
        window.board.trigger("mode_consensus")
        settle_down(found)
        return found

    return open_it


def settle_down(room: Room) -> None:
    room.qtbot.waitUntil(lambda: not room.panel.queue.busy and not room.panel.whole.busy, timeout=20000)


def choose(room: Room, name: str) -> None:
    """Click the menu's entry."""
    room.window.board.action(name).trigger()


def dialog(room: Room) -> QDialog:
    """The question, sentence or summary that is open."""
    room.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox | RunSummary), timeout=20000)
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def answer(room: Room, text: str) -> str:
    """Click the button of this name in the dialog that is open; what it said."""
    asked = dialog(room)
    said = asked.text() if isinstance(asked, QMessageBox) else ""
    (button,) = [button for button in asked.findChildren(QPushButton) if button.text().replace("&", "") == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not asked, timeout=5000)
    if QApplication.activeModalWidget() is None:
        room.window.activateWindow()
        room.qtbot.waitUntil(lambda: room.window.isActiveWindow() or QApplication.activeModalWidget() is not None, timeout=5000)
    return said


def waiting(room: Room) -> dict[str, int]:
    return {key: row.waiting for key, row in room.panel.queue._rows.items()}


def test_the_vote_is_run_by_its_key_and_says_how_the_views_stand(enter: Enter) -> None:
    room = enter()
    folder = room.room.session.archive.folder
    assert standing(folder) is None and len(room.panel.queue.keys) == 4, "the queue is there before any run"
    room.press(Qt.Key.Key_C, CTRL | SHIFT)
    summary = dialog(room)
    assert isinstance(summary, RunSummary)
    assert "Studies: 4, views: 8, files of the consensus that changed: 8" in summary.counts.text()
    assert "Views that stand: 7" in summary.counts.text() and "majority for an answer: 1" in summary.counts.text()
    assert summary.sentences.isHidden() or not summary.sentences.toPlainText()
    answer(room, "Close")
    settle_down(room)
    run = standing(folder)
    assert run is not None and run.number == 1
    agreed = read_agreed_view(folder, room.keys[1], ANT)
    assert agreed is not None and agreed.said.result is Answer.BOTH and not agreed.said.provisional


def test_a_settlement_made_in_the_window_reaches_the_consensus(enter: Enter) -> None:
    room = enter(2)
    folder = room.room.session.archive.folder
    room.panel.settling.select("ANT")
    room.press(Qt.Key.Key_2)
    room.press(Qt.Key.Key_Return)
    choose(room, "consensus_run")
    answer(room, "Close")
    settle_down(room)
    agreed = read_agreed_view(folder, room.keys[2], ANT)
    assert agreed is not None and agreed.said.result is Answer.ARTHRITIC
    assert room.panel.settling.desk is not None and room.panel.settling.desk.consensus.answers[ANT].result is Answer.ARTHRITIC


def test_what_could_not_vote_is_read_in_the_summary(enter: Enter) -> None:
    room = enter()
    archive = room.room.session.archive
    path = archive.reading_path("R1", room.keys[3], ANT)
    path.write_bytes(path.read_bytes().replace(b'"shapes"', b'"shapes" '))
    choose(room, "consensus_run")
    summary = dialog(room)
    assert isinstance(summary, RunSummary)
    assert "lesions contradict the answer: 2" in summary.counts.text()
    assert "changed after it was sealed" in summary.sentences.toPlainText() and summary.sentences.isVisible()
    answer(room, "Close")


def test_the_last_run_is_taken_back_after_a_question(enter: Enter) -> None:
    room = enter()
    folder = room.room.session.archive.folder
    choose(room, "consensus_run_back")
    assert "no consensus to take back" in answer(room, "OK")
    choose(room, "consensus_run")
    answer(room, "Close")
    settle_down(room)
    choose(room, "consensus_run_back")
    assert "Take back run 1" in answer(room, "Cancel")
    assert standing(folder) is not None
    choose(room, "consensus_run_back")
    answer(room, "Take the run back")
    assert "only run is taken back" in answer(room, "OK")
    assert standing(folder) is None and not list((folder / "consensus").glob("*.json"))


def test_a_run_is_stopped_by_its_button_and_nothing_changed(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    room = enter()
    folder = room.room.session.archive.folder
    reached, go_on, real = threading.Event(), threading.Event(), consolidation.study_consensus

    def slow(archive: Archive, study: Study, *given: object) -> Consensus:
        reached.set()
        assert go_on.wait(PATIENCE)
        return real(archive, study, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(consolidation, "study_consensus", slow)
    choose(room, "consensus_run")
    room.qtbot.waitUntil(reached.is_set, timeout=20000)
    work = room.panel.whole.work
    room.qtbot.waitUntil(lambda: work.dialog is not None and work.dialog.isVisible(), timeout=20000)
    assert work.dialog is not None
    (stop,) = work.dialog.findChildren(QPushButton)
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    go_on.set()
    assert "was stopped" in answer(room, "OK")
    assert standing(folder) is None and not list((folder / "consensus").rglob("*.json"))


def test_accept_all_of_the_queue_asks_with_the_count_and_touches_nothing_else(enter: Enter) -> None:
    room = enter(2)
    folder = room.room.session.archive.folder
    before = waiting(room)
    room.press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert "Accept 3 lesions in 2 studies" in answer(room, "Cancel")
    assert not list((folder / "adjudications").glob("*.json"))
    room.press(Qt.Key.Key_Return, CTRL | SHIFT)
    answer(room, "Accept all")
    assert "3 unanimous lesions in 2 studies are accepted" in answer(room, "OK")
    settle_down(room)
    first, second, *others = room.keys
    expected = {first: before[first] - 1, second: before[second] - 2, **{key: before[key] for key in others}}
    assert waiting(room) == expected
    kept = read_adjudication(folder, second).settlements
    assert [(one.by, one.reason) for one in kept] == [("lead", "unanimous")] * 2
    acts = [json.loads(line) for line in (folder / "audit" / "lead.jsonl").read_text().splitlines()]
    assert [(act["act"], act["study"], act["reason"]) for act in acts] == [("settle", key, "unanimous") for key in (first, second)]
    room.press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert "No unanimous lesion waits" in answer(room, "OK")


def test_accept_all_is_taken_back_and_the_open_study_shows_it(enter: Enter) -> None:
    room = enter(1, "R2")
    before = waiting(room)
    choose(room, "consensus_accept_queue_back")
    assert "no accept-all of yours" in answer(room, "OK")
    choose(room, "consensus_accept_queue")
    answer(room, "Accept all")
    answer(room, "OK")
    settle_down(room)
    assert room.panel.settling.desk is not None and not room.panel.settling.desk.unanimous
    choose(room, "consensus_accept_queue_back")
    assert "3 lesions in 2 studies wait again" in answer(room, "Take it back")
    answer(room, "OK")
    settle_down(room)
    assert waiting(room) == before and len(room.panel.settling.desk.unanimous) == 2


def test_shift_enter_accepts_in_the_open_study_only(enter: Enter) -> None:
    room = enter(1)
    before = waiting(room)
    room.press(Qt.Key.Key_Return, SHIFT)
    assert waiting(room) == {**before, room.keys[1]: before[room.keys[1]] - 2}


def test_a_reader_is_told_why_not_while_readings_are_open(enter: Enter) -> None:
    room = enter(0, "R1")
    archive = room.room.session.archive
    archive.as_reader("R3").reopen(room.keys[3], "looked again")
    choose(room, "consensus_run")
    assert "sign in as the study lead" in answer(room, "OK")
    assert standing(archive.folder) is None
