"""A power cut while readings are saved: a file system in a loop image is shut down by its own ioctl, mounted again, and looked into."""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import struct
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from dspic_gui.checks.audit import verify
from dspic_gui.dataset.archive import Archive
from tests.faults.row import Fault, Try, dataset_in, fixed, number_of, numbered

SHUTDOWN = 0x8004587D
WITHOUT_LOG = 2
MEGABYTES = {"ext4": 64, "xfs": 320}


def possible(kind: str) -> bool:
    """Whether this machine can do it: root, the file system's tools, a loop device."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which(f"mkfs.{kind}") is not None and Path("/dev/loop-control").exists()


@contextmanager
def _image(kind: str) -> Iterator[tuple[Path, Path]]:
    with TemporaryDirectory() as folder:
        image, place = Path(folder, "image"), Path(folder, "mounted")
        place.mkdir()
        with image.open("wb") as file:
            file.truncate(MEGABYTES[kind] * 2**20)
        subprocess.run([f"mkfs.{kind}", "-q", str(image)], check=True, capture_output=True)
        yield image, place


@contextmanager
def _mounted(image: Path, place: Path) -> Iterator[None]:
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True, capture_output=True)
    try:
        yield
    finally:
        for _ in range(100):
            if subprocess.run(["umount", str(place)], check=False, capture_output=True).returncode == 0:
                break
            time.sleep(0.05)


def _cut(place: Path, after: float) -> None:
    time.sleep(after)
    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", WITHOUT_LOG))
    finally:
        os.close(handle)


def _save_until_cut(place: Path, key: str, first: int, after: float) -> tuple[int, int]:
    """Save one reading after the other until the power goes; the last that was reported as saved, and the last that was begun."""
    archive = Archive(place / "d", "R1")
    archive.open_reading("R1", key)
    archive.save(numbered(key, first))
    first += 1
    switch = threading.Thread(target=_cut, args=(place, after))
    switch.start()
    saved, number = first - 1, first
    try:
        while True:
            archive.save(numbered(key, number))
            saved, number = number, number + 1
    except Exception:  # the disk is gone; what was reported is what counts
        switch.join()
    return saved, number


def power_cuts(kind: str) -> Fault:
    """Cut at random moments; what was reported as saved is there, whole, or what was being saved then."""

    def why_not() -> str:
        return "" if possible(kind) else "not possible on this machine (root, mkfs and a loop device are needed)"

    def tries(numbers: Sequence[int]) -> Iterator[Try]:
        return _cuts(kind, numbers)

    what = f"power cut at a random moment of saving, {kind}"
    return Fault(what, "0 of 1,000 lost", fixed(1000), tries, why_not, "ioctl shutdown without the log")


def _cuts(kind: str, numbers: Sequence[int]) -> Iterator[Try]:
    number, last = 1, 0
    with _image(kind) as (image, place):
        with _mounted(image, place):
            archive, key = dataset_in(place)
            archive.save(numbered(key, 0))
        for one in numbers:
            with _mounted(image, place):
                saved, begun = _save_until_cut(place, key, number, random.Random(one).uniform(0.0, 0.05))
            with _mounted(image, place):
                found = number_of(Archive(place / "d", "R1").reading("R1", key))
                torn = [one.sentence for one in verify(place / "d")[1]]
            whole = max(saved, last) <= found <= begun and not torn
            yield Try("", "" if whole else f"cut {one}: saved {saved}, begun {begun}, found {found} {torn}")
            number, last = begun + 1, found
