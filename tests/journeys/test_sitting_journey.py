"""A reader's day by real keys and mouse: ten studies by keyboard alone, hot spot and linked copy on drawn views."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dspic_gui.checks.audit import verify
from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.sittings import skips
from dspic_gui.disease import Answer
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.reading.sitting_progress import SittingSummary
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reading import Lesion
from dspic_gui.shape import Ellipse, Polygon
from dspic_gui.study import COLUMNS, Projection
from tests.journeys.hands import Hands
from tests.made.small_dataset import small_dataset

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ANT, POST = Projection.ANT, Projection.POST


@pytest.fixture
def windows() -> Iterator[list[MainWindow]]:
    opened: list[MainWindow] = []
    yield opened
    for window in opened:
        window.close()
        leave(window)


@pytest.fixture
def start(windows: list[MainWindow], qtbot: QtBot, tmp_path: Path) -> Iterator[Hands]:
    folder = small_dataset(tmp_path / "sitting", 10).folder
    window = make_window(make_application(), folder)
    windows.append(window)
    window.show()
    qtbot.waitExposed(window)
    yield Hands(window, qtbot)


def sign_in_by_key(hands: Hands) -> list[str]:
    """The number of the first reader, then the first study to be read; gives the keys in the order of reading."""
    hands.wait(lambda: hands.window.sign_in.ready)
    hands.key(Qt.Key.Key_1)
    hands.wait(lambda: hands.window.room is not None)
    model = hands.room.worklist.model
    hands.wait(lambda: model.rowCount() == 10)
    hands.key(Qt.Key.Key_D, SHIFT)
    keys = [str(model.row(row).key) for row in range(10)]
    arrive(hands, keys[0])
    return keys


def arrive(hands: Hands, key: str) -> None:
    session = hands.room.session
    hands.wait(lambda: session.key == key and session.opening is None and hands.canvas(hands.room.canvas.active).hasFocus())


def steer(hands: Hands, x: float, y: float) -> None:
    """Bring the keyboard pointer to a raw pixel of the active view, by the arrows alone."""
    pointer = hands.room.canvas.pointer
    assert pointer.on
    for distance, (back, forth) in (
        (x - pointer.place[0], (Qt.Key.Key_Left, Qt.Key.Key_Right)),
        (y - pointer.place[1], (Qt.Key.Key_Up, Qt.Key.Key_Down)),
    ):
        key, steps = forth if distance > 0 else back, round(abs(distance))
        for _ in range(steps // 10):
            hands.key(key, SHIFT)
        for _ in range(steps % 10):
            hands.key(key)
    assert pointer.place == (x, y)


def set_points(hands: Hands, *points: tuple[float, float]) -> None:
    for point in points:
        steer(hands, *point)
        hands.key(Qt.Key.Key_Space)


CORNERS = ((110.5, 420.5), (140.5, 424.5), (126.5, 447.5))


def draw_by_keys(hands: Hands) -> None:
    """A polygon, an ellipse in the other view, and the hottest spot, each with its code."""
    hands.type("jp")
    set_points(hands, *CORNERS)
    hands.key(Qt.Key.Key_Return)
    hands.type("ml")
    hands.key(Qt.Key.Key_Tab)
    hands.type("e")
    set_points(hands, (140.5, 640.5), (160.5, 680.5))
    hands.type("ak")
    hands.key(Qt.Key.Key_Left)
    hands.key(Qt.Key.Key_Tab)
    hands.type("qz")
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_Plus)
    hands.key(Qt.Key.Key_Space)
    hands.type("mr")
    hands.key(Qt.Key.Key_Left)
    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_Escape)
    assert hands.room.canvas.tool_name == "select" and not hands.room.canvas.pointer.on


def check_what_was_drawn(lesions: Sequence[Lesion], counts: NDArray[np.int32]) -> None:
    polygon, spot, ellipse = lesions  # a file for each view, anterior first
    assert (polygon.projection, polygon.label, polygon.shape) == (ANT, "metastasis:lumbar_spine", Polygon(CORNERS))
    assert (ellipse.projection, ellipse.label) == (POST, "arthritis:knee:left")
    assert ellipse.shape == Ellipse(150.5, 660.5, 10, 20)
    assert (spot.projection, spot.label) == (ANT, "metastasis:rib:left")
    inside, hot = spot.shape.mask(*counts.shape), counts == counts.max()
    assert (inside & hot).sum() / (inside | hot).sum() > 0.9


def test_ten_studies_by_keyboard_alone(start: Hands, tmp_path: Path) -> None:
    hands = start
    keys = sign_in_by_key(hands)
    folder = hands.room.session.archive.folder
    draw_by_keys(hands)
    counts = hands.room.session.views[ANT].counts
    hands.key(Qt.Key.Key_Z, CTRL)
    assert len(hands.reading.lesions) == 2
    hands.key(Qt.Key.Key_Y, CTRL)

    hands.key(Qt.Key.Key_A, CTRL)
    hands.key(Qt.Key.Key_C, CTRL)
    hands.key(Qt.Key.Key_Return, CTRL)
    arrive(hands, keys[1])

    hands.key(Qt.Key.Key_V, CTRL)
    hands.key(Qt.Key.Key_Right)
    hands.key(Qt.Key.Key_Down, SHIFT)
    hands.key(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    hands.key(Qt.Key.Key_Return, CTRL)
    arrive(hands, keys[2])

    hands.type("n")
    hands.key(Qt.Key.Key_Return, CTRL)
    arrive(hands, keys[3])
    with hands.answering("the patient moved"):
        hands.key(Qt.Key.Key_Space, CTRL)
    arrive(hands, keys[4])
    for number in range(4, 10):
        arrive(hands, keys[number])
        hands.type("3i")
        hands.type("n")
        hands.key(Qt.Key.Key_Return, CTRL)
    hands.wait(lambda: "no other study" in hands.window.status_line.currentMessage())
    hands.wait(lambda: isinstance(hands.focus().window(), SittingSummary))
    hands.key(Qt.Key.Key_Escape)
    hands.wait(lambda: QApplication.activeModalWidget() is None)

    archive = Archive(folder, "R1")
    readings = {key: archive.reading("R1", key) for key in keys}
    assert [bool(reading and reading.sealed) for reading in readings.values()] == [True, True, True, False, *[True] * 6]
    first, second = readings[keys[0]], readings[keys[1]]
    assert first is not None and second is not None
    check_what_was_drawn(first.lesions, counts)
    assert first.answer() is second.answer() is Answer.BOTH
    for before, after in zip(first.lesions, second.lesions, strict=True):
        left, top, _, _ = before.shape.bounds
        assert after.shape.bounds[:2] == pytest.approx((left + 1, top + 10)) and after.certainty == 5
    assert all(readings[key] is not None and readings[key].answer() is Answer.NORMAL for key in keys[4:])  # type: ignore[union-attr]
    assert dict(skips(folder, "R1")) == {keys[3]: "the patient moved"}
    skipped = [line for line in audit.read(folder / "audit" / "R1.jsonl") if line.act == "skip"]
    assert [(line.study, line.reason) for line in skipped] == [(keys[3], "the patient moved")] and verify(folder)[1] == []
    assert verify(folder)[1] == []


def test_the_list_ends_although_the_rows_follow_late(start: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    hands = start
    keys = sign_in_by_key(hands)
    monkeypatch.setattr(hands.room.worklist.model, "refresh", lambda key: None)
    for number, key in enumerate(keys):
        arrive(hands, key)
        hands.type("n")
        hands.key(Qt.Key.Key_Return, CTRL)
        assert hands.room.session.archive.reading("R1", key).sealed, number  # type: ignore[union-attr]
    summary = hands.room.findChild(SittingSummary)
    assert summary is not None and "Sealed: 10" in summary.heading.text()
    summary.close()


def test_the_sitting_ends_with_a_summary_that_is_exported(start: Hands, tmp_path: Path) -> None:
    hands = start
    keys = sign_in_by_key(hands)
    hands.qtbot.wait(1100)
    hands.type("n")
    hands.key(Qt.Key.Key_Return, CTRL)
    arrive(hands, keys[1])
    hands.key(Qt.Key.Key_I, CTRL | SHIFT)
    summary = hands.room.findChild(SittingSummary)
    assert summary is not None
    assert summary.export(tmp_path / "sitting.csv")
    with (tmp_path / "sitting.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["study"] == keys[0] and rows[0]["result"] == "sealed" and float(rows[0]["seconds"]) >= 1
    summary.close()


def test_a_hot_spot_its_linked_copy_and_the_ratio_agree_with_the_array(start: Hands) -> None:
    hands = start
    sign_in_by_key(hands)
    counts = hands.room.session.views[ANT].counts
    row, column = np.unravel_index(int(counts.argmax()), counts.shape)
    hands.type("q")
    hands.click(float(column) + 5, float(row) + 8)
    hands.type("mr")
    hands.key(Qt.Key.Key_Left)
    (spot,) = hands.reading.lesions
    inside = spot.shape.mask(*counts.shape)
    hot = counts == counts.max()
    assert (inside & hot).sum() / (inside | hot).sum() > 0.9
    figures = hands.room.lesions.model.figures(spot)
    assert figures is not None
    assert figures.pixels == inside.sum() and figures.maximum == counts.max()
    assert figures.mean == pytest.approx(counts[inside].mean())
    assert figures.ratio == pytest.approx(counts[inside].mean() / counts[inside[:, ::-1]].mean(), rel=0.02)

    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_M, CTRL)
    original, copy = hands.reading.lesions
    assert copy.projection is POST and copy.group_id == original.group_id is not None
    assert copy.shape.outline[:, 0].min() == pytest.approx(COLUMNS - original.shape.outline[:, 0].max())
    assert hands.room.session.selection == (copy.uid,)
    hands.key(Qt.Key.Key_E, CTRL)
    hands.type("ap")
    assert {mark.label for mark in hands.reading.lesions} == {"arthritis:scapula:left"}
    hands.key(Qt.Key.Key_Z, CTRL)
    assert {mark.label for mark in hands.reading.lesions} == {"metastasis:rib:left"}


def test_recent_codes_by_key(start: Hands) -> None:
    hands = start
    sign_in_by_key(hands)
    hands.type("b")
    hands.drag((100, 300), (130, 340))
    hands.type("ml")
    hands.drag((100, 400), (130, 440))
    hands.key(Qt.Key.Key_1, CTRL)
    if hands.room.canvas.coding.open:
        hands.key(Qt.Key.Key_Return)
    assert [mark.label for mark in hands.reading.lesions] == ["metastasis:lumbar_spine"] * 2
