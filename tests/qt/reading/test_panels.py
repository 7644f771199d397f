"""The panels show the session and ask it: report, lesions, banner, statistics, seal review, versions, conflict, notices."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QItemSelectionModel, Qt, QUrl
from PyQt6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from dspic_gui import durable
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset.archive import Archive
from dspic_gui.durable import Conflict, NotSaved
from dspic_gui.intake.acquisitions import ASSUMED, ASSUMED_PAIR
from dspic_gui.qt.reading.conflict_dialog import ConflictDialog
from dspic_gui.qt.reading.lesion_list import CodeDelegate
from dspic_gui.qt.reading.lesion_model import UID_ROLE
from dspic_gui.qt.reading.room import ReadingRoom
from dspic_gui.qt.reading.versions_dialog import VersionsDialog
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.qt.words.measures import count_text
from dspic_gui.reading import Lesion, Reading
from dspic_gui.scans.survey import pixels_hash
from dspic_gui.scans.view_reasons import FIELD_NAMES, REASONS, VIEW_NAMES, reason
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion
from tests.qt.conftest import OpenWindow


def room_of(window: MainWindow) -> ReadingRoom:
    assert window.room is not None
    return window.room


def reading_of(room: ReadingRoom) -> Reading:
    assert room.session.reading is not None
    return room.session.reading


def uid_at(room: ReadingRoom, row: int) -> str:
    model = room.lesions.table.model()
    assert model is not None
    return str(model.index(row, 0).data(UID_ROLE))


def add(room: ReadingRoom, *marks: Lesion) -> None:
    room.session.commit(reading_of(room).adding(*marks))


# report


def test_the_report_s_body_parts_are_links_that_preselect_the_part(open_window: OpenWindow) -> None:
    room = room_of(open_window())
    assert "left rib" in room.report.text and 'href="part:rib"' in room.report.html and 'href="part:lumbar_spine"' in room.report.html
    room.report._text.anchorClicked.emit(QUrl("part:lumbar_spine"))
    assert room.canvas.coding.suggested_part == "lumbar_spine"


def test_a_part_chosen_in_one_report_is_not_preselected_in_the_next_study(open_window: OpenWindow, qtbot: QtBot) -> None:
    room = room_of(open_window())
    room.report._text.anchorClicked.emit(QUrl("part:rib"))
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.session.reload()
    assert room.canvas.coding.suggested_part == "rib"
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.walk.go("next")
    assert room.canvas.coding.suggested_part is None
    room.canvas.coding.begin(Projection.ANT, lesion().shape)
    assert room.canvas.coding.box.entry is not None and room.canvas.coding.box.entry.part is None
    room.canvas.cancel_gesture()


def test_the_report_is_not_shown_where_the_protocol_is_blind_to_it(open_window: OpenWindow, own_folder: Path) -> None:
    path = own_folder / "dataset.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["protocol"]["blind_to_report"] = True
    path.write_text(json.dumps(content), encoding="utf-8")
    room = room_of(open_window())
    assert "rib" not in room.report.text and "does not show the report" in room.report.text


def test_a_report_cannot_smuggle_in_markup(open_window: OpenWindow, own_folder: Path) -> None:
    for path in (own_folder / "reports").iterdir():
        path.write_text(json.dumps({"description": "<img src=x> <b>rib</b>", "suggestion": ""}), encoding="utf-8")
    room = room_of(open_window())
    assert "<img src=x> <b>rib</b>" in room.report.text


# lesions


def shown(room: ReadingRoom, row: int) -> list[str]:
    model = room.lesions.table.model()
    assert model is not None
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_the_list_shows_code_view_and_figures_on_raw_counts(open_window: OpenWindow) -> None:
    room = room_of(open_window())
    add(room, replace(lesion(90, 290), certainty=4, group_id=2, description="hot"))
    counts = room.session.views[Projection.ANT].counts[290:310, 90:110]
    assert shown(room, 0)[:9] == [
        "2",
        "ANT",
        "M rib L",
        "4",
        "400 px",
        count_text(float(counts.mean())),
        count_text(float(counts.max())),
        shown(room, 0)[7],
        "hot",
    ]
    mirrored = room.session.views[Projection.ANT].counts[290:310, 256 - 110 : 256 - 90]
    assert shown(room, 0)[7] == f"{counts.mean() / mirrored.mean():.2f}"


def test_list_and_session_share_the_selection_both_ways(open_window: OpenWindow, qtbot: QtBot) -> None:
    room = room_of(open_window())
    marks = [lesion(60, 300), lesion(90, 400), lesion(120, 500)]
    add(room, *marks)
    room.lesions.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    room.session.select(marks[1].uid)
    selection = room.lesions.table.selectionModel()
    assert selection is not None
    assert [uid_at(room, index.row()) for index in selection.selectedRows()] == [marks[1].uid]
    viewport, model = room.lesions.table.viewport(), room.lesions.table.model()
    assert viewport is not None and model is not None
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=room.lesions.table.visualRect(model.index(0, 2)).center())
    assert room.session.selection == (uid_at(room, 0),)


def test_a_changed_mark_keeps_its_selection_and_place(open_window: OpenWindow) -> None:
    room = room_of(open_window())
    marks = [lesion(60, 300), lesion(90, 400)]
    add(room, *marks)
    room.session.select(marks[0].uid)
    room.acts.grade(3)
    assert room.session.selection == (marks[0].uid,) and shown(room, 0)[3] == "3"


def test_a_code_is_edited_in_place_for_all_selected_marks(open_window: OpenWindow) -> None:
    room = room_of(open_window())
    marks = [lesion(60, 300), lesion(90, 400), lesion(120, 500)]
    add(room, *marks)
    room.session.select(marks[0].uid, marks[2].uid)
    table, model = room.lesions.table, room.lesions.table.model()
    assert model is not None
    index = model.index(0, 2)
    delegate = table.itemDelegateForColumn(2)
    assert isinstance(delegate, CodeDelegate)
    editor = delegate.createEditor(table, None, index)  # type: ignore[arg-type]
    delegate.setEditorData(editor, index)
    editor.setCurrentText("arthritis · knee l")  # type: ignore[attr-defined]
    delegate.setModelData(editor, model, index)
    labels = [mark.label for mark in reading_of(room).lesions]
    assert labels == ["arthritis:knee:left", "metastasis:rib:left", "arthritis:knee:left"]
    editor.setCurrentText("no such code")  # type: ignore[attr-defined]
    delegate.setModelData(editor, model, index)
    assert [mark.label for mark in reading_of(room).lesions] == labels
    room.session.undo()
    assert {mark.label for mark in reading_of(room).lesions} == {"metastasis:rib:left"}


def test_a_sealed_list_cannot_be_edited(open_window: OpenWindow) -> None:
    room = room_of(open_window())
    add(room, lesion())
    assert room.lesions.model.flags(room.lesions.model.index(0, 2)) & Qt.ItemFlag.ItemIsEditable
    room.session.seal()
    assert not room.lesions.model.flags(room.lesions.model.index(0, 2)) & Qt.ItemFlag.ItemIsEditable
    assert not room.lesions.model.setData(room.lesions.model.index(0, 2), "urine")


def test_choosing_in_the_list_with_ctrl_selects_several(open_window: OpenWindow) -> None:
    room = room_of(open_window())
    marks = [lesion(60, 300), lesion(90, 400)]
    add(room, *marks)
    selection, model = room.lesions.table.selectionModel(), room.lesions.table.model()
    assert selection is not None and model is not None
    flags = QItemSelectionModel.SelectionFlag
    for row in range(2):
        selection.select(model.index(row, 0), flags.Select | flags.Rows)
    assert set(room.session.selection) == {mark.uid for mark in marks}


# banner


def test_the_banner_says_study_reader_state_and_what_this_is_not_for(open_window: OpenWindow) -> None:
    room = room_of(open_window())
    banner, study = room.banner, room.session.study
    assert study is not None
    assert study.key in banner.study.toolTip()
    for known in ("No. 1", study.date, study.sex, f"{study.age} y", "ANT + POST"):
        assert str(known) in banner.study.text()
    assert "R1" in banner.state.text() and "Reading" in banner.state.text() and "nothing marked" in banner.state.text()
    assert banner.notice.text() == "Research use only. Not for diagnosis." and banner.notice.isVisible()
    room.session.say_normal()
    assert "draft: normal" in banner.state.text()
    room.session.seal()
    assert "SEALED: normal" in banner.state.text()


def test_not_saved_is_said_with_ways_out(open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    room = room_of(open_window())
    banner = room.banner
    with monkeypatch.context() as broken:
        refuse_writing_into(room.session.archive.folder, broken)
        add(room, lesion())
        assert "NOT SAVED" in banner.state.text() and banner.problem.text() == "NOT SAVED: the disk is full."
        assert banner.retry.isVisible() and banner.elsewhere.isVisible() and not banner.settle.isVisible()
        assert "NOT SAVED" in shown(room, 0)[9]
        usb = tmp_path / "usb"
        usb.mkdir()
        (usb / f"{room.session.key}_POST.json").write_text("of another day", encoding="utf-8")
        room.tools.write_copy(usb)
        assert (usb / f"{room.session.key}_POST.json").read_text(encoding="utf-8") == "of another day"
        copies = sorted(usb.glob(f"{room.session.key}_*-2.json"))
        assert len(copies) == 2 and reading_of(room).lesions[0].uid in copies[0].read_text(encoding="utf-8")
        banner.retry.click()
        assert "NOT SAVED" in banner.state.text()
    banner.retry.click()
    assert "NOT SAVED" not in banner.state.text() and not banner.retry.isVisible()


def refuse_writing_into(folder: Path, broken: pytest.MonkeyPatch) -> None:
    """From now on the disk of this dataset is full; others are not."""
    write = durable.write

    def refuse(path: Path, content: bytes, *, root: Path, **more: Any) -> None:
        if root == folder:
            raise NotSaved("NOT SAVED: the disk is full.")
        write(path, content, root=root, **more)

    broken.setattr(durable, "write", refuse)


@pytest.mark.parametrize("way", ["next study", "close"])
def test_a_study_of_which_a_copy_was_saved_can_be_left_after_one_question(
    way: str, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    room = room_of(window)
    key = room.session.key
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    asked: list[str] = []

    def answer(*words: Any) -> QMessageBox.StandardButton:
        asked.append(words[1])
        return answers[len(asked) - 1]

    monkeypatch.setattr(QMessageBox, "question", answer)
    refuse_writing_into(room.session.archive.folder, monkeypatch)
    add(room, lesion())
    (tmp_path / "usb").mkdir()
    room.tools.write_copy(tmp_path / "usb")
    add(room, lesion(140, 510))
    room.walk.go("next")
    assert not asked and room.session.opening is None
    room.tools.write_copy(tmp_path / "usb")
    assert not room.session.seal() and not asked
    if way == "close":
        assert not window.close() and window.room is room
        assert window.close()
    else:
        room.walk.go("next")
        assert room.session.opening is None
        with qtbot.waitSignal(room.session.study_changed, timeout=20000):
            room.walk.go("next")
        assert room.session.key != key and room.session.saved
    assert asked == ["Only the copy holds your last gesture"] * 2


def test_a_folder_that_another_program_holds_stops_nobody_and_is_written_when_it_is_free(open_window: OpenWindow, qtbot: QtBot) -> None:
    fcntl = pytest.importorskip("fcntl")
    room = room_of(open_window())
    room.session.say_normal()
    room.session.say_normal()
    folder = room.session.archive.reading_path("R1", room.session.key or "", Projection.ANT).parent
    with (folder / durable.LOCK).open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        room.session.say_normal()
        assert durable._patience.get() == durable.WINDOW_LOCK_SECONDS, "the window's thread does not stand still for a lock"
        assert not room.session.saved and room.banner.retry.isVisible()
        assert room.banner.problem.text() == "NOT SAVED: another program is writing in R1. Nothing is lost; try again in a moment."
        assert reading_of(room).says_normal
    qtbot.waitUntil(lambda: room.session.saved, timeout=30000)
    again = Archive(room.session.archive.folder, "R1").reading("R1", room.session.key or "")
    assert again is not None and again.says_normal and not room.banner.retry.isVisible()


def test_a_copy_does_not_go_into_the_dataset_itself(open_window: OpenWindow) -> None:
    room = room_of(open_window())
    heard: list[str] = []
    room.session.message.connect(heard.append)
    room.tools.write_copy(room.session.archive.folder)
    assert "in the dataset itself" in heard[-1] and not list(room.session.archive.folder.glob("*_ANT*.json"))


# seal review


def test_a_refused_seal_lists_what_to_settle_and_goes_when_it_is_settled(open_window: OpenWindow, qtbot: QtBot) -> None:
    room = room_of(open_window())
    one, twin = lesion(), lesion()
    add(room, one, twin)
    room.walk.seal()
    assert room.review.isVisible() and room.review.list.count() == 1
    item = room.review.list.item(0)
    assert item is not None and "drawn twice" in item.text()
    room.review.list.itemActivated.emit(item)
    assert room.session.selection == (twin.uid,)
    room.acts.delete()
    assert not room.review.isVisible()
    assert room.session.seal()


# versions and conflict


def test_an_earlier_version_is_restored_in_three_clicks_and_can_be_undone(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = room_of(window)
    mark = lesion()
    add(room, mark)
    qtbot.wait(300)
    room.session.commit(reading_of(room).without(mark.uid))
    window.board.action("versions").trigger()
    dialog = room.findChild(VersionsDialog)
    assert dialog is not None and dialog.list.count() >= 1
    first = dialog.list.item(0)
    assert first is not None and first.text().startswith("1 mark, until ")
    dialog.list.setCurrentRow(0)
    dialog.restore.click()
    assert reading_of(room).lesions == (mark,)
    again = Archive(room.session.archive.folder, "R1").reading("R1", room.session.key or "")
    assert again is not None and again.lesions == (mark,)
    room.session.undo()
    assert reading_of(room).lesions == ()


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_a_conflict_is_shown_side_by_side_and_settled_as_chosen(open_window: OpenWindow, choice: str) -> None:
    room = room_of(open_window())
    first, mine, theirs = lesion(), lesion(140, 510), lesion(60, 700)
    add(room, first)
    other = Archive(room.session.archive.folder, "R1")
    key = room.session.key or ""
    there = other.reading("R1", key)
    assert there is not None
    other.save(there.adding(theirs))
    add(room, mine)
    assert room.session.conflict is not None and room.banner.settle.isVisible()
    room.banner.settle.click()
    dialog = room.findChild(ConflictDialog)
    assert dialog is not None
    assert all(re.fullmatch(r"On (your screen|disk), \d{4}-\d\d-\d\d \d\d:\d\d:\d\d", title) for title in dialog.titles)
    dialog.buttons[choice].click()
    expected = {"mine": {first.uid, mine.uid}, "theirs": {first.uid, theirs.uid}, "both": {first.uid, mine.uid, theirs.uid}}[choice]
    final = Archive(room.session.archive.folder, "R1").reading("R1", key)
    assert final is not None and {mark.uid for mark in final.lesions} == expected and room.session.saved
    copies = [path for path in (room.session.archive.folder / ".conflicts").rglob("*.json") if path.is_file()]
    assert copies and mine.uid in copies[0].read_text(encoding="utf-8")


def test_after_a_crash_in_a_conflict_the_own_version_is_found_among_the_earlier_ones(
    own_folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    here, there = Archive(own_folder, "R1"), Archive(own_folder, "R1")
    key, mine, theirs = here.study_keys()[0], lesion(140, 510), lesion(60, 700)
    assert here.reading("R1", key) is None and there.reading("R1", key) is None
    there.save(Reading(key, "R1", (theirs,)))
    with pytest.raises(Conflict):
        here.save(Reading(key, "R1", (mine,)))
    assert any("could not be saved at" in breach.sentence for breach in DatasetCheck(own_folder).breaches())

    window = open_window(study=None)
    room = room_of(window)
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.session.open(key)
    window.board.action("versions").trigger()
    dialog = room.findChild(VersionsDialog)
    assert dialog is not None
    rows = [dialog.list.item(row) for row in range(dialog.list.count())]
    assert [row.text().startswith("conflict copy of ANT, ") for row in rows if row] == [True]
    dialog.list.setCurrentRow(0)
    dialog.restore.click()
    assert reading_of(room).lesions == (mine,)
    assert not any("could not be saved at" in breach.sentence for breach in DatasetCheck(own_folder).breaches())


# notices


def test_an_assumed_view_is_asked_for_and_exchanged(open_window: OpenWindow, own_folder: Path, qtbot: QtBot) -> None:
    archive = Archive(own_folder)
    for key in archive.study_keys():
        study = archive.study(key)
        source = study.source(Projection.ANT)
        assert source is not None
        archive.save_study(replace(study, views=(replace(source, reason=ASSUMED),)))
    room = room_of(open_window())
    assert room.notice.isVisible() and "anterior" in room.notice.text.text()
    height = room.canvas.height()
    add(room, mark := lesion())
    assert not room.notice.wrong.isEnabled() and room.canvas.height() == height
    room.session.commit(reading_of(room).without(mark.uid))
    assert room.session.key is not None
    room.session.archive.set_aside(room.session.key)
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.notice.wrong.click()
    assert tuple(room.session.views) == (Projection.POST,) and not room.notice.isVisible()
    assert room.session.study is not None and room.session.study.views[0].corrected_by == "R1"


def test_an_assumed_view_that_is_right_is_asked_for_once_and_for_all(open_window: OpenWindow, own_folder: Path, qtbot: QtBot) -> None:
    archive = Archive(own_folder)
    for key in archive.study_keys():
        study = archive.study(key)
        archive.save_study(replace(study, views=tuple(replace(view, reason=ASSUMED_PAIR[view.projection]) for view in study.views)))
    room = room_of(open_window())
    assert room.notice.isVisible() and "which view is which" in room.notice.text.text()
    room.canvas.coding.begin(Projection.ANT, lesion().shape)
    room.notice.right.click()
    qtbot.waitUntil(lambda: not room.notice.isVisible(), timeout=30000)
    assert room.canvas.gesture_in_progress
    room.canvas.cancel_gesture()
    assert {view.corrected_by for view in Archive(own_folder).study(room.session.key or "").views} == {"R1"}


def test_a_view_that_may_be_stored_mirrored_is_mirrored(open_window: OpenWindow, own_folder: Path, qtbot: QtBot) -> None:
    archive = Archive(own_folder)
    said = reason("field", Projection.ANT, field=FIELD_NAMES["SeriesDescription"])
    against = Sentence(REASONS["contradicted"], reason=said, other=reason("orientation", Projection.POST), view=VIEW_NAMES[Projection.ANT])
    for key in archive.study_keys():
        study = archive.study(key)
        views = tuple(replace(view, reason=against) if view.projection is Projection.ANT else view for view in study.views)
        archive.save_study(replace(study, views=views))
    room = room_of(open_window())
    before = room.session.views[Projection.ANT].counts
    assert room.notice.mirrored.isVisible() and not room.notice.turn.isVisible()
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.notice.mirrored.click()
    assert (room.session.views[Projection.ANT].counts == before[:, ::-1]).all()
    assert not room.notice.text.isVisible()


def test_marks_on_another_picture_are_said_above_it(open_window: OpenWindow, own_folder: Path, qtbot: QtBot) -> None:
    room = room_of(open_window())
    add(room, lesion())
    assert room.session.study is not None and not room.session.notes
    study = room.session.study
    views = {view.projection: pixels_hash(room.session.views[view.projection].counts) for view in study.views}
    archive = Archive(own_folder)
    known = tuple(replace(view, pixels_sha256=views[view.projection]) for view in study.views)
    archive.save_study(replace(study, views=known))
    path = own_folder / "readings" / "R1" / f"{study.key}_ANT.json"
    content = json.loads(path.read_bytes())
    content["dspic"]["pixels_sha256"] = "0" * 64
    path.write_text(json.dumps(content))
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.session.reload()
    assert room.notice.isVisible() and "made on another picture" in room.notice.notes.text()


def test_a_report_of_another_study_is_said_above_the_picture(open_window: OpenWindow, own_folder: Path, qtbot: QtBot) -> None:
    room = room_of(open_window())
    assert room.session.study is not None and not room.session.notes
    Archive(own_folder).save_study(room.session.study, report=b"the one that came in")
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.session.reload()
    assert room.notice.isVisible() and "is not the one that came in with it" in room.notice.notes.text()


def test_a_damaged_file_asks_what_to_do_and_the_reading_begins_anew(open_window: OpenWindow, qtbot: QtBot) -> None:
    room = room_of(open_window())
    key = room.worklist.model.row(1).key
    path = room.session.archive.reading_path("R1", key, Projection.ANT)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{ this is no label file", encoding="utf-8")
    with qtbot.waitSignal(room.session.reading_damaged, timeout=20000):
        room.walk.open(key)
    assert room.session.key != key
    box = room.findChild(QMessageBox)
    assert box is not None
    anew = next(button for button in box.findChildren(QPushButton) if "anew" in button.text())
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        anew.click()
    assert room.session.key == key and reading_of(room).lesions == ()


# statistics and prior study


def test_the_statistics_follow_the_selection(open_window: OpenWindow) -> None:
    room = room_of(open_window())
    mark = lesion(90, 290)
    add(room, mark)
    room.session.select(mark.uid)
    counts = room.session.views[Projection.ANT].counts[290:310, 90:110]
    values = {name: label.text() for name, label in room.statistics.values.items()}
    assert values["maximum"] == count_text(float(counts.max())) and values["mean"] == count_text(float(counts.mean()))
    assert values["view"] == "ANT"
    room.session.select()
    assert room.statistics.values["maximum"].text() == "–"


def test_the_prior_study_is_the_patient_s_own_at_the_same_window(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = room_of(window)
    archive = Archive(room.session.archive.folder)
    by_date = sorted((archive.study(key) for key in archive.study_keys()), key=lambda study: study.date or "")
    later = by_date[-1]
    earlier = next(study for study in by_date if study.patient == later.patient)
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.walk.open(later.key)
    window.board.action("prior").trigger()
    assert room.prior is not None
    prior = room.prior
    qtbot.waitUntil(lambda: prior.choice.currentData() == earlier.key and "counts" in prior.note.text(), timeout=20000)
    room.acts.set_upper(30)
    assert room.prior.canvas.display.upper == 30
