"""The bone scan index by real keys and mouse: the own marks while reading, the network's after the seal, the trend as a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.qt.burden.burden_page import BurdenPage
from dspic_gui.qt.preferences import LESION_SETTING, Preferences
from tests.journeys.conftest import SignIn
from tests.journeys.hands import NONE, Hands
from tests.made.lesion_dataset import lesion_dataset
from tests.places import SMALL_LESION_MODEL

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(tmp_path: Path, own_folders: None) -> Path:
    """One patient's two studies, each with a metastasis."""
    preferences = Preferences()
    preferences.set_value(LESION_SETTING, str(SMALL_LESION_MODEL))
    preferences.save()
    return lesion_dataset(tmp_path / "d", (Answer.METASTATIC, Answer.METASTATIC), patients=1).folder


def trend(hands: Hands) -> BurdenPage:
    hands.key(Qt.Key.Key_G, CTRL | SHIFT)
    page = hands.window.stack.currentWidget()
    assert isinstance(page, BurdenPage)
    hands.wait(lambda: not page.busy)
    return page


def known(page: BurdenPage) -> int:
    assert page.shown is not None
    return sum(step.study.index is not None for step in page.shown.steps)


def back(hands: Hands, page: BurdenPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Escape)
    hands.wait(lambda: hands.window.stack.currentWidget() is hands.room)
    hands.key(Qt.Key.Key_F6)
    hands.wait(hands.room.canvas.active_canvas.hasFocus)


def choose_network(hands: Hands, page: BurdenPage) -> None:
    page.source.setFocus()
    while page.source.currentData() != "network":
        at = page.source.currentIndex()
        QTest.keyClick(page.source, Qt.Key.Key_Down)
        assert page.source.currentIndex() == at + 1
    hands.wait(lambda: not page.busy)


def test_a_trend_is_followed_from_the_first_mark_to_the_networks(folder: Path, sign_in: SignIn, tmp_path: Path) -> None:
    hands = sign_in(folder)
    key = hands.room.session.key
    page = trend(hands)
    assert known(page) == 0, "nothing is marked yet"
    back(hands, page)
    hands.type("e")
    hands.drag((118, 290), (138, 310))
    hands.type("mt")
    hands.wait(lambda: len(hands.reading.lesions) == 1)
    page = trend(hands)
    assert known(page) == 1 and page.source.currentText() == "my own marks"
    choose_network(hands, page)
    assert known(page) == 0 and "2 have no answer" in page.state.text(), "the network is silent before the seal"
    back(hands, page)
    hands.key(Qt.Key.Key_Return, CTRL)
    hands.wait(lambda: Archive(folder).is_sealed("R1", str(key)) and hands.room.session.key != key)
    page = trend(hands)
    assert page.shown is not None and page.shown.labels == "network"
    found = {step.study.study.key: step.study for step in page.shown.steps}
    assert found[str(key)].found is not None and sum(one.found is None for one in found.values()) == 1
    assert "not validated on patients" in page.figure.figure.footer
    page.copy_button.setFocus()
    QTest.mouseClick(page.copy_button, Qt.MouseButton.LeftButton, NONE)
    assert "clipboard" in page.state.text()
