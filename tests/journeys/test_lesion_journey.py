"""A lesion coded with one letter, in a process that never reads the lesion heads; the second opinion's list; a flagged picture."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.qt.opinion.lesion_box import LesionBox
from dspic_gui.qt.opinion.open_model import SETTING
from dspic_gui.qt.preferences import LESION_SETTING, Preferences
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse
from dspic_gui.study import Projection
from tests.journeys.conftest import SignIn
from tests.journeys.hands import NONE, Hands
from tests.made.lesion_dataset import drawn_places, lesion_dataset
from tests.places import SMALL_LESION_MODEL, SMALL_MODEL

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
    preferences.set_value(SETTING, str(SMALL_MODEL))
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


def upside_down(archive: Archive) -> None:
    """Turn both pictures of every study round, so that they are unlike what the network learned."""
    from dataclasses import replace
    from hashlib import sha256

    import numpy as np
    from PIL import Image

    for key in archive.study_keys():
        study, sources = archive.study(key), []
        for source in study.views:
            path = archive.folder / source.file
            turned = np.ascontiguousarray(np.asarray(Image.open(path))[::-1])
            Image.fromarray(turned).save(path)
            sources.append(replace(source, sha256=sha256(path.read_bytes()).hexdigest()))
        archive.save_study(replace(study, views=tuple(sources)))


def seal_with(archive: Archive, *labels: str) -> None:
    """R1 seals every study with a mark at the hot knee for each label, in the anterior view."""
    x, y, side = hot_knee()
    reader = archive.as_reader("R1")
    for key in archive.study_keys():
        marks = [Lesion(ANT, Ellipse(x, y, 9, 9), label.format(side=side)) for label in labels]
        marks.append(Lesion(ANT, Ellipse(128, 900, 9, 9), "metastasis:tibia:left"))
        reading = Reading(key, "R1", tuple(marks))
        reader.save(reading)
        reader.seal(reading)


def see(hands: Hands) -> LesionBox:
    """Click the tab of the second opinion and wait for the lesions."""
    bar = hands.room.reading_side.tabBar()
    assert bar is not None
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    sight = hands.room.opinion.sight
    hands.wait(lambda: sight.opinions.opinion is not None and hands.room.opinion.opinions.opinion is not None)
    return sight.box


def test_the_second_opinion_lists_lesions_beside_the_own_marks(archive: Archive, record: Record, sign_in: SignIn) -> None:
    seal_with(archive, "arthritis:knee:{side}")
    hands = sign_in(archive.folder)
    box = see(hands)
    tree = box.tree
    heads = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    assert [head.text(0) for head in heads] == ["Found by both (1)", "Only by the network (1)", "Only by you (1)"]
    both, network, reader = (head.child(0) for head in heads)
    assert both.text(0).startswith("A knee") and both.toolTip(0).startswith("Arthritis · Knee")
    assert both.text(1) == "ANT" and float(both.text(2)) > 0.5
    assert network.text(1) == "POST" and reader.text(0).startswith("M ") and reader.text(2) == ""
    assert "simulated" in box.warning.text() and "≠" not in hands.room.opinion.panel.both.texts()
    assert hands.canvas(ANT).found.shown == hands.canvas(POST).found.shown == 1
    before = hands.canvas(POST).camera.scale
    viewport = tree.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=tree.visualItemRect(network).center())
    assert hands.canvas(POST).camera.scale > before and hands.room.canvas.active is POST
    x, y, _ = hot_knee()
    assert hands.canvas(POST).rect().contains(hands.place(256 - x, y, POST))
    box.slider.setValue(0)
    assert all(float(tree.topLevelItem(0).child(0).text(2)) >= 0.9 for _ in [0] if tree.topLevelItem(0).child(0).text(2))
    box.regions.setChecked(True)
    assert not hands.canvas(ANT)._overlay.pixmap().isNull() and "simulated" in hands.room.banner.overlay.text()
    bar = hands.room.reading_side.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    assert hands.canvas(ANT).found.shown == 0 and hands.canvas(ANT)._overlay.pixmap().isNull()


def test_a_picture_unlike_what_it_learned_is_flagged_everywhere(archive: Archive, record: Record, sign_in: SignIn) -> None:
    upside_down(archive)
    seal_with(archive, "metastasis:skull")
    hands = sign_in(archive.folder)
    box = see(hands)
    assert "Unlike" in box.state.text() and not box.tree.isEnabled()
    assert hands.canvas(ANT).found.shown == 0
    assert "no answer" in hands.room.opinion.panel.both.texts()
    hands.room.worklist.refresh(hands.room.session.key or "")
    (kept,) = (archive.folder / "predictions").glob("small-lesions-*/*.json")
    overall = json.loads(kept.read_text())["overall"]
    assert overall["unlike"] is True


def test_an_assisted_reading_starts_from_the_networks_lesions(archive: Archive, record: Record, sign_in: SignIn) -> None:
    path = archive.folder / "dataset.json"
    stated = json.loads(path.read_text())
    stated["protocol"]["assisted"] = True
    path.write_text(json.dumps(stated))
    hands = sign_in(archive.folder)
    hands.wait(lambda: hands.reading.assisted is not None)
    assert {mark.projection for mark in hands.reading.lesions} == {ANT, POST}
    assert {mark.label for mark in hands.reading.lesions} == {f"arthritis:knee:{hot_knee()[2]}"}
    assert "assisted" in hands.room.banner.state.text()
    assert not hands.room.opinion.panel.said.isVisible(), "the second opinion stays closed until the seal"
    kept = archive.reading_path("R1", hands.room.session.key or "", ANT)
    hands.wait(kept.exists)
    assert json.loads(kept.read_text())["dspic"]["assisted"].startswith("small-lesions-")
