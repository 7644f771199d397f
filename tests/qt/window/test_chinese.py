"""The window in Simplified Chinese: no English word is left but names and units, and nothing is cut on a small screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication

from tests.made.small_dataset import lesion
from tests.qt.chinese import Chinese, cut_in, english_in, small, speaking_chinese
from tests.qt.conftest import OpenWindow
from tests.qt.walk import room_of, tour

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[Chinese]:
    with speaking_chinese(qapp) as language:
        yield language


def test_reading(chinese: Chinese, open_window: OpenWindow) -> None:
    window = small(open_window("R1"))
    room = room_of(window)
    room.session.edit(lambda reading: reading.adding(lesion(), lesion(130)))
    room.session.select(*(one.uid for one in room.session.reading.lesions))
    chinese.look("marks")
    tour(window, chinese)
    assert chinese.seen > 1000 and not english_in(chinese) and not cut_in(chinese)


def test_the_study_lead_and_all_that_leads_out_of_the_room(chinese: Chinese, open_window: OpenWindow, own_folder: Path) -> None:
    window = small(open_window("R1", None))
    chinese.do(window, "start_page")
    chinese.look("start")
    chinese.do(window, "import")
    window.choose_dataset(own_folder)
    chinese.look("sign in")
    window.enter("", None)
    tour(window, chinese)
    assert not english_in(chinese, str(own_folder)) and not cut_in(chinese)
