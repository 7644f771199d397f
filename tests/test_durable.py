"""Writing: whole or not at all, versions kept, nothing overwritten unseen."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dspic_gui import durable, times
from dspic_gui.durable import Busy, Conflict, NotSaved
from tests.made.waiting import PATIENCE


def test_the_content_arrives_and_the_old_one_is_a_version(tmp_path: Path) -> None:
    path = tmp_path / "readings" / "a.json"
    durable.write(path, b"one", root=tmp_path, expected=None)
    durable.write(path, b"two", root=tmp_path, expected=durable.sha256(b"one"))
    assert path.read_bytes() == b"two"
    assert [version.path.read_bytes() for version in durable.versions(path, tmp_path)] == [b"one"]
    assert not list(path.parent.glob(".*.tmp"))


def test_a_file_changed_by_another_program_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    durable.write(path, b"mine", root=tmp_path, expected=None)
    path.write_bytes(b"theirs")
    with pytest.raises(Conflict) as raised:
        durable.write(path, b"mine again", root=tmp_path, expected=durable.sha256(b"mine"))
    assert path.read_bytes() == b"theirs"
    assert raised.value.copy.read_bytes() == b"mine again"
    assert "Neither was overwritten" in str(raised.value)


def test_the_thread_of_a_window_waits_for_a_lock_no_longer_than_it_may_stand_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    refused: list[bool] = []
    monkeypatch.setattr(durable, "_patience", ContextVar("patience", default=10 * PATIENCE))

    def write_in_a_hurry() -> None:
        durable.hurry()
        with pytest.raises(Busy, match="another program is writing"):
            durable.write(tmp_path / "a.json", b"mine", root=tmp_path)
        refused.append(True)

    with (tmp_path / durable.LOCK).open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        window = threading.Thread(target=write_in_a_hurry)
        window.start()
        window.join(PATIENCE)
    assert durable.WINDOW_LOCK_SECONDS <= 0.04 and refused == [True]
    durable.write(tmp_path / "a.json", b"mine", root=tmp_path)


def test_a_file_that_appeared_is_a_conflict_too(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"theirs")
    with pytest.raises(Conflict):
        durable.write(tmp_path / "a.json", b"mine", root=tmp_path, expected=None)


def test_a_failing_rename_leaves_the_old_file_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    durable.write(path, b"old", root=tmp_path)

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(NotSaved, match=r"NOT SAVED.*no space left on device.*unchanged"):
        durable.write(path, b"new", root=tmp_path)
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    durable.write(path, b"new", root=tmp_path)
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    durable.write(path, b"old", root=tmp_path)
    real = os.fsync

    def full(handle: int) -> None:
        with open("/dev/full", "wb", buffering=0) as device:  # noqa: PTH123 - a device, not a file
            device.write(b"x")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSaved, match="no space left"):
        durable.write(path, b"new", root=tmp_path)
    assert path.read_bytes() == b"old"


def test_what_lies_on_the_disk_already_gets_its_place_by_a_rename(tmp_path: Path) -> None:
    there = tmp_path / "stage"
    there.write_bytes(b"synced before")
    durable.write_together([(tmp_path / "a" / "1", there), (tmp_path / "b" / "2", b"new")])
    assert (tmp_path / "a" / "1").read_bytes() == b"synced before" and not there.exists()
    assert (tmp_path / "b" / "2").read_bytes() == b"new"
    with pytest.raises(NotSaved):
        durable.write_together([(tmp_path / "c" / "3", b"whole"), (tmp_path / "c" / "4", tmp_path / "gone")])
    assert not list(tmp_path.rglob("*.tmp"))


def test_thinning_keeps_twenty_then_days_then_months_and_every_sealed_one(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    durable.write(path, b"now", root=tmp_path)
    folder = durable.versions_folder(path, tmp_path)
    folder.mkdir(parents=True)
    today = datetime.now(UTC).replace(hour=12)
    for hours in range(0, 24 * 500, 6):
        sealed = ".sealed" if hours == 24 * 450 else ""
        stamp = (today - timedelta(days=1, hours=hours)).strftime("%Y%m%dT%H%M%S%fZ")
        (folder / f"{stamp}{sealed}.json").write_bytes(b"old")
    durable.write(path, b"next", root=tmp_path)
    kept = durable.versions(path, tmp_path)
    ages = [(today - version.at).days for version in kept]
    assert sum(1 for version in kept if version.sealed) == 1
    assert 20 + 25 <= len([age for age in ages if age <= 30]) <= 20 + 31
    assert len([age for age in ages if 31 < age <= 366]) in (10, 11, 12)
    assert [age for age in ages if age > 366] == [451]


KILLED = """
import os, sys
from pathlib import Path
from dspic_gui import durable, times
real, left = os.fsync, [int(sys.argv[2])]
def dying(handle):
    left[0] -= 1
    if left[0] < 0: os._exit(9)
    real(handle)
