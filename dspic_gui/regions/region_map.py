"""The region map of a view: which body part and which side each pixel shows, and the indexed PNG that holds it.

A pixel's value is `part + 64 * side`: the part's place in the built-in code book from 1 (0: no part), and 0 for no side, 1 for the
patient's right, 2 for the left. The colours of the palette are for people only; programs read the values.
"""

from __future__ import annotations

import colorsys
import io
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import Side, load_code_book
from dspic_gui.sentence import SaidError
from dspic_gui.study import COLUMNS, ROWS

SIDE_STEP = 64
"""The second plane lies in the two highest bits."""
SIDES: tuple[Side | None, ...] = (None, Side.RIGHT, Side.LEFT)
"""Sides by their number."""

Values = NDArray[np.uint8]


class RegionMapError(SaidError):
    """A file that holds no region map; the text is a sentence for the user."""


@lru_cache(maxsize=1)
def part_keys() -> tuple[str | None, ...]:
    """Keys of the parts by their number; 0 is None, no part."""
    return (None, *(part.key for part in load_code_book().parts))


def region_value(part: str | None, side: Side | None = None) -> int:
    """The value of a pixel that shows this part; ValueError for a part that the built-in code book lacks, or for both sides at once."""
    return part_keys().index(part) + SIDE_STEP * SIDES.index(side)


@dataclass(frozen=True, eq=False)
class RegionMap:
    """`values`: uint8, rows x columns, as stored."""

    values: Values

    @property
    def parts(self) -> Values:
        """The part's number of each pixel, 0 where there is none."""
        return np.asarray(self.values % SIDE_STEP, dtype=np.uint8)

    @property
    def sides(self) -> Values:
        """0, 1 for the patient's right, 2 for the left."""
        return np.asarray(self.values // SIDE_STEP, dtype=np.uint8)

    def at(self, row: int, column: int) -> tuple[str | None, Side | None]:
        """Part and side of one pixel."""
        value = int(self.values[row, column])
        return part_keys()[value % SIDE_STEP], SIDES[value // SIDE_STEP]


def write_region_map(regions: RegionMap) -> bytes:
    """The indexed PNG."""
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(regions.values))
    image.putpalette(_palette())
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def read_region_map(content: bytes) -> RegionMap:
    """The map in an indexed PNG of 1024 x 256 pixels; RegionMapError where it is anything else."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            if image.mode != "P" or image.size != (COLUMNS, ROWS):
                raise RegionMapError("the picture is no indexed PNG of {columns} x {rows} pixels.", columns=COLUMNS, rows=ROWS)
            values = np.array(image, dtype=np.uint8)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as problem:
        raise RegionMapError("the region map cannot be read as a PNG.") from problem
    highest = len(part_keys()) - 1
    if (values % SIDE_STEP).max() > highest or (values // SIDE_STEP).max() >= len(SIDES):
        raise RegionMapError("the region map names a region that the code book does not know.")
    return RegionMap(values)


def region_colours(regions: RegionMap) -> NDArray[np.uint8]:
    """The map as people look at it, RGBA, rows x columns x 4: clear where there is no part."""
    table = np.frombuffer(_palette(), dtype=np.uint8).reshape(256, 3)[regions.values]
    clear = np.where(regions.parts > 0, 255, 0).astype(np.uint8)
    return np.dstack([table, clear])


@lru_cache(maxsize=1)
def _palette() -> bytes:
    """A hue for each part, lighter on the left, black where there is none."""
    colours = bytearray(3 * 256)
    for part in range(1, len(part_keys())):
        for side in range(len(SIDES)):
            rgb = colorsys.hsv_to_rgb(part * 0.381966 % 1.0, (0.75, 0.95, 0.5)[side], (0.9, 0.75, 1.0)[side])
            at = 3 * (part + SIDE_STEP * side)
            colours[at : at + 3] = bytes(round(255 * value) for value in rgb)
    return bytes(colours)
