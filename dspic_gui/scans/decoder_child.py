"""The child process that reads foreign files: limited in memory and time, without network libraries, answering over a pipe."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from dspic_gui.child_talk import begin_as_child, receive, send

MAXIMUM_FILE = 512 << 20
_UNWANTED = ("requests", "urllib3", "PIL.ImageCms", "tqdm")


def main() -> None:
    """Answer requests from standard input until it closes; the arguments are the memory limit in bytes and the deadline in seconds."""
    memory, deadline = int(sys.argv[1]), float(sys.argv[2])
    answers = begin_as_child(memory)
    for module in _UNWANTED:
        sys.modules[module] = None  # type: ignore[assignment] # import only what is needed: no network, half the start-up time
    _load_libraries()
    with suppress(EOFError):
        while True:
            request, _ = receive(sys.stdin.buffer)
            _arm(deadline + 5.0)
            header, pixels = answer(request)
            _arm(0.0)
            send(answers, header, [memoryview(counts).cast("B") for counts in pixels])


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """The header and the arrays for one request: {path, pixels, frames, anything}."""
    from dspic_gui.scans.refusal import ScanError

    try:
        header, frames = _read(request)
    except ScanError as refused:
        return {"refused": refused.code, "values": refused.values}, []
    except MemoryError:
        return {"refused": "too_much_memory", "values": {}}, []
    except RecursionError:
        return {"refused": "too_deep", "values": {"limit": 32}}, []
    except Exception:  # the parser raises whatever it likes; nothing of a foreign file may pass on
        return {"refused": "broken", "values": {}}, []
    described = [[frame, "<f4" if counts.dtype.kind == "f" else "<i4"] for frame, counts in frames]
    return {"file": header, "frames": described}, [counts for _, counts in frames]


def _read(request: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[int, Any]]]:
    from dspic_gui.counts.picture import SIGNATURE
    from dspic_gui.scans.dicom_file import looks_like_dicom
    from dspic_gui.scans.refusal import ScanError

    content = _content(Path(request["path"]))
    if content.startswith(SIGNATURE):
        header, frames = _read_png(content, request)
    elif looks_like_dicom(content):
        header, frames = _read_dicom(content, request)
    else:
        raise ScanError("not_a_scan")
    return header | {"sha256": hashlib.sha256(content).hexdigest()}, frames


def _content(path: Path) -> bytes:
    from dspic_gui.scans.refusal import ScanError

    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAXIMUM_FILE:
                raise ScanError("too_large", limit=MAXIMUM_FILE >> 20)
            return file.read(size)  # a limit here would be set aside in memory at once
    except OSError as problem:
        raise ScanError("missing") from problem


def _read_dicom(content: bytes, request: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[int, Any]]]:
    from dspic_gui.scans import dicom_file, dicom_header

    data_set = dicom_file.parse(content)
    described = dicom_header.describe(data_set)
    frames: list[tuple[int, Any]] = []
    if described["has_picture"] or not described["report"]:
        if not request["anything"]:
            dicom_file.check_modality(described)
        dicom_file.check_picture(data_set, described)
        if not request["anything"]:
            dicom_file.check_whole_body(described)
        if request["pixels"]:
            frames = list(dicom_file.frame_counts(data_set, request["frames"]))
    else:
        described |= {"kind": "report", "frame_hints": []}
    return {name: value for name, value in described.items() if name not in dicom_header.ONLY_FOR_CHECKS}, frames


def _read_png(content: bytes, request: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[int, Any]]]:
    from dspic_gui.counts.picture import PictureError, png_shape, read_png
    from dspic_gui.scans.refusal import ScanError
    from dspic_gui.study import COLUMNS, ROWS

    try:
        _, _, rows, columns = png_shape(content)
        if not request["anything"] and (rows, columns) != (ROWS, COLUMNS):
            raise ScanError("wrong_size", rows=rows, columns=columns, wanted_rows=ROWS, wanted_columns=COLUMNS)
        counts = read_png(content).astype("<i4")
    except PictureError as problem:
        raise ScanError(problem.code, **problem.values) from problem
    if request["frames"] not in (None, [0]):
        raise ScanError("no_such_frame", frame=request["frames"][0] + 1)
    header: dict[str, Any] = {"kind": "png", "rows": rows, "columns": columns, "frame_hints": [{}]}
    return header, [(0, counts)] if request["pixels"] else []


def _arm(seconds: float) -> None:
    """A last resort for when the parent is gone: the system ends this process even inside a codec written in C."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _load_libraries() -> None:
    """Import before the first request what every scan needs, so that a warm child answers at once."""
    import pydicom.pixels  # noqa: F401

    import dspic_gui.scans.dicom_file
    import dspic_gui.scans.dicom_header  # noqa: F401


if __name__ == "__main__":
    main()
