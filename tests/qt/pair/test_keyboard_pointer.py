"""The keyboard pointer itself: where it stands, what follows it, how it moves under any display, and which hot spots it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dspic_gui.qt.pair.keyboard_pointer import MARGIN
from dspic_gui.reading import Lesion
from dspic_gui.shape import Ellipse, Rectangle
from tests.qt.canvas_desk import ANT, POST, Desk, noise_views, view_of

SPOTS = ((60, 400, 200), (150, 300, 150), (120, 600, 100))


def spotted_views() -> dict:
    """Flat discs of radius 8 on a low ground; the posterior view has other ones."""
    rows, columns = np.mgrid[0:1024, 0:256]
    views = {}
    for projection, spots in ((ANT, SPOTS), (POST, ((200, 500, 180),))):
        counts = np.full((1024, 256), 10)
        for x, y, height in spots:
            counts[(columns - x) ** 2 + (rows - y) ** 2 < 64] = height
        views[projection] = view_of(projection, counts)
    return views


@pytest.fixture
def make_desk(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def make(*, zoomed: bool = True, **how: object) -> Desk:
        desk = Desk(**how)  # type: ignore[arg-type]
        desks.append(desk)
        if zoomed:
            desk.pair.actual_size()
        return desk

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


# on and off


def test_the_pointer_is_seen_and_said_and_goes_away_again(desk: Desk) -> None:
    said: list[bool] = []
    desk.pair.pointer.toggled.connect(said.append)
    canvas = desk.canvas()
    assert not canvas.cross.isVisible()
    desk.pair.pointer.toggle()
    assert canvas.cross.isVisible() and "KEYBOARD POINTER" in canvas.labels.badges.text()
    assert (canvas.cross.x(), canvas.cross.y()) == desk.pair.pointer.place == (128.5, 512.5)
    desk.pair.pointer.end()
    assert not canvas.cross.isVisible() and canvas.labels.badges.text() == ""
    desk.pair.pointer.toggle()
    desk.pair.pointer.toggle()
    assert said == [True, False, True, False]


def test_without_a_study_there_is_no_pointer(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(views={}, zoomed=False)
    desk.pair.pointer.toggle()
    assert not desk.pair.pointer.on and not desk.canvas().cross.isVisible()
    desk.pair.pointer.press()
    desk.pair.pointer.step("left")


def test_it_begins_on_the_selected_lesion_and_comes_back_where_it_was(desk: Desk) -> None:
    desk.hold(Lesion(ANT, Rectangle((60, 400), (71, 441)), "metastasis:skull", uid="one"))
    desk.select(("one",))
    pointer = desk.pair.pointer
    pointer.toggle()
    assert pointer.place == (65.5, 420.5)
    desk.walk((80.5, 430.5))
    pointer.end()
    pointer.toggle()
    assert pointer.place == (80.5, 430.5)


def test_another_study_keeps_the_pointer_and_puts_it_in_the_middle(desk: Desk) -> None:
    desk.pair.pointer.toggle()
    desk.walk((20.5, 500.5))
    desk.pair.show_study(noise_views(), desk.display)
    assert desk.canvas().cross.isVisible() and desk.pair.pointer.place == pytest.approx((128.5, 512.5), abs=1.0)
    desk.pair.show_study({}, desk.display)
    assert not desk.canvas().cross.isVisible()


# moving


def test_steps_follow_the_screen_and_stop_at_the_edge(desk: Desk) -> None:
    pointer = desk.pair.pointer
    pointer.toggle()
    pointer.step("right")
    pointer.stride("down")
    assert pointer.place == (129.5, 522.5)
    for _ in range(40):
        pointer.stride("left")
    for _ in range(110):
        pointer.stride("up")
    assert pointer.place == (0.5, 0.5)
    for _ in range(12):
        pointer.leap("right")
        pointer.leap("down")
    assert pointer.place == (255.5, 1023.5)


def test_on_a_mirrored_view_right_is_right_on_screen(desk: Desk) -> None:
    desk.pair.activate(POST)
    desk.pair.pointer.toggle()
    desk.show(replace(desk.display, mirror_posterior=True))
    before, place = desk.screen(desk.pair.pointer.place, POST).x(), desk.pair.pointer.place
    desk.pair.pointer.stride("right")
    assert desk.screen(desk.pair.pointer.place, POST).x() > before
    assert desk.pair.pointer.place == (place[0] - 10, place[1])


def test_count_and_mirrored_cursor_follow(desk: Desk) -> None:
    told: list[tuple] = []
    desk.pair.cursor_changed.connect(lambda *values: told.append(values))
    desk.pair.pointer.toggle()
    desk.walk((60.5, 500.5))
    assert told[-1] == (ANT, 60.5, 500.5, float(noise_views()[ANT].counts[500, 60]))
    other = desk.canvas(POST).pointer_item
    assert other.isVisible() and (other.x(), other.y()) == (195.5, 500.5)
    desk.move((100, 300))
    QApplication.sendEvent(desk.canvas(), QEvent(QEvent.Type.Leave))
    assert told[-1][:3] == (ANT, 60.5, 500.5) and other.isVisible()
    desk.pair.pointer.end()
    assert told[-1][0] is None and not other.isVisible()


def test_the_other_view_shows_the_same_place_of_the_patient(desk: Desk) -> None:
    desk.pair.pointer.toggle()
    desk.walk((60.5, 500.5))
    desk.pair.activate_other()
    assert desk.pair.pointer.place == (195.5, 500.5)
    assert desk.canvas(POST).cross.isVisible() and not desk.canvas(ANT).cross.isVisible()
    assert not desk.canvas(POST).pointer_item.isVisible() and desk.canvas(ANT).pointer_item.isVisible()
    assert desk.canvas(ANT).labels.badges.text() == ""


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_picture_scrolls_with_the_pointer(desk: Desk, mirrored: bool) -> None:
    desk.show(replace(desk.display, mirror_posterior=mirrored))
    desk.pair.activate(POST)
    desk.pair.zoom(5)
    pointer, canvas = desk.pair.pointer, desk.canvas(POST)
    pointer.toggle()
    for way in ("right", "down", "left", "up"):
        for _ in range(120):
            pointer.stride(way)
            at = canvas.to_screen(pointer.place)
            room = canvas.viewport().rect()
            assert room.contains(at.toPoint())
    assert pointer.place == ((255.5, 0.5) if mirrored else (0.5, 0.5))
    desk.walk((128.5, 300.5))
    least = MARGIN - 1  # scroll bars move by whole pixels
    at, size = canvas.to_screen(pointer.place), canvas.viewport().size()
    assert least <= at.x() <= size.width() - least and least <= at.y() <= size.height() - least
    assert desk.canvas(ANT).camera.y == canvas.camera.y  # the views are linked


def test_a_whole_picture_does_not_move(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(zoomed=False)
    desk.pair.pointer.toggle()
    camera = desk.canvas().camera
    for way in ("up", "left", "down", "right"):
        for _ in range(110):
            desk.pair.pointer.stride(way)
    assert desk.canvas().camera == camera and desk.canvas().fitted


def test_zooming_keeps_the_pointer_where_it_is_on_screen(desk: Desk) -> None:
    desk.pair.pointer.toggle()
    desk.walk((100.5, 480.5))
    before = desk.canvas().to_screen(desk.pair.pointer.place)
    desk.pair.zoom(2)
    after = desk.canvas().to_screen(desk.pair.pointer.place)
    assert (after - before).manhattanLength() < 3


# hot spots


def test_the_next_hot_spot_is_the_next_brightest_that_is_not_marked(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(views=spotted_views(), zoomed=False)
    pointer = desk.pair.pointer
    places = []
    for _ in range(4):
        pointer.next_hot_spot(1)
        places.append(pointer.place)
    assert pointer.on and places == [(60.5, 400.5), (150.5, 300.5), (120.5, 600.5), (60.5, 400.5)]
    assert "1 of 3" in desk.messages[-1]
    pointer.next_hot_spot(-1)
    assert pointer.place == (120.5, 600.5)
    desk.hold(Lesion(ANT, Ellipse(150, 300, 9, 9), "metastasis:skull"))
    pointer.next_hot_spot(1)
    pointer.next_hot_spot(1)
    assert pointer.place == (120.5, 600.5) and "2 of 2" in desk.messages[-1]
    desk.pair.activate_other()
    pointer.next_hot_spot(1)
    assert pointer.place == (200.5, 500.5)


def test_only_hot_spots_in_sight_are_found_and_it_is_said_when_there_are_none(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(views=spotted_views())
    canvas = desk.canvas()
    canvas.move_camera(replace(canvas.camera, x=150, y=300, scale=8))
    desk.pair.pointer.next_hot_spot(1)
    assert desk.pair.pointer.place == (150.5, 300.5) and "1 of 1" in desk.messages[-1]
    canvas.move_camera(replace(canvas.camera, x=50, y=900))
    desk.pair.pointer.next_hot_spot(1)
    assert "Nothing more stands out" in desk.messages[-1]


def test_the_cross_is_painted_and_nothing_of_it_stays(desk: Desk) -> None:
    before = desk.canvas().grab().toImage()
    desk.pair.pointer.toggle()
    at = desk.canvas().to_screen(desk.pair.pointer.place) + QPointF(12, 0)
    shown = desk.canvas().grab().toImage()
    assert shown.pixelColor(at.toPoint()) != before.pixelColor(at.toPoint())
    desk.pair.pointer.end()
    assert desk.canvas().grab().toImage() == before
