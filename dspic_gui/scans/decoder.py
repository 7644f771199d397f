"""Reading foreign files in a child process with a deadline and a memory limit; the child is kept while it is healthy."""

from __future__ import annotations

import atexit
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any, Self

from dspic_gui.child_talk import end_child, receive, send, start_child
from dspic_gui.counts.raster import Recipe, recipe_of
from dspic_gui.plain_file import content_of
from dspic_gui.scans.decoder_child import MAXIMUM_FILE
from dspic_gui.scans.refusal import REFUSALS, ScanError
from dspic_gui.scans.scan_file import ScanFile, parse_frames, parse_header
from dspic_gui.scans.survey import pixels_hash
from dspic_gui.study import Projection, View, ViewSource

DEADLINE = 15.0
MEMORY = 1536 << 20
MAXIMUM_PAYLOAD = 256 << 20
_UNPACKED_IN_A_SECOND = 4 << 20
"""Bytes of an archive, on a slow disk."""


class DecodeError(ScanError):
    """A file that could not be read; the text is a sentence for the reader."""


@dataclass(frozen=True)
class ToDraw:
    """A frame, how it comes upright, and the hash of its stored pixels where that is known."""

    frame: int
    recipe: Recipe
    pixels: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain values; the stored hash is that of the upright counts too where nothing is done to them."""
        recipe = self.recipe
        how = {"turned": recipe.turned, "raster": recipe.raster, "values": recipe.values}
        return {"frame": self.frame, "pixels": self.pixels if recipe == Recipe() else None, **how}


@dataclass(frozen=True)
class Drawn:
    """A view as it goes into a dataset: the hash of its upright counts, and its 8-bit picture, a PNG or the path where it lies."""

    pixels_sha256: str
    picture: bytes | Path

    def content(self) -> bytes:
        """The bytes of the picture; OSError where it cannot be read."""
        return content_of(self.picture) if isinstance(self.picture, Path) else self.picture


@dataclass(frozen=True)
class Looked:
    """A file without its pixels, with what these tell, and the PNG of each frame that has the raster's size, as it lies."""

    file: ScanFile
    pictures: Mapping[int, bytes]


