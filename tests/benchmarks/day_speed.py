"""A long day: 2,000 studies opened one after another; how much the window grows, and whether it slows down."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.opening import OpeningBench
from tests.scanned_dataset import scanned_dataset

STUDIES, WARM, PART = 2000, 100, 300


def measure() -> list[dict[str, Any]]:
    """Rows of the bench table: growth after the first hundred, the last studies' median over that of the first."""
    with tempfile.TemporaryDirectory() as place:
        bench = OpeningBench(scanned_dataset(Path(place) / "dataset", STUDIES), Path(place) / "home", STUDIES)
        try:
            bench.open(bench.keys[0])
            taken = [_next(bench) for _ in range(WARM)]
            bench.longest_block = 0.0
            before = bench.megabytes()
            taken = [_next(bench) for _ in range(STUDIES - WARM - 1)]
            growth = bench.megabytes() - before
        finally:
            bench.close()
    slower = 100 * (statistics.median(taken[-PART:]) / statistics.median(taken[:PART]) - 1)
    return [
        _row("2,000 studies one after another: memory growth", growth, "MB", "<= 50"),
        _row("2,000 studies one after another: slow-down from the first to the last", slower, "%", "<= 10"),
        _row("2,000 studies one after another: median of a study", 1000 * statistics.median(taken), "ms", None),
        _row("2,000 studies one after another: longest wait of the window", 1000 * bench.longest_block, "ms", "<= 50"),
    ]


def _next(bench: OpeningBench) -> float:
    """The next one as soon as it is fetched, in the display that readers change now and then."""
    bench.until(bench.prefetched)
    return bench.press_next()


def _row(name: str, value: float, unit: str, goal: str | None) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": unit, "goal": goal, "peer": None, "peer_value": None}
