"""The canvas looks as it did: a few pinned pictures. DSPIC_UPDATE_GOLDEN=1 makes them anew; look at them before committing."""

import os
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication

from dspic_gui.counts.display import Curve, Display
from dspic_gui.qt.canvas.camera import Camera
from dspic_gui.qt.canvas.lesion_item import Appearance, appearance_of
from dspic_gui.reading import Lesion
from dspic_gui.shape import Ellipse, Polygon, Rectangle
from tests.places import GOLDEN
from tests.qt.canvas_desk import ANT, POST, Desk, view_of

pytestmark = pytest.mark.usefixtures("plain_look")

UPDATE = os.environ.get("DSPIC_UPDATE_GOLDEN") == "1"

MARKS = [
    Lesion(ANT, Polygon(((88, 92), (110, 86), (121, 100), (104, 118), (86, 108))), "metastasis:rib:right", uid="polygon"),
    Lesion(ANT, Rectangle((140, 90), (168, 118)), "arthritis:shoulder:left", uid="rectangle"),
    Lesion(ANT, Ellipse(128, 160, 24, 12, -25), "variant", uid="ellipse"),
]
SCENES = {
    "inverse_grey": (Display(), ()),
    "inferno_gamma": (Display(upper=60, map="inferno", inverted=False, curve=Curve.GAMMA), ()),
    "mirrored_posterior": (Display(mirror_posterior=True), ()),
    "selected_ellipse": (Display(), ("ellipse",)),
}


def body() -> np.ndarray:
    """A body of smooth blobs, not symmetric, the same on every machine."""
    y, x = np.mgrid[:1024, :256] + 0.5
    blobs = [(128, 60, 26, 60), (128, 130, 14, 90), (104, 100, 9, 200), (154, 104, 7, 160), (128, 160, 12, 240), (90, 150, 6, 120)]
    counts = sum(top * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * size**2)) for cx, cy, size, top in blobs)
    return np.rint(counts)


@pytest.fixture
def desk(qtbot) -> Iterator[Desk]:
    counts = body()
    desk = Desk({ANT: view_of(ANT, counts), POST: view_of(POST, counts[:, ::-1].copy())}, size=(722, 420))
    yield desk
    desk.close()


@pytest.mark.parametrize("scene", SCENES)
def test_the_canvas_looks_as_pinned(desk: Desk, scene: str) -> None:
    display, selection = SCENES[scene]
    projection = POST if display.mirror_posterior else ANT
    marks = [replace(mark, projection=projection, shape=mark.shape if projection is ANT else mark.shape.mirrored(256)) for mark in MARKS]
    looks = {mark.uid: Appearance(*(lambda look: (look.colour, look.line, ""))(appearance_of(mark, desk.book))) for mark in marks}
    desk.show(display)
    desk.pair.show_lesions(marks, desk.book, appearances=looks)
    desk.pair.set_selection(selection)
    desk.canvas(projection).set_camera(Camera(128, 120, 2.0))
    QApplication.processEvents()
    shown = desk.canvas(projection).viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    path = GOLDEN / f"canvas_{scene}.png"
    if UPDATE:
        assert shown.save(str(path))
    pinned = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    assert (pinned.width(), pinned.height()) == (shown.width(), shown.height())
    different = np.abs(pixels(pinned).astype(int) - pixels(shown)).max(axis=2) > 24
    assert different.mean() < 0.001, f"{different.mean():.2%} of {path.name} differs"


def test_a_wrong_picture_would_be_noticed() -> None:
    """The tolerance is smaller than what a missing outline or a mirrored body changes."""
    pinned = pixels(QImage(str(GOLDEN / "canvas_inverse_grey.png")).convertToFormat(QImage.Format.Format_RGB888)).astype(int)
    mirrored = np.abs(pinned - pinned[:, ::-1]).max(axis=2) > 24
    assert mirrored.mean() > 0.02
    selected = pixels(QImage(str(GOLDEN / "canvas_selected_ellipse.png")).convertToFormat(QImage.Format.Format_RGB888)).astype(int)
    assert (np.abs(pinned - selected).max(axis=2) > 24).mean() > 0.002


def pixels(image: QImage) -> np.ndarray:
    """The image as rows x columns x 3; a copy, because the image's own memory goes with the image."""
    data = np.frombuffer(image.constBits().asarray(image.sizeInBytes()), np.uint8)
    return data.reshape(image.height(), image.bytesPerLine())[:, : 3 * image.width()].reshape(image.height(), -1, 3).copy()
