"""The real window on a dataset, and how long it takes from a key to the painted study; shared by the figures of opening studies."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path

SECONDS = 120.0


class OpeningBench:
    """One window, signed in, with the worklist filled."""

    def __init__(self, folder: Path, home: Path, studies: int) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        for name in ("CONFIG", "CACHE", "DATA"):
            (home / name.lower()).mkdir(parents=True, exist_ok=True)
            os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
        import psutil

        from dspic_gui.qt.window.app import make_application, make_window

        self.application = make_application()
        self.window = make_window(self.application, folder, "R1")
        self.window.show()
        self.process = psutil.Process()
        self.longest_block = self.longest_turn = self.busy = 0.0
        assert self.window.room is not None
        self.room = self.window.room
        worklist = self.room.worklist
        self.until(lambda: worklist.model.rowCount() == studies and not worklist.index.running and not worklist.model.busy)
        self.keys = [str(worklist.model.row(row).key) for row in range(min(studies, 200))]

    def until(self, reached: Callable[[], bool], pause: float = 0.0005) -> None:
        """Let the window work until it is so; the longest turn of its event loop is noted, in time and in processor time."""
        end = time.perf_counter() + SECONDS
        while not reached():
            turn, busy = time.perf_counter(), time.thread_time()
            self.application.processEvents()
            self.longest_block = max(self.longest_block, time.perf_counter() - turn)
            self.longest_turn = max(self.longest_turn, time.thread_time() - busy)
            if time.perf_counter() > end:
                raise TimeoutError("the window did not get there")
            time.sleep(pause)

    def open(self, key: str) -> float:
        """Seconds from asking for a study until both its views are painted."""
        start = time.perf_counter()
        self.room.walk.open(key)
        self.arrive(lambda: self.room.session.key == key)
        return time.perf_counter() - start

    def press_next(self) -> float:
        """Seconds from pressing D until both views of the next study are painted."""
        from PyQt6.QtCore import Qt
        from PyQt6.QtTest import QTest

        before = self.room.session.key
        start, busy = time.perf_counter(), time.thread_time()
        QTest.keyClick(self.room.canvas.active_canvas, Qt.Key.Key_D)
        self.arrive(lambda: self.room.session.key != before)
        self.busy = time.thread_time() - busy
        return time.perf_counter() - start

    def arrive(self, shown: Callable[[], bool]) -> None:
        """Until the study is there and painted."""
        self.until(lambda: shown() and self.room.session.opening is None)
        for canvas in self.room.canvas.canvases.values():
            viewport = canvas.viewport()
            assert viewport is not None
            viewport.repaint()

    def settle(self, seconds: float) -> None:
        """Let the window do what it does when the reader looks."""
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() > end, 0.002)

    def prefetched(self) -> bool:
        """Whether the next study is there already."""
        key = self.room.worklist.next_key()
        return key is not None and self.room.session.shelf.holds(key)

    def megabytes(self) -> float:
        """What the window's process holds, the decoding child apart."""
        gc.collect()
        return float(self.process.memory_info().rss) / 2**20

    def close(self) -> None:
        """Quit."""
        from dspic_gui.scans import decoder

        self.window.close()
        decoder.shut_down()
