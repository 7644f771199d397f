"""The page of the bone scan index in the real window: trend, table, weights, blinding, saving."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from dspic_gui.burden.sources import NETWORK
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.qt.burden.burden_page import BurdenPage
from dspic_gui.qt.preferences import LESION_SETTING, Preferences
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse
from dspic_gui.study import Projection
from tests.made.lesion_dataset import lesion_dataset
from tests.places import SMALL_LESION_MODEL
from tests.qt.conftest import OpenWindow

M, N = Answer.METASTATIC, Answer.NORMAL
Choose = Callable[[BurdenPage, str], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One patient's three studies: nothing, then the same metastasis drawn twice."""
    return lesion_dataset(tmp_path_factory.mktemp("trend") / "d", (N, M, M), patients=1).folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, own_folders: None) -> Path:
    preferences = Preferences()
    preferences.set_value(LESION_SETTING, str(SMALL_LESION_MODEL))
    preferences.save()
    return Path(shutil.copytree(made, tmp_path / "d"))


@pytest.fixture
def choose(qtbot: QtBot) -> Choose:
    def act(page: BurdenPage, source: str) -> None:
        page.source.setCurrentIndex(page.source.findData(source))
        qtbot.waitUntil(lambda: not page.busy, timeout=90000)

    return act


def show(window: MainWindow, qtbot: QtBot) -> BurdenPage:
    window.board.trigger("page_burden")
    page = window.stack.currentWidget()
    assert isinstance(page, BurdenPage)
    qtbot.waitUntil(lambda: not page.busy, timeout=90000)
    return page


def indices(page: BurdenPage) -> list[float | None]:
    return [step.study.index for step in page.shown.steps] if page.shown else []


def cells(page: BurdenPage) -> list[list[str]]:
    table = page.table
    return [[table.item(row, at).text() for at in range(table.columnCount())] for row in range(table.rowCount())]  # type: ignore[union-attr]


def test_the_lead_sees_the_trend_of_the_truth_and_saves_it(
    open_window: OpenWindow, folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(open_window("", 0, folder), qtbot)
    assert page.source.currentData() == "truth" and page.shown is not None
    values = indices(page)
    assert values[0] == 0 and values[1] == values[2] and values[1] > 0  # type: ignore[operator]
    rows = cells(page)
    assert rows[0][1:] == [f"{value:.2f}" for value in values]
    assert rows[1][1:] == ["", f"{values[1]:+.2f}", "+0.00"] and "within" in rows[2][3]
    assert "Thoracic spine" not in str(rows) and "Spine with sacrum" in str(rows)
    assert "Spiers" in page.figure.figure.footer and "Not for diagnosis" in page.figure.figure.footer
    page.weights.setCurrentIndex(page.weights.findData("icrp110"))
    qtbot.waitUntil(lambda: not page.busy, timeout=90000)
    assert indices(page)[1] != values[1] and "Thoracic spine" in str(cells(page))
    assert "icrp110 (ICRP 110 adults)" in page.figure.figure.footer
    page.copy_button.click()
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None and clipboard.image().width() == 1280
    page.save_picture_as(tmp_path / "trend.png")
    assert QImage(str(tmp_path / "trend.png")).width() == 1280 and "Saved: trend.png" in page.state.text()
    page.save_table_as(tmp_path / "trend.csv")
    text = (tmp_path / "trend.csv").read_text(encoding="utf-8-sig")
    assert text.count("icrp110") >= 3 and "both views added up" in text
    page.save_picture_as(tmp_path / "missing" / "trend.png")
    assert "could not be written" in page.state.text()


def test_a_blind_reader_sees_the_own_marks_alone(
    open_window: OpenWindow, folder: Path, qtbot: QtBot, choose: Choose
) -> None:
    reader = Archive(folder, "R1")
    first, second, _ = sorted(reader.study_keys(), key=lambda key: reader.study(key).date or "")
    mark = Lesion(Projection.ANT, Ellipse(128, 300, 9, 9), "metastasis:thoracic_spine")
    reader.save(Reading(first, "R1", (mark,)))
    reader.seal(Reading(second, "R1", (mark,), says_normal=False))
    page = show(open_window("R1", 0, folder), qtbot)
    assert page.source.currentData() == "R1" and page.source.currentText() == "my own marks"
    values = indices(page)
    assert values[0] == pytest.approx(values[1], rel=0.3) and values[2] is None
    assert "1 has no answer" in page.state.text() and "trained on simulated scans" in page.figure.figure.footer
    choose(page, NETWORK)
    assert [step.study.found is None for step in page.shown.steps] == [True, False, True]  # type: ignore[union-attr]
    assert "not validated on patients" in page.figure.figure.footer
    choose(page, "truth")
    assert indices(page) == [None] * 3
    choose(page, "R2")
    assert indices(page) == [None] * 3


def test_without_a_lesion_model_or_a_study_it_says_what_to_do(
    open_window: OpenWindow, folder: Path, qtbot: QtBot, tmp_path: Path, choose: Choose
) -> None:
    window = open_window("R1", None, folder)
    page = show(window, qtbot)
    assert "No study is open" in page.state.text() and not page.picture_button.isEnabled()
    assert window.room is not None
    room = window.room
    with qtbot.waitSignal(room.session.study_changed, timeout=90000):
        room.session.open(room.worklist.model.row(0).key)
    page.use_model(tmp_path)
    qtbot.waitUntil(lambda: not page.busy, timeout=90000)
    assert "there is no lesion model there" in page.state.text() and page.shown is None
    page.use_model(SMALL_LESION_MODEL)
    qtbot.waitUntil(lambda: not page.busy, timeout=90000)
    assert page.shown is not None and len(page.shown.steps) == 3


def test_a_double_click_opens_the_study(open_window: OpenWindow, folder: Path, qtbot: QtBot) -> None:
    window = open_window("", 0, folder)
    page = show(window, qtbot)
    assert page.shown is not None and window.room is not None
    wanted = page.shown.steps[2].study.study.key
    with qtbot.waitSignal(window.room.session.study_changed, timeout=90000):
        page.table.cellDoubleClicked.emit(0, 3)
    assert window.room.session.key == wanted
