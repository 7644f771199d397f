"""`python -m tests.proofs.crowded_window [MARKS]`: what a gesture costs in the real window with so many marks in one study.

Processor time of the window's thread and its helpers, and by the clock; the median of five. Half of the marks lie in each view, a
quarter are polygons of twelve points, and they overlap as much as 10,000 marks must.
"""

from __future__ import annotations

import math
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget

from dspic_gui.qt.canvas.canvas import Canvas
from dspic_gui.qt.reading.lesion_list import LesionList
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Polygon
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion, small_dataset

PLAIN, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
LONGEST = 600.0


def marks(number: int) -> tuple[Lesion, ...]:
    """So many marks all over the body."""
    chance = random.Random(1)
    made = []
    for at in range(number):
        view, x, y = tuple(Projection)[at % 2], chance.uniform(20, 225), chance.uniform(70, 950)
        ring = tuple((x + 8 * math.cos(turn * math.pi / 6), y + 8 * math.sin(turn * math.pi / 6)) for turn in range(12))
        mark = Lesion(view, Polygon(ring), "metastasis:rib:left", uid=f"{at:032x}")
        made.append(lesion(x, y, view, uid=f"{at:032x}") if at % 4 else mark)
    return tuple(made)


class Crowded:
    """The window with its study open, and what is measured in it."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        self._application, self.window = application, window
        self.room = window.room
        assert self.room is not None
        self.session = self.room.session

    def until(self, true: Callable[[], object]) -> None:
        """Wait for it."""
        end = time.monotonic() + LONGEST
        while not true():
            assert time.monotonic() < end, "it takes too long"
            self._application.processEvents()

    def open(self, key: str) -> None:
        """Open a study, until it is painted."""
        self.session.open(key)
        self.until(lambda: self.session.key == key and self.session.opening is None)
        self.paint()

    def paint(self) -> None:
        """Paint what waits to be painted."""
        self._application.processEvents()

    def measure(self, name: str, act: Callable[[], object], times: int = 5) -> None:
        """Do it and paint; print what it took."""
        processor, clock = [], []
        for _ in range(times):
            for _ in range(20):
                self.paint()
            started, at = time.process_time(), time.monotonic()
            act()
            self.paint()
            processor.append(1000 * (time.process_time() - started))
            clock.append(1000 * (time.monotonic() - at))
        print(f"{name:32}{statistics.median(processor):10.1f} ms of processor{statistics.median(clock):10.1f} ms by the clock", flush=True)

    def canvas(self) -> Canvas:
        """The first canvas in sight."""
        return next(canvas for canvas in self.window.findChildren(Canvas) if canvas.isVisible())

    def surface(self) -> QWidget:
        """What the pointer is over."""
        surface = self.canvas().viewport()
        assert surface is not None
        return surface

    def zoom(self) -> None:
        """One notch of the wheel in the middle."""
        place = QPointF(self.surface().rect().center())
        on_screen, none = self.surface().mapToGlobal(place), Qt.MouseButton.NoButton
        wheel = QWheelEvent(place, on_screen, QPoint(), QPoint(0, 120), none, PLAIN, Qt.ScrollPhase.NoScrollPhase, False)
        self._application.sendEvent(self.surface(), wheel)

    def pan(self) -> None:
        """A drag with the middle button."""
        place = self.surface().rect().center()
        QTest.mousePress(self.surface(), Qt.MouseButton.MiddleButton, PLAIN, place)
        QTest.mouseMove(self.surface(), place + QPoint(15, 15))
        self.paint()
        QTest.mouseRelease(self.surface(), Qt.MouseButton.MiddleButton, PLAIN, place + QPoint(15, 15))


def main() -> int:
    """Make the study, open the window, measure."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory() as place:
        os.environ.update(dict.fromkeys(("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME"), f"{place}/home"))
        archive = small_dataset(Path(place, "d"), 2).as_reader("R1")
        crowded, other = archive.study_keys()
        archive.save(Reading(crowded, "R1", marks(number)))
        application = make_application()
        window = make_window(application, archive.folder, "R1", other)
        window.resize(1600, 1000)
        window.show()
        work = Crowded(application, window)
        session = work.session
        work.until(lambda: session.reading is not None and session.opening is None)
        work.measure("opening the study", lambda: work.open(crowded), 1)
        gestures(work, session.reading.lesions)  # type: ignore[union-attr]
        work.measure("the check before the seal", session.warnings, 1)
        work.measure("the next study", lambda: work.open(other), 1)
        os._exit(0)


def gestures(work: Crowded, there: tuple[Lesion, ...]) -> None:
    """What a hand does."""
    session, chance = work.session, random.Random(2)
    drawn = iter(range(1000))
    table = work.window.findChildren(LesionList)[0].table
    bar = table.verticalScrollBar()
    assert bar is not None
    work.measure("a repaint of one view", lambda: work.surface().repaint())
    work.measure("zooming by a notch", work.zoom)
    work.measure("panning by a step", work.pan)
    point = lambda: QPoint(chance.randrange(400), chance.randrange(600))  # noqa: E731
    work.measure("the pointer moves over marks", lambda: QTest.mouseMove(work.surface(), point()))
    work.measure("selecting a mark", lambda: session.select(chance.choice(there).uid))
    work.measure("drawing one more mark, saved", lambda: session.edit(lambda reading: reading.adding(lesion(20 + next(drawn), 400))))
    work.measure("undo, saved", session.undo)
    work.measure("redo, saved", session.redo)
    work.measure("scrolling the list by 200 rows", lambda: bar.setValue(bar.value() + 200))


if __name__ == "__main__":
    raise SystemExit(main())
