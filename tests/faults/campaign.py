"""The count of a row, kept in build/faults while it grows: a campaign that is stopped goes on where it was. And the page of all rows."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from tests.faults.row import Fault, Try
from tests.places import ROOT

KEPT = ROOT / "build" / "faults"
SAVED_EVERY = 10.0
MOST_FINDS = 20


@dataclass
class Count:
    """What was tried of a fault so far. `position` is the next number of `size`; `parts` counts the tries by what they were of.

    `code` names the program that was tried, see `code_of`: a count holds tries of one code only.
    """

    what: str
    figure: str
    size: int = 0
    position: int = 0
    tries: int = 0
    wrong: int = 0
    seconds: float = 0.0
    parts: dict[str, int] = field(default_factory=dict)
    finds: list[str] = field(default_factory=list)
    remark: str = ""
    when: str = ""
    where: str = ""
    code: str = ""

    @property
    def whole(self) -> bool:
        """Whether the campaign has come to its end."""
        return 0 < self.size <= self.position

    def add(self, done: Try | None) -> None:
        """One number more."""
        self.position += 1
        if done is None:
            return
        self.tries += 1
        self.wrong += bool(done.wrong)
        if done.of:
            self.parts[done.of] = self.parts.get(done.of, 0) + 1
        if done.wrong and len(self.finds) < MOST_FINDS:
            self.finds.append(done.wrong[:300])


def begun(fault: Fault, kept: Path | None) -> Count:
    """The count that was kept of this fault, or a new one."""
    size, code = fault.size(), code_of()
    if kept is not None and kept.exists():
        count = Count(**json.loads(kept.read_text(encoding="utf-8")))
        # The calls of an act differ by a few from run to run.
        same = count.what == fault.what and count.code == code and abs(count.size - size) * 20 <= size
        if same and not count.whole:
            count.size = size
            return count
    return Count(fault.what, fault.figure, size, remark=fault.remark, code=code)


def code_of() -> str:
    """The first digits of `git rev-parse HEAD:dspic_gui`, with a + where files were changed since; empty where git cannot say."""
    named, changed = (
        subprocess.run(["git", *words], cwd=ROOT, check=False, capture_output=True, text=True)
        for words in (("rev-parse", "--short=8", "HEAD:dspic_gui"), ("status", "--porcelain", "dspic_gui"))
    )
    return "" if named.returncode else named.stdout.strip() + "+" * bool(changed.stdout.strip())


def go_on(fault: Fault, *, kept: Path | None = None, seconds: float = float("inf")) -> Count:
    """Do what is left of the campaign, for so many seconds at most, and keep the count."""
    if why := fault.why_not():
        return Count(fault.what, fault.figure, remark=why)
    count = begun(fault, kept)
    before, start, saved = count.seconds, time.monotonic(), time.monotonic()
    for done in fault.tries(range(count.position, count.size)):
        count.add(done)
        now = time.monotonic()
        count.seconds = before + now - start
        if now - saved > SAVED_EVERY:
            keep(count, kept)
            saved = now
        if now - start > seconds:
            break
    keep(count, kept)
    return count


def some(fault: Fault, numbers: Sequence[int]) -> Count:
    """Only these tries, kept nowhere."""
    count = Count(fault.what, fault.figure, fault.size())
    for done in fault.tries(numbers):
        count.add(done)
    return count


def spread(fault: Fault, tries: int) -> Sequence[int]:
    """So many numbers of the whole campaign, evenly taken."""
    size = fault.size()
    return range(0, size, max(1, size // tries))


def keep(count: Count, path: Path | None) -> None:
    """Keep the count until it is counted anew."""
    if path is None:
        return
    count.when = date.today().isoformat()
    count.where = f"{platform.system()} {platform.release().partition('-')[0]}, {os.cpu_count()} x {processor()}"
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".tmp")
    beside.write_text(json.dumps(asdict(count), indent=1), encoding="utf-8")
    beside.replace(path)


def processor() -> str:
    """What the machine calls itself."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def line(name: str, path: Path) -> str:
    """A row of the page; one that was never run says so, one that is short says how far it came."""
    if not path.exists():
        return f"| {name} | | | | never run here | |"
    count = Count(**json.loads(path.read_text(encoding="utf-8")))
    short = [] if count.whole else [f"**short: {count.position:,} of {count.size:,}**"]
    parts = [", ".join(f"{of} {tries:,}" for of, tries in count.parts.items())] if count.parts else []
    said = "; ".join(filter(None, (*short, count.remark, *parts, *count.finds[:5]))).replace("|", "/")
    minutes = f"{count.seconds / 60:.1f} min" if count.seconds >= 60 else f"{count.seconds:.0f} s"
    told = f"{count.when}, {minutes}, code {count.code or 'not told'}, {count.where}"
    cells = (count.what, count.figure, f"{count.tries:,}", f"{count.wrong:,}", said, told)
    return "| " + " | ".join(cells) + " |"


def write_page(names: Iterable[str], head: str, foot: str, page: Path, kept: Path = KEPT) -> None:
    """The page of all rows that are kept."""
    lines = [line(name, kept / f"{name}.json") for name in names]
    page.write_text(head + "\n".join(lines) + "\n" + foot, encoding="utf-8")
