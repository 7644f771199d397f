"""What an import has read and not yet put into its place: copies of the scans and their pictures, on the dataset's own disk.

Each file is read once, copied while its hash is made, and looked at in its copy, which nobody else changes. What is
written is synced beside the reading, so that a study only has to be renamed into its place.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import stat
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from dspic_gui.counts.picture import SIGNATURE
from dspic_gui.dataset import folder as layout
from dspic_gui.scans.decoder import Looked
from dspic_gui.scans.decoder_child import MAXIMUM_FILE
from dspic_gui.scans.decoder_pool import DecoderPool
from dspic_gui.scans.dicom_file import looks_like_dicom
from dspic_gui.scans.scan_file import ScanFile

if TYPE_CHECKING:
    from filelock import FileLock

_PIECE = 1 << 18
"""Bytes that are hashed and written while the processor still holds them."""
_HEAD = 264
"""Bytes that tell a DICOM file or a PNG."""
_SYNCS = 4
_LOCK = ".lock"


@dataclass
class _Kept:
    """A scan in the stage: where it lies, and its pictures by frame; either may be missing."""

    scan: Path | None = None
    pictures: dict[int, Path] = field(default_factory=dict)


class Stage:
    """The stage of one import. Safe to use from several threads; what is left on it goes when it is closed.

    A disk that takes nothing is no fault here: what is not on the stage is read from its source when it is written.
    """

    def __init__(self, folder: Path, is_wanted: Callable[[Path, str | None], bool]) -> None:
        """`is_wanted` says of a path, and then of its content's hash, whether a copy of it is needed."""
        self._home = folder / layout.INCOMING
        self._is_wanted = is_wanted
        self._place: Path | None = None
        self._held: FileLock | None = None
        self._off = False
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}
        self._syncs: dict[Path, Future[None]] = {}
        self._threads = ThreadPoolExecutor(_SYNCS, thread_name_prefix="stage")
        self._own = threading.local()
        self._number = 0

    def __enter__(self) -> Self:
        _clear(self._home)
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        if self._place is not None:
            shutil.rmtree(self._place, ignore_errors=True)
        if self._held is not None:
            self._held.release()
            _unlink(Path(self._held.lock_file))
        with suppress(OSError):
            self._home.rmdir()

    def look(self, path: Path, pool: DecoderPool) -> ScanFile:
        """Copy a file that looks like a scan, and ask what it and its pixels tell. DecodeError where it is refused."""
        copy, sha256 = self._copy(path) if self._is_wanted(path, None) else (None, None)
        needed = sha256 is None or self._is_wanted(path, sha256)
        if copy is not None and not needed:
            _unlink(copy)
            copy = None
        try:
            looked = pool.look(copy or path, sha256=sha256 if copy else None, pictures=needed)
        except BaseException:
            _unlink(copy)
            raise
        self._keep(looked, copy)
        return replace(looked.file, path=path)

    def scan(self, sha256: str) -> Path | None:
        """Where the scan with this hash lies; None where it is not on the stage."""
        return _there(self._kept.get(sha256, _Kept()).scan)

    def picture(self, sha256: str, frame: int) -> Path | None:
        """Where the picture of a frame lies as it was stored; None where none was drawn."""
        return _there(self._kept.get(sha256, _Kept()).pictures.get(frame))

    def settle(self, paths: Iterable[Path]) -> None:
        """Wait until these files of the stage are on the disk; OSError where one is not."""
        for path in paths:
            if (sync := self._syncs.get(path)) is not None:
                sync.result()

    def _copy(self, path: Path) -> tuple[Path | None, str | None]:
        """A copy of the file and its hash; nothing where it is no scan, or where it cannot be read or copied."""
        copy: Path | None = None
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
            with os.fdopen(handle, "rb", buffering=0) as source:
                status = os.fstat(handle)
                if not stat.S_ISREG(status.st_mode) or status.st_size > MAXIMUM_FILE:
                    return None, None
                buffer = self._buffer()
                length = source.readinto(buffer)
                head = bytes(buffer[: min(length, _HEAD)])
                if not (head.startswith(SIGNATURE) or looks_like_dicom(head)) or (copy := self._new(".scan")) is None:
                    return None, None
                digest = hashlib.sha256()
                with copy.open("xb", buffering=0) as target:
                    while length:
                        _write(target, buffer[:length])
                        digest.update(buffer[:length])
                        length = source.readinto(buffer)
                return copy, digest.hexdigest()
        except OSError:
            _unlink(copy)
            return None, None

    def _buffer(self) -> memoryview:
        """Each thread's own, kept: memory that is new each time is most of what a copy costs."""
        if not hasattr(self._own, "buffer"):
            self._own.buffer = memoryview(bytearray(_PIECE))
        buffer: memoryview = self._own.buffer
        return buffer

    def _keep(self, looked: Looked, copy: Path | None) -> None:
        file, kept = looked.file, _Kept(copy)
        with self._lock:
            is_new = file.sha256 not in self._kept and bool(file.frame_hints)
            if is_new:
                self._kept[file.sha256] = kept
        if not is_new:
            _unlink(copy)
            return
        if copy is not None:
            self._sync(copy)
        for frame, picture in looked.pictures.items():
            if (path := self._new(".png")) is not None:
                try:
                    path.write_bytes(picture)
                except OSError:
                    _unlink(path)
                    return
                self._sync(path)
                kept.pictures[frame] = path

    def _sync(self, path: Path) -> None:
        """Begin to sync; what is done is forgotten, what failed is kept for `settle`."""
        sync = self._syncs[path] = self._threads.submit(_to_disk, path)
        sync.add_done_callback(lambda done: None if done.cancelled() or done.exception() else self._syncs.pop(path, None))

    def _new(self, ending: str) -> Path | None:
        """A name for a file on the stage, which is set up when it is first needed; None where the disk refuses that."""
        with self._lock:
            if self._place is None and not self._off:
                self._off = not self._set_up()
            self._number += 1
            return None if self._place is None else self._place / f"{self._number}{ending}"

    def _set_up(self) -> bool:
        from filelock import FileLock, Timeout

        place = self._home / secrets.token_hex(8)
        try:
            self._home.mkdir(exist_ok=True)
            self._held = FileLock(place.with_suffix(_LOCK))
            self._held.acquire(timeout=0)
            place.mkdir()
        except (OSError, Timeout):
            return False
        self._place = place
        return True



def _write(target: object, content: memoryview) -> None:
    """All of it: a raw file may take less at a time."""
    while content:
        content = content[target.write(content) :]  # type: ignore[attr-defined]


def _there(path: Path | None) -> Path | None:
    """The path, unless its file has got its place already."""
    return path if path is not None and path.exists() else None


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _unlink(path: Path | None) -> None:
    if path is not None:
        with suppress(OSError):
            path.unlink()


def _clear(home: Path) -> None:
    """Take away what imports left that were killed: nobody holds their locks."""
    if not home.is_dir():
        return
    from filelock import FileLock, Timeout

    for name in {entry.stem for entry in home.iterdir()}:
        lock = home / f"{name}{_LOCK}"
        try:
            with FileLock(lock).acquire(timeout=0):
                shutil.rmtree(home / name, ignore_errors=True)
        except (OSError, Timeout):
            continue
        _unlink(lock)
