"""The next study: from the key to both views painted, fetched ahead or not, and how long the window ever waits."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.opening import OpeningBench
from tests.benchmarks.rows import Row, row
from tests.made.scanned_dataset import scanned_dataset

STUDIES, COLD, NEXT = 120, 60, 60


def measure() -> list[Row]:
    """Rows of the bench table; labelme opens 8-bit pictures one file at a time and has no study, so it is no peer."""
    with tempfile.TemporaryDirectory() as place:
        bench = OpeningBench(scanned_dataset(Path(place) / "dataset", STUDIES, scans=40), Path(place) / "home", STUDIES)
        try:
            bench.open(bench.keys[0])
            bench.settle(1.0)
            bench.longest_block = bench.longest_turn = 0.0
            cold = [_cold(bench, number) for number in range(COLD)]
            blocked_cold, bench.longest_block = bench.longest_block, 0.0
            bench.open(bench.keys[0])
            ahead, busy = zip(*((_next(bench), bench.busy) for _ in range(NEXT)), strict=True)
            blocked_ahead = bench.longest_block
        finally:
            bench.close()
    return [
        _row("next study painted, not fetched ahead, p95", _p95(cold), "<= 150"),
        _row("next study painted, not fetched ahead, median", statistics.median(cold), None),
        _row("next study painted, fetched ahead, p95", _p95(ahead), "<= 25"),
        _row("next study painted, fetched ahead, p95, by the clock alone", _p95(ahead), "<= 50", None),
        _row("next study painted, fetched ahead, median", statistics.median(ahead), None),
        _row("next study, fetched ahead: processor time of the window, which another program's load does not change", _p95(busy), None),
        _row("longest wait of the window while studies are opened", max(blocked_cold, blocked_ahead), "<= 50", None),
        _row("longest turn of the window while studies are opened, processor time", bench.longest_turn, None),
    ]


def _cold(bench: OpeningBench, number: int) -> float:
    """A study far from the last one, so that nobody fetched it."""
    key = bench.keys[(number * 37 + 5) % STUDIES]
    bench.room.session.shelf.forget(key)
    taken = bench.open(key)
    bench.settle(0.1)
    return taken


def _next(bench: OpeningBench) -> float:
    bench.until(bench.prefetched)
    bench.settle(0.05)
    return bench.press_next()


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[max(round(0.95 * len(values)) - 1, 0)]


def _row(name: str, seconds: float, goal: str | None, by: str | None = "qt") -> Row:
    return row(name, 1000 * seconds, "ms", goal, by=by)
