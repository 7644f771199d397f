"""The scores page: measured by itself, every figure saved as PNG, PDF and SVG, and sentences where something cannot be."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from PyQt6.QtGui import QImage
from PyQt6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.qt.figures.figure_view import PIXELS_PER_POINT
from dspic_gui.qt.figures.scores_page import ScoresPage
from dspic_gui.qt.opinion.open_model import SETTING
from dspic_gui.qt.preferences import LESION_SETTING, Preferences
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reading import Reading
from tests.made.evaluated_dataset import evaluated_dataset
from tests.made.lesion_dataset import lesion_dataset
from tests.places import SMALL_LESION_MODEL, SMALL_MODEL
from tests.qt.conftest import OpenWindow

NAMES = ["roc", "classes", "averages", "matrices", "calibration", "lesion-sizes", "errors", "both-diseases"]


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evaluated_dataset(tmp_path_factory.mktemp("evaluated") / "dataset", tuple(Answer), wrong_labels=1).folder


@pytest.fixture
def folder(evaluated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(evaluated, tmp_path / "evaluated"))


def open_page(open_window: OpenWindow, folder: Path, model: Path = SMALL_MODEL) -> tuple[MainWindow, ScoresPage]:
    preferences = Preferences()
    preferences.set_value(SETTING, str(model))
    preferences.save()
    window = open_window("R1", folder=folder)
    window.board.action("page_scores").trigger()
    page = window.stack.currentWidget()
    assert isinstance(page, ScoresPage)
    return window, page


@pytest.fixture
def page(open_window: OpenWindow, folder: Path, qtbot: QtBot) -> ScoresPage:
    """The page after measuring, which it does by itself."""
    _, page = open_page(open_window, folder)
    qtbot.waitUntil(lambda: page.scores is not None and not page.busy, timeout=60000)
    return page


def test_what_was_stopped_or_left_is_not_measured_until_it_is_wanted(open_window: OpenWindow, folder: Path, qtbot: QtBot) -> None:
    window, page = open_page(open_window, folder)
    assert page.busy and page.stop.isVisible()
    page.cancel()
    page.refresh()
    qtbot.waitUntil(lambda: "small" in page.model.text(), timeout=20000)
    assert page.scores is None and not page.busy and page.tabs.count() == 1
    assert not (folder / "predictions").exists() and not page.table_button.isEnabled()
    assert page.warning.text().startswith("Trained on simulated scans")
    page.labels.setCurrentIndex(page.labels.findData("R2"))
    assert page.busy, "other labels are wanted"
    window.leave_page()
    assert not page.busy, "nobody waits for it"
    window.show_page("scores")
    page.measure()
    window.leave_page()
    assert page.busy, "what was asked for goes on"
    qtbot.waitUntil(lambda: page.scores is not None, timeout=60000)


def test_the_table_holds_what_the_formulas_give(page: ScoresPage, tmp_path: Path) -> None:
    assert page.state.text() == "8 views of 4 studies."
    page.save_table(tmp_path / "scores.csv")
    saved = list(csv.DictReader((tmp_path / "scores.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert list(saved[0]) == ["Model", "Dataset", "Labels", "Counted", "Score", "Value", "95 % from", "to", "n"]
    about = page.scores.evaluation
    assert {(row["Model"], row["Dataset"], row["Labels"]) for row in saved} == {(about.model, "Evaluated", "consensus")}
    assert {(row["Counted"], row["n"]) for row in saved} == {("views", "8"), ("studies", "4")}
    rows = {(row["Counted"], row["Score"]): row["Value"] for row in saved}
    assert rows["views", "share of right answers"] == "0.75"
    for counted, table in (("views", page.scores.views), ("studies", page.scores.studies)):
        assert float(rows[counted, "normal – sensitivity"]) == table["normal sensitivity"]["value"]
    page.level.setCurrentIndex(1)
    assert (
        page.tabs.table.rows[1][0] == "share of right answers"
        and page.tabs.table.rows[1][1] == page.scores.studies["label accuracy"]["value"]
    )


def test_other_labels_leave_nothing_of_the_old_scores(page: ScoresPage, qtbot: QtBot) -> None:
    page.labels.setCurrentIndex(page.labels.findData("R2"))
    assert page.scores is None and page.tabs.count() == 1 and page.tabs.table.rowCount() == 0
    assert page.busy and not page.table_button.isEnabled() and not page.all_button.isEnabled()
    qtbot.waitUntil(lambda: page.scores is not None, timeout=60000)
    assert page.scores.evaluation.labels == "R2"


def test_another_model_leaves_nothing_of_the_old_ones_scores(page: ScoresPage, tmp_path: Path, qtbot: QtBot) -> None:
    """Not even a training curve; what cannot be opened changes nothing."""
    page._model.choose(tmp_path / "nowhere")
    qtbot.waitUntil(lambda: page._model.problem is not None, timeout=20000)
    assert page.scores is not None
    other = Path(shutil.copytree(SMALL_MODEL, tmp_path / "other"))
    card = json.loads((other / "card.json").read_text(encoding="utf-8"))
    (other / "card.json").write_text(json.dumps(card | {"name": "other"}), encoding="utf-8")
    rows = "epoch,loss,accuracy,validation_loss,validation_accuracy\n1,1.1,0.4,1.0,0.5\n2,0.9,0.6,0.95,0.55\n"
    (other / "history.csv").write_text(rows, encoding="utf-8")
    page._model.choose(other)
    qtbot.waitUntil(lambda: page.model.text().startswith("other"), timeout=20000)
    assert page.scores is None and page.tabs.figures == []
    qtbot.waitUntil(lambda: page.scores is not None, timeout=60000)
    assert page.scores.evaluation.model.startswith("other-") and page.tabs.figures[-1].figure.name == "training"


def test_studies_are_counted_where_a_figure_can_and_the_box_says_where_it_cannot(page: ScoresPage) -> None:
    page.level.setCurrentIndex(1)
    for at in range(1, page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        figure = page.tabs.figures[at - 1].figure
        if figure.name in ("roc", "classes", "averages", "matrices"):
            assert page.level.isEnabled() and not page.level.toolTip() and "4 studies" in figure.footer, figure.name
        else:
            assert not page.level.isEnabled() and "of views" in page.level.toolTip(), figure.name
            assert "8 views" in figure.footer, figure.name
    page.tabs.setCurrentIndex(0)
    assert page.level.isEnabled()


def test_printed_cases_say_on_what_they_are_and_what_the_model_warns_of(page: ScoresPage) -> None:
    for view in page.tabs.figures:
        if view.figure.name in ("errors", "both-diseases"):
            for words in ("Evaluated", "labels: consensus", "8 views", page.scores.evaluation.model, "Trained on simulated scans"):
                assert words in view.figure.footer, (view.figure.name, words)


def test_every_figure_is_saved_with_ink_on_it(page: ScoresPage, tmp_path: Path) -> None:
    assert [view.figure.name for view in page.tabs.figures] == NAMES
    page.save_all(tmp_path)
    for view in page.tabs.figures:
        width, height = view.figure.size
        image = QImage(str(tmp_path / f"{view.figure.name}.png"))
        assert (image.width(), image.height()) == (PIXELS_PER_POINT * width, PIXELS_PER_POINT * height)
        shades = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        assert len(shades) > 10, view.figure.name
        document = QPdfDocument(None)
        assert document.load(str(tmp_path / f"{view.figure.name}.pdf")) is QPdfDocument.Error.None_
        assert document.pageCount() == 1 and document.pagePointSize(0).toSize().width() == pytest.approx(width, abs=1)
        document.close()
    page.tabs.setCurrentIndex(1)
    page.save_shown(tmp_path / "roc.svg")
    assert "<svg" in (tmp_path / "roc.svg").read_text(encoding="utf-8") and page.state.text() == "Saved: roc.svg"


def test_a_place_that_cannot_be_written_is_said(page: ScoresPage, tmp_path: Path) -> None:
    page.tabs.setCurrentIndex(1)
    for kind in ("png", "pdf", "svg"):
        page.save_shown(tmp_path / "nowhere" / f"roc.{kind}")
        assert "could not be written" in page.state.text()
    page.save_table(tmp_path / "nowhere" / "scores.csv")
    assert "could not be written" in page.state.text()


def test_figures_are_painted_in_both_themes(page: ScoresPage, qapp: object) -> None:
    for at in range(1, page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        image = page.tabs.figures[at - 1].grab().toImage()
        assert len({image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}) > 5


def test_what_the_reader_may_not_see_is_not_measured(open_window: OpenWindow, folder: Path, qtbot: QtBot) -> None:
    for key in Archive(folder).study_keys():
        Archive(folder, "R2").reopen(key, "looked again")
    _, page = open_page(open_window, folder)
    qtbot.waitUntil(lambda: "nothing to measure" in page.state.text(), timeout=30000)
    assert page.scores is None and not (folder / "predictions").exists() and page.measure_button.isVisible()


def test_without_a_model_it_says_why(open_window: OpenWindow, folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    _, page = open_page(open_window, folder, tmp_path / "nowhere")
    qtbot.waitUntil(lambda: "holds no card.json" in page.state.text(), timeout=20000)
    assert not page.busy and page.measure_button.isVisible()


def test_measuring_can_be_stopped(open_window: OpenWindow, folder: Path, qtbot: QtBot) -> None:
    _, page = open_page(open_window, folder)
    page.measure()
    page.cancel()
    qtbot.waitUntil(lambda: page._model.classifier is not None, timeout=20000)
    qtbot.wait(100)
    assert not page.busy and page.scores is None and page.state.text().startswith("Stopped")


def test_a_network_of_lesions_is_measured_with_its_curves(open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> None:
    preferences = Preferences()
    preferences.set_value(LESION_SETTING, str(SMALL_LESION_MODEL))
    preferences.save()
    archive = lesion_dataset(tmp_path / "lesions", (Answer.BOTH, Answer.NORMAL))
    for name in archive.dataset.readers:
        reader = archive.as_reader(name)
        for key in archive.study_keys():
            reading = Reading(key, name, says_normal=True)
            reader.save(reading)
            reader.seal(reading)
    window = open_window("R1", folder=archive.folder)
    window.board.action("page_scores").trigger()
    page = window.stack.currentWidget()
    assert isinstance(page, ScoresPage)
    page.choice.network.setCurrentIndex(1)
    page.choice.unlike.setChecked(True)
    page.labels.setCurrentIndex(page.labels.findData("truth"))
    page.measure()
    qtbot.waitUntil(lambda: page.scores is not None and not page.busy, timeout=60000)
    assert [view.figure.name for view in page.tabs.figures][:2] == ["free-response", "lesions-by-part-and-size"]
    page.save_table(tmp_path / "scores.csv")
    rows = list(csv.reader((tmp_path / "scores.csv").read_text(encoding="utf-8-sig").splitlines()))
    found = [row for row in rows if row[3] == "lesions" and "metastasis found at 1 false marks per view" in row[4]]
    assert found and {row[0].rpartition("-")[0] for row in rows[1:]} == {"small-lesions"}
    page.choice.unlike.setChecked(False)
    assert page.scores is None, "what was measured with other answers does not stay under this heading"
