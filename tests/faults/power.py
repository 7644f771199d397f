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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from dspic_gui.dataset.archive import Archive
from tests.faults.row import Row, dataset_in, number_of, numbered, share

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


def power_cuts(kind: str, scale: float) -> Row:
    """Cut at random moments; what was reported as saved is there, whole, or what was being saved then."""
    what = f"power cut at a random moment of saving, {kind}"
    if not possible(kind):
        return Row(what, "0 of 1,000 lost", 0, 0, "not possible on this machine (root, mkfs and a loop device are needed)")
    chance, tries, lost, number, last = random.Random(7), share(1000, scale), 0, 1, 0
    with _image(kind) as (image, place):
        with _mounted(image, place):
            archive, key = dataset_in(place)
            archive.save(numbered(key, 0))
        for _ in range(tries):
            with _mounted(image, place):
                saved, begun = _save_until_cut(place, key, number, chance.uniform(0.0, 0.05))
            with _mounted(image, place):
                found = number_of(Archive(place / "d", "R1").reading("R1", key))
            lost += not (max(saved, last) <= found <= begun)
            number, last = begun + 1, found
    return Row(what, "0 of 1,000 lost", tries, lost, f"{number} saves; ioctl shutdown without the log")
