"""The prior study beside the present one: room for both, the same look at the same place, and told before anybody asks."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import study_file
from dspic_gui.qt.reading.prior_study import PriorStudy
from dspic_gui.qt.reading.room import ReadingRoom
from dspic_gui.qt.reading.space import VIEW_LEAST
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion
from tests.qt.conftest import OpenWindow

ANT, POST = Projection.ANT, Projection.POST


def room_of(window: MainWindow) -> ReadingRoom:
    assert window.room is not None
    return window.room


def settle() -> None:
    """Let layouts and what they put off reach their end."""
    for _ in range(4):
        QApplication.processEvents()


def open_row(room: ReadingRoom, number: int, qtbot: QtBot) -> None:
    row = room.worklist.model.row(number)
    assert row is not None
    with qtbot.waitSignal(room.session.study_changed, timeout=90000):
        room.walk.open(row.key)


def rows_of_one_patient(room: ReadingRoom) -> tuple[int, int]:
    """The row of a patient's later study, and of the earlier one."""
    rows = [room.worklist.model.row(number) for number in range(4)]
    last = max((row for row in rows if row is not None), key=lambda row: row.date or "")
    first = next(row for row in rows if row is not None and row.patient == last.patient and row.key != last.key)
    return rows.index(last), rows.index(first)


def with_prior(window: MainWindow, qtbot: QtBot) -> tuple[ReadingRoom, PriorStudy]:
    room = room_of(window)
    open_row(room, rows_of_one_patient(room)[0], qtbot)
    window.board.action("prior").trigger()
    prior = room.prior
    assert prior is not None
    qtbot.waitUntil(lambda: prior.isVisible() and prior.canvas.canvases[ANT].view is not None, timeout=90000)
    qtbot.waitUntil(lambda: abs(room.canvas.width() - prior.width()) <= 2, timeout=60000)
    settle()
    return room, prior


@pytest.mark.parametrize("width", [1440, 1920])
def test_present_and_prior_share_the_room_alike(open_window: OpenWindow, qtbot: QtBot, width: int) -> None:
    window = open_window(study=None)
    window.resize(width, 900)
    room, prior = with_prior(window, qtbot)
    views = [canvas.width() for pair in (room.canvas, prior.canvas) for canvas in pair.canvases.values()]
    assert min(views) >= VIEW_LEAST - 2
    assert not room.side.isHidden() and room.banner.prior.text().endswith("(T)"), "the side has a report to show"


def test_an_empty_side_gives_its_room_to_the_prior_and_nothing_moves_at_the_first_mark(
    open_window: OpenWindow, own_folder: Path, qtbot: QtBot
) -> None:
    for report in (own_folder / "reports").glob("*.json"):
        report.unlink()
    window = open_window(study=None)
    window.resize(1440, 900)
    room, _ = with_prior(window, qtbot)
    assert room.side.isHidden() and room.worklist_shown
    assert room.session.reading is not None
    room.session.commit(room.session.reading.adding(lesion(90, 290)))
    settle()
    assert room.side.isHidden()


