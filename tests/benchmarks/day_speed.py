"""A long day: 2,000 studies opened one after another; how much the window grows, and whether it slows down."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.benchmarks.opening import OpeningBench
from tests.benchmarks.rows import Row, row
from tests.made.scanned_dataset import scanned_dataset

STUDIES, WARM, PART = 2000, 100, 300


def measure() -> list[Row]:
    """Rows of the bench table: growth after the first hundred, the last studies' median over that of the first."""
    with tempfile.TemporaryDirectory() as place:
        bench = OpeningBench(scanned_dataset(Path(place) / "dataset", STUDIES), Path(place) / "home", STUDIES)
        try:
            bench.open(bench.keys[0])
            for _ in range(WARM):
                _next(bench)
            bench.longest_block = 0.0
            before = bench.megabytes()
            taken, busy, fixed = zip(*((_next(bench), bench.busy, _fixed_work()) for _ in range(STUDIES - WARM - 1)), strict=True)
            growth = bench.megabytes() - before
        finally:
            bench.close()
    return [
        row("2,000 studies one after another: memory growth", growth, "MB", "<= 50"),
        row("2,000 studies one after another: slow-down, beside fixed work", _beside(taken, fixed), "%", "<= 10"),
        row("the same, processor time of the window", _beside(busy, fixed), "%", "<= 10"),
        row("the same, as the clock has it, the machine's own drift included", _slower(taken), "%", None),
        row("2,000 studies one after another: median of a study", 1000 * statistics.median(taken), "ms", by="qt"),
        row("2,000 studies one after another: longest wait of the window", 1000 * bench.longest_block, "ms", "<= 50"),
    ]


def _next(bench: OpeningBench) -> float:
    """The next one as soon as it is fetched, in the display that readers change now and then."""
    bench.until(bench.prefetched)
    return bench.press_next()


def _fixed_work() -> float:
    """Seconds that the same piece of work takes now: how fast the machine is at this moment."""
    numbers = np.random.default_rng(1).random(60_000)
    start = time.perf_counter()
    np.sort(numbers)
    json.dumps(numbers[:2000].tolist())
    return time.perf_counter() - start


def _beside(values: Sequence[float], fixed: Sequence[float]) -> float:
    """The slow-down of the window over that of the machine, in %."""
    return 100 * ((1 + _slower(values) / 100) / (1 + _slower(fixed) / 100) - 1)


def _slower(values: Sequence[float]) -> float:
    return 100 * (statistics.median(values[-PART:]) / statistics.median(values[:PART]) - 1)
