"""The worklist of 100,000 studies: first rows, a filter from keystroke to painted rows, memory, and how long the window ever waits."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.rows import Row, row
from tests.made.large_dataset import large_dataset

STUDIES = 100_000
READ = 20_000
WORDS = ("a1", "2015", "post", "ff0", "2021-0", "tc-99m", "c", "ant 19", "0b")
SECONDS = 300.0


def measure() -> list[Row]:
    """Rows of the bench table; the list of labelme is a folder's files in one list widget, so it is no peer."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_CACHE_HOME"] = str(Path(place) / "cache")
        small = large_dataset(Path(place) / "small", 50, read=10)
        return _Bench(large_dataset(Path(place) / "dataset", STUDIES, read=READ), small).rows()


class _Bench:
    """One window with the list in it."""

    def __init__(self, folder: Path, small: Path) -> None:
        import psutil
        from PyQt6.QtWidgets import QApplication

        from dspic_gui.qt import theme

        present = QApplication.instance()
        self.application = present if isinstance(present, QApplication) else QApplication(["bench"])
        theme.apply_theme(self.application, theme.DARK)
        self.folder, self.small = folder, small
        self.process = psutil.Process()
        self.longest_wait = 0.0

    def rows(self) -> list[Row]:
        """Measure everything once, filters by every keystroke of the words."""
        self.first_rows(self.small)  # imports and fonts are the program's start, not the list's
        before = self.process.memory_info().rss
        cold, indexed, blocked_cold = self.first_rows(self.folder, whole=True)
        warm, _, _ = self.first_rows(self.folder)
        filters, blocked_filter = self.filters()
        growth = (self.process.memory_info().rss - before) / 2**20
        name = f"worklist of {STUDIES:,} studies"
        return [
            _row(f"{name}: first rows painted, no index yet", cold, "s", "<= 0.4"),
            _row(f"{name}: first rows painted, index there", warm, "s", "<= 0.4"),
            _row(f"{name}: index made from nothing", indexed, "s", None),
            _row(f"{name}: filter, keystroke to painted rows, p95", 1000 * _p95(filters), "ms", "<= 60"),
            _row(f"{name}: filter, keystroke to painted rows, median", 1000 * statistics.median(filters), "ms", None),
            _row(f"{name}: memory growth of the window", growth, "MB", "<= 150"),
            _row(f"{name}: longest wait of the window while the index is made", 1000 * blocked_cold, "ms", "<= 50"),
            _row(f"{name}: longest wait of the window while filtering", 1000 * blocked_filter, "ms", "<= 50"),
        ]

    def first_rows(self, folder: Path, whole: bool = False) -> tuple[float, float, float]:
        """Seconds until rows with dates are painted, until the index is whole, and the longest wait of the window."""
        view = self._view()
        start = time.perf_counter()
        with self._watching():
            view.open(folder, "R1")
            self._until(lambda: view.model.rowCount() > 0 and bool(view.model.row(0).views))
            view.table.viewport().repaint()
            first = time.perf_counter() - start
            if whole:
                self._until(lambda: not view.index.running and not view.model.busy)
        done = time.perf_counter() - start
        view.shut_down()
        view.close()
        return first, done, self.longest_wait

    def filters(self) -> tuple[list[float], float]:
        """Seconds from each keystroke of each word to the painted rows, and the longest wait of the window."""
        from PyQt6.QtTest import QTest

        view = self._view()
        view.open(self.folder, "R1")
        self._until(lambda: view.model.rowCount() == STUDIES and not view.index.running and not view.model.busy)
        taken: list[float] = []
        painted = _painted(view)
        with self._watching():
            for word in WORDS:
                for letter in word:
                    painted.since_reset = False
                    start = time.perf_counter()
                    QTest.keyClicks(view.filter_bar.search, letter)
                    self._until(lambda: not view.model.busy and painted.since_reset)
                    taken.append(time.perf_counter() - start)
                view.filter_bar.clear()
                self._until(lambda: not view.model.busy)
        view.shut_down()
        view.close()
        return taken, self.longest_wait

    def _view(self) -> Any:
        from dspic_gui.qt.worklist.view import WorklistView

        view = WorklistView()
        view.resize(700, 900)
        view.show()
        self.application.processEvents()
        return view

    def _until(self, reached: Callable[[], bool]) -> None:
        """Let the window work until it is so; each turn of its event loop is timed."""
        end = time.perf_counter() + SECONDS
        while not reached():
            turn = time.perf_counter()
            self.application.processEvents()
            self.longest_wait = max(self.longest_wait, time.perf_counter() - turn)
            if time.perf_counter() > end:
                raise TimeoutError("the worklist did not get there")
            time.sleep(0.001)

    @contextmanager
    def _watching(self) -> Iterator[None]:
        self.longest_wait = 0.0
        yield


def _painted(view: Any) -> Any:
    """Whether the rows were painted since the model last changed all of them: Qt paints them by itself, once."""
    from PyQt6.QtCore import QEvent, QObject

    class Painted(QObject):
        def __init__(self) -> None:
            super().__init__(view)
            self.since_reset = False
            view.model.modelReset.connect(self.again)
            view.table.viewport().installEventFilter(self)

        def again(self) -> None:
            self.since_reset = False

        def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 (Qt's name)
            # the loop's turn, and with it the measuring, ends after the painting
            self.since_reset = self.since_reset or (event is not None and event.type() == QEvent.Type.Paint)
            return False

    return Painted()


def _row(name: str, value: float, unit: str, goal: str | None) -> Row:
    by = None if unit == "MB" or "longest wait" in name else "python"
    return row(name, value, unit, goal, by=by)


def _p95(values: list[float]) -> float:
    return sorted(values)[max(round(0.95 * len(values)) - 1, 0)]
