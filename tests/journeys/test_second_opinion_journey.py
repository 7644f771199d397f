"""The second opinion by real keys and mouse: blind while reading, seen after the seal, its errors reviewed, its scores printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.checks.audit import verify
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.model.classifier import Classifier
from dspic_gui.qt.figures.scores_page import ScoresPage
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.opinion.open_model import SETTING
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.review.review_panel import ReviewPanel
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reviews import read_reviews
from dspic_gui.study import Projection
from dspic_gui.worklist.facts import Status
from tests.journeys.gestures import said
from tests.journeys.hands import Hands
from tests.made.evaluated_dataset import evaluated_dataset
from tests.places import SMALL_MODEL

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def folder(tmp_path: Path, own_folders: None) -> Path:
    """Four studies, all sealed and consolidated, but R1 has taken the first one up again."""
    preferences = Preferences()
    preferences.set_value(SETTING, str(SMALL_MODEL))
    preferences.save()
    archive = evaluated_dataset(tmp_path / "dataset", tuple(Answer), wrong_labels=1)
    archive.as_reader("R1").reopen(archive.study_keys()[0], "looked again")
    return archive.folder


@pytest.fixture
def hands(folder: Path, qtbot: QtBot) -> Iterator[Hands]:
    window = make_window(make_application(), folder)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.sign_in.ready)
    qtbot.mouseClick(window.sign_in.button("R1"), LEFT)
    yield Hands(window, qtbot)
    window.close()
    leave(window)


def open_row(hands: Hands, row: int) -> str:
    """Click a row of the list and wait for its study."""
    worklist = hands.room.worklist
    hands.wait(lambda: worklist.model.rowCount() == 4)
    key = worklist.model.row(row).key
    viewport = worklist.table.viewport()
    assert viewport is not None
    QTest.mouseClick(viewport, LEFT, pos=worklist.table.visualRect(worklist.model.index(row, 0)).center())
    hands.wait(lambda: hands.room.session.key == key and hands.room.session.opening is None)
    hands.wait(hands.room.canvas.active_canvas.hasFocus)
    return key


def click(widget: QWidget, place: QPoint | None = None) -> None:
    QTest.mouseClick(widget, LEFT, pos=place if place is not None else widget.rect().center())


def overlay(hands: Hands, view: Projection) -> bool:
    return not hands.canvas(view)._overlay.pixmap().isNull()


def see(hands: Hands) -> None:
    """Click the tab of the second opinion."""
    bar = hands.room.reading_side.tabBar()
    assert bar is not None
    click(bar, bar.tabRect(1).center())


def test_blind_while_reading_and_seen_after_the_seal(hands: Hands, folder: Path) -> None:
    key = open_row(hands, 0)
    see(hands)
    hands.room.focus_canvas()
    hands.type("o")
    panel = hands.room.opinion.panel
    assert "sealed your own reading" in panel.state.text() and not overlay(hands, Projection.ANT)
    assert not (folder / "predictions").exists()
    hands.wait(lambda: not hands.room.worklist.index.running and hands.room.worklist.counts()[Status.SEALED] == 3)
    hands.key(Qt.Key.Key_Return, CTRL)
    hands.wait(lambda: Archive(folder).is_sealed("R1", key))
    hands.wait(lambda: QApplication.activeModalWidget() is not None)  # the summary of the sitting: this was the last one
    QTest.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape)
    hands.window.activateWindow()
    hands.wait(hands.window.isActiveWindow)
    assert hands.room.session.key == key
    hands.wait(lambda: overlay(hands, Projection.ANT) and overlay(hands, Projection.POST))
    view = hands.room.session.views[Projection.ANT]
    said = Classifier.open(SMALL_MODEL).classify(view).prediction
    assert panel.bars[Projection.ANT].said.probabilities == pytest.approx(said.probabilities, abs=1e-6)
    hands.key(Qt.Key.Key_F6)
    hands.type("]")
    assert hands.room.opinion.opinions.overlay.style.opacity == pytest.approx(0.6)
    hands.type("o")
    assert not overlay(hands, Projection.ANT)
    marks = hands.reading.in_view(Projection.ANT)
    if marks:
        left, top, right, bottom = marks[0].shape.bounds
        hands.click((left + right) / 2, (top + bottom) / 2)
        hands.type("w")
        hands.wait(lambda: bool(panel.what_if.found))
        assert set(panel.what_if.found) == {Projection.ANT}
    assert verify(folder)[1] == []


def test_errors_are_reviewed_by_keys(hands: Hands, folder: Path) -> None:
    open_row(hands, 1)
    hands.strokes = 0
    hands.key(Qt.Key.Key_3, CTRL | ALT)
    panel = hands.room.mode_panel
    assert isinstance(panel, ReviewPanel)
    hands.wait(lambda: panel.desk is not None and not panel.errors.gallery.busy)
    errors = panel.desk.views()
    assert errors
    click(panel.errors.matrix.viewport(), panel.errors.matrix.visualItemRect(panel.errors.matrix.item(0, 0)).center())
    assert all(view.right for view in panel.errors.gallery.views)
    click(panel.errors.all)
    hands.strokes += 1
    hands.wait(lambda: hands.room.session.opening is None and hands.room.session.key == panel.errors.gallery.chosen.study)
    hands.key(Qt.Key.Key_F6)
    first = panel.errors.gallery.chosen
    hands.type("n")
    assert hands.strokes == said("error reviewed") - 1, "and Enter for the next error"
    hands.wait(lambda: len(read_reviews(Archive(folder, "R1"), "R1", first.study)) == 1)
    kept = read_reviews(Archive(folder, "R1"), "R1", first.study)[0]
    assert not kept.agrees and kept.reason == "label_wrong" and kept.view is first.label.projection
    hands.type("k")
    hands.wait(panel.case.comment.hasFocus)
    hands.type("a metastasis is there")
    hands.key(Qt.Key.Key_Return)
    assert read_reviews(Archive(folder, "R1"), "R1", first.study)[0].comment == "a metastasis is there"
    hands.wait(hands.room.canvas.active_canvas.hasFocus)
    if len(errors) > 1:
        hands.key(Qt.Key.Key_Return)
        assert panel.errors.gallery.chosen is not first
    hands.key(Qt.Key.Key_1, CTRL | ALT)
    assert hands.room.session.mode == "reading"
    assert verify(folder)[1] == []


def test_scores_are_measured_and_left_again(hands: Hands, folder: Path) -> None:
    window: MainWindow = hands.window
    open_row(hands, 1)
    hands.key(Qt.Key.Key_M, CTRL | SHIFT)
    page = window.stack.currentWidget()
    assert isinstance(page, ScoresPage)
    hands.wait(lambda: page.scores is not None and not page.busy, 60000)
    bar = page.tabs.tabBar()
    assert bar is not None
    for at in range(page.tabs.count()):
        click(bar, bar.tabRect(at).center())
        assert page.tabs.currentIndex() == at
    assert len(page.scores.evaluation.views) == 6, "the study that R1 took up again is not measured"
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is hands.room
