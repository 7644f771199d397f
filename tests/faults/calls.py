"""Every act is killed, and refused by the disk, at each of its system calls in turn: strace stands at the K-th call of a child."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from dspic_gui.checks.audit import verify
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.store import ReadingStore
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.adjudication import read_adjudication
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, Proposal
from dspic_gui.ground_truth.consensus_revision import standing
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.faults.row import Row, dataset_in, numbered
from tests.made.small_dataset import lesion

CHANGING = "openat,write,fsync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,ftruncate,flock"
"""The calls that change a file or a name, or open one to do so."""
ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES")
MOST_CALLS = 4000

Act = Callable[[Path], None]
State = Callable[[Path], object]


def possible() -> bool:
    """Whether strace is here and may watch a child."""
    return shutil.which("strace") is not None


def stopped_at(call: int, inject: str, folder: Path, act: Act, calls: str) -> tuple[bool, int]:
    """Do the act in a child whose call of this number is met by `inject`; whether the act came to its end, and its exit status."""
    child = os.fork()
    if child == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        code = 1
        try:
            act(folder)
            code = 0
        finally:
            os._exit(code)
    os.waitpid(child, os.WUNTRACED)
    watching = ["strace", "-f", "-p", str(child), "-e", f"trace={calls}", "-e", f"inject={calls}:{inject}:when={call}"]
    with subprocess.Popen(watching, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        strace.stderr.readline()  # “attached”
        os.kill(child, signal.SIGCONT)
        _, status = os.waitpid(child, 0)
        told = strace.stderr.read()
    return "INJECTED" not in told and "killed by" not in told, status


def each_call(
    act: Act, before: Callable[[Path], None], state: State, allowed: Callable[[object], bool], step: int, calls: str
) -> tuple[int, list[str]]:
    """Kill the act at every call (each `step`-th); what the dataset says then must be the state before or after, with no discrepancy."""
    tries, wrong = 0, []
    for call in range(1, MOST_CALLS, step):
        with TemporaryDirectory() as place:
            folder = Path(place)
            before(folder)
            ended, _ = stopped_at(call, "signal=KILL", folder, act, calls)
            if ended:
                return tries, wrong
            tries += 1
            found = state(folder)
            said = [one.sentence for one in verify(folder / "d")[1]]
            if not allowed(found) or said:
                wrong.append(f"call {call}: {found} {said}"[:200])
    return tries, wrong


# the acts, each with what stands before it and what may stand after it


def _saved(folder: Path) -> None:
    archive, key = dataset_in(folder)
    archive.save(numbered(key, 3))


def _sealed(folder: Path) -> None:
    archive, key = dataset_in(folder)
    archive.save(numbered(key, 3))
    archive.seal(numbered(key, 3))


def _reading(folder: Path) -> object:
    archive = Archive(folder / "d", "R1")
    (key,) = archive.study_keys()
    found = archive.reading("R1", key)
    return archive.is_sealed("R1", key), bool(found and found.sealed), len(found.lesions) if found else 0


def _own(folder: Path) -> tuple[Archive, str]:
    archive = Archive(folder / "d", "R1")
    (key,) = archive.study_keys()
    archive.open_reading("R1", key)
    return archive, key


def _save(folder: Path) -> None:
    archive, key = _own(folder)
    archive.save(Reading(key, "R1", (lesion(), lesion(view=Projection.POST), lesion(140, 510))))


def _seal(folder: Path) -> None:
    archive, key = _own(folder)
    archive.seal(numbered(key, 3))


def _reopen(folder: Path) -> None:
    archive, key = _own(folder)
    archive.reopen(key, "a second look")


def _set_aside(folder: Path) -> None:
    archive, key = _own(folder)
    ReadingStore(archive.folder, "R1").set_aside(key)


def _disputed(folder: Path) -> None:
    archive, key = dataset_in(folder)
    for number, reader in enumerate(("R1", "R2", "R3")):
        marks = (lesion(label="arthritis:rib:left" if number else "metastasis:rib:left"),) if number < 2 else ()
        reading = Reading(key, reader, marks, says_normal=not marks)
        archive.as_reader(reader).seal(reading)


def _settle(folder: Path) -> None:
    archive = Archive(folder / "d")
    desk = AdjudicationDesk(archive, archive.study(archive.study_keys()[0]))
    item = next(item for item in desk.items if item.lesion is not None)
    desk.accept(item, replace(Proposal(), label="metastasis:rib:left"))


def _settlements(folder: Path) -> object:
    archive = Archive(folder / "d")
    return len(read_adjudication(archive.folder, archive.study_keys()[0]).settlements)


def _vote(folder: Path) -> None:
    consolidation.run(Archive(folder / "d"), at="2026-01-01T00:00:00.000Z")


def _run(folder: Path) -> object:
    run = standing(folder / "d")
    return 0 if run is None else run.number


ACTS: dict[str, tuple[Act, Callable[[Path], None], State, Callable[[object], bool]]] = {
    "save of both views": (_save, _saved, _reading, lambda found: found in ((False, False, 2), (False, False, 3))),
    "seal": (_seal, _saved, _reading, lambda found: found in ((False, False, 2), (True, True, 2))),
    "reopening": (_reopen, _sealed, _reading, lambda found: found in ((False, False, 2), (True, True, 2))),
    "setting aside": (_set_aside, _saved, _reading, lambda found: found in ((False, False, 2), (False, False, 0))),
    "settlement": (_settle, _disputed, _settlements, lambda found: found in (0, 1)),
    "vote": (_vote, _disputed, _run, lambda found: found in (0, 1)),
}


def kills(scale: float) -> Row:
    """Every act killed at every call that changes a file."""
    what = "kill at every system call of " + ", ".join(ACTS)
    if not possible():
        return Row(what, "every point, 0 torn or missing", 0, 0, "strace is not here")
    step = 1 if scale >= 1 else 40
    tries, wrong, parts = 0, [], []
    for name, (act, before, state, allowed) in ACTS.items():
        done, found = each_call(act, before, state, allowed, step, CHANGING)
        tries, wrong = tries + done, wrong + [f"{name}, {one}" for one in found]
        parts.append(f"{name} {done}")
    return Row(what, "every point, 0 torn or missing", tries, len(wrong), "; ".join((*parts, *wrong[:5])))


def refusals(scale: float) -> Row:
    """A save of one view refused by the disk at every call that changes a file: the old state or the new one, and saving again works."""
    what = "ENOSPC, EIO, EDQUOT, EROFS, EACCES at every call of a save"
    if not possible():
        return Row(what, "old or new state, whole; saving again works", 0, 0, "strace is not here")
    step, tries, wrong = (1 if scale >= 1 else 25), 0, []
    for error in ERRORS if scale >= 1 else ERRORS[:1]:
        for call in range(1, MOST_CALLS, step):
            with TemporaryDirectory() as place:
                folder = Path(place)
                _saved(folder)
                ended, status = stopped_at(call, f"error={error}", folder, _save, CHANGING)
                if ended:
                    break
                tries += 1
                found = _reading(folder)
                kept = {(False, False, 3)} if status == 0 else {(False, False, 2), (False, False, 3)}
                _save(folder)
                if found not in kept or _reading(folder) != (False, False, 3) or verify(folder / "d")[1]:
                    wrong.append(f"{error} at call {call}: {found}")
    return Row(what, "old or new state, whole; saving again works", tries, len(wrong), "; ".join(wrong[:5]))
