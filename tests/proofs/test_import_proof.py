"""An archive of 2,000 two-frame studies is imported, killed twice, and imported again: whole studies only, flat memory.

`DSPIC_PROOF_STUDIES` makes it smaller. The figures are printed: run it with `-s`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset import folder as layout
from tests.benchmarks.import_speed import write_archive
from tests.places import ROOT

STUDIES = int(os.environ.get("DSPIC_PROOF_STUDIES", "2000"))
MEBIBYTE = 1 << 20


@dataclass
class Watched:
    """A command, and what it and its children held in memory while it ran: seconds and MiB."""

    process: subprocess.Popen[bytes]
    begun: float = field(default_factory=time.monotonic)
    parent: list[tuple[float, float]] = field(default_factory=list)
    children: list[tuple[float, float]] = field(default_factory=list)

    def look(self) -> None:
        """Take one sample."""
        own = self.process.pid
        now = time.monotonic() - self.begun
        below = _started_by(own)
        self.parent.append((now, _held(own)))
        self.children.append((now, max((_held(int(pid)) for pid in below), default=0.0)))


def _started_by(pid: int) -> list[str]:
    """The processes that any thread of this one started."""
    found: list[str] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):
            found += task.read_text(encoding="ascii").split()
    return found


def _held(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEBIBYTE


def start(dataset: Path, source: Path) -> Watched:
    command = [sys.executable, "-m", "dspic_gui.cli", "import", str(dataset), str(source), "--json"]
    with (dataset.parent / "said.jsonl").open("wb") as said:
        return Watched(subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.DEVNULL))


def there(dataset: Path) -> int:
    return len(list((dataset / layout.STUDIES).glob("[0-9a-f]*.json")))


def faults(dataset: Path) -> list[str]:
    return [f"{one.file}: {one.sentence}" for one in DatasetCheck(dataset).breaches()]


def in_parts(samples: list[tuple[float, float]]) -> list[float]:
    """The highest of each fifth of the time."""
    end = samples[-1][0]
    return [
        max((held for at, held in samples if part * end <= 5 * at <= (part + 1) * end), default=0.0)
        for part in range(5)
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_large_archive_survives_a_kill(tmp_path: Path) -> None:
    source, dataset = tmp_path / "source", tmp_path / "dataset"
    write_archive(source, STUDIES)
    reading = start(dataset, source)
    while len(list((dataset / layout.INCOMING).glob("*/*"))) < STUDIES:  # three files a study: a third is read
        assert reading.process.poll() is None
        time.sleep(0.05)
    reading.process.send_signal(signal.SIGKILL)
    reading.process.wait()
    assert there(dataset) == 0 and not faults(dataset)

    first = start(dataset, source)
    while there(dataset) < STUDIES // 3:
        assert first.process.poll() is None
        time.sleep(0.05)
    first.process.send_signal(signal.SIGKILL)
    first.process.wait()
    left = there(dataset)
    assert STUDIES // 3 <= left < STUDIES and not faults(dataset)

    second = start(dataset, source)
    while second.process.poll() is None:
        second.look()
        time.sleep(0.25)
    seconds = time.monotonic() - second.begun
    assert second.process.returncode == 0 and there(dataset) == STUDIES and not faults(dataset)
    lines = (tmp_path / "said.jsonl").read_text(encoding="utf-8").splitlines()
    status = [json.loads(line)["status"] for line in lines]
    assert status.count("there") == left and status.count("new") == STUDIES - left
    assert not list(dataset.rglob("*.tmp")) and not (dataset / layout.INCOMING).exists()

    parent, children = in_parts(second.parent[:-1]), in_parts(second.children[:-1])
    print(f"\n{left} whole studies after the kill, {STUDIES - left} more in {seconds:.0f} s")
    print("parent MiB", [round(held) for held in parent], "child", [round(held) for held in children])
    assert parent[4] - parent[3] < 50 and children[4] - children[3] < 30


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_large_archive_at_once(tmp_path: Path) -> None:
    source, dataset = tmp_path / "source", tmp_path / "dataset"
    write_archive(source, STUDIES)
    whole = start(dataset, source)
    while whole.process.poll() is None:
        whole.look()
        time.sleep(0.25)
    seconds = time.monotonic() - whole.begun
    assert there(dataset) == STUDIES
    parent, children = in_parts(whole.parent[:-1]), in_parts(whole.children[:-1])
    print(f"\n{STUDIES} studies in {seconds:.0f} s: {STUDIES / seconds:.1f} a second")
    print("parent MiB", [round(held) for held in parent], "child", [round(held) for held in children])
    assert parent[4] - parent[3] < 50 and children[4] - children[3] < 30