class Decoder:
    """One child process and the conversation with it. Safe to use from several threads; one file is read at a time."""

    def __init__(self, deadline: float = DEADLINE, memory: int = MEMORY) -> None:
        self._deadline = deadline
        self._memory = memory
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the child without waiting for it, so that the first file is read at once. DecodeError where it cannot start."""
        with self._lock:
            self._running()

    def close(self) -> None:
        """End the child, also in the middle of a file; the next file starts a new one."""
        child = self._child
        if child is not None:
            child.kill()
        with self._lock:
            self._end()

    def read(
        self,
        path: Path,
        *,
        pixels: bool = True,
        frames: Sequence[int] | None = None,
        anything: bool = False,
        survey: bool = False,
        deadline: float | None = None,
    ) -> ScanFile:
        """The file as counts, as they are stored, and what it says of itself; `frames` None means all of them.

        `anything` accepts other modalities and sizes too; `survey` asks what the pixels tell.
        DecodeError where the file is refused.
        """
        _check_file(path)
        wanted = None if frames is None else list(frames)
        asked = {"pixels": pixels, "frames": wanted, "anything": anything, "survey": survey}
        request = {"path": str(path.absolute()), **asked, "deadline": deadline}
        with self._lock:
            header, payload = self._ask(request, deadline or self._deadline)
        return _understood(header, payload, path)

    def look(self, path: Path, *, sha256: str | None = None, pictures: bool = True) -> Looked:
        """What the file says of itself and what its pixels tell, drawn at once unless no `pictures` are wanted.

        `sha256` is the file's where the caller knows it, who then answers for it. DecodeError where the file is refused.
        """
        _check_file(path)
        asked = {"pixels": False, "frames": None, "anything": False, "survey": True, "pictures": pictures, "sha256": sha256}
        with self._lock:
            header, payload = self._ask({"path": str(path.absolute()), **asked}, self._deadline)
        return _looked(header, payload, path)

    def draw(self, path: Path, sha256: str, views: Sequence[ToDraw]) -> list[Drawn]:
        """These frames brought upright and drawn. DecodeError where the file is no more the one that was read."""
        _check_file(path)
        frames = sorted({view.frame for view in views})
        wanted = [view.to_json() for view in views]
        request = {"path": str(path.absolute()), "sha256": sha256, "frames": frames, "draw": wanted}
        with self._lock:
            header, payload = self._ask(request, self._deadline)
        return _pictures(header, payload)

    def text(self, path: Path, limit: int) -> bytes:
        """The first bytes of a text, one more than `limit` at most; DecodeError where it is no plain file or cannot be read in time."""
        header, payload = self._beside_scans(path, "text", self._deadline, limit=limit)
        if header.get("text") is not True or len(payload) > limit + 1:
            raise DecodeError("nonsense")
        return payload

    def unpack(self, path: Path, into: Path) -> list[Path]:
        """Unpack an archive below a folder that is there and empty; the files, in the archive's order. DecodeError where it is refused."""
        deadline = self._deadline + path.stat().st_size / _UNPACKED_IN_A_SECOND
        header, _ = self._beside_scans(path, "unpack", deadline, into=str(into))
        members = header.get("members")
        if not isinstance(members, list) or not all(isinstance(name, str) for name in members):
            raise DecodeError("nonsense")
        files = [into / name for name in members]
        return [file for file in files if file.resolve().is_relative_to(into.resolve()) and file.is_file()]

    def listed(self, path: Path) -> list[tuple[str, ...]]:
        """The files that a disc's table of contents (DICOMDIR) names, each as the parts of its path; DecodeError where it is none."""
        header, _ = self._beside_scans(path, "list", self._deadline)
        members = header.get("members")
        if not isinstance(members, list):
            raise DecodeError("nonsense")
        return [tuple(str(part) for part in parts) for parts in members if isinstance(parts, list)]

    def _beside_scans(self, path: Path, ask: str, deadline: float, **more: Any) -> tuple[dict[str, Any], bytes]:
        request = {"path": str(path.absolute()), "ask": ask, "deadline": deadline, **more}
        with self._lock:
            header, payload = self._ask(request, deadline)
        if not isinstance(header, dict):
            raise DecodeError("nonsense")
        if "refused" in header:
            raise _refusal(str(header["refused"]), header.get("values", {}))
        return header, payload

    def _ask(self, request: Mapping[str, Any], deadline: float) -> tuple[Any, bytes]:
        for last_try in (False, True):
            child = self._running()
            try:
                send(child.stdin, request)
                break
            except OSError as problem:  # a child that died while idle is replaced once
                self._end()
                if last_try:
                    raise DecodeError("no_reader") from problem
        late = threading.Event()
        watch = threading.Timer(deadline, _kill, (child, late))
        watch.start()
        try:
            header, payload = receive(child.stdout, MAXIMUM_PAYLOAD)
        except (OSError, EOFError, ValueError, RecursionError) as problem:
            self._end()
            seconds = max(1, round(deadline))
            raise (DecodeError("too_slow", seconds=seconds) if late.is_set() else _death(problem)) from problem
        finally:
            watch.cancel()
        if isinstance(header, dict) and header.get("refused") == "too_much_memory":
            self._end()
        return header, payload

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = _start_child(self._memory, self._deadline)
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            end_child(child)


def read_file(path: Path, *, pixels: bool = True) -> ScanFile:
    """One planar nuclear-medicine file or PNG, read by the shared child; DecodeError where it is refused."""
    return _shared.read(path, pixels=pixels)


def load_views(folder: Path, sources: Sequence[ViewSource]) -> dict[Projection, View]:
    """All views of a study, anterior first; `folder` is what relative files are relative to. A file with both frames is read once.

    DecodeError where one is missing, was changed since the import, or cannot be read.
    """
    scans: dict[str, ScanFile] = {}
    for file in {source.file for source in sources}:
        scans[file] = _shared.read(folder / file, frames=sorted({source.frame for source in sources if source.file == file}))
    ordered = sorted(sources, key=lambda source: list(Projection).index(source.projection))
    return {source.projection: _view(scans[source.file], source) for source in ordered}


