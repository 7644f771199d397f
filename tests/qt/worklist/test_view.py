from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.sittings import Sitting
from dspic_gui.qt.worklist.columns import COLUMNS
from dspic_gui.qt.worklist.view import WorklistView
from dspic_gui.reading import Reading
from dspic_gui.worklist import builder
from dspic_gui.worklist.filter import Column
from dspic_gui.worklist.rows import TO_READ, Status, Worklist
from tests.made.large_dataset import large_dataset
from tests.made.small_dataset import lesion, small_dataset
from tests.qt.conftest import OpenWindow


@pytest.fixture
def lead(tmp_path: Path) -> Archive:
    return small_dataset(tmp_path / "dataset", 5)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[WorklistView]:
    widget = WorklistView()
    qtbot.addWidget(widget)
    widget.resize(640, 480)
    widget.show()
    yield widget
    widget.shut_down()


def opened(qtbot: QtBot, view: WorklistView, folder: Path, reader: str | None = "R1") -> WorklistView:
    """The list when its index is up to date."""
    view.open(folder, reader)
    settled(qtbot, view)
    return view


def settled(qtbot: QtBot, view: WorklistView) -> None:
    with qtbot.waitSignal(view.index.finished, timeout=20000):
        pass
    qtbot.waitUntil(lambda: not view.model.busy, timeout=5000)


def shown(view: WorklistView, column: Column = Column.KEY) -> list[str]:
    number = next(at for at, one in enumerate(COLUMNS) if one.sorts is column)
    model = view.model
    return [model.data(model.index(row, number)) for row in range(model.rowCount())]


def click(view: WorklistView, row: int) -> None:
    viewport = view.table.viewport()
    assert viewport is not None
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=view.table.visualRect(view.model.index(row, 1)).center())


def choose_status(view: WorklistView, statuses: frozenset[Status]) -> None:
    box = view.filter_bar.status
    box.setCurrentIndex([box.itemData(at) for at in range(box.count())].index(statuses))