os.fsync = dying
durable.write(Path(sys.argv[1]), b"new" * 1000, root=Path(sys.argv[1]).parent)
"""


def test_a_program_that_dies_at_any_sync_leaves_old_or_new_whole(tmp_path: Path) -> None:
    seen = set()
    for syncs in range(8):
        path = tmp_path / f"{syncs}.json"
        durable.write(path, b"old", root=tmp_path)
        subprocess.run([sys.executable, "-c", KILLED, str(path), str(syncs)], check=False, timeout=60)
        seen.add(path.read_bytes())
        assert path.read_bytes() in (b"old", b"new" * 1000)
    assert seen == {b"old", b"new" * 1000}


RACING = """
import sys
from pathlib import Path
from dspic_gui import durable, times
path, name, kept = Path(sys.argv[1]), sys.argv[2], 0
for turn in range(60):
    was = path.read_bytes()
    try:
        durable.write(path, was + f"{name}{turn};".encode(), root=path.parent, expected=durable.sha256(was), keep_versions=False)
    except durable.Conflict: continue
    kept += 1
print(kept)
"""


def test_two_programs_never_overwrite_one_another_silently(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"")
    running = [subprocess.Popen([sys.executable, "-c", RACING, str(path), name], stdout=subprocess.PIPE, text=True) for name in ("a", "b")]
    saved = sum(int(process.communicate(timeout=120)[0]) for process in running)
    assert path.read_bytes().count(b";") == saved > 0


def test_a_clock_set_back_loses_no_version_and_the_newest_is_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = tmp_path / "readings" / "R1" / "x.json", tmp_path / "readings" / "R1" / "y.json"

    class Clock(datetime):
        shown = datetime(2026, 5, 1, 12, tzinfo=UTC)

        @classmethod
        def now(cls, zone: object = None) -> datetime:  # type: ignore[override]
            return cls.shown

    monkeypatch.setattr(times, "datetime", Clock)
    for number in range(31):
        Clock.shown = datetime(2026, 5, 1, 12, tzinfo=UTC) - timedelta(hours=number)
        durable.write(path, b"%d" % number, root=tmp_path, beside=(path, other))
        if number % 2:
            durable.write(other, b"%d" % number, root=tmp_path, beside=(path, other))
    kept = durable.versions(path, tmp_path)
    assert [version.path.read_bytes() for version in kept[:20]] == [b"%d" % number for number in range(29, 9, -1)]
    beside = {version.path.read_bytes(): version.at for version in durable.versions(other, tmp_path)}
    own = {version.path.read_bytes(): version.at for version in kept}
    assert all(own[b"%d" % (number + 1)] < beside[b"%d" % number] < own[b"%d" % (number + 2)] for number in range(11, 27, 2))


def test_what_is_said_of_a_file_before_and_after_it_was_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    durable.write(path, b"old", root=tmp_path)

    def refuses(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuses)
        with pytest.raises(durable.NotSaved, match="on disk is unchanged"):
            durable.write(path, b"new", root=tmp_path, keep_versions=False)
    assert path.read_bytes() == b"old"
    monkeypatch.setattr(durable, "sync_folder", refuses)
    with pytest.raises(durable.NotSaved, match="did not confirm"):
        durable.write(path, b"new", root=tmp_path, keep_versions=False)
    assert path.read_bytes() == b"new"
