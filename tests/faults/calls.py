"""Every act is killed, and refused by the disk, at each of its system calls in turn: strace stands at the K-th call of one kind of a child.

strace counts each kind of call by itself, so that a point is a kind and a number: the third write, the tenth rename.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from dspic_gui.ground_truth.adjudication import SettledMeanwhile
from dspic_gui.sentence import SaidError
from tests.faults.acts import ACTS, Act, what_does_not_fit
from tests.faults.row import Fault, Try

CHANGING = "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,ftruncate,flock"
"""The calls that change a file or a name, or open one to do so: a kill at any other leaves what a kill at the next of these leaves."""
READING = "read,newfstatat,statx,getdents64"
"""The calls by which a file or a folder is read."""
ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES")
REFUSED, WORKED_AGAIN, NO_SENTENCE, REFUSED_AGAIN = 3, 4, 5, 6

_CALL = re.compile(r"^(\d+) +(\w+)\(")


@dataclass(frozen=True)
class Point:
    """The K-th call of one kind that an act makes, and what meets it there: a kill, or an error."""

    act: str
    call: str
    number: int
    meets: str

    def __str__(self) -> str:
        return f"{self.act}: {self.meets} at {self.call} {self.number}"


def why_not() -> str:
    """Why no child can be watched here."""
    return "" if shutil.which("strace") else "strace is not here"


def watched(folder: Path, act: Act, options: Sequence[str], *, again: bool = False) -> tuple[int, str]:
    """Do the act in a child under strace; its status as `os.waitpid` gives it, and what strace wrote.

    `again`: what was refused is tried once more by the same program, as a person would.
    """
    child = os.fork()
    if child == 0:
        os._exit(_act_in_child(folder, act, again))
    os.waitpid(child, os.WUNTRACED)
    log = folder / "strace"
    command = ["strace", "-f", "-qq", "-p", str(child), "-o", str(log), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as strace:
        _wait_until_attached(child)
        os.kill(child, signal.SIGCONT)
        _, status = os.waitpid(child, 0)
        strace.wait()
    return status, log.read_text(encoding="utf-8", errors="replace")


def _wait_until_attached(child: int) -> None:
    """Until another process traces the child."""
    status = Path(f"/proc/{child}/status")
    while "TracerPid:\t0\n" in status.read_text(encoding="ascii"):
        os.sched_yield()


def _act_in_child(folder: Path, act: Act, again: bool) -> int:
    code = NO_SENTENCE
    try:
        do = act.ready(folder)
        os.kill(os.getpid(), signal.SIGSTOP)
        try:
            do()
            code = 0
        except (SaidError, OSError):
            code = REFUSED
            if again:
                code = REFUSED_AGAIN
                do()
                code = WORKED_AGAIN
    except SettledMeanwhile:  # What was refused half way stands by now, and the person is told to look at it.
        return REFUSED
    except BaseException:
        return code
    return code


@cache
def calls_of(name: str) -> dict[str, int]:
    """How many calls of each kind an act makes, in the thread that makes most of them."""
    with TemporaryDirectory() as place:
        ACTS[name].place(Path(place))
        status, told = watched(Path(place), ACTS[name], ["-e", f"trace={CHANGING},{READING}"])
    assert status == 0, f"{name} does not work here"
    made = Counter(found.groups() for line in told.splitlines() if (found := _CALL.match(line)))
    most: dict[str, int] = {}
    for (_, call), times in made.items():
        most[call] = max(most.get(call, 0), times)
    return most


@cache
def kill_points() -> tuple[Point, ...]:
    """Every point at which an act is killed."""
    return tuple(_points("kill", CHANGING))


@cache
def error_points() -> tuple[Point, ...]:
    """Every point at which the disk refuses: with each error in a save, with one of them in turn in other acts, EIO where it is read."""
    points = list(_points(ERRORS[0], CHANGING))
    saves = [point for point in points if point.act.startswith("save")]
    turns = [replace(point, meets=ERRORS[at % len(ERRORS)]) for at, point in enumerate(points) if point not in set(saves)]
    return (*(replace(point, meets=error) for point in saves for error in ERRORS), *turns, *_points("EIO", READING))


def _points(meets: str, calls: str) -> Iterator[Point]:
    wanted = calls.split(",")
    for name in ACTS:
        for call, times in calls_of(name).items():
            if call in wanted:
                yield from (Point(name, call, number, meets) for number in range(1, times + 1))


def kills(numbers: Sequence[int]) -> Iterator[Try | None]:
    """Every act killed at every call that changes a file: what is found then is the state before or after, and goes on from there."""
    for point in (kill_points()[number] for number in numbers):
        with TemporaryDirectory() as place:
            yield _kill(point, Path(place))


def _kill(point: Point, folder: Path) -> Try | None:
    act = ACTS[point.act]
    act.place(folder)
    status, _ = watched(folder, act, _options(point, "signal=KILL"))
    if not os.WIFSIGNALED(status):
        return None
    found = act.state(folder)
    said = what_does_not_fit(folder)
    if not act.allows(found) or said:
        return Try(point.act, f"{point}: {found} {said}")
    if found != act.new:
        act.ready(folder)()
    return Try(point.act, _after(point, folder))


def _after(point: Point, folder: Path) -> str:
    """What is wrong once the act was done after all."""
    found, said = ACTS[point.act].state(folder), what_does_not_fit(folder)
    left = [path.name for path in (folder / "d").rglob("*.tmp")] if point.meets != "kill" else []
    return "" if found == ACTS[point.act].new and not said and not left else f"{point}, then done: {found} {said} {left}"


def refusals(numbers: Sequence[int]) -> Iterator[Try | None]:
    """Every act refused by the disk at every call: a sentence, the old state or the new one, and doing it again works."""
    for number in numbers:
        with TemporaryDirectory() as place:
            yield _refuse(error_points()[number], Path(place), again=bool(number % 2))


def _refuse(point: Point, folder: Path, again: bool) -> Try | None:
    """The same program tries again at once, or another one opens the dataset and tries."""
    act = ACTS[point.act]
    act.place(folder)
    status, told = watched(folder, act, _options(point, f"error={point.meets}"), again=again)
    code = os.waitstatus_to_exitcode(status)
    if "(INJECTED)" not in told:
        return None
    if code == REFUSED_AGAIN and told.count("(INJECTED)") > 1:  # strace counts in every process: a decoder started anew was hit, too
        code = REFUSED
    if code not in (0, REFUSED, WORKED_AGAIN):
        return Try(point.act, f"{point}: {'no sentence' if code == NO_SENTENCE else f'again refused ({code})'}")
    if code == REFUSED:
        found, said = act.state(folder), what_does_not_fit(folder)
        if not act.allows(found) or said:
            return Try(point.act, f"{point}: {found} {said}")
        if found != act.new:
            act.ready(folder)()
    return Try(point.act, _after(point, folder))


def _options(point: Point, inject: str) -> list[str]:
    return ["-e", f"trace={point.call}", "-e", f"inject={point.call}:{inject}:when={point.number}"]


def place_for_speed() -> None:
    """Temporary folders in memory, where there is such a place: the faults are the calls', not the disk's."""
    if Path("/dev/shm").is_dir():
        tempfile.tempdir = "/dev/shm"


KILLS = Fault(
    "kill at every system call of an act", "every point, 0 torn or missing", lambda: len(kill_points()), kills, why_not
)
REFUSALS = Fault(
    f"{', '.join(ERRORS)} at every call of a save, one of them at every call of other acts, EIO at every call that reads",
    "a sentence; old or new state, whole; doing it again works",
    lambda: len(error_points()),
    refusals,
    why_not,
)
