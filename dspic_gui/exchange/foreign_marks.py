"""What a label file of another tool says: pictures by name, and marks with the labels of that tool."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np

from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.labels.shapes import LARGEST_COORDINATE, LONGEST_LABEL, MOST_POINTS
from dspic_gui.plain_file import opened
from dspic_gui.reading import Lesion
from dspic_gui.sentence import RuleError, reason_of
from dspic_gui.shape import Ellipse, Foreign, Mask, Point, Polygon, Rectangle, Shape
from dspic_gui.study import Projection

LARGEST_FILE = 64 << 20
MOST_FILES = 200_000
_NAME = re.compile(r"(?<![0-9a-f])([0-9a-f]{16})_(ANT|POST)(?![A-Za-z0-9])")


@dataclass(frozen=True)
class ForeignMark:
    """A mark as another tool drew it; `label` is that tool's word, `group` its number for one lesion.

    `whole` is the mark with all that it holds, where the file knows more.
    """

    label: str
    shape: Shape
    group: int | None = None
    note: str | None = None
    whole: Lesion | None = None


@dataclass(frozen=True)
class ForeignPicture:
    """The marks on one picture. `size` is rows and columns where the file says them; `problems` what could not be read."""

    name: str
    marks: tuple[ForeignMark, ...]
    size: tuple[int, int] | None = None
    problems: tuple[str, ...] = field(default=())

    @property
    def view(self) -> tuple[str, Projection] | None:
        """The study key and the projection that the picture's name holds; None where it holds none, or two."""
        stem = PurePosixPath(PureWindowsPath(self.name).as_posix()).name
        found = set(_NAME.findall(stem))
        key, projection = found.pop() if len(found) == 1 else ("", "")
        return (key, Projection(projection)) if key else None


def content_of(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """The bytes of a regular file of a sane size; ExchangeError for any other."""
    try:
        if not path.is_file():
            raise FileNotFoundError(2, "no such file")
        with opened(path) as file:
            content = file.read(largest + 1)
    except OSError as problem:
        text = "{file} cannot be read ({reason}). Nothing was taken; check the path."
        raise ExchangeError(text, file=path.name, reason=reason_of(problem)) from problem
    if len(content) > largest:
        text = "{file} is larger than {limit} MiB. Nothing was taken; split it."
        raise ExchangeError(text, file=path.name, limit=largest >> 20)
    return content


def json_of(path: Path) -> Any:
    """The JSON in a file, a byte-order mark allowed; ExchangeError where it is none."""
    try:
        return json.loads(content_of(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        text = "{file} is no JSON that can be read. Nothing was taken; export it again."
        raise ExchangeError(text, file=path.name) from problem


def point(x: Any, y: Any) -> Point:
    """A point of two finite numbers within a million pixels; RuleError for anything else."""
    for value in (x, y):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise RuleError("{value} is no coordinate", value=str(value)[:40])
        if not abs(value) <= LARGEST_COORDINATE:
            raise RuleError("{value} is not within a million pixels", value=str(value)[:40])
    return float(x), float(y)


def polygon(values: list[Any]) -> Polygon:
    """A polygon of x, y, x, y ...; RuleError for fewer than three points or far too many."""
    if not isinstance(values, list) or len(values) % 2 or not 6 <= len(values) <= 2 * MOST_POINTS:
        raise RuleError("an outline needs three points or more")
    return Polygon(tuple(point(x, y) for x, y in zip(values[::2], values[1::2], strict=True)))


def box(left: Any, top: Any, right: Any, bottom: Any) -> Rectangle:
    """A box with an area; RuleError for one without."""
    first, second = point(left, top), point(right, bottom)
    if not (first[0] < second[0] and first[1] < second[1]):
        raise RuleError("the box has no area")
    return Rectangle(first, second)


def outlines_of(mask: Mask) -> Iterator[Polygon]:
    """An outline along pixel edges for each connected part of a mask; holes are filled."""
    from scipy import ndimage

    from dspic_gui.marking.mask_outline import polygon_of

    parts, count = ndimage.label(mask)
    for number, place in enumerate(ndimage.find_objects(parts), start=1):
        inside = np.asarray(ndimage.binary_fill_holes(parts[place] == number), dtype=bool)
        found = polygon_of(inside, place[0].start, place[1].start)
        if found is not None and number <= count:
            yield found


def label_text(value: Any) -> str:
    """A label as text; RuleError for none, or one that is too long."""
    text = (
        str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    )
    if not text or len(text) > LONGEST_LABEL:
        raise RuleError("{value} is no label", value=str(value)[:40])
    return text


def scaled(shape: Shape, across: float, down: float) -> Shape:
    """The shape on a picture that is so many times as wide and high."""
    match shape:
        case Rectangle(first, second):
            corners = ((first[0] * across, first[1] * down), (second[0] * across, second[1] * down))
            return Rectangle(*corners)
        case Foreign(kind, points, mask):
            return Foreign(kind, tuple((x * across, y * down) for x, y in points), mask)
        case Ellipse() if across == down:
            return Ellipse(
                shape.cx * across,
                shape.cy * down,
                shape.rx * across,
                shape.ry * down,
                shape.angle_deg,
            )
    return Polygon(tuple((float(x) * across, float(y) * down) for x, y in shape.outline))
