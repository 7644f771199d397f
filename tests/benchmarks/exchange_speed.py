"""How fast studies come from a loopback Orthanc, against dcmtk's getscu, and how fast reports and hand-overs are made."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.network.retrieve import retrieve
from dspic_gui.exchange.new_folder import put
from dspic_gui.exchange.report_export import ReportsWritten, reports
from dspic_gui.exchange.report_workers import MOST_WORKERS
from tests.benchmarks.rows import Row, row
from tests.exchange.dicom_dataset import dicom_dataset, scan_file, study_key
from tests.exchange.orthanc import Orthanc, running
from tests.made import odd_dicom as odd

STUDIES = 500
REPORTS = 1000


def measure(studies: int = STUDIES) -> list[Row]:
    """The rows of the benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_network(Path(folder), studies), *_reports(Path(folder))]


def _network(folder: Path, studies: int) -> list[Row]:
    (folder / "orthanc").mkdir()
    with running(folder / "orthanc") as orthanc:
        for number in range(studies):
            orthanc.put(scan_file(number))
        uids = [f"{odd.ROOT}7.{number}" for number in range(studies)]
        memory = psutil.Process()
        archive = Archive.create(folder / "warm", "Warm")
        retrieve(archive, orthanc.server, uids[:5])
        before = memory.memory_info().rss
        archive = Archive.create(folder / "got", "Got")
        seconds = _seconds(lambda: retrieve(archive, orthanc.server, uids))
        grown = (memory.memory_info().rss - before) / 2**20
        assert len(archive.study_keys()) == studies
        peer = _getscu(folder / "peer", orthanc, uids)
    rate, peer_rate = studies / seconds, None if peer is None else studies / peer
    name = f"{studies} studies of 1 MB fetched by C-GET and imported"
    goal = ">= 15" if peer_rate is None else f">= {min(15.0, 0.8 * peer_rate):.3g}"
    return [
        _row(name, rate, "studies/s", goal, "getscu, one request for all, files only", peer_rate),
        _row("memory that it left", grown, "MiB", "<= 50"),
    ]


def _getscu(folder: Path, orthanc: Orthanc, uids: list[str]) -> float | None:
    """dcmtk's tool, started once: one association and one request for all of the studies, and files as they come."""
    program = shutil.which("getscu")
    if program is None:
        return None
    folder.mkdir()
    about = ["-aet", "DSPIC", "-aec", "ORTHANC", "127.0.0.1", str(orthanc.dicom), "-od", str(folder), "-S"]
    asked = ["-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=" + "\\".join(uids)]
    seconds = _seconds(lambda: subprocess.run([program, *about, *asked], check=True, capture_output=True))
    assert len(list(folder.iterdir())) == len(uids)
    return seconds


def _reports(folder: Path) -> list[Row]:
    """A thousand times the report of a study with six marks: what a report costs, without the disk's caches being asked for scans."""
    archive = dicom_dataset(folder / "read", 1)
    key = study_key(archive)

    def make() -> None:
        made = reports(archive, "R1", "sr", [key] * REPORTS, ReportsWritten(), provisional=False)
        for number, (_, content) in enumerate(made):
            put(folder / "sr" / f"{number}.dcm", content)

    cores = min(os.cpu_count() or 1, MOST_WORKERS)
    before = psutil.Process().memory_info().rss
    spent = _processor_seconds()
    seconds = _seconds(make)
    spent = _processor_seconds() - spent
    grown = (psutil.Process().memory_info().rss - before) / 2**20
    assert len(list((folder / "sr").iterdir())) == REPORTS
    return [
        _row("1,000 structured reports of six marks", seconds, "s", "<= 60"),
        _row("the same: processor time of all processes for each core", spent / cores, "s", "<= 60"),
        _row("memory that they left", grown, "MiB", "<= 50"),
    ]


def _processor_seconds() -> float:
    """Of this process and of those that it started and that ended: another program's load changes it little."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _row(name: str, value: float, unit: str, goal: str, peer: str | None = None, peer_value: float | None = None) -> Row:
    return row(name, value, unit, goal, peer, peer_value, by=None if unit == "MiB" else "python")



if __name__ == "__main__":
    for line in measure(int(sys.argv[1]) if len(sys.argv) > 1 else STUDIES):
        print(line)
