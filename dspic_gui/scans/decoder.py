"""Reading foreign files in a child process with a deadline and a memory limit; the child is kept while it is healthy."""

from __future__ import annotations

import atexit
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from dspic_gui.child_talk import end_child, receive, send, start_child
from dspic_gui.scans.decoder_child import MAXIMUM_FILE
from dspic_gui.scans.refusal import REFUSALS, ScanError
from dspic_gui.scans.scan_file import ScanFile, parse_frames, parse_header
from dspic_gui.study import Projection, View, ViewSource

DEADLINE = 15.0
MEMORY = 1536 << 20
MAXIMUM_PAYLOAD = 256 << 20


class DecodeError(ScanError):
    """A file that could not be read; the text is a sentence for the reader."""


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
        self, path: Path, *, pixels: bool = True, frames: Sequence[int] | None = None, anything: bool = False, deadline: float | None = None
    ) -> ScanFile:
        """The file as counts and what it says of itself; `frames` None means all of them.

        `anything` accepts other modalities and sizes too. DecodeError where it is refused.
        """
        _check_file(path)
        wanted = None if frames is None else list(frames)
        request = {"path": str(path.absolute()), "pixels": pixels, "frames": wanted, "anything": anything}
        with self._lock:
            header, payload = self._ask(request, deadline or self._deadline)
        return _understood(header, payload, path)

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


@contextmanager
def borrowed(*, shared: bool) -> Iterator[Decoder]:
    """The shared decoder, or one that is started for this purpose and ended after it."""
    if shared:
        yield _shared
    else:
        with Decoder() as own:
            yield own


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
    return View(source.projection, scan.frames[source.frame], source, scan.pixel_mm)


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
        frames = parse_frames(header["frames"], payload, scan.rows, scan.columns)
    except (KeyError, TypeError, ValueError, OverflowError) as problem:
        raise DecodeError("nonsense") from problem
    return replace(scan, frames=frames)


def _refusal(code: str, values: Mapping[str, Any]) -> DecodeError:
    if code not in REFUSALS:
        raise ValueError(f"unknown refusal {code!r}")
    return DecodeError(code, **{name: value if isinstance(value, int) else str(value)[:64] for name, value in values.items()})


_shared = Decoder()
atexit.register(shut_down)
