"""What holds scans without being one: archives, and the table of contents of a disc. Runs in the decoder's child process only.

zip and tar are opened by the standard library; 7z, ISO images and the rest by libarchive, where the system has it.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, Protocol

from dspic_gui.plain_file import opened
from dspic_gui.scans.refusal import ScanError

MEBIBYTE = 1 << 20
MAXIMUM_MEMBERS = 100_000
MAXIMUM_MEMBER = 512 * MEBIBYTE
MAXIMUM_UNPACKED = 16 << 30
MAXIMUM_EXPANSION = 100
ALWAYS_ALLOWED = 16 * MEBIBYTE
"""So much may come out of an archive whatever its size: an empty picture packs very well."""
RESERVE = 512 * MEBIBYTE
"""Left free on the disk that is unpacked to."""
_PIECE = MEBIBYTE
_LARGEST_ARCHIVE = 1 << 62
"""A disc may be of any size: what comes out of it is limited, not the file."""
_DISC_MARK_AT = 16 * 2048 + 1
_DIRECTORY = "1.2.840.10008.1.3.10"
_DAMAGED = (zlib.error, lzma.LZMAError, gzip.BadGzipFile, EOFError)
_BAD_SIGNS = re.compile(r'[\x00-\x1f<>:"|?*\\]')


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes:
        """The next bytes, at most so many; empty at the end."""


Member = tuple[str, _Readable]


def unpack(path: Path, into: Path) -> list[str]:
    """Write the files of an archive below a folder; their paths there, in the archive's order. ScanError where it breaks a limit."""
    budget = _Budget(path.stat().st_size, into)
    names: list[str] = []
    taken: set[str] = set()
    with _opened(path) as members:
        for name, content in members:
            if len(names) >= MAXIMUM_MEMBERS:
                raise ScanError("archive_too_many", limit=MAXIMUM_MEMBERS)
            safe = _safe(name, taken)
            if safe is not None:
                _write(into / safe, content, budget)
                names.append(safe)
    return names


def listed_files(data_set: Any) -> list[list[str]]:
    """The files that a DICOMDIR names, each as the parts of its path; ScanError where the data set is none."""
    from dspic_gui.scans.dicom_fields import values

    if str(data_set.file_meta.get("MediaStorageSOPClassUID", "")) != _DIRECTORY:
        raise ScanError("not_a_scan")
    found = []
    try:
        records = list(data_set.get("DirectoryRecordSequence") or [])[:MAXIMUM_MEMBERS]
    except (TypeError, ValueError, AttributeError) as problem:
        raise ScanError("broken") from problem
    for record in records:
        parts = values(record, "ReferencedFileID")
        if parts and not any(part in ("", ".", "..") or "/" in part or "\\" in part for part in parts):
            found.append(parts)
    return found


class _Budget:
    """How much may still come out of an archive."""

    def __init__(self, packed: int, into: Path) -> None:
        self._left = min(max(ALWAYS_ALLOWED, MAXIMUM_EXPANSION * packed), MAXIMUM_UNPACKED)
        status = os.statvfs(into) if hasattr(os, "statvfs") else None
        self._free = status.f_bavail * status.f_frsize - RESERVE if status else self._left

    def take(self, size: int) -> None:
        self._left -= size
        self._free -= size
        if self._left < 0:
            raise ScanError("expands")
        if self._free < 0:
            raise ScanError("no_room")


