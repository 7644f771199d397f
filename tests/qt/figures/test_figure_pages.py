"""The agreement page and the dataset page in the real window: what they show, what a cell opens, and what is saved."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dspic_gui.disease import Answer
from dspic_gui.ground_truth import consolidation
from dspic_gui.qt.figures import statistics_page
from dspic_gui.qt.figures.agreement_page import AgreementPage
from dspic_gui.qt.figures.page import FigurePage
from dspic_gui.qt.figures.statistics_page import StatisticsPage
from dspic_gui.qt.window.main_window import MainWindow
from tests.made.disputed_dataset import disputed_dataset
from tests.qt.conftest import OpenWindow


@pytest.fixture(scope="module")
def measured_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = disputed_dataset(tmp_path_factory.mktemp("measured") / "dataset")
    consolidation.run(archive)
    return archive.folder


@pytest.fixture
def window(open_window: OpenWindow, measured_folder: Path, tmp_path: Path) -> MainWindow:
    return open_window("R1", None, Path(shutil.copytree(measured_folder, tmp_path / "measured")))


def show(window: MainWindow, name: str, qtbot: QtBot) -> FigurePage:
    window.board.trigger(f"page_{name}")
    page = window.stack.currentWidget()
    assert isinstance(page, AgreementPage | StatisticsPage)
    qtbot.waitUntil(lambda: not page.busy and page.pyqtgraph is not None, timeout=20000)
    qtbot.waitUntil(lambda: all(plot.height() > 100 for plot in page.plots() if plot.isVisible()), timeout=20000)
    return page


def test_the_agreement_of_the_chosen_level_and_answers_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, "agreement", qtbot)
    assert isinstance(page, AgreementPage) and page.report is not None
    assert "4 studies" in page.state.text() and page.figures.rowCount() == 10
    first = page.figures.rows[1]
    page.level.setCurrentIndex(page.level.findData("study"))
    page.about.setCurrentIndex(page.about.findData("metastasis"))
    assert page.figures.rows[1] != first and page.figures.rowCount() == 7
    assert page.lesions.rowCount() == 3 * 8 + 3 * 2
    assert len(page._kappas.getPlotItem().items) > 0 and len(page._dice.getPlotItem().items) == 3


def test_clicking_a_cell_lists_its_studies_and_a_button_lists_all_again(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, "agreement", qtbot)
    assert isinstance(page, AgreementPage) and page.report is not None and window.room is not None
    table = page.confusion.tables["R1", "R2"]
    row, column = list(Answer).index(Answer.METASTATIC), list(Answer).index(Answer.ARTHRITIC)
    views = page.report.confusion["R1", "R2"][Answer.METASTATIC, Answer.ARTHRITIC]
    assert table.item(row, column).text() == str(len(views)) == "1"  # type: ignore[union-attr]
    page.tabs.setCurrentIndex(1)
    cell = table.visualItemRect(table.item(row, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    room = window.room
    assert window.stack.currentWidget() is room
    qtbot.waitUntil(lambda: room.worklist.model.rowCount() == 1, timeout=20000)
    assert room.worklist.model.row(0).key == views[0][0]
    bar = room.worklist.filter_bar
    assert "R1 metastatic / R2 arthritic" in bar.asked.text()
    QTest.mouseClick(bar.show_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.worklist.model.rowCount() == 4, timeout=20000)
    assert bar.asked.isHidden() and bar.show_all.isHidden()


def test_a_cell_is_chosen_by_keys_too(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, "agreement", qtbot)
    assert isinstance(page, AgreementPage) and window.room is not None
    page.tabs.setCurrentIndex(1)
    table = page.confusion.tables["R1", "R2"]
    table.setCurrentCell(0, 0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(table, key)
    room = window.room
    assert window.stack.currentWidget() is room
    qtbot.waitUntil(lambda: room.worklist.model.rowCount() == 1, timeout=20000)
    assert "R1 metastatic / R2 arthritic" in room.worklist.filter_bar.asked.text()


def test_an_empty_cell_opens_nothing(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, "agreement", qtbot)
    assert isinstance(page, AgreementPage)
    page.open_cell(("R1", "R2"), (Answer.BOTH, Answer.BOTH))
    assert window.stack.currentWidget() is page


def test_a_reader_sees_only_what_all_have_sealed(window: MainWindow, qtbot: QtBot) -> None:
    assert window.room is not None
    archive = window.room.session.archive
    archive.as_reader("R2").reopen(archive.study_keys()[0], "looked again")
    page = show(window, "agreement", qtbot)
    assert isinstance(page, AgreementPage) and page.report is not None and page.report.studies == 3
    assert "Only studies that all planned readers have sealed" in page.state.text()


@pytest.mark.parametrize("name", ["agreement", "statistics", "scores", "burden"])
def test_no_page_makes_the_window_larger_than_a_small_screen(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.resize(1366, 768)
    window.preferences.text_percent = 200
    try:
        window.show_page(name)
        qtbot.wait(50)
        assert (window.width(), window.height()) == (1366, 768) and window.minimumSizeHint().width() <= 1366
    finally:
        window.preferences.text_percent = 100
    window.resize(1440, 900)
    page = window.stack.currentWidget()
    assert page is not None
    qtbot.waitUntil(lambda: page.height() <= window.stack.height() and page.width() <= window.stack.width())


def test_an_axis_that_counts_has_whole_numbers(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, "statistics", qtbot)
    assert isinstance(page, StatisticsPage)
    qtbot.waitUntil(lambda: bool(page._plots))
    for name, side in (("patients", "left"), ("classes", "left"), ("metastasis", "bottom"), ("maxima", "left")):
        words = [word for _, word in page._plots[name].getAxis(side)._tickLevels[0]]
        assert 2 <= len(words) <= 7 and all(word.replace(",", "").isdigit() for word in words), (name, words)


def test_pictures_and_tables_are_saved_and_a_refusal_is_said(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = show(window, "agreement", qtbot)
    qtbot.waitUntil(lambda: page.plots()[0].getAxis("left").width() > 100, timeout=20000)  # it was painted
    page.save_picture_as(tmp_path / "kappa.png")
    image = QImage(str(tmp_path / "kappa.png"))
    assert image.width() > 400 and image.pixelColor(2, 2).name() == "#ffffff"
    assert page.grab().toImage().pixelColor(2, 2).lightness() < 128, "the screen stays dark"
    page.save_picture_as(tmp_path / "kappa.svg")
    root = ElementTree.parse(tmp_path / "kappa.svg").getroot()
    words = "".join(root.itertext())
    assert root.tag.endswith("svg") and "Fleiss" in words and "Rests on" not in words, "the plot, not the table"
    assert "4 studies" in words and "Research use only" in words
    page.save_tables_as(tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][0] == "Figure" and ["R1 – R2", "normal", "metastatic", "arthritic", "metastatic & arthritic", "no reading"] in rows
    page.save_tables_as(tmp_path / "missing" / "all.csv")
    assert "could not be written" in page.state.text()
    page.save_picture_as(tmp_path / "missing" / "kappa.png")
    assert "could not be written" in page.state.text()


def test_the_dataset_page_counts_patients_lesions_classes_and_counts(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, "statistics", qtbot)
    assert isinstance(page, StatisticsPage) and page.found is not None
    assert page.found.patients == {"F": 2, "M": 2} and page.found.studies_by_class["adjudicate"] == 1
    assert "Views left out:" in page.state.text()
    qtbot.waitUntil(lambda: not page.busy and bool(page.maxima), timeout=20000)
    assert {value for _, _, value in page.found.maxima} == {150.0} and page.lists["maxima"].rowCount() == 8
    page.source.setCurrentIndex(page.source.findData("R1"))
    qtbot.waitUntil(lambda: not page.busy, timeout=20000)
    assert page.found.classes["metastatic"] == 4 and page.found.classes["adjudicate"] == 0
    page.save_picture_as(window.session.archive.folder / "figures.svg")  # type: ignore[union-attr]
    assert "Saved" in page.state.text()


def test_the_maximum_counts_of_a_large_dataset_wait_for_the_button_and_say_so(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics_page, "MEASURED_BY_ITSELF", 3)
    page = show(window, "statistics", qtbot)
    assert isinstance(page, StatisticsPage) and page.maxima == []
    plot = page._plots["maxima"]
    words = [item.toPlainText() for item in plot.getPlotItem().items if hasattr(item, "toPlainText")]
    assert words == ["Press “Measure maximum counts”."] and not plot.getAxis("bottom").style["showValues"]
    page.measure()
    qtbot.waitUntil(lambda: not page.busy and bool(page.maxima), timeout=20000)
    assert plot.getAxis("bottom").style["showValues"] and len(plot.getPlotItem().items) == 2


def test_what_was_counted_stays_when_a_scan_cannot_be_measured(window: MainWindow, qtbot: QtBot) -> None:
    assert window.room is not None
    archive = window.room.session.archive
    study = archive.study(archive.study_keys()[-1])
    (archive.folder / study.views[0].file).unlink()
    page = show(window, "statistics", qtbot)
    assert (
        page.maxima == []
        and page.state.text().startswith("4 studies")
        and page.state.text().endswith("Check the path and its permissions.")
    )


def test_level_and_answers_can_be_chosen_only_where_they_change_something(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, "agreement", qtbot)
    assert isinstance(page, AgreementPage)
    for at in (1, 2, 0):
        page.tabs.setCurrentIndex(at)
        for box in (page.level, page.about):
            assert box.isEnabled() is (at == 0) and bool(box.toolTip()) is (at != 0)


def test_the_dataset_page_of_a_reader_hides_what_is_not_sealed_by_all(window: MainWindow, qtbot: QtBot) -> None:
    assert window.room is not None
    archive = window.room.session.archive
    archive.as_reader("R2").reopen(archive.study_keys()[0], "looked again")
    page = show(window, "statistics", qtbot)
    assert isinstance(page, StatisticsPage) and page.found is not None
    assert sum(page.found.studies_by_class.values()) == 3
    page.source.setCurrentIndex(page.source.findData("R1"))
    qtbot.waitUntil(lambda: not page.busy, timeout=20000)
    assert sum(page.found.studies_by_class.values()) == 4


def test_escape_goes_back_to_the_studies(window: MainWindow, qtbot: QtBot) -> None:
    show(window, "statistics", qtbot)
    window.board.trigger("page_leave")
    assert window.stack.currentWidget() is window.room


def test_the_confusion_is_saved_as_matrices_and_a_table_says_that_it_is_none(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = show(window, "agreement", qtbot)
    page.tabs.setCurrentIndex(1)
    page.save_picture_as(tmp_path / "confusion.svg")
    words = "".join(ElementTree.parse(tmp_path / "confusion.svg").getroot().itertext())
    assert "R1 – R2" in words and "M&A" in words and "Research use only" in words
    figures = show(window, "statistics", qtbot)
    assert figures.picture_button.isEnabled()
    figures.tabs.setCurrentIndex(1)
    assert not figures.picture_button.isEnabled() and "table" in figures.picture_button.toolTip()
