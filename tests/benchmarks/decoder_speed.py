"""How long a foreign file takes from the call to its counts, with a child that runs and with one that must be started."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import pydicom
from pydicom.data import get_testdata_file

from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from dspic_gui.scans.decoder import Decoder
from tests.benchmarks.rows import Row, row
from tests.made import odd_dicom as odd

ROUNDS = 200
STUDIES = 20


def measure() -> list[Row]:
    """Cold and warm reading of the real scan, beside pydicom in this process; a study of two frames; the import of a study."""
    real = Path(str(get_testdata_file("JPEG-LL.dcm", download=False)))
    with tempfile.TemporaryDirectory() as folder, Decoder() as decoder:
        pair = Path(folder, "pair.dcm")
        pair.write_bytes(odd.two_frames())
        decoder.read(real)
        own = timed(lambda: decoder.read(real), ROUNDS)
        theirs = timed(lambda: pydicom.dcmread(real).pixel_array, ROUNDS)
        both = timed(lambda: decoder.read(pair), ROUNDS)
        cold = [cold_read(real) for _ in range(5)]
        each = import_many(Path(folder))
    return [
        row("real scan to counts, child running, p95", p95(own), "ms", "<= 150", "pydicom in this process, p95", p95(theirs), by="python"),
        row("two uncompressed frames to counts, p95", p95(both), "ms", "<= 150", by="python"),
        row("real scan to counts, child not started", statistics.median(cold), "ms", "<= 200", by="python"),
        row("import of a study of two views", each, "ms", by="python"),
    ]


def timed(call: Any, rounds: int) -> list[float]:
    """Milliseconds of each call."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return times


def cold_read(path: Path) -> float:
    """Milliseconds from nothing to the counts."""
    with Decoder() as decoder:
        return timed(lambda: decoder.read(path), 1)[0]


def import_many(folder: Path) -> float:
    """Milliseconds a study."""
    source = folder / "source"
    source.mkdir()
    for number in range(STUDIES):
        content = odd.two_frames(StudyInstanceUID=f"1.2.3.{number}", PatientID=str(number))
        (source / f"{number}.dcm").write_bytes(content)
    archive = Archive.create(folder / "dataset", "Bench")
    return timed(lambda: import_sources(archive, [source]), 1)[0] / STUDIES


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(len(times) * 0.95)]