def _write(path: Path, content: _Readable, budget: _Budget) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = 0
    with path.open("xb") as file:
        while piece := content.read(_PIECE):
            size += len(piece)
            budget.take(len(piece))
            if size > MAXIMUM_MEMBER:
                raise ScanError("too_large", limit=MAXIMUM_MEMBER // MEBIBYTE)
            file.write(piece)


def _safe(name: str, taken: set[str]) -> str | None:
    """The member's path below the folder, whatever the archive calls it; None for what is no file of the user's."""
    parts = [_BAD_SIGNS.sub("_", part)[:120] for part in PurePosixPath(name.replace("\\", "/")).parts]
    parts = [part for part in parts if part not in ("/", "..", ".", "")][-12:]
    if not parts or parts[-1].startswith((".", "._")) or "__MACOSX" in parts:
        return None
    path, number = "/".join(parts), 1
    while path.casefold() in taken:
        number += 1
        path = "/".join([*parts[:-1], f"{number} {parts[-1]}"])
    taken.add(path.casefold())
    return path


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[Member]]:
    try:
        with ExitStack() as stack:
            if zipfile.is_zipfile(path):
                yield _of_zip(stack.enter_context(zipfile.ZipFile(path)))
            elif not _is_disc_image(path) and tarfile.is_tarfile(path):
                yield _of_tar(stack.enter_context(tarfile.open(path)))
            elif (packed := _packed_alone(path)) is not None:
                yield iter([(path.stem, stack.enter_context(packed))])
            else:
                yield _by_libarchive(path)
    except (zipfile.BadZipFile, tarfile.TarError, *_DAMAGED, NotImplementedError, ValueError) as problem:
        raise ScanError("archive_broken") from problem
    except RuntimeError as problem:  # zipfile says so of a password
        raise ScanError("archive_locked" if "password" in str(problem) else "archive_broken") from problem


def _packed_alone(path: Path) -> IO[bytes] | None:
    """The one file in a packed file that is no archive, as scan.dcm.gz; None for anything else."""
    with opened(path, most=_LARGEST_ARCHIVE) as file:
        head = file.read(6)
    openers: dict[bytes, Callable[[Path, str], Any]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\0": lzma.open}
    opener = next((opener for mark, opener in openers.items() if head.startswith(mark)), None)
    return None if opener is None else opener(path, "rb")


def _is_disc_image(path: Path) -> bool:
    """Whether it is an ISO image, whose first empty sectors tarfile takes for an empty archive."""
    with opened(path, most=_LARGEST_ARCHIVE) as file:
        file.seek(_DISC_MARK_AT)
        return file.read(5) == b"CD001"


def _of_zip(archive: zipfile.ZipFile) -> Iterator[Member]:
    for info in archive.infolist():
        if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16):
            continue
        if info.flag_bits & 0x1:
            raise ScanError("archive_locked")
        with archive.open(info) as content:
            yield _zip_name(info), content


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Names without the mark for UTF-8 are in whatever the packing computer spoke: UTF-8 all the same, or Chinese."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _of_tar(archive: tarfile.TarFile) -> Iterator[Member]:
    for info in archive:
        content = archive.extractfile(info) if info.isfile() else None
        if content is not None:
            yield _readable(info.name), content


def _readable(name: str) -> str:
    """A name of bytes that are no UTF-8 is Chinese, or kept with its signs replaced."""
    raw = name.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _by_libarchive(path: Path) -> Iterator[Member]:
    try:
        import libarchive
    except (ImportError, OSError, AttributeError, TypeError) as problem:
        raise ScanError("archive_unknown") from problem
    fault = libarchive.exception.ArchiveError
    is_locked = libarchive.ffi.ffi("entry_is_data_encrypted", [libarchive.ffi.c_archive_entry_p], libarchive.ffi.c_int)
    with _told(fault), libarchive.file_reader(str(path)) as archive:
        for entry in archive:
            if is_locked(entry._entry_p):  # what is packed and then locked is called damaged when it is read
                raise ScanError("archive_locked")
            if entry.isfile:
                yield _readable(entry.pathname or ""), _Blocks(entry.get_blocks(), fault)


@contextmanager
def _told(fault: type[Exception]) -> Iterator[None]:
    """What libarchive says, as the sentence that we say: of the list of the members, and of the content of each."""
    try:
        yield
    except fault as problem:
        locked = "encrypt" in str(problem).lower() or "passphrase" in str(problem).lower()
        raise ScanError("archive_locked" if locked else "archive_broken") from problem


class _Blocks:
    """The blocks of a member, read like a file."""

    def __init__(self, blocks: Iterator[bytes], fault: type[Exception]) -> None:
        self._blocks = iter(blocks)
        self._fault = fault

    def read(self, _size: int, /) -> bytes:
        """The next block; empty at the end."""
        with _told(self._fault):
            return bytes(next(self._blocks, b""))
