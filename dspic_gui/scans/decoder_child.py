"""The child process that reads foreign files: limited in memory and time, without network libraries, answering over a pipe."""

from __future__ import annotations

import hashlib
import os
import select
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from dspic_gui.child_talk import begin_as_child, receive, send

MAXIMUM_FILE = 512 << 20
_MOST_PICTURES = 4
"""A whole-body scan has two frames of each energy window."""
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
            _arm(float(request.get("deadline") or deadline) + 5.0)
            header, pixels = answer(request)
            _arm(0.0)
            send(answers, header, [memoryview(counts).cast("B") for counts in pixels])


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """The header and the arrays for one request: {path, pixels, frames, anything, survey, pictures, sha256, draw}.

    `pictures` asks for the 8-bit PNG of each frame that has the raster's size, as it lies; `sha256` is the file's where it is known.
    """
    from dspic_gui.scans.refusal import ScanError

    pictures: dict[int, bytes] | None = {} if request.get("pictures") else None
    try:
        if request.get("ask"):
            return _beside_scans(request)
        if request.get("draw"):
            return _drawn(request)
        header, frames = _read(request, pictures)
    except ScanError as refused:
        return {"refused": refused.code, "values": refused.values}, []
    except MemoryError:
        return {"refused": "too_much_memory", "values": {}}, []
    except RecursionError:
        return {"refused": "too_deep", "values": {"limit": 32}}, []
    except Exception:  # the parser raises whatever it likes; nothing of a foreign file may pass on
        return {"refused": "broken", "values": {}}, []
    described = [[frame, "<f4" if counts.dtype.kind == "f" else "<i4"] for frame, counts in frames]
    drawn = [[frame, len(picture)] for frame, picture in (pictures or {}).items()]
    return {"file": header, "frames": described, "drawn": drawn}, [counts for _, counts in frames] + list((pictures or {}).values())


