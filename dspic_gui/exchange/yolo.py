"""YOLO, as Ultralytics reads it: images/ and labels/ by part, one text file a picture, and data.yaml with the names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from dspic_gui.exchange.label_set import LabelSet
from dspic_gui.exchange.label_view import LabelView, Rings, box_of
from dspic_gui.exchange.new_folder import put
from dspic_gui.study import COLUMNS, ROWS

WHOLE = "all"
"""The folder of the pictures where there is no split; with one, of those that belong to no part."""

ABOUT = """data.yaml names the classes, numbered from 0, and the folders of each part.
labels/<part>/<name>.txt belongs to images/<part>/<name>.png: a line for each lesion, all
numbers as shares of the picture's width and height. An empty file is a view without a lesion.
{lines}"""
LINES = {
    False: "A line is: class, centre x, centre y, width, height of the box.",
    True: "A line is: class, then x and y of each point of the outline.",
}


def picture_place(view: LabelView) -> str:
    """Where the view's picture lies in the folder."""
    return f"images/{view.part or WHOLE}/{view.name}.png"


def write(labels: LabelSet, folder: Path, *, outlines: bool) -> None:
    """Write data.yaml and one file of labels for each view; `outlines` for segmentation, else boxes."""
    for view in labels.views:
        lines = "".join(f"{line}\n" for line in _lines(labels, view, outlines))
        put(folder / "labels" / (view.part or WHOLE) / f"{view.name}.txt", lines.encode())
    put(folder / "data.yaml", _yaml(labels).encode())


def _lines(labels: LabelSet, view: LabelView, outlines: bool) -> Iterator[str]:
    seen: set[str] = set()
    for lesion, rings in labels.outlined(view):
        for numbers in _shares(rings) if outlines else [_box(rings)]:
            line = f"{labels.number(lesion)} " + " ".join(f"{value:.8f}" for value in numbers)
            if line not in seen:  # the reader of Ultralytics takes a repeated line for a mistake
                seen.add(line)
                yield line


def _shares(rings: Rings) -> Iterator[list[float]]:
    for ring in rings:
        yield [value for x, y in ring for value in (x / COLUMNS, y / ROWS)]


def _box(rings: Rings) -> list[float]:
    left, top, right, bottom = box_of(rings)
    return [
        (left + right) / 2 / COLUMNS,
        (top + bottom) / 2 / ROWS,
        (right - left) / COLUMNS,
        (bottom - top) / ROWS,
    ]


def _yaml(labels: LabelSet) -> str:
    """Strings are written as JSON does, which YAML reads too."""
    known = {"training": "train", "validation": "val"}
    parts = labels.parts or (WHOLE,)
    folders = {known.get(part, part): f"images/{part}" for part in parts}
    folders.setdefault("train", f"images/{parts[0]}")
    folders.setdefault("val", folders["train"])
    lines = [
        "path: .",
        *(f"{part}: {folder}" for part, folder in folders.items()),
        f"nc: {len(labels.classes)}",
        "names:",
    ]
    return (
        "\n".join(
            [
                *lines,
                *(f"  {number}: {json.dumps(name)}" for number, name in enumerate(labels.classes)),
            ]
        )
        + "\n"
    )
