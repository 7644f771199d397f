"""The disk refuses one call of an act, whichever it is, and is well again at the next: the same program then does the act."""

from __future__ import annotations

import builtins
import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.sentence import SaidError
from tests.faults.acts import ACTS, what_does_not_fit
from tests.faults.row import dataset_in, numbered

fcntl = pytest.importorskip("fcntl")
CALLS = (
    (os, "fsync"), (os, "open"), (os, "replace"), (os, "link"), (os, "unlink"), (os, "mkdir"),
    (io, "open"), (builtins, "open"), (fcntl, "flock"),
)  # fmt: skip
"""What changes a file or a name, or opens one to do so, as `pathlib` and the library of the locks call it."""
EACH = 5
"""Every call of this distance is refused; `make faults` refuses at all of them, from outside."""

ACTS_OF_ONE = [
    ("save of one view", 1), ("save of both views", 1), ("seal", 2), ("reopening", 3), ("opening after a seal that was killed", 1)
]  # fmt: skip
"""Acts of one reader, each with the first call that is refused."""


@contextmanager
def refused_at(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The call of this number is refused by the disk; gives which it was, nothing where the act makes fewer."""
    made, refused = [0], list[str]()

    def watched(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **more: object) -> object:
            made[0] += 1
            if made[0] == number:
                refused.append(name)
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(*given, **more)

        return call

    with monkeypatch.context() as patch:
        for owner, name in CALLS:
            patch.setattr(owner, name, watched(name, getattr(owner, name)))
        yield refused


@pytest.mark.parametrize(("name", "first"), ACTS_OF_ONE)
def test_what_was_refused_at_any_call_works_when_it_is_tried_again(
    name: str, first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act, number, said = ACTS[name], first, 0
    while True:
        folder = tmp_path / str(number)
        act.place(folder)
        do = act.ready(folder)
        try:
            with refused_at(number, monkeypatch) as refused:
                do()
        except (SaidError, OSError):
            said += 1
            do()
        if not refused:
            break
        assert act.state(folder) == act.new, f"{number}, {refused}"
        assert not what_does_not_fit(folder) and not list(folder.rglob("*.tmp")), f"{number}, {refused}"
        number += EACH
    assert said > 5 or act.old == act.new


def test_a_file_that_the_disk_does_not_give_is_not_called_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, key = dataset_in(tmp_path)
    real = io.open

    def refused(path: object, *given: object, **more: object) -> object:
        if str(path).endswith(f"studies{os.sep}{key}.json"):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return real(path, *given, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(io, "open", refused)
    with pytest.raises(ArchiveError) as said:
        archive.study(key)
    reason = "input/output error). Nothing was changed; reconnect the disk"
    assert reason in str(said.value) and "Errno" not in str(said.value) and str(tmp_path) not in str(said.value)


@pytest.mark.parametrize("times", [1, durable._RELEASES, 2 * durable._RELEASES])
def test_a_lock_that_the_system_did_not_give_back_is_given_back(times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the next act at the latest, whichever folder and thread it is of: another program can then write where it stayed."""
    real, refused = fcntl.flock, list[int]()

    def flock(handle: int, what: int) -> None:
        if what == fcntl.LOCK_UN and len(refused) < times:
            refused.append(handle)
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle, what)

    monkeypatch.setattr(fcntl, "flock", flock)
    durable.write(tmp_path / "a.json", b"one", root=tmp_path)
    (tmp_path / "other").mkdir()
    with ThreadPoolExecutor(1) as another:
        for content in (b"one", b"two"):
            another.submit(durable.write, tmp_path / "other" / "b.json", content, root=tmp_path).result()
    assert len(refused) == times and (tmp_path / "other" / "b.json").read_bytes() == b"two"
    program = f"from dspic_gui import durable; from pathlib import Path; p = Path({str(tmp_path)!r}); durable.hurry()"
    subprocess.run([sys.executable, "-c", f"{program}; durable.write(p / 'a.json', b'two', root=p)"], check=True)
    assert (tmp_path / "a.json").read_bytes() == b"two"


def test_a_save_whose_line_was_refused_is_finished_by_the_program_that_opens_the_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, key = dataset_in(tmp_path)
    archive.save(numbered(key, 1))
    real, syncs = os.fsync, list[int]()

    def fsync(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").readlink().name == "R1.jsonl":
            syncs.append(handle)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    with monkeypatch.context() as patch, pytest.raises(durable.NotSaved, match="audit"):
        patch.setattr(os, "fsync", fsync)
        archive.save(numbered(key, 2))
    assert syncs and Archive(archive.folder, "R1").reading("R1", key) == numbered(key, 2) and not what_does_not_fit(tmp_path)
