"""A sealed case of a course is scored above its pictures, in words and marks; in a study that is blind nothing of it is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.exchange.training_course import make_course
from dspic_gui.qt.reading.room import ReadingRoom
from dspic_gui.reading import Lesion
from tests.made.evaluated_dataset import evaluated_copy
from tests.made.small_dataset import lesion
from tests.qt.conftest import OpenWindow

WAIT = 60_000


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evaluated_copy(tmp_path_factory, wrong_labels=0)


def opened(settled: Path, target: Path, open_window: OpenWindow, feedback: str | None) -> tuple[ReadingRoom, Archive]:
    course = make_course(Archive(settled), target, ["T1", "T2"], 4, source="consensus", feedback=feedback)
    room = open_window("T1", folder=course.folder).room
    assert room is not None
    return room, course


def open_case(room: ReadingRoom, course: Archive, answer: Answer, qtbot: QtBot) -> tuple[Lesion, ...]:
    """Open the case of this answer; gives what is there."""
    found = {gold.answer(): gold for key in course.study_keys() if (gold := course.truth(key)) is not None}
    gold = found[answer]
    room.walk.open(gold.study)
    qtbot.waitUntil(lambda: room.session.key == gold.study and room.session.opening is None, timeout=WAIT)
    return gold.lesions


def say(room: ReadingRoom, *marks: Lesion) -> None:
    graded = tuple(replace(one, certainty=4, uid=f"own{at}", own_extra={}) for at, one in enumerate(marks))
    reading = room.session.reading
    assert reading is not None
    room.session.commit(replace(reading, lesions=graded, says_normal=not graded))


def seal(room: ReadingRoom, qtbot: QtBot) -> list[str]:
    """Seal as the key does; gives the lines of the score."""
    room.walk.seal()
    if room.session.reading is not None and not room.session.reading.sealed:
        room.walk.seal()  # the first time it was asked about a place
    qtbot.waitUntil(room.score.isVisible, timeout=WAIT)
    return [room.score.list.item(row).text() for row in range(room.score.list.count())]  # type: ignore[union-attr]


def test_what_was_missed_and_what_is_not_there_is_named_and_drawn(
    settled: Path, tmp_path: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    room, course = opened(settled, tmp_path / "course", open_window, "case")
    there = open_case(room, course, Answer.METASTATIC, qtbot)
    assert len(there) == 2 and room.score.isHidden()
    wrong = lesion(x=20, y=900, label="arthritis:knee:left")
    say(room, there[0], wrong)
    told = seal(room, qtbot)
    assert "Answers right: 0 of 2. Lesions: 1 found, 1 missed, 1 drawn where nothing is." in room.score.title.text()
    assert told[0] == "ANT: you said metastatic & arthritic; it is metastatic."
    assert told[1] == "POST: you said normal; it is metastatic."
    assert told[2].startswith("Missed, POST: Metastasis") and told[3].startswith("Nothing is there, ANT: Arthritis")
    shown = {one.uid: one for one in room.canvas.lesions}
    missed = f"missed/{there[1].uid}"
    assert set(shown) == {"own0", "own1", missed} and shown[missed].shape == there[1].shape
    looks = {item.lesion.uid: (item.appearance.line, item.appearance.caption) for item in items(room)}
    assert looks[missed][0] == "dash-dot-dot" and looks[missed][1].startswith("Missed: ")
    assert looks["own1"][0] == "dot" and looks["own1"][1].startswith("Nothing is there: ")
    assert looks["own0"][0] not in ("dot", "dash-dot-dot")
    room.score.list.itemClicked.emit(room.score.list.item(2))
    assert room.session.selection == (missed,) and room.canvas.active is there[1].projection
    assert room.session.key is not None and room.session.reading is not None
    assert {one.uid for one in room.session.reading.lesions} == {"own0", "own1"}, "the gold is shown, and is no mark of the reader"
    before = room.session.key
    qtbot.mouseClick(room.score.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.session.key != before and room.session.opening is None, timeout=WAIT)
    assert room.score.isHidden() and not any(one.uid.startswith("missed/") for one in room.canvas.lesions)
    room.walk.open(before)
    qtbot.waitUntil(room.score.isVisible, timeout=WAIT)  # whoever comes back sees it again


def items(room: ReadingRoom) -> list:  # type: ignore[type-arg]
    layers = [canvas.lesions for canvas in room.canvas.canvases.values()]
    return [layer.item(one.uid) for layer in layers for one in layer.shown]


def test_a_case_that_is_all_right_has_nothing_to_list(settled: Path, tmp_path: Path, open_window: OpenWindow, qtbot: QtBot) -> None:
    room, course = opened(settled, tmp_path / "course", open_window, "case")
    there = open_case(room, course, Answer.BOTH, qtbot)
    say(room, *there)
    assert seal(room, qtbot) == [] and room.score.list.isHidden()
    assert f"Answers right: 2 of 2. Lesions: {len(there)} found, 0 missed" in room.score.title.text()
    room.session.reopen("another thought")
    assert room.session.reading is not None and room.session.reading.sealed


@pytest.mark.parametrize("feedback", [None, "end"])
def test_nothing_is_shown_where_the_protocol_does_not_say_so(
    settled: Path, tmp_path: Path, open_window: OpenWindow, qtbot: QtBot, feedback: str | None
) -> None:
    room, course = opened(settled, tmp_path / "course", open_window, feedback)
    for number in range(4):
        key = room.session.key
        assert key is not None and room.score.isHidden()
        say(room)
        room.walk.seal()
        if number < 3:
            qtbot.waitUntil(lambda key=key: room.session.key != key and room.session.opening is None, timeout=WAIT)
    assert course.is_sealed("T1", str(room.session.key))
    if feedback is None:
        assert not room.session.background.is_busy("case score")
        assert room.score.isHidden()
    else:
        qtbot.waitUntil(room.score.isVisible, timeout=WAIT)
        assert room.score.title.text().startswith("Sealed 4 of 4.")