def shared_decoder() -> Decoder:
    """The decoder that the program keeps."""
    return _shared


def warm_up() -> None:
    """Start the shared child without waiting; where it cannot start, the first file to be read says so."""
    try:
        _shared.start()
    except DecodeError:
        return


def shut_down() -> None:
    """End the shared child; done by itself when the program ends."""
    _shared.close()


def _view(scan: ScanFile, source: ViewSource) -> View:
    if scan.sha256 != source.sha256:
        raise DecodeError("changed")
    if source.frame not in scan.frames:
        raise DecodeError("no_such_frame", frame=source.frame + 1)
    try:
        recipe = recipe_of(source.turned, source.raster, source.values)
        counts = recipe.upright(scan.frames[source.frame])
    except ValueError as problem:
        raise DecodeError("changed") from problem
    # What lossy pictures hold depends on the decoder's version, so their counts prove nothing.
    if source.pixels_sha256 and "lossy" not in scan.notes and pixels_hash(counts) != source.pixels_sha256:
        raise DecodeError("changed")
    return View(source.projection, counts, source, recipe.pixel_mm(scan.pixel_mm))


def _check_file(path: Path) -> None:
    try:
        regular, size = path.is_file(), path.stat().st_size
    except (OSError, ValueError) as problem:
        raise DecodeError("missing") from problem
    if not regular:
        raise DecodeError("missing")
    if size > MAXIMUM_FILE:
        raise DecodeError("too_large", limit=MAXIMUM_FILE >> 20)


def _start_child(memory: int, deadline: float) -> subprocess.Popen[bytes]:
    try:
        return start_child("dspic_gui.scans.decoder_child", memory, deadline)
    except OSError as problem:
        raise DecodeError("no_reader") from problem


def _kill(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _death(problem: Exception) -> DecodeError:
    return DecodeError("nonsense" if isinstance(problem, ValueError | RecursionError) else "crashed")


def _understood(header: Any, payload: bytes, path: Path) -> ScanFile:
    """The value in an answer: the child read foreign bytes, so nothing it says is taken unchecked."""
    try:
        if "refused" in header:
            raise _refusal(str(header["refused"]), header["values"])
        scan = parse_header(header["file"], path)
        frames = parse_frames(header.get("frames", []), payload, scan.rows, scan.columns)
    except (KeyError, TypeError, ValueError, OverflowError) as problem:
        raise DecodeError("nonsense") from problem
    return replace(scan, frames=frames)


def _looked(header: Any, payload: bytes, path: Path) -> Looked:
    try:
        if "refused" in header:
            raise _refusal(str(header["refused"]), header["values"])
        cut = {int(frame): picture for frame, picture in _cut(header, payload)}
        return Looked(parse_header(header["file"], path), cut)
    except (KeyError, TypeError, ValueError, OverflowError) as problem:
        raise DecodeError("nonsense") from problem


def _pictures(header: Any, payload: bytes) -> list[Drawn]:
    try:
        if "refused" in header:
            raise _refusal(str(header["refused"]), header["values"])
        return [Drawn(str(digest), picture) for digest, picture in _cut(header, payload)]
    except (KeyError, TypeError, ValueError, OverflowError) as problem:
        raise DecodeError("nonsense") from problem


def _cut(header: Any, payload: bytes) -> list[tuple[Any, bytes]]:
    """The pictures behind an answer, each with what it is called by; ValueError where they do not fit their description."""
    lengths = [int(length) for _, length in header["drawn"]]
    if sum(lengths) != len(payload) or min(lengths, default=0) < 0:
        raise ValueError("the pictures do not fit their description")
    ends = list(accumulate(lengths))
    return [(name, payload[end - length : end]) for (name, _), length, end in zip(header["drawn"], lengths, ends, strict=True)]


def _refusal(code: str, values: Mapping[str, Any]) -> DecodeError:
    if code not in REFUSALS:
        return DecodeError("nonsense")
    return DecodeError(code, **{name: value if isinstance(value, int) else str(value)[:64] for name, value in values.items()})


_shared = Decoder()
atexit.register(shut_down)
