"""Hot spots on the real scan: one click, the linked copy, the ratio to the other side, all against the array itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from dspic_gui.dataset.archive import Archive
from dspic_gui.labels.view_file import parse_label_file
from dspic_gui.shape import Shape
from dspic_gui.study import Projection
from tests.journeys.conftest import SignIn
from tests.journeys.hands import Hands
from tests.made.small_dataset import lesion

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ANT, POST = Projection.ANT, Projection.POST
SPOT = (156, 624)
"""A focus in the left knee of the real scan."""


@pytest.fixture
def counts(real_scan: Path) -> NDArray[np.uint16]:
    """The array as pydicom decodes it, without any code of ours."""
    from pydicom import dcmread

    return np.asarray(dcmread(real_scan).pixel_array, dtype=np.uint16)


def grown_by_hand(counts: NDArray[np.uint16], x: int, y: int, percent: float) -> NDArray[np.bool_]:
    """Flood from the largest count within 4 pixels, a pixel at a time, over edge neighbours of at least the share of it."""
    near = [(r, c) for r in range(y - 4, y + 5) for c in range(x - 4, x + 5) if np.hypot(r - y, c - x) <= 4]
    seed = max(near, key=lambda place: int(counts[place]))
    bound, found, edge = counts[seed] * percent / 100, {seed}, [seed]
    while edge:
        row, column = edge.pop()
        for place in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if place not in found and abs(place[0] - seed[0]) <= 40 and abs(place[1] - seed[1]) <= 40 and counts[place] >= bound:
                found.add(place)
                edge.append(place)
    mask = np.zeros(counts.shape, bool)
    for place in found:
        mask[place] = True
    return mask


def inside_by_hand(shape: Shape, counts: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """The pixels whose centre lies inside the ring, by counting crossings to the right of each."""
    ring = shape.outline
    rows, columns = np.mgrid[0 : counts.shape[0], 0 : counts.shape[1]]
    x, y = columns + 0.5, rows + 0.5
    inside = np.zeros(counts.shape, bool)
    for (x1, y1), (x2, y2) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        if y1 != y2:
            crosses = (y1 > y) != (y2 > y)
            inside ^= crosses & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return inside


def turn_wheel(hands: Hands, x: float, y: float, steps: int) -> None:
    place = QPointF(hands.place(x, y))
    viewport = hands.surface()
    angle = QPoint(0, 120 * steps)
    event = QWheelEvent(
        place, viewport.mapToGlobal(place), QPoint(), angle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


def test_hot_spot_linked_copy_and_ratio_by_hand(two_views: Archive, sign_in: SignIn, counts: NDArray[np.uint16]) -> None:
    hands = sign_in(two_views.folder)
    hands.type("q")
    hands.click(*SPOT)
    hands.type("ak")
    hands.key(Qt.Key.Key_Left)
    (spot,) = hands.reading.lesions
    assert spot.label == "arthritis:knee:left"
    place = hands.raw(*SPOT)
    grown = grown_by_hand(counts, int(place[0]), int(place[1]), 50)
    inside = inside_by_hand(spot.shape, counts)
    assert (grown & inside).sum() / (grown | inside).sum() > 0.85

    shown = hands.room.lesions.model.figures(spot)
    assert shown is not None
    held, other = counts[inside], counts[inside_by_hand(spot.shape.mirrored(256), counts)]
    assert shown.pixels == held.size
    assert shown.mean == pytest.approx(held.mean())
    assert shown.maximum == held.max()
    assert shown.share_of_maximum == pytest.approx(100 * held.max() / counts.max())
    assert shown.ratio == pytest.approx(held.mean() / other.mean())
    assert hands.room.statistics.values["ratio"].text() == f"{held.mean() / other.mean():.2f}"
    assert hands.room.statistics.values["maximum"].text() == str(held.max())

    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_M, CTRL)
    original, copy = hands.reading.lesions
    assert (copy.projection, copy.label) == (POST, original.label)
    assert copy.group_id == original.group_id is not None
    assert np.allclose(np.sort(copy.shape.outline[:, 0]), np.sort(256 - original.shape.outline[:, 0]))
    behind = hands.room.lesions.model.figures(copy)
    assert behind is not None and behind.mean == pytest.approx(held.mean())
    hands.key(Qt.Key.Key_4, ALT)
    assert [mark.certainty for mark in hands.reading.lesions] == [4, 4]
    for projection in (ANT, POST):
        path = two_views.reading_path("R1", hands.room.session.key or "", projection)
        (kept,) = parse_label_file(path.read_bytes(), path.name, projection).lesions
        assert (kept.group_id, kept.label, kept.certainty) == (original.group_id, "arthritis:knee:left", 4)


def test_the_wheel_changes_the_share_while_the_button_is_held(two_views: Archive, sign_in: SignIn, counts: NDArray[np.uint16]) -> None:
    hands = sign_in(two_views.folder)
    hands.type("q")
    QTest.mousePress(hands.surface(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, hands.place(*SPOT))
    turn_wheel(hands, *SPOT, -4)
    QTest.mouseRelease(hands.surface(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, hands.place(*SPOT))
    hands.type("ak")
    hands.key(Qt.Key.Key_Left)
    (spot,) = hands.reading.lesions
    place = hands.raw(*SPOT)
    narrow, wide = (grown_by_hand(counts, int(place[0]), int(place[1]), percent) for percent in (70, 50))
    inside = inside_by_hand(spot.shape, counts)
    assert (narrow & inside).sum() / (narrow | inside).sum() > 0.8
    assert inside.sum() < wide.sum()


def test_the_share_is_remembered_for_the_next_sign_in(two_views: Archive, sign_in: SignIn) -> None:
    hands = sign_in(two_views.folder)
    hands.room.canvas.tool_settings.hot_spot_percent = 35.0
    hands.window.close()
    assert sign_in(two_views.folder).room.canvas.tool_settings.hot_spot_percent == 35.0


def test_a_small_hot_spot_is_moved_by_dragging_its_inside(two_views: Archive, sign_in: SignIn) -> None:
    hands = sign_in(two_views.folder)
    hands.type("q")
    hands.click(*SPOT)
    hands.type("ak")
    hands.key(Qt.Key.Key_Left)
    hands.key(Qt.Key.Key_Escape)
    (before,) = hands.reading.lesions
    x, y = before.shape.centre
    hands.drag((x, y), (x - 30, y))
    (after,) = hands.reading.lesions
    moved = after.shape.outline - before.shape.outline
    assert np.ptp(moved, axis=0) == pytest.approx((0, 0), abs=0.02)
    assert moved[0][0] == pytest.approx(-30, abs=2)


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_name_of_a_knee_never_stands_over_the_other_knee(two_views: Archive, sign_in: SignIn, mirrored: bool) -> None:
    hands = sign_in(two_views.folder)
    knees = [lesion(60, 600, view, "arthritis:knee:right") for view in (ANT, POST)]
    knees += [lesion(176, 600, view, "arthritis:knee:left") for view in (ANT, POST)]
    hands.room.session.commit(hands.reading.adding(*knees))
    if mirrored:
        hands.type("m")
    for mark in knees:
        canvas = hands.canvas(mark.projection)
        caption = canvas.lesions.item(mark.uid).childItems()[0]
        box = caption.deviceTransform(canvas.viewportTransform()).mapRect(caption.boundingRect())
        middle = canvas.to_screen((128, 600)).x()
        here = canvas.to_screen(mark.shape.centre).x()
        assert (box.left() >= middle) if here > middle else (box.right() <= middle)
        assert box.left() >= 0 and box.right() <= canvas.width()
