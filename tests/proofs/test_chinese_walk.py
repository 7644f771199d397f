"""The rest of the window in Simplified Chinese, slow to walk through: consensus, figures, second opinion, review, scores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dspic_gui.disease import Answer
from dspic_gui.qt.consensus.consensus_panel import ConsensusPanel
from dspic_gui.qt.figures.page import FigurePage
from dspic_gui.qt.figures.scores_page import ScoresPage
from dspic_gui.qt.opinion.opinions import Standing
from dspic_gui.qt.review.review_panel import ReviewPanel
from tests.made.disputed_dataset import disputed_dataset
from tests.made.evaluated_dataset import evaluated_dataset
from tests.places import SMALL_MODEL
from tests.qt.chinese import Chinese, cut_in, english_in, small, speaking_chinese
from tests.qt.conftest import OpenWindow
from tests.qt.walk import room_of, tour, use_model

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SLOW = 60_000


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[Chinese]:
    with speaking_chinese(qapp) as language:
        yield language


def test_the_consensus_and_the_figures(chinese: Chinese, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    use_model(tmp_path / "none")
    window = small(open_window("R3", folder=disputed_dataset(tmp_path / "disputed").folder))
    chinese.do(window, "mode_consensus")
    panel = room_of(window).mode_panel
    assert isinstance(panel, ConsensusPanel)
    qtbot.waitUntil(lambda: panel.queue.table.rowCount() > 0, timeout=SLOW)
    tour(window, chinese, lambda name: name.startswith("consensus_"))
    for name in ("agreement", "statistics"):
        chinese.do(window, f"page_{name}")
        page = window.stack.currentWidget()
        assert isinstance(page, FigurePage)
        qtbot.waitUntil(lambda page=page: not page.busy and page.pyqtgraph is not None, timeout=SLOW)
        chinese.look(name)
        chinese.do(window, "page_leave")
    assert not english_in(chinese, "“none”") and not cut_in(chinese)


def test_the_second_opinion_the_review_and_the_scores(chinese: Chinese, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    use_model(SMALL_MODEL)
    archive = evaluated_dataset(tmp_path / "evaluated", tuple(Answer), wrong_labels=1)
    window = small(open_window("R1", folder=archive.folder))
    room = room_of(window)
    room.opinion.show_panel()
    qtbot.waitUntil(lambda: room.opinion.opinions.standing is Standing.SAID and bool(room.opinion.opinions.maps), timeout=SLOW)
    tour(window, chinese, lambda name: name.startswith(("overlay", "erase", "opinion")))
    chinese.do(window, "mode_review")
    panel = room.mode_panel
    assert isinstance(panel, ReviewPanel)
    qtbot.waitUntil(lambda: panel.desk is not None and not panel.errors.gallery.busy, timeout=SLOW)
    chinese.look("review")
    chinese.do(window, "mode_reading")
    chinese.do(window, "page_scores")
    page = window.stack.currentWidget()
    assert isinstance(page, ScoresPage)
    page.measure()
    qtbot.waitUntil(lambda: page.scores is not None and not page.busy, timeout=SLOW)
    chinese.look("scores")
    assert not english_in(chinese, "dSPIC-lesions-simulated", "Simulated bone scans") and not cut_in(chinese)
