"""Indexed masks: a PNG for each view whose pixels are class numbers, and one whose pixels are the lesions' numbers."""

from __future__ import annotations

import colorsys
import io
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dspic_gui.exchange import label_table
from dspic_gui.exchange.label_set import LabelSet
from dspic_gui.exchange.label_view import LabelView, rings_in_picture
from dspic_gui.exchange.new_folder import ExchangeError, put
from dspic_gui.shape import Polygon
from dspic_gui.study import COLUMNS, ROWS

MOST = 255

ABOUT = """masks/<name>.png belongs to images/<name>.png: the value of a pixel is the number
of its class (classes.json), 0 is no lesion. lesions/<name>.png holds the lesions one by one,
numbered from 1 in the order of lesions.csv's rows for that view. A pixel belongs to a lesion
when its centre is inside the outline; where lesions overlap the later one is seen. Colours are
a palette for the eye only."""


def picture_place(view: LabelView) -> str:
    """Where the view's picture lies in the folder."""
    return f"images/{view.name}.png"


def write(labels: LabelSet, folder: Path) -> None:
    """Write both masks of each view and classes.json; ExchangeError for more classes or lesions than an indexed picture holds."""
    if len(labels.classes) > MOST:
        text = "There are {count} classes, and an indexed mask holds {most}. Nothing was written; choose classes by disease."
        raise ExchangeError(text, count=len(labels.classes), most=MOST)
    for view in labels.views:
        classes, lesions = _masks(labels, view)
        put(folder / "masks" / f"{view.name}.png", indexed_png(classes))
        put(folder / "lesions" / f"{view.name}.png", indexed_png(lesions))
    label_table.write(labels, folder)
    names = {
        "0": "background",
        **{str(number): name for number, name in enumerate(labels.classes, start=1)},
    }
    put(folder / "classes.json", json.dumps(names, indent=1, ensure_ascii=False).encode() + b"\n")


def _masks(labels: LabelSet, view: LabelView) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    classes, lesions = (np.zeros((ROWS, COLUMNS), np.uint8) for _ in range(2))
    if len(view.lesions) > MOST:
        text = "{name} has more than {most} lesions, and an indexed mask cannot hold them. Nothing was written; choose another format."
        raise ExchangeError(text, name=view.name, most=MOST)
    for number, lesion in enumerate(view.lesions, start=1):
        for ring in rings_in_picture(lesion.shape):
            inside = Polygon(ring).mask(ROWS, COLUMNS)
            classes[inside], lesions[inside] = labels.number(lesion) + 1, number
    return classes, lesions


def indexed_png(values: NDArray[np.uint8]) -> bytes:
    """A PNG with a palette; its pixels are the values themselves."""
    from PIL import Image

    picture = Image.fromarray(values, mode="L")
    picture.putpalette(_palette())
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def _palette() -> bytes:
    """Black, then hues that differ between neighbours (steps of the golden ratio)."""
    colours = [
        (0.0, 0.0, 0.0),
        *(colorsys.hsv_to_rgb(number * 0.618034 % 1, 0.75, 1.0) for number in range(MOST)),
    ]
    return bytes(round(255 * value) for colour in colours for value in colour)
