"""How fast this machine is at this moment: what the goals in seconds are scaled by. Prints JSON."""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.places import ROOT

ROUNDS = 5
SIDE = 2048
"""Rows and columns of the matrices."""
BYTES = 64 * 2**20
"""Larger than what the processor keeps near itself."""
SYNCED = 64 * 2**10
FEATURES = {"avx2": "AVX2", "avx512f": "AVX-512", "avx512_vnni": "VNNI", "avx_vnni": "VNNI", "amx_tile": "AMX"}


def processor_class() -> str:
    """What the processor can do beyond the least, "AVX-512 VNNI AMX"; its make where the system does not say."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    flags = set(next((line for line in lines if line.startswith("flags")), "").split())
    found = dict.fromkeys(name for flag, name in FEATURES.items() if flag in flags)
    if "AVX-512" in found:
        found.pop("AVX2", None)
    return " ".join(found) or platform.machine()


def references() -> dict[str, float]:
    """All "more is faster".

    matrix: float32 matrix product on all cores, Gmac/s. memory: a large array copied, GB/s read and written. python,
    qt: fixed pieces of work a second of processor time. disk: 64 KiB written and synced, times a second.
    """
    return {
        "matrix": matrix_peak(),
        "memory": memory_rate(),
        "python": 1 / _median_of(lambda: _busy(python_work)),
        "qt": 1 / _median_of(lambda: _busy(_qt_work())),
        "disk": 1 / disk_sync(),
    }


def matrix_peak() -> float:
    """Giga multiply-adds a second of NumPy's float32 matrix product, the best of some rounds."""
    left = np.random.default_rng(0).random((SIDE, SIDE), dtype=np.float32)
    product = np.empty_like(left)
    seconds = [_clock(lambda: np.matmul(left, left, out=product)) for _ in range(ROUNDS + 1)]
    return SIDE**3 / 1e9 / min(seconds[1:])


def memory_rate() -> float:
    """GB a second, reading and writing both counted, the best of some rounds."""
    source = np.ones(BYTES, dtype=np.uint8)
    target = np.empty_like(source)
    seconds = [_clock(lambda: np.copyto(target, source)) for _ in range(ROUNDS + 1)]
    return 2 * BYTES / 1e9 / min(seconds[1:])


def python_work() -> None:
    """Names, dictionaries, sorting, text and small arrays, as the program has them; some tens of milliseconds."""
    rows = [{"key": f"{number * 2654435761 % 2**32:08x}", "at": number % 97} for number in range(12_000)]
    rows.sort(key=lambda row: (row["at"], row["key"]))
    json.loads(json.dumps(rows[:3000]))
    small = np.arange(64.0).reshape(8, 8)
    for number in range(1500):
        (small + number).sum(axis=0).max()


def _qt_work() -> Callable[[], None]:
    """A picture with 300 filled polygons and their captions painted by Qt's raster engine."""
    from PyQt6.QtCore import QPointF
    from PyQt6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPolygonF

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    present = QGuiApplication.instance()
    application = present if isinstance(present, QGuiApplication) else QGuiApplication(["reference"])
    chance = np.random.default_rng(1)
    rings = [[QPointF(x, y) for x, y in chance.uniform(0, 24, (30, 2)) + chance.uniform(0, 480, 2)] for _ in range(300)]
    image = QImage(512, 1024, QImage.Format.Format_ARGB32_Premultiplied)

    def work() -> None:
        image.fill(QColor("black"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(200, 80, 40, 120))
        painter.setPen(QColor("white"))
        painter.setFont(application.font())
        for ring in rings:
            painter.drawPolygon(QPolygonF(ring))
            painter.drawText(ring[0], "rib")
        painter.end()

    work()
    return work


def disk_sync() -> float:
    """Seconds of writing and syncing a small file where the program's benchmarks write theirs, the median of twenty."""
    content = bytes(SYNCED)

    def work() -> None:
        with (Path(place) / "synced").open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    with tempfile.TemporaryDirectory(dir=ROOT) as place:
        return statistics.median(_clock(work) for _ in range(20))


def _median_of(seconds: Callable[[], float]) -> float:
    return statistics.median([seconds() for _ in range(ROUNDS + 1)][1:])


def _busy(work: Callable[[], object]) -> float:
    """Seconds of this process's own time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def machine() -> dict[str, Any]:
    """What this machine is and how fast it is now."""
    return {
        "name": f"{os.cpu_count()} cores, {processor_class()}",
        "python": platform.python_version(),
        "system": platform.system(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "references": {name: float(f"{value:.4g}") for name, value in references().items()},
    }


if __name__ == "__main__":
    print("MACHINE" + json.dumps(machine()))
    sys.exit(0)
