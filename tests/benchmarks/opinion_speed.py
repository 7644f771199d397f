"""The second opinion in the window: how long it takes until it is seen, and how long the window ever waits while the network works."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.rows import Row, row

BEAT = 0.002


def measure() -> list[Row]:
    """Rows of the bench table; with the model that comes with the program, or the small one of the tests where there is none."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as place:
        for name in ("CACHE", "CONFIG", "DATA"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(place) / name.lower())
        return _Bench(Path(place)).rows()


class _Bench:
    """One window on sealed studies, and its heart beat."""

    def __init__(self, place: Path) -> None:
        from dspic_gui.disease import Answer
        from dspic_gui.model.classifier import SHIPPED
        from dspic_gui.qt.opinion.open_model import SETTING
        from dspic_gui.qt.preferences import Preferences
        from dspic_gui.qt.window.app import make_application, make_window
        from tests.made.evaluated_dataset import evaluated_dataset
        from tests.places import SMALL_MODEL

        shipped = (SHIPPED / "card.json").exists()
        self.model = "the model of the program" if shipped else "a small model"
        preferences = Preferences()
        preferences.set_value(SETTING, str(SHIPPED if shipped else SMALL_MODEL))
        preferences.save()
        archive = evaluated_dataset(place / "dataset", (*Answer, *Answer, *Answer))
        self.application = make_application()
        self.window = make_window(self.application, archive.folder, "R1")
        self.window.show()
        assert self.window.room is not None
        self.room = self.window.room
        self.wait(lambda: self.room.worklist.model.rowCount() > 0)

    def wait(self, done: Callable[[], bool], seconds: float = 120.0) -> tuple[float, float]:
        """Seconds until something is so, and the longest turn of the window meanwhile."""
        started = last = time.perf_counter()
        longest = 0.0
        while not done():
            self.application.processEvents()
            time.sleep(BEAT)
            now = time.perf_counter()
            longest, last = max(longest, now - last - BEAT), now
            if now - started > seconds:
                raise TimeoutError("the window did not get there")
        return time.perf_counter() - started, longest

    def rows(self) -> list[Row]:
        """Everything once."""
        from dspic_gui.model.class_maps import MapKind

        room, opinion = self.room, self.room.opinion
        opinions = opinion.opinions
        session = room.session
        room.walk.open(str(room.worklist.model.row(0).key))
        self.wait(lambda: session.study is not None and session.opening is None)
        opinion.toggle_overlay()
        first, opening = self.wait(lambda: bool(opinions.pictures))
        room.walk.open(str(room.worklist.model.row(1).key))
        self.wait(lambda: session.opening is None)
        again, asking = self.wait(lambda: bool(opinions.pictures))
        opinions.set_overlay(replace(opinions.overlay, kind=MapKind.INPUT_GRADIENT))
        _, drawing = self.wait(lambda: any(one.shown.kind is MapKind.INPUT_GRADIENT for one in opinions.maps.values()))
        ended: list[str] = []
        opinion.many.finished.connect(ended.append)
        opinion.classify("all")
        _, many = self.wait(lambda: bool(ended))
        self.window.close()
        return [
            _row(f"second opinion seen, {self.model}: from the key to the overlay, model not open", first, None),
            _row("the same with the model open", again, None),
            _row("longest wait of the window while a model is opened", opening, "<= 50"),
            _row("longest wait of the window while a study is classified and mapped", max(asking, drawing), "<= 50"),
            _row("longest wait of the window while a dataset is classified", many, "<= 50"),
        ]


def _row(name: str, seconds: float, goal: str | None) -> Row:
    return row(name, 1000 * seconds, "ms", goal, by=None if goal else "matrix")
