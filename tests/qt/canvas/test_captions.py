"""Captions are short while the whole picture is in sight, never cover each other, and are whole for what is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.qt.canvas.caption_places import FARTHEST, shifts_apart
from dspic_gui.qt.canvas.found_items import FoundOutline
from dspic_gui.qt.canvas.lesion_item import LesionItem
from dspic_gui.qt.canvas.lesion_layer import CROWD, LesionLayer
from dspic_gui.qt.canvas.scale_bar import ScaleBar
from dspic_gui.qt.theme import DARK, apply_theme
from dspic_gui.reading import Lesion
from dspic_gui.shape import Rectangle
from tests.qt.canvas_desk import ANT, Desk, noise_views

SPINE = [
    Lesion(ANT, Rectangle((118, y), (138, y + 6)), label, uid=label)
    for y, label in ((300, "metastasis:thoracic_spine"), (304, "metastasis:lumbar_spine"), (308, "metastasis:sternum"))
]

SHOULDERS = [
    Lesion(ANT, Rectangle((x, 100), (x + 10, 106)), label, uid=label)
    for x, label in ((30, "metastasis:shoulder:right"), (110, "metastasis:clavicle:right"))
]


@pytest.fixture
def desk(qtbot: object) -> Iterator[Desk]:
    desk = Desk(noise_views(), size=(722, 620))
    desk.pair.show_lesions(SPINE, desk.book)
    yield desk
    desk.close()


def item(desk: Desk, number: int) -> LesionItem:
    return desk.canvas().lesions.item(SPINE[number].uid)


def chips(desk: Desk, lesions: list[Lesion]) -> list[QRectF]:
    """Where the captions are on screen."""
    transform = desk.canvas().viewportTransform()
    found = [desk.canvas().lesions.item(lesion.uid).caption_chip for lesion in lesions]
    return [chip.deviceTransform(transform).mapRect(chip.boundingRect()) for chip in found if chip is not None]


def assert_apart(boxes: list[QRectF]) -> None:
    assert boxes and not any(one.intersects(other) for at, one in enumerate(boxes) for other in boxes[:at])


def test_captions_of_neighbours_stand_apart(desk: Desk) -> None:
    for scale in (1.0, 3.0):
        desk.canvas().zoom(scale)
        boxes = chips(desk, SPINE)
        assert len(boxes) == 3
        assert_apart(boxes)


def test_captions_stay_apart_beside_a_selected_one(desk: Desk) -> None:
    desk.canvas().zoom(3.0)
    for selected in ((SPINE[1].uid,), tuple(one.uid for one in SPINE), ()):
        desk.pair.set_selection(selected)
        assert_apart(chips(desk, SPINE))


def test_captions_stay_apart_while_the_picture_is_dragged(desk: Desk) -> None:
    desk.pair.show_lesions(SHOULDERS, desk.book)
    desk.canvas().zoom(3.0)
    apart = []
    for _ in range(30):
        desk.canvas().pan(-12.0, 0.0)
        boxes = chips(desk, SHOULDERS)
        assert_apart(boxes)
        apart.append(boxes[0].top() != boxes[1].top())
    assert any(apart) and not all(apart), "at the edge one stands higher"


def test_a_caption_is_short_until_its_lesion_is_looked_at(desk: Desk) -> None:
    assert [item(desk, number).caption for number in range(3)] == ["M thoracic spine", "M lumbar spine", "M sternum"]
    desk.pair.set_selection((SPINE[0].uid,))
    desk.canvas().hover(SPINE[1])
    assert [item(desk, number).caption for number in range(3)] == ["Metastasis · Thoracic spine", "Metastasis · Lumbar spine", "M sternum"]
    desk.pair.set_selection(())
    desk.canvas().hover(None)
    desk.canvas().zoom(2.0)
    assert item(desk, 2).caption == "Metastasis · Sternum"
    desk.pair.fit()
    assert item(desk, 2).caption == "M sternum"


def test_a_caption_that_is_wider_than_its_view_is_short(desk: Desk) -> None:
    desk.pair.set_selection((SPINE[0].uid,))
    assert item(desk, 0).caption == "Metastasis · Thoracic spine"
    desk.pair.resize(320, 620)
    desk.canvas().fit()
    assert item(desk, 0).caption == "M thoracic spine"
    box = chips(desk, SPINE[:1])[0]
    assert box.left() >= 0 and box.right() <= desk.canvas().width()


def test_a_caption_leaves_the_letters_and_the_title_free(desk: Desk) -> None:
    """Marks are laid where the letter stands, so that their captions would cover it."""
    canvas = desk.canvas()
    letter = canvas.labels.left_letter.geometry()
    x, y = canvas.to_raw(QPointF(letter.center().x() + 4, letter.bottom() + 2))
    mark = Lesion(ANT, Rectangle((x, y), (x + 6, y + 6)), "metastasis:shoulder:right", uid="shoulder")
    desk.pair.show_lesions([mark], desk.book)
    (box,) = chips(desk, [mark])
    assert not any(box.intersects(taken) for taken in canvas.labels.covered())


def test_captions_grow_with_the_text_and_keep_clear_of_the_letters_that_grew(desk: Desk, qapp: QApplication, qtbot: QtBot) -> None:
    canvas = desk.canvas()
    letter = canvas.labels.left_letter.geometry()
    x, y = canvas.to_raw(QPointF(letter.center().x(), letter.bottom() + 6))
    mark = Lesion(ANT, Rectangle((x, y), (x + 6, y + 6)), "metastasis:shoulder:right", uid="shoulder")
    desk.pair.show_lesions([mark], desk.book)
    (before,) = chips(desk, [mark])
    apply_theme(qapp, DARK, 200)
    qtbot.waitUntil(lambda: canvas.labels.left_letter.height() > 1.5 * letter.height())
    (box,) = chips(desk, [mark])
    assert box.height() > 1.5 * before.height()
    assert not any(box.intersects(taken) for taken in canvas.labels.covered())


def test_what_a_network_outlines_is_hidden_with_the_marks(desk: Desk) -> None:
    found = desk.canvas().found
    found.show_outlines([FoundOutline(SPINE[0].shape, "#ff0000")])
    for hidden, seen in ((True, 0), (False, 1)):
        desk.show(replace(desk.display, shapes_hidden=hidden))
        assert found.shown == seen and all(item.isVisible() is not hidden for item in found._items)


def test_both_views_are_named_in_one_way(desk: Desk) -> None:
    titles = set()
    for width in range(500, 900, 20):
        desk.pair.resize(width, 620)
        desk.pair.fit()
        titles.add(tuple(canvas.labels.title.text() for canvas in desk.pair.canvases.values()))
    assert titles == {("ANT", "POST"), ("ANTERIOR", "POSTERIOR")}


def test_bars_of_two_studies_that_are_compared_stand_for_one_length(qtbot: QtBot) -> None:
    """Just above and just below where a longer bar has room, by a hair of the scale."""
    parent = QWidget()
    qtbot.addWidget(parent)
    one, other = ScaleBar(parent), ScaleBar(parent)
    one.show_scale(1.06, (2.33, 2.33))
    other.show_scale(1.04, (2.33, 2.33))
    assert (one.text, other.text) == ("10 cm", "20 cm")
    other.beside = one
    other.show_scale(1.04, (2.33, 2.33))
    assert other.text == "10 cm"
    other.show_scale(4.0, (2.33, 2.33))
    assert other.text == "5 cm", "a bar of another zoom has its own length"


boxes = st.builds(QRectF, st.integers(0, 60), st.integers(0, 200), st.integers(10, 60), st.just(14))


@given(st.lists(boxes, max_size=12))
def test_no_box_moves_far_and_none_covers_another_where_there_is_room(found: list[QRectF]) -> None:
    shifts = shifts_apart(found)
    moved = [box.translated(0, shift) for box, shift in zip(found, shifts, strict=True)]
    assert all(abs(shift) <= FARTHEST * box.height() for box, shift in zip(found, shifts, strict=True))
    if len(found) <= 3:
        assert not any(one.intersects(other) for at, one in enumerate(moved) for other in moved[:at])


def test_in_a_crowd_only_what_is_looked_at_is_named(desk: Desk) -> None:
    many = [Lesion(ANT, Rectangle((x, y), (x + 4, y + 4)), "urine", uid=f"{x} {y}") for x in range(10, 240, 10) for y in range(10, 250, 10)]
    assert len(many) > CROWD
    desk.pair.show_lesions(many, desk.book, unsaved=frozenset({many[3].uid}))
    layer = desk.canvas().lesions
    assert named_of(layer, many) == [3]
    desk.pair.set_selection([many[1].uid, many[2].uid])
    layer.hover(many[5])
    assert named_of(layer, many) == [1, 2, 3, 5]
    assert_apart(chips(desk, many[1:3]))
    desk.canvas().zoom(2.0)
    desk.pair.set_selection([])
    layer.hover(None)
    assert named_of(layer, many) == [3]
    desk.pair.set_selection([lesion.uid for lesion in many])  # all of them: there is no room to part them, and it ends
    desk.pair.show_lesions(many[:40], desk.book)
    desk.pair.set_selection([])
    assert named_of(layer, many[:40]) == list(range(40))


def named_of(layer: LesionLayer, lesions: list[Lesion]) -> list[int]:
    return [number for number, lesion in enumerate(lesions) if layer.item(lesion.uid).childItems()[0].isVisible()]
