"""The review mode by its keys: matrix, gallery, the own word, another's after it, the table of reasons."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import TRUTH
from dspic_gui.disease import Answer
from dspic_gui.qt.figures.confusion_table import ANSWERS
from dspic_gui.qt.opinion.open_model import SETTING
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.review.gallery import Thumbnail
from dspic_gui.qt.review.reasons_dialog import ReasonsDialog
from dspic_gui.qt.review.review_panel import ReviewPanel
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reviews import read_reviews
from tests.made.evaluated_dataset import evaluated_dataset
from tests.places import SMALL_MODEL
from tests.qt.conftest import OpenWindow

OpenReview = Callable[..., tuple[MainWindow, ReviewPanel]]


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evaluated_dataset(tmp_path_factory.mktemp("evaluated") / "dataset", tuple(Answer), wrong_labels=1).folder


@pytest.fixture
def folder(evaluated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(evaluated, tmp_path / "evaluated"))


@pytest.fixture
def open_review(open_window: OpenWindow, folder: Path, qtbot: QtBot) -> OpenReview:
    """The window of a reader in the review mode, with the model measured and the pictures made."""

    def open_it(reader: str = "R1", model: Path = SMALL_MODEL) -> tuple[MainWindow, ReviewPanel]:
        preferences = Preferences()
        preferences.set_value(SETTING, str(model))
        preferences.save()
        window = open_window(reader, folder=folder)
        assert window.room is not None
        window.board.action("mode_review").trigger()
        panel = window.room.mode_panel
        assert isinstance(panel, ReviewPanel)
        if model == SMALL_MODEL:
            qtbot.waitUntil(lambda: panel.desk is not None and not panel.errors.gallery.busy, timeout=30000)
            settle(window, panel, qtbot)
        return window, panel

    return open_it


def settle(window: MainWindow, panel: ReviewPanel, qtbot: QtBot) -> None:
    """Wait until the study of the chosen case is shown."""
    session = window.room.session
    qtbot.waitUntil(lambda: session.opening is None and session.key == panel.errors.gallery.chosen.study, timeout=20000)


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.room.canvas.active_canvas, key)


def test_the_matrix_counts_and_a_cell_shows_its_views(open_review: OpenReview, qtbot: QtBot) -> None:
    window, panel = open_review()
    cells = panel.desk.evaluation.cells
    for row, true in enumerate(ANSWERS):
        for column, said in enumerate(ANSWERS):
            assert panel.errors.matrix.item(row, column).text() == str(len(cells.get((true, said), ())))
    assert panel.errors.gallery.views == list(panel.desk.evaluation.wrong) and len(panel.errors.gallery.views) == 2
    place = panel.errors.matrix.visualItemRect(panel.errors.matrix.item(1, 1)).center()
    qtbot.mouseClick(panel.errors.matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [view.truth for view in panel.errors.gallery.views] == [Answer.METASTATIC] * 2
    assert not panel.case.agree.isEnabled() and "as the label says" in panel.case.state.text()
    panel.errors.list_studies.click()
    worklist = window.room.worklist
    qtbot.waitUntil(lambda: worklist.model.rowCount() == 1, timeout=10000)
    qtbot.waitUntil(lambda: worklist.model.row(0) is not None and worklist.model.row(0).said is Answer.METASTATIC, timeout=10000)
    assert worklist.model.row(0).key == panel.errors.gallery.views[0].study
    panel.errors.all.click()
    assert panel.errors.gallery.views == list(panel.desk.evaluation.wrong)


def test_a_case_shows_its_study_its_true_lesions_and_its_picture(open_review: OpenReview, qtbot: QtBot) -> None:
    window, panel = open_review()
    canvas = window.room.canvas
    assert window.room.session.key == panel.errors.gallery.chosen.study and canvas._lesions == ()
    found = [cell for cell in panel.desk.evaluation.cells if cell[0] is cell[1] is not Answer.NORMAL]
    panel.errors.show_cell(found[-1])
    settle(window, panel, qtbot)
    chosen = panel.errors.gallery.chosen
    qtbot.waitUntil(lambda: bool(canvas._lesions), timeout=10000)
    assert {lesion.uid for lesion in chosen.label.lesions} <= {lesion.uid for lesion in canvas._lesions}
    assert canvas.active is chosen.label.projection and not canvas.editable
    qtbot.waitUntil(lambda: not panel.errors.gallery.busy, timeout=20000)
    picture = panel.errors.gallery.item(0).icon().pixmap(56, 224).toImage()
    assert len({picture.pixel(x, y) for x in range(0, 56, 4) for y in range(0, 224, 8)}) > 20


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_y_n_e_and_k_say_it_and_it_is_saved_at_once(open_review: OpenReview, folder: Path, qtbot: QtBot) -> None:
    window, panel = open_review()
    view = panel.errors.gallery.chosen
    archive = Archive(folder, "R1")
    press(window, Qt.Key.Key_Y)
    assert "Choose the reason" in panel.case.state.text() and read_reviews(archive, "R1", view.study) == ()
    press(window, Qt.Key.Key_E)
    popup = panel.case.reason.view()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(read_reviews(archive, "R1", view.study)) == 1)
    kept = read_reviews(archive, "R1", view.study)[0]
    assert (kept.agrees, kept.reason, kept.truth, kept.said) == (True, "spine", view.truth, view.prediction.answer)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Qt.Key.Key_K)
    qtbot.waitUntil(panel.case.comment.hasFocus)
    QTest.keyClicks(panel.case.comment, "yes, degenerative")
    QTest.keyClick(panel.case.comment, Qt.Key.Key_Return)
    assert read_reviews(archive, "R1", view.study)[0].comment == "yes, degenerative"
    assert panel.errors.gallery.item(0).text().startswith("✓") and "1 of 2" in panel.errors.count.text()
    press(window, Qt.Key.Key_Return)
    assert panel.errors.gallery.chosen is panel.errors.gallery.views[1]
    press(window, Qt.Key.Key_N)
    found = {one.view: one for one in read_reviews(archive, "R1", panel.errors.gallery.chosen.study)}
    assert not found[panel.errors.gallery.chosen.label.projection].agrees
    assert found[panel.errors.gallery.chosen.label.projection].reason == "label_wrong"
    assert "queue of the adjudication" in panel.case.state.text()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_wrong_truth_is_saved_and_not_said_to_wait_in_the_queue_of_the_consensus(open_review: OpenReview, qtbot: QtBot) -> None:
    window, panel = open_review()
    panel.desk.evaluation = replace(panel.desk.evaluation, labels=TRUTH)
    press(window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: "Saved" in panel.case.state.text())
    assert "adjudication" not in panel.case.state.text()


def test_the_other_reviewers_word_appears_after_the_own_one(open_review: OpenReview, folder: Path, qtbot: QtBot) -> None:
    window, panel = open_review("R2")
    panel.desk.say(panel.errors.gallery.views[0], True, "asymmetry", "left hip")
    window.close()
    window, panel = open_review("R1")
    assert not panel.case.others.isVisible() and "left hip" not in panel.case.others.text()
    panel.case.reason.setCurrentIndex(panel.case.reason.findData("spine"))
    press(window, Qt.Key.Key_Y)
    assert panel.case.others.text() == "R2: label right; Asymmetry ignored: left hip"


def test_the_table_of_reasons_is_saved_as_csv_and_pdf(open_review: OpenReview, tmp_path: Path, qtbot: QtBot) -> None:
    window, panel = open_review()
    panel.desk.say(panel.errors.gallery.views[0], True, "spine", "=1+1")
    dialog = ReasonsDialog(window.room.session.archive, panel.desk, panel)
    qtbot.addWidget(dialog)
    dialog.save_csv(tmp_path / "reasons.csv")
    rows = {row[0]: row[1:] for row in csv.reader((tmp_path / "reasons.csv").read_text(encoding="utf-8-sig").splitlines())}
    assert rows["spine"] == ["1", "0"] and rows["reason"] == ["R1", "alike"]
    dialog.save_cases(tmp_path / "reviews.csv")
    assert "'=1+1" in (tmp_path / "reviews.csv").read_text(encoding="utf-8")
    dialog.save_pdf(tmp_path / "reasons.pdf")
    assert (tmp_path / "reasons.pdf").read_bytes().startswith(b"%PDF") and "Saved" in dialog.state.text()
    assert "&lt;" in _page_with(dialog, "<b>") and "Research use only" in dialog.page()
    for save in (dialog.save_csv, dialog.save_pdf):
        dialog.state.setText("")
        save(tmp_path / "nowhere" / "reasons")
        assert "could not be written" in dialog.state.text()


def _page_with(dialog: ReasonsDialog, comment: str) -> str:
    from dataclasses import replace

    dialog.reviews = [replace(one, comment=comment) for one in dialog.reviews]
    return dialog.page()


def test_what_is_not_sealed_by_all_is_left_out(open_review: OpenReview, folder: Path, qtbot: QtBot) -> None:
    for key in Archive(folder).study_keys():
        Archive(folder, "R3").reopen(key, "looked again")
    window, panel = open_review(model=Path("nowhere"))
    qtbot.waitUntil(lambda: "card.json" in panel.notice.text(), timeout=20000)
    panel._model.choose(SMALL_MODEL)
    qtbot.waitUntil(lambda: "nothing to measure" in panel.notice.text(), timeout=20000)
    assert panel.desk is None and panel.errors.gallery.count() == 0
    press(window, Qt.Key.Key_Y)
    assert not (folder / "reviews").exists()


def test_leaving_gives_the_canvases_back(open_review: OpenReview, qtbot: QtBot) -> None:
    window, panel = open_review()
    window.board.action("mode_reading").trigger()
    assert window.room.session.mode == "reading"
    assert window.room.canvas._lesions == window.room.session.reading.lesions
    window.board.action("mode_review").trigger()
    assert panel.desk is not None and not panel.busy


@pytest.mark.parametrize(("aspect", "size"), [(1.0, (56, 224)), (0.5, (56, 112)), (1.25, (45, 224))])
def test_a_small_picture_shows_the_body_in_its_own_shape(aspect: float, size: tuple[int, int]) -> None:
    shown = Thumbnail(np.zeros((1024, 256, 3), np.uint8), aspect).size
    assert (shown.width(), shown.height()) == size
