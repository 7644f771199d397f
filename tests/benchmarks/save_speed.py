"""Saving a finished gesture: a label file of 100 shapes, its version and its audit line, synced to the disk."""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.mark_figures import MarkFigures
from dspic_gui.intake.importing import import_sources
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse
from dspic_gui.study import Projection
from tests.benchmarks.rows import Row, row

SAVES = 200
SYNCS = 3
"""Label file, version and audit: what a save must sync at least."""


def measure() -> list[Row]:
    """Median and 95th percentile of a save, with the raw write and sync of the same bytes as peer."""
    from pydicom.data import get_testdata_file

    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        lead = Archive.create(Path(place) / "dataset", "Bench")
        import_sources(lead, [Path(str(get_testdata_file("JPEG-LL.dcm", download=False)))])
        archive = lead.as_reader("R1")
        (key,) = archive.study_keys()
        figures = MarkFigures(archive.views(key))
        marks = [Lesion(Projection.ANT, Ellipse(20 + 2 * n, 40 + 9 * n, 8, 6, n), "metastasis:rib:left") for n in range(100)]
        reading = Reading(key, "R1").adding(*marks)
        archive.save(reading, figures.of(reading.lesions))
        saves = []
        for turn in range(SAVES):
            edited = reading.changing(lambda mark: replace(mark, shape=mark.shape.moved(0.5, 0)), marks[turn % 100].uid)
            start = time.perf_counter()
            archive.save(edited, figures.of(edited.lesions))
            saves.append(1000 * (time.perf_counter() - start))
            reading = edited
        plain = _plain_writes(archive.reading_path("R1", key, Projection.ANT).read_bytes(), Path(place))
    saves.sort()
    peer = "one write and fsync of the same bytes"
    return [
        _row("save of 100 shapes with sync, median", statistics.median(saves), None, peer, statistics.median(plain)),
        _row(
            "save of 100 shapes with sync, 95th percentile", saves[int(0.95 * SAVES)], "<= 20", peer, sorted(plain)[int(0.95 * len(plain))]
        ),
        row("longest wait of the window while gestures are saved", saves[-1], "ms", "<= 50", f"longest {peer}", max(plain)),
    ]


def quick() -> list[Row]:
    """It takes seconds as it is."""
    return measure()


def _plain_writes(content: bytes, place: Path) -> list[float]:
    import os

    times = []
    for number in range(50):
        start = time.perf_counter()
        with (place / f"{number}.bin").open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        times.append(1000 * (time.perf_counter() - start))
    return times


def _row(name: str, value: float, goal: str | None, peer: str, peer_value: float) -> Row:
    return row(name, value, "ms", goal, peer, peer_value, by="disk", floor=("disk", SYNCS))
