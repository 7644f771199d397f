"""COCO of other tools: polygons, boxes and run-length masks become marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from dspic_gui.exchange.foreign_marks import (
    MOST_FILES,
    ForeignMark,
    ForeignPicture,
    box,
    json_of,
    label_text,
    outlines_of,
    polygon,
)
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.sentence import RuleError, Sentence, told
from dspic_gui.shape import Mask, Shape

_MOST_PIXELS = 64 << 20


def read(path: Path) -> list[ForeignPicture]:
    """The pictures of a COCO file with their marks, or of all that lie below a folder, as an export with a split leaves them.

    ExchangeError where a file is no COCO file. A bad annotation is named and left out.
    """
    if not path.is_dir():
        return _pictures(path, json_of(path))
    files = sorted(path.rglob("*.json"))[:MOST_FILES]
    documents = ((file, document) for file in files if is_coco(document := json_of(file)))
    return [picture for file, document in documents for picture in _pictures(file, document)]


def is_coco(document: Any) -> bool:
    """Whether this JSON means to be COCO."""
    return isinstance(document, dict) and "annotations" in document and "images" in document


def _pictures(path: Path, document: Any) -> list[ForeignPicture]:
    try:
        names = {entry["id"]: label_text(entry["name"]) for entry in document["categories"]}
        pictures = {entry["id"]: entry for entry in document["images"]}
        marks: dict[Any, list[ForeignMark]] = {number: [] for number in pictures}
        problems: dict[Any, list[str]] = {number: [] for number in pictures}
        for place, entry in enumerate(document["annotations"]):
            _take(place, entry, names, marks, problems)
        return [
            ForeignPicture(
                str(entry["file_name"]), tuple(marks[number]), _size(entry), tuple(problems[number])
            )
            for number, entry in pictures.items()
        ]
    except (KeyError, TypeError, AttributeError, RuleError) as problem:
        text = "{file} is no COCO file: it has images, annotations and categories. Nothing was taken; export it again."
        raise ExchangeError(text, file=path.name) from problem


def _take(
    place: int,
    entry: Mapping[str, Any],
    names: Mapping[Any, str],
    marks: dict[Any, list[ForeignMark]],
    problems: dict[Any, list[str]],
) -> None:
    number = entry["image_id"]
    if number not in marks:
        return
    try:
        if entry["category_id"] not in names:
            raise RuleError("category {number} has no name", number=str(entry["category_id"])[:20])
        label = names[entry["category_id"]]
        stated = entry.get("attributes")
        own: Mapping[str, Any] = stated if isinstance(stated, dict) else {}
        group = own.get("lesion") if type(own.get("lesion")) is int else None
        marks[number] += [
            ForeignMark(str(own.get("code") or label), shape, group) for shape in _shapes(entry)
        ]
    except (KeyError, TypeError, ValueError) as problem:
        reason = (
            told(problem)
            if isinstance(problem, RuleError)
            else Sentence("a field is missing or of the wrong kind")
        )
        problems[number].append(
            Sentence("annotation {place}: {reason}", place=place, reason=reason)
        )


def _shapes(entry: Mapping[str, Any]) -> Iterator[Shape]:
    segmentation = entry.get("segmentation")
    if isinstance(segmentation, list) and segmentation:
        yield from (polygon(ring) for ring in segmentation)
    elif isinstance(segmentation, dict):
        yield from outlines_of(run_length_mask(segmentation))
    else:
        left, top, width, height = entry["bbox"]
        yield box(left, top, left + width, top + height)


def run_length_mask(stated: Mapping[str, Any]) -> Mask:
    """The mask of COCO's run lengths (by column, the first run is outside), as a list or packed into a text; RuleError."""
    rows, columns = (int(side) for side in stated["size"])
    if not (rows > 0 and columns > 0 and rows * columns <= _MOST_PIXELS):
        raise RuleError(
            "a mask of {rows} x {columns} pixels is too large", rows=rows, columns=columns
        )
    counts = stated["counts"]
    runs = _unpacked(counts) if isinstance(counts, str) else [int(run) for run in counts]
    if sum(runs) != rows * columns or min(runs, default=0) < 0:
        raise RuleError("the runs of a mask do not fill it")
    flat = np.repeat(np.arange(len(runs)) % 2 == 1, runs)
    return np.asarray(flat.reshape(columns, rows).T)


def _unpacked(text: str) -> list[int]:
    """COCO's packing: five bits a character from 48 on, bit 32 says that more follow, each run less the one before the last."""
    runs: list[int] = []
    value = shift = 0
    for character in text:
        bits = ord(character) - 48
        if not 0 <= bits < 64 or shift > 40:
            raise RuleError("the runs of a mask cannot be unpacked")
        value |= (bits & 31) << shift
        shift += 5
        if not bits & 32:
            value -= (1 << shift) if bits & 16 else 0
            runs.append(value + (runs[-2] if len(runs) > 2 else 0))
            value = shift = 0
    return runs


def _size(entry: Mapping[str, Any]) -> tuple[int, int] | None:
    height, width = entry.get("height"), entry.get("width")
    return (
        (height, width)
        if type(height) is int and type(width) is int and height > 0 and width > 0
        else None
    )
