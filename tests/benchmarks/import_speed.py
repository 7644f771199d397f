"""Importing an archive of two-frame studies, everything synced, beside reading, decoding and writing the same bytes plainly."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from pydicom.data import get_testdata_file

from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from tests.benchmarks.rows import Row, row
from tests.made import odd_dicom as odd

STUDIES = int(os.environ.get("DSPIC_BENCH_STUDIES", "200"))
"""2,000 in the archive that the goal speaks of; the time a study does not depend on it, which the memory row shows."""


def measure() -> list[Row]:
    """Studies a second, the same against the plain cost, and the growth of memory in the second half."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        source, folder = Path(place) / "source", Path(place) / "dataset"
        write_archive(source, STUDIES)
        archive = Archive.create(folder, "Bench")
        halves: list[int] = []
        begun, spent = time.perf_counter(), _processor_seconds()
        outcomes = import_sources(archive, [source], progress=_watch(halves))
        seconds, spent = time.perf_counter() - begun, _processor_seconds() - spent
        assert [outcome.status for outcome in outcomes] == ["new"] * STUDIES
        parts = [path for part in ("scans", "pictures", "studies") for path in (folder / part).rglob("*")]
        written = sum(path.stat().st_size for path in parts if path.is_file())
        beside = written // STUDIES - next(source.iterdir()).stat().st_size
        plainly = _processor_seconds()
        plain = _plain(source, Path(place) / "plain", beside)
        plainly = _processor_seconds() - plainly
    rate = STUDIES / seconds
    peer = f"pydicom read + decode + write of the same {written / STUDIES / 1e6:.2f} MB, synced once a study"
    used = "import, processor time of all its processes a study, which another program's load changes little"
    return [
        row("import, studies a second", rate, "/s", ">= 40", peer, STUDIES / plain, by="python"),
        row("import against the plain cost", seconds / plain, "x", "<= 1.5"),
        row(used, 1000 * spent / STUDIES, "ms", None, peer, 1000 * plainly / STUDIES, by="python"),
        row("import, growth of memory in its second half", (halves[-1] - halves[0]) / 2**20, "MB", "<= 50"),
    ]


def write_archive(folder: Path, studies: int) -> None:
    """So many two-frame files with the real scan's counts, each a study of a patient of its own."""
    folder.mkdir()
    real = pydicom.dcmread(str(get_testdata_file("JPEG-LL.dcm", download=False))).pixel_array.astype(np.uint16)
    base = np.stack([real, real[:, ::-1]])
    for number in range(studies):
        base[:, number % 1024, number % 256] += 1
        names = {"StudyInstanceUID": f"{odd.ROOT}{number}.1", "SOPInstanceUID": f"{odd.ROOT}{number}.3", "PatientID": f"P{number}"}
        (folder / f"{number:05}.dcm").write_bytes(odd.file(base, DetectorVector=[1, 2], NumberOfDetectors=2, **names))


def _plain(source: Path, target: Path, beside: int) -> float:
    """What nobody can do without: read, decode, and write the scan and as many bytes beside it, synced once a study."""
    target.mkdir()
    begun = time.perf_counter()
    for path in sorted(source.iterdir()):
        content = path.read_bytes()
        pixels = pydicom.dcmread(path).pixel_array
        with (target / path.name).open("wb") as file:
            file.write(content)
            file.write(pixels.tobytes()[:beside])
            file.flush()
            os.fsync(file.fileno())
    return time.perf_counter() - begun


def _watch(halves: list[int]) -> Any:
    def progress(done: int, total: int, _name: str) -> None:
        if 2 * done >= total:
            halves.append(_memory())

    return progress


def _processor_seconds() -> float:
    """Of this process and of those that it started and that ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _memory() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
