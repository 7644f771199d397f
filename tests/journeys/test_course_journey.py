"""One who learns takes a course by keys: a case is sealed, what was missed is shown, the next case comes; no gold is read before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.exchange.training_course import make_course
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.reading.sitting_progress import SittingSummary
from dspic_gui.qt.window.app import make_application, make_window
from tests.journeys.hands import Hands
from tests.made.evaluated_dataset import evaluated_dataset
from tests.made.opened_files import opened_files

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
GOLD = "/truth/"


@pytest.fixture
def course(tmp_path: Path) -> Archive:
    source = evaluated_dataset(tmp_path / "dataset", (Answer.NORMAL, Answer.METASTATIC), wrong_labels=0)
    return make_course(source, tmp_path / "course", ["T1", "T2"], 2, source="consensus")


@pytest.fixture
def hands(course: Archive, qtbot: QtBot) -> Iterator[Hands]:
    window = make_window(make_application(), course.folder, "T1")
    window.show()
    qtbot.waitExposed(window)
    yield Hands(window, qtbot)
    window.close()
    leave(window)


def gold_read(opened: list[str]) -> set[str]:
    """The studies whose gold was read so far."""
    return {path.split(GOLD)[1].split("_")[0] for path in opened if GOLD in path}


def test_a_course_is_taken_by_keys_with_the_score_after_each_case(course: Archive, hands: Hands) -> None:
    room = hands.room
    there = {key: course.truth(key) for key in course.study_keys()}
    with opened_files() as opened:
        hands.wait(lambda: room.worklist.model.rowCount() == 2)
        sealed: set[str] = set()
        for _ in range(2):
            hands.key(Qt.Key.Key_D, SHIFT)
            hands.wait(lambda: room.session.opening is None and room.session.key not in (None, *sealed))
            key = str(room.session.key)
            gold = there[key]
            assert gold is not None and room.score.isHidden() and gold_read(opened) == sealed
            hands.key(Qt.Key.Key_N)
            hands.key(Qt.Key.Key_Return, CTRL)
            hands.wait(room.score.isVisible)
            sealed.add(key)
            assert room.session.key == key and gold_read(opened) == sealed
            missed = [room.score.list.item(row).text() for row in range(room.score.list.count())]  # type: ignore[union-attr]
            assert sum(line.startswith("Missed, ") for line in missed) == len(gold.lesions)
            assert len(room.canvas.lesions) == len(gold.lesions)
    assert sealed == set(course.study_keys())
    room.score.next_button.setFocus()
    hands.key(Qt.Key.Key_Space)
    summaries = [one for one in QApplication.topLevelWidgets() if isinstance(one, SittingSummary) and one.isVisible()]
    assert summaries, "the end of the course is told like the end of any list"
    summaries[0].close()