def test_rows_stand_in_the_order_of_reading(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    opened(qtbot, view, lead.folder)
    assert shown(view) == lead.study_keys()
    assert shown(view, Column.NUMBER) == ["1", "2", "3", "4", "5"]
    assert shown(view, Column.STATUS) == ["○"] * 5
    assert view.footer.text() == "5 studies"
    assert view.counts()[Status.UNREAD] == 5


def test_a_click_and_enter_choose(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    opened(qtbot, view, lead.folder)
    with qtbot.waitSignal(view.study_chosen) as chosen:
        click(view, 2)
    assert chosen.args == [lead.study_keys()[2]] == view.selected_keys()
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.study_chosen) as chosen:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert chosen.args == [lead.study_keys()[3]]


def test_arrows_alone_choose_nothing_and_letters_are_left_to_the_window(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    opened(qtbot, view, lead.folder)
    click(view, 0)
    with qtbot.assertNotEmitted(view.study_chosen):
        for key in (Qt.Key.Key_Down, Qt.Key.Key_D, Qt.Key.Key_N, Qt.Key.Key_1):
            QTest.keyClick(view.table, key)
    assert view.table.currentIndex().row() == 1


def test_search_filters_as_you_type_and_escape_shows_everything(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    opened(qtbot, view, lead.folder)
    key = lead.study_keys()[3]
    view.focus_search()
    for length in range(1, 7):
        QTest.keyClicks(view.filter_bar.search, key[length - 1])
    qtbot.waitUntil(lambda: shown(view) == [key])
    assert view.footer.text() == "1 of 5 studies shown"
    QTest.keyClicks(view.filter_bar.search, "zz")
    qtbot.waitUntil(lambda: shown(view) == [])
    assert "No study passes" in view.footer.text()
    QTest.keyClick(view.filter_bar.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(view)) == 5)
    with qtbot.waitSignal(view.left):
        QTest.keyClick(view.filter_bar.search, Qt.Key.Key_Escape)


def test_search_finds_what_the_row_shows_before_what_it_hides(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    opened(qtbot, view, lead.folder)
    person = shown(view, Column.AGE)[1]
    QTest.keyClicks(view.filter_bar.search, person.lower())
    qtbot.waitUntil(lambda: shown(view, Column.AGE) == [person])


def test_there_is_nothing_to_compare_without_a_consensus_and_the_box_says_so(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    opened(qtbot, view, lead.folder)
    bar = view.filter_bar
    assert not bar.differs.isEnabled() and "consensus" in bar.differs.toolTip()
    bar.offer(True, False)
    bar.differs.click()
    qtbot.waitUntil(lambda: shown(view) == [])
    assert bar.more.text() == "Filter ●"
    bar.offer(False, False)
    assert bar.why_empty() == bar.differs.toolTip()
    bar.clear()
    assert bar.more.text() == "Filter"


def test_filters_by_status_sex_age_and_date(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    first = lead.study_keys()[0]
    lead.as_reader("R1").seal(Reading(first, "R1").adding(lesion()))
    opened(qtbot, view, lead.folder)
    bar = view.filter_bar
    choose_status(view, frozenset({Status.SEALED}))
    qtbot.waitUntil(lambda: shown(view) == [first])
    assert shown(view, Column.STATUS) == ["● M"]
    choose_status(view, TO_READ)
    qtbot.waitUntil(lambda: shown(view) == lead.study_keys()[1:])
    bar.clear()
    studies = [lead.study(key) for key in lead.study_keys()]
    QTest.keyClicks(bar.ages, "52-53")
    qtbot.waitUntil(lambda: shown(view, Column.AGE) == [f"{study.sex} {study.age}" for study in studies if study.age in (52, 53)])
    bar.clear()
    QTest.keyClicks(bar.since, "2025-03-04")
    qtbot.waitUntil(lambda: sorted(shown(view, Column.DATE)) == ["2025-03-04", "2025-03-05"])
    bar.clear()
    bar.sex.setCurrentIndex(1)
    qtbot.waitUntil(lambda: [person[0] for person in shown(view, Column.AGE)] == ["F", "F"])


def test_what_is_no_date_is_marked_and_passes_everything(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    opened(qtbot, view, lead.folder)
    QTest.keyClicks(view.filter_bar.until, "soon")
    assert view.filter_bar.until.property("state") == "wrong"
    assert "no date" in view.filter_bar.until.toolTip()
    assert len(shown(view)) == 5
    view.filter_bar.until.setText("2025-03-02")
    assert view.filter_bar.until.property("state") == ""
    qtbot.waitUntil(lambda: len(shown(view)) == 2)


def test_a_click_on_a_title_sorts_and_the_walk_follows_what_is_shown(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    opened(qtbot, view, lead.folder)
    titles = view.table.horizontalHeader()
    assert titles is not None
    ages = next(at for at, column in enumerate(COLUMNS) if column.sorts is Column.AGE)
    place = QPoint(titles.sectionViewportPosition(ages) + 6, titles.height() // 2)
    for expected in (["M 50", "F 51", "M 52", "F 53", "M 54"], ["M 54", "F 53", "M 52", "F 51", "M 50"]):
        QTest.mouseClick(titles.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.waitUntil(lambda expected=expected: shown(view, Column.AGE) == expected)
    view.select(shown(view)[1])
    assert (view.previous_key(), view.next_key()) == (shown(view)[0], shown(view)[2])


def test_next_and_previous_end_but_the_next_to_read_goes_round(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    keys = lead.study_keys()
    archive = lead.as_reader("R1")
    for key in (keys[2], keys[4]):
        archive.seal(Reading(key, "R1").adding(lesion()))
    Sitting(lead.folder, "R1").skip(keys[1], "motion")
    opened(qtbot, view, lead.folder)
    assert view.next_key() == keys[0] == view.next_key(unread_only=True)
    view.select(keys[0])
    assert (view.previous_key(), view.next_key()) == (None, keys[1])
    assert (view.next_key(unread_only=True), view.previous_key(unread_only=True)) == (keys[3], keys[3])
    view.select(keys[3])
    assert (view.next_key(unread_only=True), view.previous_key(unread_only=True)) == (keys[0], keys[0])
    view.select(keys[4])
    assert view.next_key() is None
    for key in (keys[0], keys[3]):
        archive.seal(Reading(key, "R1").adding(lesion()))
        view.refresh(key)
    qtbot.waitUntil(lambda: view.counts()[Status.SEALED] == 4)
    assert view.next_key(unread_only=True) is None is view.previous_key(unread_only=True)


def test_a_row_follows_the_reading_without_moving(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    opened(qtbot, view, lead.folder)
    key, archive = lead.study_keys()[1], lead.as_reader("R1")
    choose_status(view, frozenset({Status.UNREAD}))
    qtbot.waitUntil(lambda: not view.model.busy)
    view.select(key)
    reading = replace(Reading(key, "R1"), says_normal=True)
    for act, text in ((archive.save, "◐"), (archive.seal, "● N")):
        act(reading)
        view.refresh(key)
        qtbot.waitUntil(lambda text=text: shown(view, Column.STATUS)[1].startswith(text))
    assert len(shown(view)) == 5
    assert view.table.currentIndex().row() == 1
    assert view.counts()[Status.SEALED] == 1


def test_a_reader_is_not_shown_how_far_the_others_are(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    for reader in ("R2", "R3"):
        for key in lead.study_keys():
            lead.as_reader(reader).seal(Reading(key, reader).adding(lesion()))
    blind = small_dataset(lead.folder.parent / "blind", 5)
    with_others = picture(qtbot, view, lead.folder)
    assert with_others == picture(qtbot, view, blind.folder), "the screen is the same to the pixel"
    opened(qtbot, view, lead.folder, None)
    assert set(shown(view, Column.STATUS)) == {"◐ 2/3"}


def picture(qtbot: QtBot, view: WorklistView, folder: Path) -> bytes:
    opened(qtbot, view, folder, "R1")
    image = view.table.grab().toImage()
    bits = image.constBits()
    assert bits is not None
    return bytes(bits.asarray(image.sizeInBytes()))


@pytest.mark.parametrize("short", [True, False], ids=["thread", "process"])
def test_a_thread_and_a_process_make_the_same_list_and_say_the_same_of_what_they_cannot_read(
    short: bool, qtbot: QtBot, view: WorklistView, lead: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "is_short", lambda *_: short)
    with qtbot.waitSignals([view.index.listed, view.index.finished]):
        view.open(lead.folder, "R1")
    qtbot.waitUntil(lambda: not view.model.busy)
    assert shown(view) == lead.study_keys() and not view.index.running
    shutil.rmtree(lead.folder / "studies")
    (lead.folder / "studies").touch()
    with qtbot.waitSignals([view.message, view.index.finished]) as said:
        view.refresh_all()
    (sentence,) = (one.args[0] for one in said.all_signals_and_args if one.args)
    assert "The studies cannot be listed" in sentence and not view.index.running


def test_another_list_is_opened_before_the_first_is_made(qtbot: QtBot, view: WorklistView, lead: Archive, tmp_path: Path) -> None:
    other = small_dataset(tmp_path / "other", 2)
    view.open(lead.folder, "R1")
    opened(qtbot, view, other.folder)
    assert shown(view) == other.study_keys()


def test_rows_are_read_as_they_become_visible(qtbot: QtBot, view: WorklistView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = large_dataset(tmp_path / "large", 3000)
    opened(qtbot, view, folder)
    asked: list[int] = []
    real = Worklist.rows

    def watched(self: Worklist, ids: object) -> object:
        asked.extend(ids)  # type: ignore[call-overload]
        return real(self, ids)  # type: ignore[arg-type]

    monkeypatch.setattr(Worklist, "rows", watched)
    view.model.forget_pages()
    view.table.grab()
    assert 0 < len(asked) <= 400
    view.table.scrollToBottom()
    view.table.grab()
    assert len(asked) <= 1000
    assert view.model.row(2999) is not None


def test_the_index_may_be_deleted_while_it_is_shown(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    opened(qtbot, view, lead.folder)
    before = shown(view)
    cache = view.model.cache
    assert cache is not None
    shutil.rmtree(cache)
    with qtbot.waitSignal(view.index.finished, timeout=20000):
        QTest.keyClicks(view.filter_bar.search, "a")
        view.filter_bar.clear()
    qtbot.waitUntil(lambda: shown(view) == before)
    assert list(cache.glob("*.sqlite"))


def test_new_studies_come_after_an_import(qtbot: QtBot, view: WorklistView, lead: Archive) -> None:
    opened(qtbot, view, lead.folder)
    study = lead.study(lead.study_keys()[0])
    lead.save_study(replace(study, key="f" * 16))
    view.refresh_all()
    settled(qtbot, view)
    assert shown(view)[-1] == "f" * 16


def test_a_dataset_that_cannot_be_listed_is_a_message(qtbot: QtBot, view: WorklistView, tmp_path: Path) -> None:
    with qtbot.waitSignal(view.message) as said:
        view.open(tmp_path, "R1")
    assert "not a dataset" in said.args[0]
    assert view.next_key() is None


def test_an_empty_dataset_says_what_to_do(qtbot: QtBot, view: WorklistView, tmp_path: Path) -> None:
    opened(qtbot, view, small_dataset(tmp_path / "empty", 0).folder)
    assert "import" in view.footer.text()


def test_a_study_that_opens_while_ctrl_is_held_is_the_only_one_marked(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = window.room
    assert room is not None
    other = room.worklist.model.row(2).key
    QTest.keyPress(window, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.session.open(other)
    QTest.keyRelease(window, Qt.Key.Key_Control)
    assert {index.row() for index in room.worklist.table.selectedIndexes()} == {2}
