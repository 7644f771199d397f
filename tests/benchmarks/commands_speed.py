"""Commands from the prompt: the help, the worklist of a small dataset, and the check of a thousand studies."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.rows import Row, row
from tests.made.large_dataset import large_dataset
from tests.places import ROOT

TIMES = 5
SMALL, CHECKED = 50, 1000


def measure() -> list[Row]:
    """Medians of some runs, the first not counted; the check once."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        small = large_dataset(home / "small", SMALL, read=SMALL // 2)
        checked = large_dataset(home / "checked", CHECKED, read=CHECKED)
        own = _runs(home, "--help"), _runs(home, "worklist", str(small)), _runs(home, "worklist", str(small), "--help")
        seconds, used = _run(home, "check", str(checked))
    rows = []
    names = "dspic --help", f"dspic worklist, {SMALL} studies", "dspic worklist --help"
    for name, goal, runs in zip(names, (0.15, 0.3, None), own, strict=True):
        clock, busy = (statistics.median(column) for column in zip(*runs, strict=True))
        rows += [row(name, clock, "s", goal, by="python"), row(f"{name}: processor time", busy, "s", by="python")]
    check = f"dspic check, {CHECKED:,} studies"
    return [
        *rows,
        row(check, CHECKED / seconds, "studies/s", ">= 300", by="python"),
        row(f"{check}: processor time", used, "s", by="python"),
    ]


def quick() -> list[Row]:
    """It takes seconds as it is."""
    return measure()


def _runs(home: Path, *words: str) -> list[tuple[float, float]]:
    return [_run(home, *words) for _ in range(TIMES + 1)][1:]


def _run(home: Path, *words: str) -> tuple[float, float]:
    """Seconds by the clock, and of processor time of the command and what it started."""
    environment = os.environ | {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "CONFIG", "DATA")}
    before, start = _processor_seconds(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "dspic_gui.cli", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.strip())
    return seconds, _processor_seconds() - before


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
