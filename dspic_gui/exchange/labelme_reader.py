"""LabelMe of other tools and versions: old keys, missing keys, null flags and four-point rectangles are understood."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from dspic_gui.exchange.foreign_marks import (
    MOST_FILES,
    ForeignMark,
    ForeignPicture,
    json_of,
    label_text,
    outlines_of,
    point,
)
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.labels.image_data import image_size
from dspic_gui.labels.shapes import MOST_POINTS
from dspic_gui.sentence import RuleError, Sentence, told
from dspic_gui.shape import Ellipse, Foreign, Point, Polygon, Rectangle, Shape

_MOST_PIXELS = 16 << 20


def read(path: Path) -> list[ForeignPicture]:
    """The picture of a label file, or of all that lie below a folder; ExchangeError where a file is no label file."""
    files = sorted(path.rglob("*.json"))[:MOST_FILES] if path.is_dir() else [path]
    return [
        picture for file in files if (picture := _picture(file, alone=path.is_file())) is not None
    ]


def _picture(file: Path, *, alone: bool) -> ForeignPicture | None:
    """In a folder, JSON of other kinds (a mapping, a split) is passed over."""
    document = json_of(file)
    shapes = document.get("shapes") if isinstance(document, dict) else None
    if not isinstance(shapes, list):
        if alone:
            text = "{file} is no LabelMe file: it has no shapes. Nothing was taken."
            raise ExchangeError(text, file=file.name)
        return None
    marks: list[ForeignMark] = []
    problems: list[str] = []
    for place, shape in enumerate(shapes):
        try:
            marks += _marks(shape)
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            reason = (
                told(problem)
                if isinstance(problem, RuleError)
                else Sentence("a field is missing or of the wrong kind")
            )
            problems.append(Sentence("shapes[{place}]: {reason}", place=place, reason=reason))
    return ForeignPicture(_name(document, file), tuple(marks), _size(document), tuple(problems))


def _name(document: Mapping[str, Any], file: Path) -> str:
    """The label file's own name tells the view where it can; the picture's name else."""
    own = f"{file.stem}.png"
    stated = document.get("imagePath")
    known = ForeignPicture(own, ()).view is not None
    return own if known or not isinstance(stated, str) else stated


def _marks(shape: Mapping[str, Any]) -> Iterator[ForeignMark]:
    label, group = label_text(shape["label"]), _group(shape.get("group_id"))
    note = shape.get("description") if isinstance(shape.get("description"), str) else None
    for drawn in _shapes(shape):
        yield ForeignMark(label, drawn, group, note or None)


def _group(value: Any) -> int | None:
    """Old files have texts here."""
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
        return int(value)
    return value if type(value) is int else None


def _shapes(shape: Mapping[str, Any]) -> Iterator[Shape]:
    points = _points(shape["points"])
    kind = shape.get("shape_type") or "polygon"
    if kind == "rectangle" and len(points) == 4:
        yield _four_cornered(points)
    elif kind == "rectangle" and len(points) == 2:
        yield Rectangle(*_corners(points))
    elif kind in ("polygon", "oriented_rectangle") and len(points) >= 3:
        yield Polygon(points)
    elif kind == "circle" and len(points) == 2:
        radius = math.dist(*points)
        yield Ellipse(*points[0], radius, radius)
    elif kind == "mask" and len(points) == 2:
        yield from (outline.moved(*points[0]) for outline in outlines_of(_mask(shape.get("mask"))))
    elif kind in ("point", "line", "linestrip", "points"):
        yield Foreign(kind, points)
    else:
        raise RuleError(
            "a {kind} of {count} points is no shape", kind=str(kind)[:20], count=len(points)
        )


def _points(stated: Any) -> tuple[Point, ...]:
    if not isinstance(stated, list) or not 1 <= len(stated) <= MOST_POINTS:
        raise RuleError("there are no points, or too many")
    return tuple(point(*pair[:2]) for pair in stated)


def _four_cornered(points: tuple[Point, ...]) -> Shape:
    """The rectangle of four corners that newer tools write; turned ones stay polygons."""
    (left, top), (right, bottom) = _corners(points)
    upright = {(round(x, 3), round(y, 3)) for x, y in points} == {
        (round(x, 3), round(y, 3)) for x in (left, right) for y in (top, bottom)
    }
    return Rectangle((left, top), (right, bottom)) if upright else Polygon(points)


def _corners(points: tuple[Point, ...]) -> tuple[Point, Point]:
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys)), (max(xs), max(ys))


def _mask(text: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
    from PIL import Image

    rows, columns = (image_size(text, "PNG") if isinstance(text, str) else None) or (0, 0)
    if not 0 < rows * columns <= _MOST_PIXELS:
        raise RuleError("the mask is no picture")
    try:
        with Image.open(io.BytesIO(base64.b64decode(text)), formats=("PNG",)) as picture:
            return np.array(picture.convert("L")) > 0
    except (ValueError, OSError, SyntaxError) as problem:
        raise RuleError("the mask is no picture") from problem


def _size(document: Mapping[str, Any]) -> tuple[int, int] | None:
    rows, columns = document.get("imageHeight"), document.get("imageWidth")
    return (
        (rows, columns)
        if type(rows) is int and type(columns) is int and rows > 0 and columns > 0
        else None
    )
