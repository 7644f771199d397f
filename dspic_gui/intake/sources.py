"""The files among what the user gave: scans to try, reports, and what cannot be used at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from dspic_gui.counts.picture import SIGNATURE
from dspic_gui.dataset.folder import DATASET, STUDIES, is_dataset
from dspic_gui.scans.decoder import DecodeError, Decoder
from dspic_gui.scans.dicom_file import looks_like_dicom

_REPORTS = frozenset({".txt", ".json"})
_IGNORED = frozenset({"thumbs.db", "desktop.ini"})
_DIRECTORY = "DICOMDIR"
_HEAD = 264
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"Rar!")
_TAR_AT = 257
_ISO = (".iso",)


@dataclass
class Sources:
    """What was found: `unusable` are paths with the code of the reason; `origins` say where unpacked files came from."""

    scans: list[Path] = field(default_factory=list)
    reports: list[Path] = field(default_factory=list)
    unusable: list[tuple[Path, str | DecodeError]] = field(default_factory=list)
    origins: dict[Path, Path] = field(default_factory=dict)

    def named(self, path: Path) -> Path:
        """The path that names a file for the user."""
        return self.origins.get(path, path)


class Gathering:
    """All files of the sources, folders with everything below them, in a fixed order, each once.

    Links to folders are named and not followed; archives are unpacked into a folder that goes when this is closed.
    """

    def __init__(self, dataset: Path, decoder: Decoder) -> None:
        self._inside = dataset.resolve()
        self._decoder = decoder
        self._found = Sources()
        self._seen: set[Path] = set()
        self._unpacked: list[TemporaryDirectory[str]] = []

    def gather(self, sources: Iterable[Path]) -> Sources:
        """Look at all sources; one that cannot be used never ends the others."""
        for source in sources:
            try:
                self._source(source)
            except (OSError, RuntimeError, ValueError):  # a loop of links, a name that the system cannot use
                self._found.unusable.append((source, "missing"))
        return self._found

    def close(self) -> None:
        """Take away what was unpacked."""
        for folder in self._unpacked:
            folder.cleanup()

    def _source(self, source: Path) -> None:
        if not source.exists():
            self._found.unusable.append((source, "missing"))
        elif source.resolve().is_relative_to(self._inside):
            self._found.unusable.append((source, "inside_dataset"))
        elif source.is_dir() and is_dataset(source):
            self._found.unusable.append((source, "another_dataset"))
        elif source.is_dir():
            self._folder(source)
        elif source.name.upper() == _DIRECTORY:
            self._disc(source)
        else:
            self._file(source)

    def _folder(self, folder: Path) -> None:
        unusable: list[tuple[Path, str | DecodeError]] = []
        files = sorted(_files(folder, unusable), key=os.fsencode)
        self._found.unusable += [(path, why) for path, why in unusable if path.resolve() != self._inside]
        if not files and not unusable:
            self._found.unusable.append((folder, "no_scans"))
        for path in files:
            self._file(path)

    def _disc(self, table: Path) -> None:
        """The scans that a disc's table of contents lists, whatever the case of their names on this disk."""
        try:
            listed = self._decoder.listed(table)
        except DecodeError as problem:
            self._found.unusable.append((table, problem))
            return
        for parts in listed:
            path = _on_disk(table.parent, parts)
            if path is None:
                self._found.unusable.append((table.parent.joinpath(*parts), "missing"))
            else:
                self._file(path)
        if not listed:
            self._found.unusable.append((table, "no_scans"))

    def _file(self, path: Path) -> None:
        try:
            real = path.resolve()
        except (OSError, RuntimeError, ValueError):
            self._found.unusable.append((path, "missing"))
            return
        if real in self._seen or real.is_relative_to(self._inside):
            return
        self._seen.add(real)
        head = _head(path)
        if head is None:
            self._found.unusable.append((path, "missing"))
        elif _is_archive(path, head):
            self._archive(path)
        else:
            self._sort_in(path, head)

    def _sort_in(self, path: Path, head: bytes) -> None:
        is_report = path.suffix.lower() in _REPORTS and not head.startswith(SIGNATURE) and not looks_like_dicom(head)
        (self._found.reports if is_report else self._found.scans).append(path)

    def _archive(self, path: Path) -> None:
        folder = TemporaryDirectory(prefix="dspic-", ignore_cleanup_errors=True)
        self._unpacked.append(folder)
        into = Path(folder.name)
        try:
            members = self._decoder.unpack(path, into)
        except DecodeError as problem:
            self._found.unusable.append((path, problem))
            return
        if not members:
            self._found.unusable.append((path, "no_scans"))
        for member in members:
            origin = path / member.relative_to(into)
            self._found.origins[member] = origin
            head = _head(member)
            if head is not None and _is_archive(member, head):
                self._found.unusable.append((origin, "archive_in_archive"))
            elif head is not None:
                self._sort_in(member, head)


def _head(path: Path) -> bytes | None:
    """The first bytes of a plain file; None for anything else, which is never waited for."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read(_HEAD) if stat.S_ISREG(os.fstat(handle).st_mode) else None
    except (OSError, ValueError):
        return None


def _is_archive(path: Path, head: bytes) -> bool:
    return head[128:132] != b"DICM" and (
        head.startswith(_ARCHIVES) or head[_TAR_AT : _TAR_AT + 5] == b"ustar" or path.suffix.lower() in _ISO
    )


def _on_disk(folder: Path, parts: tuple[str, ...]) -> Path | None:
    path = folder
    for part in parts:
        exact = path / part
        if not exact.exists():
            wanted = part.casefold().partition(";")[0]
            names = [entry.name for entry in path.iterdir()] if path.is_dir() else []
            match = next((name for name in names if name.casefold().partition(";")[0].rstrip(".") == wanted.rstrip(".")), None)
            if match is None:
                return None
            exact = path / match
        path = exact
    return path if path.resolve().is_relative_to(folder.resolve()) else None


def _files(folder: Path, unusable: list[tuple[Path, str | DecodeError]]) -> Iterator[Path]:
    """Every file below a folder; folders that may not be opened, links to folders and datasets are put into `unusable`."""

    def remember(problem: OSError) -> None:
        unusable.append((Path(problem.filename), "closed_folder"))

    for parent, folders, names in os.walk(folder, onerror=remember):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if parent != str(folder) and DATASET in names and STUDIES in folders:
            folders.clear()
            unusable.append((Path(parent), "another_dataset"))
            continue
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]  # noqa: PTH114, PTH118 - a path may be too long
        unusable.extend((Path(parent, name), "link_to_folder") for name in links)
        for name in names:
            if not name.startswith(".") and name.lower() not in _IGNORED:
                yield Path(parent, name)
