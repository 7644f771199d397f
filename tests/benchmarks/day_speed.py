"""A long day: 2,000 studies opened one after another; how much the window grows, and whether it slows down."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
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
            for _ in range(WARM):
                _next(bench)
            bench.longest_block = 0.0
            before = bench.megabytes()
            taken, busy = zip(*((_next(bench), bench.busy) for _ in range(STUDIES - WARM - 1)), strict=True)
            growth = bench.megabytes() - before
        finally:
            bench.close()
    return [
        _row("2,000 studies one after another: memory growth", growth, "MB", "<= 50"),
        _row("2,000 studies one after another: slow-down from the first to the last", _slower(taken), "%", "<= 10"),
        _row("2,000 studies one after another: slow-down, processor time of the window", _slower(busy), "%", "<= 10"),
        _row("2,000 studies one after another: median of a study", 1000 * statistics.median(taken), "ms", None),
        _row("2,000 studies one after another: longest wait of the window", 1000 * bench.longest_block, "ms", "<= 50"),
    ]


def _next(bench: OpeningBench) -> float:
    """The next one as soon as it is fetched, in the display that readers change now and then."""
    bench.until(bench.prefetched)
    return bench.press_next()


def _slower(values: Sequence[float]) -> float:
    return 100 * (statistics.median(values[-PART:]) / statistics.median(values[:PART]) - 1)


def _row(name: str, value: float, unit: str, goal: str | None) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": unit, "goal": goal, "peer": None, "peer_value": None}
