"""One foreign file as it was understood: its frames as counts and what it says of itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from dspic_gui.report import Report
from dspic_gui.scans.marked_report import MarkedReport, parse_marks
from dspic_gui.study import Counts


@dataclass(frozen=True)
class FrameHints:
    """What the file says of one frame's place: window and detector count from 1, angle in degrees, codes as (scheme, value).

    `following` is what it says of the next detector, which is the frame's where the detectors are counted from 0 and
    the file alone does not show it.
    """

    energy_window: int | None = None
    detector: int | None = None
    view_code: tuple[str, str] | None = None
    start_angle: float | None = None
    orientation: tuple[float, ...] | None = None
    meaning: str | None = None
    maker: str | None = None
    following: FrameHints | None = None


@dataclass(frozen=True)
class Profile:
    """Of counts along rows or columns: density in the `middle` tenth against the mean, and the emptiest place, `gap`, near it."""

    middle: float
    gap: float


@dataclass(frozen=True)
class PictureFacts:
    """What a frame's stored pixels tell (see survey): sums and extremes of the stored values, their hash in `pixels`.

    `inverted_from` is the value of the air in a picture of black on white; `head_up` and `head_left` are about 0.2
    where the head is at that end, the same below zero where it is at the other; `extent` is first row, row after the
    last, first column, column after the last.
    """

    total: float
    lowest: float
    highest: float
    pixels: str
    columns: Profile
    rows: Profile
    head_up: float
    head_left: float
    extent: tuple[int, int, int, int]
    inverted_from: float | None = None


@dataclass(frozen=True, eq=False)
class ScanFile:
    """A foreign file after reading: `frames` are counts (rows x columns) by frame number, empty where only the header was asked for.

    Nothing here names the patient: `patient` is the file's patient identifier, used only under a keyed hash, and
    `name_hash` only compares. Dates and times are ISO 8601. `phase` is in minutes after the injection. `words` are
    the texts that may tell the view. `position` is spelled like PatientPosition. `notes` are codes of NOTES. `facts`
    are what the pixels tell, by frame, where they were asked for. `counted_from_zero` names the fields of FrameHints
    that the file itself counts from 0. `origin` is set for what was unpacked, and
    `before_and_after` by an import where another file is called "pre".
    """

    path: Path
    sha256: str
    kind: str
    rows: int = 0
    columns: int = 0
    frame_hints: tuple[FrameHints, ...] = ()
    frames: Mapping[int, Counts] = field(default_factory=dict)
    modality: str | None = None
    sop_class: str | None = None
    study_uid: str | None = None
    series_uid: str | None = None
    instance_uid: str | None = None
    patient: str | None = None
    birth_date: str | None = None
    sex: str | None = None
    age: int | None = None
    date: str | None = None
    acquired: str | None = None
    tracer: str | None = None
    pixel_mm: tuple[float, float] | None = None
    detectors: int = 0
    energy_windows: tuple[tuple[float, float], ...] = ()
    window_names: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    photometric: str | None = None
    transfer_syntax: str | None = None
    counts_accumulated: int | None = None
    report: Report | None = None
    notes: tuple[str, ...] = ()
    marks: MarkedReport | None = None
    name_hash: str | None = None
    phase: int | None = None
    derived: bool = False
    before_and_after: bool = False
    position: str | None = None
    facts: tuple[PictureFacts, ...] = ()
    origin: Path | None = None
    counted_from_zero: tuple[str, ...] = ()

    @property
    def named(self) -> Path:
        """The path that names it for the user: inside its archive where it came out of one."""
        return self.origin or self.path


_TEXTS = (
    *("modality", "sop_class", "study_uid", "series_uid", "instance_uid", "patient", "birth_date", "sex"),
    *("date", "acquired", "tracer", "photometric", "transfer_syntax", "name_hash", "position"),
)


def parse_header(header: Mapping[str, Any], path: Path) -> ScanFile:
    """The value in a reader's answer, every field checked; ValueError, TypeError or KeyError where one is not what it must be."""
    unknown = set(header) - {entry.name for entry in fields(ScanFile)}
    if unknown:
        raise ValueError(f"unknown fields {sorted(unknown)}")
    report = header.get("report")
    plain = ScanFile(
        path=path,
        sha256=_text(header["sha256"]) or "",
        kind=_text(header["kind"]) or "",
        rows=_whole(header["rows"]),
        columns=_whole(header["columns"]),
        frame_hints=tuple(_hints(entry) for entry in header["frame_hints"]),
        age=None if header.get("age") is None else _whole(header["age"]),
        pixel_mm=_pair(header.get("pixel_mm")),
        detectors=_whole(header.get("detectors", 0)),
        energy_windows=tuple((_number(low), _number(high)) for low, high in header.get("energy_windows", ())),
        window_names=tuple(_text(name) or "" for name in header.get("window_names", ())),
        words=tuple((_text(name) or "", _text(words) or "") for name, words in header.get("words", ())),
        counts_accumulated=None if header.get("counts_accumulated") is None else _whole(header["counts_accumulated"]),
        report=None if report is None else Report(_text(report["description"]) or "", _text(report["suggestion"]) or ""),
        notes=tuple(_text(note) or "" for note in header.get("notes", ())),
        phase=None if header.get("phase") is None else _whole(header["phase"]),
        derived=bool(header.get("derived")),
        facts=tuple(_facts(entry) for entry in header.get("facts", ())),
        counted_from_zero=tuple(_text(name) or "" for name in header.get("counted_from_zero", ())),
        marks=None if header.get("marks") is None else parse_marks(header["marks"]),
    )
    texts: dict[str, Any] = {name: _text(header.get(name)) for name in _TEXTS}
    return replace(plain, **texts)


