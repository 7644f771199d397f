"""A number of a list is painted whole or as "…", whatever cuts it: its column, the edge of the list, or scrolling."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from dspic_gui.qt.figure_saving import FigureTable
from dspic_gui.qt.whole_numbers import IN_PLACE, WholeNumbers

NUMBERS = ("149", "1,204", "12.5", "101.1 cm²", "-0.25", "× 1.05", "75 %", "1:21")


class Recorder(WholeNumbers):
    """Remembers what is painted in each cell."""

    painted: dict[tuple[int, int], str]

    def initStyleOption(self, option: QStyleOptionViewItem | None, index: QModelIndex) -> None:  # noqa: N802 - as Qt calls it
        super().initStyleOption(option, index)
        if self._painting and option is not None:
            at_left = option.text != IN_PLACE or bool(option.displayAlignment & Qt.AlignmentFlag.AlignLeft)
            self.painted[index.row(), index.column()] = (option.text or "") if at_left else "out of sight"


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[tuple[FigureTable, Recorder]]:
    shown = FigureTable("figures")
    qtbot.addWidget(shown)
    shown.show_rows(("What", *("n" * len(NUMBERS))), [("metastasis of the thoracic spine", *NUMBERS)])
    shown.resize(1200, 120)
    seen = Recorder(shown)
    seen.painted = {}
    shown.setItemDelegate(seen)
    yield shown, seen


def painted(table: tuple[FigureTable, Recorder]) -> list[str]:
    shown, seen = table
    shown.show()
    QApplication.processEvents()
    seen.painted.clear()
    shown.grab()
    return [seen.painted.get((0, column), "") for column in range(shown.columnCount())]


def test_with_room_every_number_is_there(table: tuple[FigureTable, Recorder]) -> None:
    assert painted(table)[1:] == list(NUMBERS)


def test_a_narrow_column_shows_no_part_of_a_number_but_words_as_ever(table: tuple[FigureTable, Recorder]) -> None:
    shown, _ = table
    header = shown.horizontalHeader()
    assert header is not None
    header.setSectionResizeMode(header.ResizeMode.Fixed)
    header.setMinimumSectionSize(1)
    for column, text in enumerate(("metastasis", *NUMBERS)):
        shown.setColumnWidth(column, header.fontMetrics().horizontalAdvance(text) - 2)
    assert painted(table) == ["metastasis of the thoracic spine", *[IN_PLACE] * len(NUMBERS)]


def test_the_edge_of_the_list_cuts_no_number_and_scrolling_brings_it_back(table: tuple[FigureTable, Recorder]) -> None:
    shown, _ = table
    shown.setHorizontalScrollMode(shown.ScrollMode.ScrollPerPixel)
    shown.show()
    QApplication.processEvents()
    right = shown.columnViewportPosition(1) + shown.columnWidth(1)
    shown.resize(right - 20 + 2 * shown.frameWidth(), 120)
    assert painted(table)[1] == IN_PLACE
    bar = shown.horizontalScrollBar()
    assert bar is not None
    bar.setValue(30)
    assert painted(table)[1] == NUMBERS[0]


def test_columns_are_as_wide_as_their_numbers(table: tuple[FigureTable, Recorder]) -> None:
    shown, _ = table
    for column, text in enumerate(NUMBERS, start=1):
        assert shown.columnWidth(column) > shown.fontMetrics().horizontalAdvance(text)