def _beside_scans(request: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """What is asked of files that are no scans: the text of a report, the files in an archive, those that a disc's table lists."""
    import numpy as np

    from dspic_gui.scans import containers, dicom_file

    path = Path(request["path"])
    if request["ask"] == "text":
        return {"text": True}, [np.frombuffer(_content(path, request["limit"] + 1), np.uint8)]
    if request["ask"] == "unpack":
        return {"members": containers.unpack(path, Path(request["into"]))}, []
    data_set = dicom_file.parse(_content(path), directory=True)
    return {"members": containers.listed_files(data_set)}, []


def _drawn(request: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Of each view wanted, {frame, turned, raster, values, pixels}, the hash of its upright counts and its 8-bit PNG.

    The file must be the one that was described and checked before, {sha256}. `pixels` is the hash that the survey found,
    of counts to which nothing is done; else null.
    """
    import numpy as np

    from dspic_gui.counts.picture import render, write_png
    from dspic_gui.counts.raster import recipe_of
    from dspic_gui.scans.refusal import ScanError
    from dspic_gui.scans.survey import pixels_hash

    content = _content(Path(request["path"]))
    if hashlib.sha256(content).hexdigest() != request["sha256"]:
        raise ScanError("changed_while_read")
    stored, described, pictures = dict(_counts_again(content, request["frames"])), [], []
    for view in request["draw"]:
        try:
            recipe = recipe_of(view["turned"], view["raster"], view["values"])
            counts = recipe.upright(stored[view["frame"]])
        except ValueError as problem:
            raise ScanError("changed_while_read") from problem
        picture = np.frombuffer(write_png(render(counts), quickly=True), np.uint8)
        described.append([view["pixels"] or pixels_hash(counts), len(picture)])
        pictures.append(picture)
    return {"drawn": described}, pictures


def _counts_again(content: bytes, frames: list[int]) -> Iterator[tuple[int, Any]]:
    """The counts of a file that was checked before."""
    from dspic_gui.counts.picture import SIGNATURE, read_png
    from dspic_gui.scans import dicom_file

    if content.startswith(SIGNATURE):
        return iter([(0, read_png(content).astype("<i4"))])
    return dicom_file.frame_counts(dicom_file.parse(content), frames)


def _read(request: dict[str, Any], pictures: dict[int, bytes] | None) -> tuple[dict[str, Any], list[tuple[int, Any]]]:
    from dspic_gui.counts.picture import SIGNATURE
    from dspic_gui.scans.dicom_file import looks_like_dicom
    from dspic_gui.scans.refusal import ScanError

    content = _content(Path(request["path"]))
    if content.startswith(SIGNATURE):
        header, frames = _read_png(content, request, pictures)
    elif looks_like_dicom(content):
        header, frames = _read_dicom(content, request, pictures)
    else:
        raise ScanError("not_a_scan")
    return header | {"sha256": request.get("sha256") or hashlib.sha256(content).hexdigest()}, frames


def _content(path: Path, most: int | None = None) -> bytes:
    """The bytes of a file, or the first of them; what is no plain file is never waited for."""
    from dspic_gui.scans.refusal import ScanError

    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise ScanError("missing")
            if most is None and status.st_size > MAXIMUM_FILE:
                raise ScanError("too_large", limit=MAXIMUM_FILE >> 20)
            return file.read(status.st_size if most is None else min(most, status.st_size))
    except (OSError, ValueError) as problem:
        raise ScanError("missing") from problem


def _read_dicom(
    content: bytes, request: dict[str, Any], pictures: dict[int, bytes] | None
) -> tuple[dict[str, Any], list[tuple[int, Any]]]:
    from dspic_gui.scans import dicom_file, dicom_header, measurement_report

    data_set = dicom_file.parse(content)
    if (marks := measurement_report.marks_in(data_set)) is not None:
        return {**dicom_header.describe_report(data_set), "kind": "marks", "marks": marks}, []
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
        if request.get("survey"):
            described["facts"] = _facts(dicom_file.frame_counts(data_set, None, described["notes"]), pictures)
            described["notes"] = list(dict.fromkeys(described["notes"]))
    else:
        described |= {"kind": "report", "frame_hints": []}
    return {name: value for name, value in described.items() if name not in dicom_header.ONLY_FOR_CHECKS}, frames


def _read_png(
    content: bytes, request: dict[str, Any], pictures: dict[int, bytes] | None
) -> tuple[dict[str, Any], list[tuple[int, Any]]]:
    from dspic_gui.counts.picture import PictureError, png_shape, read_png
    from dspic_gui.scans.refusal import ScanError
    from dspic_gui.scans.sizes import accepted
    from dspic_gui.study import COLUMNS, ROWS

    try:
        _, _, rows, columns = png_shape(content)
        if not request["anything"] and not accepted(rows, columns):
            raise ScanError("wrong_size", rows=rows, columns=columns, wanted_rows=ROWS, wanted_columns=COLUMNS)
        counts = read_png(content).astype("<i4")
    except PictureError as problem:
        raise ScanError(problem.code, **problem.values) from problem
    if request["frames"] not in (None, [0]):
        raise ScanError("no_such_frame", frame=request["frames"][0] + 1)
    header: dict[str, Any] = {"kind": "png", "rows": rows, "columns": columns, "frame_hints": [{}]}
    if request.get("survey"):
        header["facts"] = _facts(iter([(0, counts)]), pictures)
    return header, [(0, counts)] if request["pixels"] else []


def _facts(frames: Iterator[tuple[int, Any]], pictures: dict[int, bytes] | None) -> list[dict[str, Any]]:
    """What the pixels of each frame tell; nothing where one cannot be decoded, which the import then says."""
    from dspic_gui.scans.refusal import ScanError
    from dspic_gui.scans.survey import survey

    found = []
    try:
        for frame, counts in frames:
            found.append(survey(counts))
            if pictures is not None and len(pictures) < _MOST_PICTURES:
                _draw_as_it_lies(frame, counts, pictures)
    except ScanError:
        return []
    return found


def _draw_as_it_lies(frame: int, counts: Any, pictures: dict[int, bytes]) -> None:
    """What most frames of whole-body scans need, while their counts are at hand: they lie upright on the raster."""
    from dspic_gui.counts.picture import render, write_png
    from dspic_gui.study import COLUMNS, ROWS

    if counts.shape == (ROWS, COLUMNS):
        pictures[frame] = write_png(render(counts), quickly=True)


def _arm(seconds: float) -> None:
    """A last resort for when the parent is gone: the system ends this process even inside a codec written in C."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _load_libraries() -> None:
    """Import before the first request what every scan needs, so that a warm child answers at once."""
    from dspic_gui.scans import codecs

    with codecs.put_off():
        import pydicom.pixels  # noqa: F401

    import dspic_gui.scans.dicom_file
    import dspic_gui.scans.dicom_header
    import dspic_gui.scans.survey  # noqa: F401

    if not _is_asked():  # it is started ahead, and nobody waits
        codecs.load_rest()


def _is_asked() -> bool:
    """Whether a request waits; where the system cannot tell (Windows), as if there were one."""
    try:
        return bool(select.select([sys.stdin.buffer], [], [], 0)[0])
    except (OSError, ValueError):
        return True


if __name__ == "__main__":
    main()
