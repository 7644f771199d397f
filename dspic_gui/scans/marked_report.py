"""A structured report that marks places on images (TID 1500), as plain checked values; what a child process read of a foreign file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_REGIONS = 10_000
MOST_POINTS = 20_000
LONGEST_TEXT = 256
LARGEST_EXACT = 16 << 20

Coded = tuple[str, str, str]
"""Scheme, value and meaning."""


@dataclass(frozen=True)
class MarkedRegion:
    """A shape on an image: `kind` is DICOM's graphic type, `points` are x, y; `frame` counts from 1, None where it is not said."""

    kind: str
    points: tuple[tuple[float, float], ...]
    image: str
    frame: int | None
    tracking_uid: str
    identifier: str
    finding: Coded | None
    site: Coded | None
    side: Coded | None
    evaluations: tuple[tuple[Coded, Coded], ...]


@dataclass(frozen=True)
class MarkedReport:
    """The regions of a report, who observed them, and, in a report of ours, the marks as label files hold them (JSON text)."""

    observer: str
    regions: tuple[MarkedRegion, ...]
    exact: str | None = None


def parse_marks(stated: Mapping[str, Any]) -> MarkedReport:
    """The value in a reader's answer, every field checked; ValueError, TypeError or KeyError where one is not what it must be."""
    regions = stated["regions"]
    exact = stated.get("exact")
    if not isinstance(regions, list) or len(regions) > MOST_REGIONS:
        raise ValueError("too many regions")
    if exact is not None and not (isinstance(exact, str) and len(exact) <= LARGEST_EXACT):
        raise ValueError("no marks")
    return MarkedReport(_text(stated["observer"]), tuple(_region(one) for one in regions), exact)


def _region(stated: Mapping[str, Any]) -> MarkedRegion:
    points = tuple((_number(x), _number(y)) for x, y in stated["points"])
    if not 1 <= len(points) <= MOST_POINTS:
        raise ValueError("no points, or too many")
    frame = stated["frame"]
    if frame is not None and (not isinstance(frame, int) or isinstance(frame, bool) or frame < 1):
        raise ValueError("no frame")
    return MarkedRegion(
        kind=_text(stated["kind"]),
        points=points,
        image=_text(stated["image"]),
        frame=frame,
        tracking_uid=_text(stated["tracking_uid"]),
        identifier=_text(stated["identifier"]),
        finding=None if stated["finding"] is None else _coded(stated["finding"]),
        site=None if stated["site"] is None else _coded(stated["site"]),
        side=None if stated["side"] is None else _coded(stated["side"]),
        evaluations=tuple((_coded(name), _coded(value)) for name, value in stated["evaluations"]),
    )


def _coded(stated: Any) -> Coded:
    scheme, value, meaning = stated
    return _text(scheme), _text(value), _text(meaning)


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError("no text")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("no number")
    return float(value)
