"""The consensus mode by real keys and clicks in the real window: proposals, decisions, undo, queue, blinding, failed saves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dspic_gui import durable
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.adjudication import read_adjudication
from dspic_gui.ground_truth.consensus import Reason, Standing
from dspic_gui.ground_truth.consensus_queue import QueueFilter
from dspic_gui.qt.consensus.consensus_panel import ConsensusPanel
from dspic_gui.qt.consensus.whole_rows import LEAST_ROWS
from dspic_gui.qt.figures.statistics_page import StatisticsPage
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reviews import Review, write_review
from dspic_gui.study import Projection
from tests.made.disputed_dataset import KNEE, RIB, disputed_dataset
from tests.qt.conftest import OpenWindow

ANT, POST = Projection
Enter = Callable[..., "Room"]


class Room:
    """The window in consensus mode, with keys where the canvas has the focus."""

    def __init__(self, window: MainWindow, qtbot: QtBot, keys: list[str]) -> None:
        assert window.room is not None
        self.window, self.room, self.qtbot, self.keys = window, window.room, qtbot, keys
        self.room.canvas.active_canvas.setFocus()

    @property
    def panel(self) -> ConsensusPanel:
        panel = self.room.mode_panel
        assert isinstance(panel, ConsensusPanel)
        return panel

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def open(self, number: int) -> None:
        if self.room.session.key != self.keys[number]:
            with self.qtbot.waitSignal(self.room.session.study_changed, timeout=20000):
                self.room.session.open(self.keys[number])

    @property
    def lesions(self) -> list[str]:
        assert self.panel.settling.desk is not None
        return [item.target for item in self.panel.settling.desk.items if item.lesion is not None]


@pytest.fixture(scope="session")
def disputed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return disputed_dataset(tmp_path_factory.mktemp("disputed") / "dataset").folder


@pytest.fixture
def enter(open_window: OpenWindow, qtbot: QtBot, disputed_folder: Path, tmp_path: Path) -> Iterator[Enter]:
    """Open the study of this number in consensus mode, with the queue read."""
    import shutil

    folder = Path(shutil.copytree(disputed_folder, tmp_path / "disputed"))

    def open_it(number: int = 0, reader: str = "R3") -> Room:
        window = open_window(reader, None, folder)
        found = Room(window, qtbot, Archive(folder).study_keys())
        found.open(number)
        window.board.trigger("mode_consensus")
        qtbot.waitUntil(lambda: not found.panel.queue.busy, timeout=20000)
        return found

    yield open_it


def archive(room: Room) -> Archive:
    return room.room.session.archive


def test_the_first_thing_that_waits_is_shown_with_every_vote(enter: Enter) -> None:
    room = enter(0)
    panel = room.panel
    assert panel.settling.target == "ANT" and panel.settling.item is not None and panel.settling.item.reasons == (Reason.NO_MAJORITY,)
    said = [panel.settling.decision.votes.itemAtPosition(row, 1).widget().text() for row in range(3)]  # type: ignore[union-attr]
    assert said == ["metastatic", "arthritic", "normal"]
    assert panel.queue.keys == room.keys[:3] and panel.settling.items.rowCount() == 4
    shown = {uid: look for uid, look in panel.settling.marks.shown.appearances.items() if uid.startswith("reader/")}
    assert len({(look.colour, look.line) for look in shown.values()}) == 2


def test_the_row_in_question_is_in_sight_and_a_few_rows_stay_on_a_small_screen_with_large_text(enter: Enter, qtbot: QtBot) -> None:
    room = enter(0)
    window, panel = room.window, room.panel
    items, queue = panel.settling.items, panel.queue.table

    def in_sight() -> bool:
        rows = [(table, table.visualRect(table.selectedIndexes()[0])) for table in (items, queue) if table.selectedIndexes()]
        return len(rows) == 2 and all(table.viewport().rect().contains(row.center()) for table, row in rows)

    panel.settling.select(items.targets[-1])
    qtbot.waitUntil(in_sight)
    window.preferences.text_percent = 200
    try:
        window.resize(1366, 768)
        qtbot.waitUntil(lambda: window.height() == 768 and in_sight())
        for table, least in ((items, LEAST_ROWS), (queue, 2)):
            qtbot.waitUntil(lambda table=table, least=least: table.viewport().height() >= least * table.fontMetrics().height())
        assert all(button.isVisible() and not button.visibleRegion().isEmpty() for button in (panel.settling.decision.buttons["accept"],))
        assert panel.height() <= window.height()
    finally:
        window.preferences.text_percent = 100


def test_keys_settle_a_split_code_and_the_answers_and_the_disk_holds_them(enter: Enter) -> None:
    room = enter(0)
    panel, desk = room.panel, room.panel.settling.desk
    assert desk is not None
    panel.settling.select(room.lesions[0])
    room.press(Qt.Key.Key_Return)
    assert "Choose a code first" in panel.settling.decision.problem.text() and not desk.can_undo
    room.press(Qt.Key.Key_2)
    assert panel.settling.decision.result.currentData() == KNEE and panel.settling.decision.outline.text() == "R2"
    room.press(Qt.Key.Key_Return)
    assert panel.settling.target == "ANT" and panel.settling.decision.result.currentData() == Answer.ARTHRITIC.value
    room.press(Qt.Key.Key_Enter)
    room.press(Qt.Key.Key_2)
    room.press(Qt.Key.Key_Return)
    assert not desk.waiting and room.keys[0] not in panel.queue.keys
    kept = read_adjudication(archive(room).folder, room.keys[0]).settlements
    assert [(one.target, one.by, one.label, one.outline, one.answer) for one in kept][:2] == [
        (room.lesions[0], "R3", KNEE, "R2", None),
        ("ANT", "R3", None, None, Answer.ARTHRITIC),
    ]
    with room.qtbot.waitSignal(room.room.session.study_changed, timeout=20000):
        room.press(Qt.Key.Key_Return)
    assert room.room.session.key == room.keys[1] and panel.settling.target is not None


def test_outlines_are_proposed_by_keys_and_drawn_on_top(enter: Enter) -> None:
    room = enter(1)
    panel = room.panel
    panel.settling.select(room.lesions[0])
    areas = {}
    for key, name in ((Qt.Key.Key_U, "union"), (Qt.Key.Key_I, "intersection"), (Qt.Key.Key_V, "majority"), (Qt.Key.Key_1, "R1")):
        room.press(key)
        assert panel.settling.decision.proposal.outline == name and panel.settling.decision.result.currentData() == RIB
        top = panel.settling.marks.shown.lesions[-1]
        assert top.uid.startswith("agreed/")
        areas[name] = top.shape.area
    assert areas["union"] > areas["majority"] > areas["intersection"] and areas["R1"] == 576
    assert archive(room).may_see_others(room.keys[1]) and not read_adjudication(archive(room).folder, room.keys[1]).settlements


def test_reject_undo_and_redo(enter: Enter) -> None:
    room = enter(1)
    panel, desk = room.panel, room.panel.settling.desk
    assert desk is not None
    dissent = room.lesions[1]
    panel.settling.select(dissent)
    room.press(Qt.Key.Key_X)
    rejected = desk.item(dissent)
    assert rejected is not None and rejected.settled is not None and rejected.settled.rejected
    room.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.item(dissent).waiting  # type: ignore[union-attr]
    room.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert not desk.item(dissent).waiting  # type: ignore[union-attr]


def test_reason_and_comment_are_kept_and_typing_them_is_no_command(enter: Enter) -> None:
    room = enter(1)
    panel, desk = room.panel, room.panel.settling.desk
    assert desk is not None
    dissent = room.lesions[1]
    panel.settling.select(dissent)
    room.press(Qt.Key.Key_3)
    room.press(Qt.Key.Key_K)
    QTest.keyClicks(panel.settling.decision.comment, "axial view in 2024, u i x 1")
    assert desk.item(dissent).waiting  # type: ignore[union-attr]
    panel.settling.decision.reason.setCurrentIndex(panel.settling.decision.reason.findData("lesion_is_clear"))
    room.press(Qt.Key.Key_Return)
    settled = desk.item(dissent).settled  # type: ignore[union-attr]
    assert settled is not None and (settled.reason, settled.comment) == ("lesion_is_clear", "axial view in 2024, u i x 1")
    assert settled.label == KNEE and desk.consensus.answers[ANT].result is Answer.BOTH


def test_shift_enter_settles_nothing_that_is_not_unanimous(enter: Enter) -> None:
    room = enter(1)
    desk = room.panel.settling.desk
    assert desk is not None
    before = [item.target for item in desk.waiting]
    assert before and not any(item.lesion is not None and item.lesion.unanimous for item in desk.waiting)
    room.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert [item.target for item in desk.waiting] == before
    assert any(item.lesion is not None and item.lesion.standing is Standing.DISSENT for item in desk.waiting)


def test_a_code_can_be_chosen_that_nobody_said(enter: Enter) -> None:
    room = enter(2)
    panel, desk = room.panel, room.panel.settling.desk
    assert desk is not None
    panel.settling.select(room.lesions[0])
    at = panel.settling.decision.result.findData("metastasis:scapula:left")
    panel.settling.decision.result.setCurrentIndex(at)
    panel.settling.decision.result.activated.emit(at)
    room.room.canvas.active_canvas.setFocus()
    room.press(Qt.Key.Key_Return)
    lesion = desk.item(room.lesions[0]).lesion  # type: ignore[union-attr]
    assert lesion is not None and lesion.code is not None and lesion.code.label == "metastasis:scapula:left"


def test_clicking_a_mark_chooses_its_item_and_the_filters_choose_studies(enter: Enter) -> None:
    room = enter(1)
    panel = room.panel
    uid = next(uid for uid, target in panel.settling.marks.shown.targets.items() if target == room.lesions[1])
    room.room.canvas.selection_requested.emit((uid,))
    assert panel.settling.target == room.lesions[1]
    shown = {}
    for asked in QueueFilter:
        panel.queue.filter.setCurrentIndex(panel.queue.filter.findData(asked))
        shown[asked] = panel.queue.keys
    assert shown[QueueFilter.EVERYTHING] == room.keys and shown[QueueFilter.READER_MISSING] == shown[QueueFilter.MODEL_DIFFERS] == []
    assert shown[QueueFilter.TWO_TO_ONE] == room.keys[:3]
    panel.queue.filter.setCurrentIndex(0)
    with room.qtbot.waitSignal(room.room.session.study_changed, timeout=20000):
        panel.queue.table.cellClicked.emit(0, 0)
    assert room.room.session.key == room.keys[0] and panel.settling.target == "ANT"


def test_a_decision_that_cannot_be_saved_is_said_and_not_shown_as_made(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    room = enter(1)
    panel = room.panel
    panel.settling.select(room.lesions[1])

    def full(*_: object, **__: object) -> None:
        raise durable.NotSaved("NOT SAVED: the disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(durable, "write", full)
        room.press(Qt.Key.Key_X)
    assert "NOT SAVED" in panel.settling.decision.problem.text()
    assert panel.settling.item is not None and panel.settling.item.waiting
    room.press(Qt.Key.Key_X)
    assert panel.settling.desk is not None and panel.settling.desk.item(room.lesions[1]).settled is not None  # type: ignore[union-attr]


def test_before_all_seals_the_mode_is_refused_and_a_next_study_stays_hidden(enter: Enter) -> None:
    room = enter(0)
    archive(room).as_reader("R1").reopen(room.keys[1], "looked again")
    room.open(1)
    assert room.panel.settling.desk is None and "when all planned readers have sealed" in room.panel.notice.text()
    assert not room.panel.settling.marks.shown.lesions
    room.window.board.trigger("mode_reading")
    room.window.board.trigger("mode_consensus")
    assert room.room.session.mode == "reading"


def test_leaving_gives_the_canvases_back_to_the_reading(enter: Enter) -> None:
    room = enter(1)
    room.window.board.trigger("mode_reading")
    assert room.room.session.mode == "reading"
    reading = room.room.session.reading
    assert reading is not None and len(reading.lesions) == 2
    shown = [lesion.uid for canvas in room.room.canvas.canvases.values() for lesion in canvas.lesions.shown]
    assert sorted(shown) == sorted(lesion.uid for lesion in reading.lesions)


def test_who_doubts_an_answer_and_why_stands_with_it(enter: Enter) -> None:
    room = enter(2)
    own = archive(room)
    said = Review(room.keys[3], ANT, "m-12345678", "R3", Answer.NORMAL, Answer.METASTATIC, False, "label_wrong", "hot rib at the back")
    write_review(own, said)
    room.open(3)
    panel = room.panel
    assert panel.settling.target == "ANT" and panel.settling.item is not None and panel.settling.item.reasons == (Reason.LABEL_DOUBTED,)
    assert panel.settling.decision.doubts.isVisible() and "R3" in panel.settling.decision.doubts.text()
    assert "The label is wrong: hot rib at the back" in panel.settling.decision.doubts.text()
    room.press(Qt.Key.Key_X)
    assert not panel.settling.decision.doubts.isVisible()


def test_what_is_settled_after_a_run_is_said_until_the_next_run(enter: Enter, qtbot: QtBot) -> None:
    room = enter(1)
    panel, lead = room.panel, archive(room).as_reader(None)
    consolidation.run(lead)
    panel.reload()
    assert not panel.notice.isVisible()
    room.press(Qt.Key.Key_3)
    room.press(Qt.Key.Key_Return)
    assert panel.notice.isVisible() and "Consolidate again" in panel.notice.text()
    room.window.board.trigger("page_statistics")
    page = room.window.stack.currentWidget()
    assert isinstance(page, StatisticsPage)
    qtbot.waitUntil(lambda: not page.busy, timeout=20000)
    assert "Labels: consensus." in page.state.text() and "Consolidate again" in page.state.text()


def test_the_mode_opens_on_a_study_in_which_something_waits(enter: Enter, qtbot: QtBot) -> None:
    room = enter(3)
    qtbot.waitUntil(lambda: room.room.session.key == room.keys[0], timeout=20000)
    assert room.panel.settling.desk is not None and room.panel.settling.desk.waiting
    room.open(3)
    room.panel.read_queue()
    qtbot.waitUntil(lambda: not room.panel.queue.busy, timeout=20000)
    assert room.room.session.key == room.keys[3], "whoever opens another study stays there"


def test_the_queue_is_walked_and_a_study_chosen_by_keys(enter: Enter, qtbot: QtBot) -> None:
    room = enter(0)
    table = room.panel.queue.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert room.room.session.key == room.keys[0]
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.room.session.key == room.keys[1], timeout=20000)
    assert room.panel.settling.desk is not None and not room.panel.settling.desk.can_undo, "Enter chose the study and settled nothing"


def test_why_a_study_waits_is_wrapped_and_not_cut(enter: Enter) -> None:
    table = enter(0).panel.queue.table
    for row in range(table.rowCount()):
        item = table.item(row, 2)
        assert item is not None
        room_for = table.fontMetrics().boundingRect(0, 0, table.columnWidth(2) - 8, 1000, Qt.TextFlag.TextWordWrap, item.text())
        assert table.rowHeight(row) >= room_for.height()
