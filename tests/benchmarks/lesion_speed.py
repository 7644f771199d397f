"""The lesion network that ships: from process start to the first lesions, and a pair of views on two threads."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import numpy as np

from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.opened import SHIPPED_LESIONS
from dspic_gui.model.network_engine import without_chatter
from dspic_gui.study import Projection
from tests.benchmarks.rows import Row, row
from tests.places import ROOT

STARTS, PAIRS = 5, 15


def measure() -> list[Row]:
    """Both rows; medians, the first of each left out."""
    return [
        row("process start to the first lesions on JPEG-LL.dcm", _start_seconds(), "s", "<= 1.0", by="python"),
        row("a pair of views, lesion network, 2 threads", 1000 * _pair_seconds(), "ms", "<= 60", by="matrix"),
    ]


def _start_seconds() -> float:
    from pydicom.data import get_testdata_file

    scan = str(get_testdata_file("JPEG-LL.dcm", download=False))
    command = [sys.executable, "-m", "dspic_gui.cli", "classify", scan, "--model", str(SHIPPED_LESIONS), "--json"]
    seconds = []
    for _ in range(STARTS + 1):
        started = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        seconds.append(time.perf_counter() - started)
        assert '"lesions"' in done.stdout
    return statistics.median(seconds[1:])


def _pair_seconds() -> float:
    from pydicom import dcmread
    from pydicom.data import get_testdata_file

    counts = dcmread(str(get_testdata_file("JPEG-LL.dcm", download=False))).pixel_array
    pair = {Projection.ANT: counts, Projection.POST: np.ascontiguousarray(counts[:, ::-1])}
    with without_chatter():
        network = LesionClassifier.open(SHIPPED_LESIONS, threads=2)
    seconds = []
    for _ in range(PAIRS + 1):
        started = time.perf_counter()
        network.find(pair)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds[1:])
