"""From three sealed readings to a ground truth, with mouse and keys: the queue is settled, agreement is looked at, labels are written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.qt.consensus.consensus_panel import ConsensusPanel
from dspic_gui.qt.figures.agreement_page import AgreementPage
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.start.sign_in import LEAD
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.study import Projection
from tests.journeys.gestures import counted
from tests.journeys.hands import LEFT, Hands
from tests.made.disputed_dataset import KNEE, disputed_dataset

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[list[MainWindow]]:
    opened: list[MainWindow] = []
    yield opened
    for window in opened:
        window.close()
        leave(window)


def readings(folder: Path) -> dict[str, str]:
    """The hash of every reader's file."""
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "readings").rglob("*.json")}


def panel(hands: Hands) -> ConsensusPanel:
    found = hands.room.mode_panel
    assert isinstance(found, ConsensusPanel)
    return found


def click_cell(table: QTableWidget, row: int, column: int) -> None:
    item, viewport = table.item(row, column), table.viewport()
    assert item is not None and viewport is not None
    QTest.mouseClick(viewport, LEFT, pos=table.visualItemRect(item).center())


def start(folder: Path, windows: list[MainWindow], qtbot: QtBot) -> Hands:
    """Start the program, click “Study lead”, open the first study, go over to the consensus."""
    window = make_window(make_application(), folder)
    windows.append(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.sign_in.ready)
    qtbot.mouseClick(window.sign_in.button(LEAD), LEFT)
    assert window.sign_in.hint.isVisible() and window.room is None
    qtbot.keyClicks(window.sign_in.name, "Dr Chen")
    qtbot.mouseClick(window.sign_in.button(LEAD), LEFT)
    hands = Hands(window, qtbot)
    table = hands.room.worklist.table
    hands.wait(lambda: hands.room.worklist.model.rowCount() == 4)
    viewport = table.viewport()
    assert viewport is not None
    qtbot.mouseClick(viewport, LEFT, pos=table.visualRect(hands.room.worklist.model.index(0, 0)).center())
    hands.wait(lambda: hands.room.session.study is not None and hands.canvas().hasFocus())
    hands.key(Qt.Key.Key_2, CTRL | ALT)
    hands.wait(lambda: hands.room.session.mode == "consensus" and not panel(hands).queue.busy)
    return hands


def open_from_queue(hands: Hands, key: str) -> None:
    """Click a row of the queue."""
    queue = panel(hands).queue
    click_cell(queue.table, queue.keys.index(key), 0)
    hands.wait(lambda: hands.room.session.key == key and panel(hands).settling.desk is not None)
    hands.wait(lambda: hands.canvas().hasFocus() or hands.canvas(Projection.POST).hasFocus())


def settle_split_disease(hands: Hands) -> None:
    """Click the second reader's mark on the canvas, take it with 2, accept, and accept the answer that follows from it."""
    desk = panel(hands).settling.desk
    assert desk is not None
    (lesion,) = desk.consensus.lesions
    mark = next(mark for mark in lesion.marks if mark.reader == "R2")
    hands.room.canvas.fit()
    x, y = mark.lesion.shape.outline[0]
    hands.click(float(x), float(y))
    hands.wait(lambda: panel(hands).settling.target == lesion.uid)
    hands.key(Qt.Key.Key_2)
    hands.type("k")
    hands.type("joint, not bone")
    hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_Return)
    assert not desk.waiting
    assert desk.consensus.answers[None].result is Answer.ARTHRITIC


def settle_the_rest(hands: Hands) -> None:
    """Reject a single voice, undo it, accept it after all; then the split side by the first reader's code."""
    keys = hands.room.session.archive.study_keys()
    open_from_queue(hands, keys[1])
    desk = panel(hands).settling.desk
    assert desk is not None
    hands.key(Qt.Key.Key_Return, SHIFT)
    hands.key(Qt.Key.Key_X)
    assert not desk.waiting
    hands.key(Qt.Key.Key_Z, CTRL)
    assert len(desk.waiting) == 1
    hands.key(Qt.Key.Key_Return)
    assert len(desk.waiting) == 1, "Enter accepts nothing that a single voice says"
    with counted(hands, "one disagreement settled"):
        hands.key(Qt.Key.Key_3)
        hands.key(Qt.Key.Key_Return)
    assert not desk.waiting and desk.consensus.answers[Projection.ANT].result is Answer.BOTH
    open_from_queue(hands, keys[2])
    desk = panel(hands).settling.desk
    assert desk is not None
    while desk.waiting:
        waiting = desk.waiting[0]
        if waiting.lesion is not None:
            panel(hands).settling.select(waiting.target)
            hands.key(Qt.Key.Key_1)
        hands.key(Qt.Key.Key_Return)
        if waiting.lesion is None and desk.waiting and desk.waiting[0].target == waiting.target:
            hands.key(Qt.Key.Key_Down, CTRL)
            hands.key(Qt.Key.Key_1)
            hands.key(Qt.Key.Key_Return)
    assert not panel(hands).queue.keys


def test_three_readings_become_a_ground_truth(windows: list[MainWindow], qtbot: QtBot, tmp_path: Path) -> None:
    folder = disputed_dataset(tmp_path / "dataset").folder
    before = readings(folder)
    assert main(["consolidate", str(folder)]) == 1
    hands = start(folder, windows, qtbot)
    settle_split_disease(hands)
    settle_the_rest(hands)
    hands.key(Qt.Key.Key_A, CTRL | SHIFT)
    page = hands.window.stack.currentWidget()
    assert isinstance(page, AgreementPage)
    hands.wait(lambda: not page.busy and page.pyqtgraph is not None)
    assert page.report is not None and page.report.studies == 4
    tab = page.tabs.tabBar()
    assert tab is not None
    QTest.mouseClick(tab, LEFT, pos=tab.tabRect(1).center() + QPoint(0, 0))
    click_cell(page.confusion.tables["R1", "R2"], 1, 2)
    hands.wait(lambda: hands.room.worklist.model.rowCount() == 1)
    assert hands.window.stack.currentWidget() is hands.room
    assert main(["consolidate", str(folder)]) == 0
    assert main(["export-labels", str(folder), str(tmp_path / "labels.json")]) == 0
    rows = {(row["study"], row["view"]): row for row in json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))["views"]}
    first = rows[Archive(folder).study_keys()[0], "ANT"]
    assert first["class"] == "arthritic" and [lesion["label"] for lesion in first["lesions"]] == [KNEE]
    assert {row["class"] for row in rows.values()} == {"arthritic", "metastatic", "metastatic & arthritic", "normal"}
    settled = json.loads((folder / "adjudications" / f"{Archive(folder).study_keys()[0]}.json").read_text(encoding="utf-8"))
    assert [one["comment"] for one in settled["settlements"]] == ["joint, not bone", None]
    assert readings(folder) == before
