"""A lesion coded with one letter: the region map fills in part and side, in a process that never reads the lesion heads."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.qt.opinion.open_model import LESION_SETTING
from dspic_gui.qt.preferences import Preferences
from dspic_gui.study import Projection
from tests.journeys.conftest import SignIn
from tests.journeys.hands import NONE, Hands
from tests.made.lesion_dataset import drawn_places, lesion_dataset
from tests.places import SMALL_LESION_MODEL

CTRL = Qt.KeyboardModifier.ControlModifier
ANT, POST = Projection.ANT, Projection.POST


class Record:
    """The files of a folder that this process opened: a hook cannot be taken away, so it is told when to listen."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.names, self.listening = str(folder), set(), True
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.listening and event == "open" and str(arguments[0]).startswith(self.folder):
            self.names.add(Path(str(arguments[0])).name)


class CountingHands(Hands):
    """Counts clicks and keys."""

    gestures = 0

    def click(self, x: float, y: float, view: Projection = ANT, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.gestures += 1
        super().click(x, y, view, modifiers)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.gestures += 1
        super().key(key, modifiers)

    def type(self, text: str) -> None:
        self.gestures += len(text)
        super().type(text)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return lesion_dataset(tmp_path / "dataset", (Answer.ARTHRITIC,))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """A lesion model in a folder of its own, chosen in the settings, and what is opened of it."""
    folder = Path(shutil.copytree(SMALL_LESION_MODEL, tmp_path / "lesions"))
    preferences = Preferences()
    preferences.set_value(LESION_SETTING, str(folder))
    preferences.save()
    listening = Record(folder)
    yield listening
    listening.listening = False


def hot_knee() -> tuple[int, int, str]:
    """Place and side of the arthritic knee in the anterior view."""
    ((_, _, side, row, column),) = drawn_places(Answer.ARTHRITIC, 0)
    assert side is not None
    return column, row, side.value


def marked(hands: CountingHands, code: tuple[str, ...]) -> int:
    """Mark the knee with a hot spot, code it, link it with its copy; how many clicks and keys that took, tool in hand."""
    x, y, _ = hot_knee()
    hands.type("q")
    hands.gestures = 0
    hands.click(x, y)
    for key in code:
        hands.key(getattr(Qt.Key, f"Key_{key}")) if len(key) > 1 else hands.type(key)
    hands.key(Qt.Key.Key_M, CTRL)
    return hands.gestures


def test_one_letter_codes_a_lesion_and_no_lesion_head_is_read(archive: Archive, record: Record, sign_in: SignIn) -> None:
    first = sign_in(archive.folder)
    hands = CountingHands(first.window, first.qtbot)
    hands.wait(lambda: set(hands.room.guide.regions) == {ANT, POST})
    assert marked(hands, ("a", "Return")) == 4
    side = hot_knee()[2]
    assert [(mark.label, mark.projection) for mark in hands.reading.lesions] == [
        (f"arthritis:knee:{side}", ANT),
        (f"arthritis:knee:{side}", POST),
    ]
    assert len({mark.group_id for mark in hands.reading.lesions}) == 1
    assert {"card.json", "regions.tflite"} <= record.names
    assert not {"network.tflite", "selftest.npz"} & record.names, "a blind reader's process read the lesion heads"
    assert not (archive.folder / "predictions").exists()


def test_a_code_that_contradicts_the_region_is_asked_about_and_sealed_all_the_same(
    archive: Archive, record: Record, sign_in: SignIn
) -> None:
    first = sign_in(archive.folder)
    hands = CountingHands(first.window, first.qtbot)
    hands.wait(lambda: set(hands.room.guide.regions) == {ANT, POST})
    marked(hands, ("a", "n"))
    assert [mark.label for mark in hands.reading.lesions] == ["arthritis:sternum"] * 2
    key = hands.room.session.key
    hands.key(Qt.Key.Key_Return, CTRL)
    review = hands.room.review
    assert review.isVisible() and review.list.count() == 2 and "knee" in review.list.item(0).text().lower()
    assert not Archive(archive.folder).is_sealed("R1", key)
    hands.key(Qt.Key.Key_Return, CTRL)
    hands.wait(lambda: Archive(archive.folder).is_sealed("R1", key))
    assert not review.isVisible()


def test_without_a_model_part_and_side_are_typed_as_ever(archive: Archive, sign_in: SignIn) -> None:
    first = sign_in(archive.folder)
    hands = CountingHands(first.window, first.qtbot)
    side = hot_knee()[2]
    assert marked(hands, ("a", "k", side.capitalize())) == 5
    assert hands.reading.lesions[1].label == f"arthritis:knee:{side}"
    assert hands.room.guide.regions == {}
