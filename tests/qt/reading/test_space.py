"""A small screen or large text never takes the pictures: the panels shrink, then step aside, and nothing that must be read is cut."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dspic_gui.qt.reading.lesion_list import STATE
from dspic_gui.qt.reading.room import ReadingRoom
from dspic_gui.qt.reading.space import VIEW_LEAST
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.qt.worklist.columns import COLUMNS
from dspic_gui.study import Projection
from dspic_gui.worklist.filter import Column
from tests.made.small_dataset import lesion
from tests.made.waiting import list_is_whole
from tests.qt.conftest import OpenWindow

TEXT = 8
"""The last column of the lesion list."""


def room_of(window: MainWindow) -> ReadingRoom:
    assert window.room is not None
    return window.room


def fits(label: QLabel) -> bool:
    """Whether the whole text has room in the label, in as many lines as it takes."""
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height() + 1
    return label.sizeHint().width() <= label.width()


def test_on_a_small_screen_the_worklist_steps_aside_and_its_key_brings_it_back(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = room_of(window)
    assert room.worklist_shown and room.side_shown
    window.resize(1024, 768)
    qtbot.waitUntil(lambda: room.width() == 1024 - window.tool_bar.width(), timeout=60000)
    assert not room.worklist_shown and room.side_shown
    assert all(canvas.width() >= VIEW_LEAST - 2 for canvas in room.canvas.canvases.values())
    window.board.action("worklist").trigger()
    assert room.worklist_shown
    window.resize(1000, 768)
    qtbot.waitUntil(lambda: room.width() == 1000 - window.tool_bar.width(), timeout=60000)
    assert room.worklist_shown, "what was asked for stays"
    window.board.action("worklist").trigger()
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: room.width() == 1440 - window.tool_bar.width(), timeout=60000)
    assert not room.worklist_shown, "what was sent away stays away"


def test_a_panel_that_stepped_aside_comes_back_with_the_room(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = room_of(window)
    for width, shown in ((1024, False), (1440, True)):
        window.resize(width, 800)
        qtbot.waitUntil(lambda width=width: room.width() == width - window.tool_bar.width(), timeout=60000)  # type: ignore[misc]
        assert room.worklist_shown is shown


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_large_text_cuts_nothing_above_or_in_the_pictures(open_window: OpenWindow, qtbot: QtBot, percent: int) -> None:
    window = open_window()
    room = room_of(window)
    assert room.session.reading is not None
    room.session.commit(room.session.reading.adding(lesion(90, 290), lesion(120, 420, label="arthritis:knee:left")))
    window.preferences.text_percent = percent
    labels = [room.banner.study, room.banner.state, room.banner.notice]
    for canvas in room.canvas.canvases.values():
        labels += [canvas.labels.title, canvas.labels.state]
    try:
        qtbot.waitUntil(lambda: all(fits(label) for label in labels), timeout=60000)
        assert all(canvas.width() >= VIEW_LEAST - 2 for canvas in room.canvas.canvases.values())
        assert not room.banner.state.geometry().intersects(room.banner.notice.geometry())
        for size in ((1440, 900), (1366, 768)):
            window.resize(*size)
            qtbot.waitUntil(lambda size=size: window.height() == size[1] and all_tools_in_sight(window), timeout=60000)  # type: ignore[misc]
    finally:
        window.preferences.text_percent = 100


def all_tools_in_sight(window: MainWindow) -> bool:
    """Whether each tool has its button on the bar: none waits behind an arrow."""
    buttons = [window.tool_bar.widgetForAction(action) for action in window.tool_bar.actions() if action.isVisible()]
    return len(buttons) > 15 and all(
        button is not None and button.isVisible() and button.geometry().bottom() <= window.tool_bar.height() for button in buttons
    )


@pytest.mark.parametrize(("size", "percent"), [((1366, 768), 100), ((1920, 1080), 100), ((1920, 1080), 200)])
def test_a_body_stands_as_high_as_the_window_lets_it(open_window: OpenWindow, qtbot: QtBot, size: tuple[int, int], percent: int) -> None:
    """The whole raster's share of the window's height; a body is as high but for a margin of 1.2 %."""
    window = open_window()
    room = room_of(window)
    window.preferences.text_percent = percent
    window.resize(*size)
    try:
        qtbot.waitUntil(lambda: window.height() == size[1], timeout=60000)
        high = {(1366, 100): 0.88, (1920, 100): 0.92, (1920, 200): 0.85}[size[0], percent]
        for canvas in room.canvas.canvases.values():
            assert canvas.height() >= high * window.height()
            needed = canvas.height() * 0.3  # a raster of 256 x 1024 is a quarter as wide as high
            assert canvas.width() >= needed, "the width is no limit"
    finally:
        window.preferences.text_percent = 100


@pytest.mark.parametrize("percent", [100, 200])
def test_the_banner_is_one_line_and_the_code_box_covers_no_view(open_window: OpenWindow, qtbot: QtBot, percent: int) -> None:
    window = open_window()
    room = room_of(window)
    window.preferences.text_percent = percent
    window.resize(1366, 768)
    try:
        qtbot.waitUntil(lambda: window.height() == 768, timeout=60000)
        qtbot.waitUntil(lambda: room.banner.height() < 2 * room.banner.study.fontMetrics().height(), timeout=60000)
        assert "2022" in room.banner.study.toolTip() or "ANT + POST" in room.banner.study.toolTip()
        box = room.canvas.coding.box

        def stands_beside() -> bool:
            room.canvas.coding.begin(Projection.ANT, lesion(90, 290).shape)
            ends = room.canvas.mapTo(room, QPoint(room.canvas.extent().right(), 0)).x()
            left, right = (box.mapTo(room, QPoint(x, 0)).x() for x in (0, box.width()))
            if ends < left and right <= room.width():
                assert box.height() <= room.height(), "certainty, text and hints are in sight too"
                return True
            box.cancel()  # the room may still share its width anew for the larger text
            return False

        qtbot.waitUntil(stands_beside, timeout=60000)
        box.cancel()
    finally:
        window.preferences.text_percent = 100


@pytest.mark.parametrize("percent", [100, 200])
def test_the_worklist_stays_while_somebody_searches_it_in_vain(open_window: OpenWindow, qtbot: QtBot, percent: int) -> None:
    window = open_window()
    room = room_of(window)
    window.preferences.text_percent = percent
    window.resize(1366, 768)
    worklist = room.worklist
    try:
        qtbot.waitUntil(lambda: window.height() == 768 and worklist.isVisible() and room.session.opening is None, timeout=60000)
        worklist.filter_bar.search.setFocus()
        before = worklist.minimumSizeHint().width()
        QTest.keyClicks(worklist.filter_bar.search, "zzzz")
        qtbot.waitUntil(lambda: worklist.model.rowCount() == 0 and len(worklist.footer.text()) > 20, timeout=60000)
        assert worklist.minimumSizeHint().width() == before, "the sentence below it wraps"
        room.space.share()
        assert worklist.isVisible()
    finally:
        window.preferences.text_percent = 100


def columns_in_sight(room: ReadingRoom) -> list[Column]:
    """The columns that are there; each must be whole."""
    table = room.worklist.table
    titles, viewport = table.horizontalHeader(), table.viewport()
    assert titles is not None and viewport is not None
    there = [number for number in range(len(COLUMNS)) if not table.isColumnHidden(number)]
    assert all(titles.sectionViewportPosition(number) + titles.sectionSize(number) <= viewport.width() for number in there)
    return [COLUMNS[number].sorts for number in there]


def test_the_worklist_is_slim_and_shows_more_where_it_has_room(open_window: OpenWindow, qtbot: QtBot) -> None:
    room = room_of(open_window())
    slim = [Column.NUMBER, Column.STATUS, Column.AGE, Column.DATE]
    assert columns_in_sight(room) == slim and room.worklist.width() < 280
    room.splitter.setSizes([760, 380, 300])
    qtbot.waitUntil(lambda: columns_in_sight(room)[:6] == [*slim, Column.VIEWS, Column.KEY])


def test_order_and_widths_of_the_worklist_s_columns_are_remembered(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    table = room_of(window).worklist.table
    titles = table.horizontalHeader()
    assert titles is not None
    table.setColumnWidth(1, 177)
    titles.moveSection(titles.visualIndex(4), 1)
    window.show_start()
    window.choose_dataset(window.recent.datasets()[0].path)
    assert window.enter("R1")
    table = room_of(window).worklist.table
    titles = table.horizontalHeader()
    assert titles is not None
    assert table.columnWidth(1) == 177 and titles.visualIndex(4) == 1
    qtbot.waitUntil(lambda: list_is_whole(room_of(window).worklist))
    assert table.sorted_as_given()


def test_every_column_of_the_lesion_list_is_in_sight_and_what_is_wrong_stands_first(open_window: OpenWindow) -> None:
    window = open_window()
    room = room_of(window)
    assert room.session.reading is not None
    room.session.commit(room.session.reading.adding(lesion(90, 290), lesion(120, 420, label="arthritis:knee:left")))
    table = room.lesions.table
    titles, viewport = table.horizontalHeader(), table.viewport()
    assert titles is not None and viewport is not None
    assert table.isColumnHidden(STATE), "no mark has a state"
    ends = [titles.sectionViewportPosition(column) + titles.sectionSize(column) for column in range(STATE)]
    assert max(ends[: TEXT + 1]) <= viewport.width()
    room.session.set_hidden([room.session.reading.lesions[0].uid])
    assert not table.isColumnHidden(STATE) and titles.visualIndex(STATE) == 1
    assert table.columnWidth(STATE) > table.fontMetrics().horizontalAdvance("hidden")


def test_captions_link_and_statistics_stay_as_they_were_left(open_window: OpenWindow) -> None:
    window = open_window(study=None)
    for name in ("captions", "linked", "statistics"):
        room_of(window).acts.toggle_display(name)
    window.show_start()
    window.choose_dataset(window.recent.datasets()[0].path)
    assert window.enter("R1")
    display = room_of(window).session.display
    assert not (display.captions or display.linked or display.statistics)
    assert window.board.action("captions").isChecked() is False