def parse_frames(described: Any, payload: bytes, rows: int, columns: int) -> dict[int, Counts]:
    """The arrays of a reader's answer; each description is [frame, "<i4" or "<f4"]. ValueError where they do not fit the bytes."""
    size = rows * columns * 4
    if not isinstance(described, list) or len(payload) != size * len(described):
        raise ValueError("the pixels do not fit their description")
    frames: dict[int, Counts] = {}
    for place, (frame, kind) in enumerate(described):
        if kind not in ("<i4", "<f4"):
            raise ValueError(f"pixels of kind {kind!r}")
        flat = np.frombuffer(payload, np.dtype(kind), rows * columns, place * size)
        frames[_whole(frame)] = flat.reshape(rows, columns)
    return frames


def _hints(entry: Mapping[str, Any]) -> FrameHints:
    code, orientation, angle = entry.get("view_code"), entry.get("orientation"), entry.get("start_angle")
    following = entry.get("following")
    return FrameHints(
        None if entry.get("energy_window") is None else _whole(entry["energy_window"]),
        None if entry.get("detector") is None else _whole(entry["detector"]),
        None if code is None else (_text(code[0]) or "", _text(code[1]) or ""),
        None if angle is None else _number(angle),
        None if orientation is None else tuple(_number(value) for value in orientation),
        _text(entry.get("meaning")),
        _text(entry.get("maker")),
        None if following is None else _hints({**following, "following": None}),
    )


def _facts(entry: Mapping[str, Any]) -> PictureFacts:
    top, bottom, left, right = entry["extent"]
    air = entry.get("inverted_from")
    return PictureFacts(
        _number(entry["total"]),
        _number(entry["lowest"]),
        _number(entry["highest"]),
        _text(entry["pixels"]) or "",
        _profile(entry["columns"]),
        _profile(entry["rows"]),
        _number(entry["head_up"]),
        _number(entry["head_left"]),
        (_whole(top), _whole(bottom), _whole(left), _whole(right)),
        None if air is None else _number(air),
    )


def _profile(entry: Mapping[str, Any]) -> Profile:
    return Profile(_number(entry["middle"]), _number(entry["gap"]))


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} is no text")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is no whole number")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise TypeError(f"{value!r} is no number")
    return float(value)


def _pair(value: Any) -> tuple[float, float] | None:
    if value is None:
        return None
    first, second = value
    return _number(first), _number(second)
