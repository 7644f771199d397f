"""A canvas pair on screen with a reading behind it, and hands that use the mouse and the keys in raw pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from dspic_gui.code import load_code_book
from dspic_gui.counts.display import Display
from dspic_gui.qt.canvas.canvas import Canvas
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Point
from dspic_gui.study import Projection, View, ViewSource

ANT, POST = Projection.ANT, Projection.POST
LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def view_of(projection: Projection, counts: np.ndarray, pixel_mm: tuple[float, float] | None = (2.4, 2.4)) -> View:
    return View(projection, counts.astype(np.int32), ViewSource(projection, "scans/x/0.dcm", 0, "0" * 64, "by the test"), pixel_mm)


def noise_views() -> dict[Projection, View]:
    counts = np.random.default_rng(7).poisson(30, (1024, 256))
    return {ANT: view_of(ANT, counts), POST: view_of(POST, counts[:, ::-1].copy())}


class Desk:
    """Commits what the pair emits to a reading, as the window does, and shows it again."""

    def __init__(self, views: dict[Projection, View] | None = None, display: Display | None = None, size: tuple[int, int] = (900, 1000)):
        self.book = load_code_book()
        self.reading = Reading("study", "R1")
        self.display = display or Display()
        self.selection: tuple[str, ...] = ()
        self.messages: list[str] = []
        self.commits = 0
        self.pair = CanvasPair()
        self.pair.resize(*size)
        self.pair.lesion_drawn.connect(lambda lesion: self.commit(self.reading.adding(lesion)))
        self.pair.lesions_reshaped.connect(self.reshape)
        self.pair.selection_requested.connect(self.select)
        self.pair.display_requested.connect(self.show)
        self.pair.message.connect(self.messages.append)
        self.pair.show()
        self.pair.show_study(noise_views() if views is None else views, self.display)
        self.pair.activateWindow()
        QApplication.processEvents()

    def commit(self, reading: Reading) -> None:
        self.commits += 1
        self.reading = reading
        self.pair.show_lesions(reading.lesions, self.book)

    def reshape(self, shapes: dict) -> None:
        self.commit(self.reading.changing(lambda lesion: replace(lesion, shape=shapes[lesion.uid]), *shapes))

    def select(self, uids: tuple[str, ...]) -> None:
        self.selection = uids
        self.pair.set_selection(uids)

    def show(self, display: Display) -> None:
        self.display = display
        self.pair.set_display(display)

    def hold(self, *lesions: Lesion) -> None:
        """Put lesions on the canvases as if they had been drawn."""
        self.commit(replace(self.reading, lesions=lesions))

    def canvas(self, projection: Projection = ANT) -> Canvas:
        return self.pair.canvases[projection]

    def screen(self, point: Point, projection: Projection = ANT) -> QPoint:
        return self.canvas(projection).to_screen(point).toPoint()

    def press(self, point: Point, projection: Projection = ANT, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.canvas(projection).viewport(), button, keys, self.screen(point, projection))

    def release(self, point: Point, projection: Projection = ANT, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseRelease(self.canvas(projection).viewport(), button, keys, self.screen(point, projection))

    def move(
        self, point: Point, projection: Projection = ANT, button: Qt.MouseButton = Qt.MouseButton.NoButton, keys: Qt.KeyboardModifier = NONE
    ) -> None:
        self.move_screen(QPointF(self.screen(point, projection)), projection, button, keys)

    def move_screen(
        self, at: QPointF, projection: Projection = ANT, button: Qt.MouseButton = Qt.MouseButton.NoButton, keys: Qt.KeyboardModifier = NONE
    ) -> None:
        viewport = self.canvas(projection).viewport()
        place = QPointF(viewport.mapToGlobal(at.toPoint()))
        QApplication.sendEvent(viewport, QMouseEvent(QEvent.Type.MouseMove, at, place, Qt.MouseButton.NoButton, button, keys))

    def click(self, point: Point, projection: Projection = ANT, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE) -> None:
        self.press(point, projection, button, keys)
        self.release(point, projection, button, keys)

    def double_click(self, point: Point, projection: Projection = ANT) -> None:
        QTest.mouseDClick(self.canvas(projection).viewport(), LEFT, NONE, self.screen(point, projection))

    def drag(
        self, points: Sequence[Point], projection: Projection = ANT, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE
    ) -> None:
        self.press(points[0], projection, button, keys)
        for point in points[1:]:
            self.move(point, projection, button, keys)
        self.release(points[-1], projection, button, keys)

    def wheel(self, point: Point, notches: int, projection: Projection = ANT, keys: Qt.KeyboardModifier = NONE) -> None:
        viewport = self.canvas(projection).viewport()
        at = QPointF(self.screen(point, projection))
        place = QPointF(viewport.mapToGlobal(at.toPoint()))
        turn = QPoint(0, 120 * notches)
        QApplication.sendEvent(
            viewport, QWheelEvent(at, place, QPoint(), turn, Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False)
        )

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        """A key goes to whatever has the focus, as it does for a user."""
        QTest.keyClick(QApplication.focusWidget() or self.pair.active_canvas, key, keys)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(QApplication.focusWidget() or self.pair, letter)

    def walk(self, point: Point) -> None:
        """Bring the keyboard pointer there by steps on screen: of ten pixels and of one."""
        pointer = self.pair.pointer
        turned = self.display.mirrors(self.pair.active)
        dx, dy = point[0] - pointer.place[0], point[1] - pointer.place[1]
        for distance, ways in ((-dx if turned else dx, ("left", "right")), (dy, ("up", "down"))):
            way, steps = ways[distance > 0], round(abs(distance))
            for _ in range(steps // 10):
                pointer.stride(way)
            for _ in range(steps % 10):
                pointer.step(way)
        assert pointer.place == point

    def press_at(self, *points: Point) -> None:
        """Press with the keyboard pointer at each of these points."""
        for point in points:
            self.walk(point)
            self.pair.pointer.press()

    @property
    def box(self):
        return self.pair.coding.box

    def close(self) -> None:
        self.pair.close()
        self.pair.deleteLater()
        QApplication.processEvents()