def test_at_two_levels_the_prior_is_as_large_as_the_present_study(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(study=None)
    window.resize(1440, 900)
    room, prior = with_prior(window, qtbot)
    room.acts.toggle_display("dual")
    settle()
    mine, theirs = (pair.canvases[ANT].camera.scale for pair in (prior.canvas, room.canvas))
    assert 0.85 * theirs <= mine <= theirs


def test_the_prior_shows_the_view_and_the_place_that_is_looked_at(open_window: OpenWindow, qtbot: QtBot) -> None:
    room, prior = with_prior(open_window(study=None), qtbot)
    room.acts.toggle_display("single")
    room.canvas.activate_other()
    assert prior.canvas.canvases[POST].isVisible() and not prior.canvas.canvases[ANT].isVisible()
    room.canvas.zoom(3.0)
    room.canvas.pan(10, 25)
    assert prior.canvas.canvases[POST].camera == room.canvas.canvases[POST].camera
    prior.canvas.canvases[POST].pan(-7, 40)
    assert room.canvas.canvases[POST].camera == prior.canvas.canvases[POST].camera
    assert room.canvas.canvases[ANT].camera.y == prior.canvas.canvases[ANT].camera.y == room.canvas.canvases[POST].camera.y
    room.canvas.fit()
    assert prior.canvas.canvases[POST].fitted


def test_unlinked_the_prior_is_looked_at_alone_until_it_is_linked_again(open_window: OpenWindow, qtbot: QtBot) -> None:
    room, prior = with_prior(open_window(study=None), qtbot)
    room.acts.toggle_display("linked")
    room.canvas.zoom(3.0)
    assert prior.canvas.canvases[ANT].camera.scale != room.canvas.canvases[ANT].camera.scale
    room.acts.toggle_display("linked")
    assert prior.canvas.canvases[ANT].camera.scale == room.canvas.canvases[ANT].camera.scale


def test_the_mouse_over_the_prior_sets_the_window_counts_and_leaves_the_keys_where_they_are(open_window: OpenWindow, qtbot: QtBot) -> None:
    room, prior = with_prior(open_window(study=None), qtbot)
    canvas = prior.canvas.canvases[ANT]
    surface = canvas.viewport()
    assert surface is not None and canvas.view is not None
    place = canvas.to_screen((100, 300)).toPoint()
    x, y = canvas.to_raw(QPointF(place))
    for at in (place - QPoint(3, 3), place):
        QTest.mouseMove(surface, at)
    qtbot.waitUntil(lambda: prior.cursor_label.text().strip() != "", timeout=60000)
    assert f"x {int(x)}  y {int(y)}  {canvas.view.counts[int(y), int(x)]:g} counts" in prior.cursor_label.text()
    before = room.session.display.upper
    QTest.mousePress(surface, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, place)
    for step in (10, 40):
        moved = place - QPoint(0, step)
        QTest.mouseMove(surface, moved)
    QTest.mouseRelease(surface, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, moved)
    assert room.session.display.upper != before and prior.canvas.display == room.session.display
    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert not canvas.hasFocus()


def test_a_study_without_a_prior_takes_the_panel_away_and_the_next_brings_it_back(
    open_window: OpenWindow, qtbot: QtBot, own_folder: Path
) -> None:
    archive = Archive(own_folder)
    alone = archive.study(archive.study_keys()[0])
    archive.save_study(replace(alone, patient="f" * 16))
    window = open_window(study=None)
    room = room_of(window)
    rows = [room.worklist.model.row(number) for number in range(4)]
    qtbot.waitUntil(lambda: not room.worklist.index.running, timeout=90000)
    counted = {row.patient: sum(other is not None and other.patient == row.patient for other in rows) for row in rows if row is not None}
    pair = max((at for at, row in enumerate(rows) if row is not None and counted[row.patient] > 1), key=lambda at: rows[at].date or "")
    single = next(at for at, row in enumerate(rows) if row is not None and row.key == alone.key)
    open_row(room, pair, qtbot)
    window.board.action("prior").trigger()
    prior = room.prior
    assert prior is not None
    qtbot.waitUntil(prior.isVisible, timeout=90000)
    said: list[str] = []
    room.session.message.connect(said.append)
    open_row(room, single, qtbot)
    qtbot.waitUntil(prior.isHidden, timeout=90000)
    assert any("no other study" in sentence for sentence in said) and room.prior_shown
    assert not room.banner.prior.text()
    open_row(room, pair, qtbot)
    qtbot.waitUntil(prior.isVisible, timeout=90000)


def test_a_later_study_is_shown_only_where_it_is_chosen_and_says_so(open_window: OpenWindow, qtbot: QtBot, own_folder: Path) -> None:
    """Who takes it for the prior one reads the course backwards, and learns the future of the case."""
    archive = Archive(own_folder)
    for study in map(archive.study, archive.study_keys()):
        archive.save_study(replace(study, patient="f" * 16, extra={}))  # as an import of one patient would have written it
    window = open_window(study=None)
    room = room_of(window)
    qtbot.waitUntil(lambda: not room.worklist.index.running, timeout=90000)
    by_date = sorted(range(4), key=lambda at: room.worklist.model.row(at).date or "")  # type: ignore[union-attr]
    open_row(room, by_date[1], qtbot)
    window.board.action("prior").trigger()
    prior = room.prior
    assert prior is not None
    qtbot.waitUntil(lambda: prior.isVisible() and prior.canvas.canvases[ANT].view is not None, timeout=90000)
    assert prior.heading.text() == "Prior study"
    prior.choice.setCurrentIndex(1)
    prior.choice.activated.emit(1)
    qtbot.waitUntil(lambda: prior.heading.text() == "Later study", timeout=90000)
    open_row(room, by_date[0], qtbot)
    qtbot.waitUntil(lambda: room.search.done and prior.isHidden(), timeout=90000)
    assert "no earlier study" in window.status_line.currentMessage()
    open_row(room, by_date[2], qtbot)
    qtbot.waitUntil(prior.isVisible, timeout=90000)
    assert not window.status_line.currentMessage(), "what was said of the study before went with it"


def test_the_banner_says_that_there_is_a_prior_study(open_window: OpenWindow, qtbot: QtBot) -> None:
    room = room_of(open_window(study=None))
    later, earlier = rows_of_one_patient(room)
    date = room.worklist.model.row(earlier).date  # type: ignore[union-attr]
    open_row(room, later, qtbot)
    settle()
    height = room.banner.height()
    qtbot.waitUntil(lambda: f"prior {date} (T)" in room.banner.prior.text(), timeout=90000)
    settle()
    assert room.banner.height() == height, "the pictures do not move while they are read"


def test_a_patient_that_was_exchanged_by_hand_is_said_and_no_other_patients_study_is_taken_for_a_prior(
    open_window: OpenWindow, qtbot: QtBot, own_folder: Path
) -> None:
    """Of four studies of two patients in turn, the third and the fourth name each other's patient."""
    archive = Archive(own_folder)
    keys = [archive.study_key(f"study {number}") for number in range(4)]
    paths = [own_folder / study_file(key) for key in keys]
    contents = [json.loads(path.read_bytes()) for path in paths]
    for path, content, patient in zip(paths[2:], contents[2:], (contents[3]["patient"], contents[2]["patient"]), strict=True):
        path.write_text(json.dumps(content | {"patient": patient}), encoding="utf-8")
    room = room_of(open_window(study=None))
    for key, is_strange in ((keys[3], True), (keys[0], False)):
        with qtbot.waitSignal(room.session.study_changed, timeout=90000):
            room.walk.open(key)
        assert (room.notice.isVisible() and "may be of another patient" in room.notice.notes.text()) is is_strange
        room.search.look_now()
        qtbot.waitUntil(lambda: room.search.done, timeout=90000)
        assert room.search.others == ()
