"""How a stored picture is brought upright and to the dataset's raster, and back: cut, turned, summed, padded.

No count is invented and none is lost: pixels are moved, added together, or zeros put beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.study import COLUMNS, ROWS, Counts

NONE = "none"
AS_IS = "as is"

TURNS: Mapping[str, Callable[[NDArray[Any]], NDArray[Any]]] = {
    NONE: lambda stored: stored,
    "rotated 180": lambda stored: stored[::-1, ::-1],
    "mirrored": lambda stored: stored[:, ::-1],
    "flipped": lambda stored: stored[::-1],
    "rotated 90 clockwise": lambda stored: np.rot90(stored, -1),
    "rotated 90 counterclockwise": lambda stored: np.rot90(stored, 1),
    "transposed": lambda stored: stored.T,
    "transposed and rotated 180": lambda stored: stored[::-1, ::-1].T,
}
"""What makes the stored picture upright, by the word that stands in a study's file."""
HALF_TURN = {
    NONE: "rotated 180",
    "mirrored": "flipped",
    "rotated 90 clockwise": "rotated 90 counterclockwise",
    "transposed": "transposed and rotated 180",
}
HALF_TURN |= {after: before for before, after in HALF_TURN.items()}
"""Each turn with half a turn after it."""
ROTATIONS = frozenset((NONE, "rotated 180", "rotated 90 clockwise", "rotated 90 counterclockwise"))
"""The others mirror."""
LYING = frozenset(name for name in TURNS if "90" in name or "transposed" in name)
"""The turns that exchange rows and columns."""

_STEPS = re.compile(
    r"(?:cut rows (\d+)-(\d+), columns (\d+)-(\d+))?(?:; )?(?:summed (\d) x (\d))?(?:; )?"
    r"(?:padded (\d+) rows above, (\d+) columns before)?"
)
_INVERTED = re.compile(r"inverted from (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)")


@dataclass(frozen=True)
class Recipe:
    """What is done with a stored picture, in this order.

    `inverted_from` is the stored value of the air in a picture of black on white; `part` is cut out: first row, row
    after the last, first column, column after the last; `turned` is a word of TURNS; blocks of `summed` (rows,
    columns) are added; zeros fill what is missing, so many `padded` rows above and columns before.
    """

    inverted_from: float | None = None
    part: tuple[int, int, int, int] | None = None
    turned: str = NONE
    summed: tuple[int, int] = (1, 1)
    padded: tuple[int, int] | None = None

    def upright(self, stored: NDArray[Any]) -> Counts:
        """The counts on the dataset's raster, rows x columns; ValueError where the recipe does not fit the picture."""
        values: NDArray[Any] = stored
        if self.inverted_from is not None:
            values = np.clip(self.inverted_from - values.astype(np.float64), 0, None).astype(stored.dtype)
        if self.part is not None:
            top, bottom, left, right = self.part
            values = values[top:bottom, left:right]
        values = self._filled(self._summed(TURNS[self.turned](values)))
        return np.ascontiguousarray(values, dtype=_kind_of(values))

    def _summed(self, values: NDArray[Any]) -> NDArray[Any]:
        high, wide = self.summed
        if self.summed == (1, 1):
            return values
        rows, columns = values.shape
        if rows % high or columns % wide:
            values = np.pad(values, ((0, -rows % high), (0, -columns % wide)))
            rows, columns = values.shape
        exact = values.astype(np.int64 if values.dtype.kind in "iu" else np.float64)
        blocks = exact.reshape(rows // high, high, columns // wide, wide)
        summed: NDArray[Any] = blocks.sum(axis=(1, 3))
        return summed

    def _filled(self, values: NDArray[Any]) -> NDArray[Any]:
        if values.shape == (ROWS, COLUMNS):
            return values
        above, before = self.padded or (0, 0)
        below, behind = ROWS - above - values.shape[0], COLUMNS - before - values.shape[1]
        if below < 0 or behind < 0:
            raise ValueError(f"{values.shape} does not fit the raster")
        return np.pad(values, ((above, below), (before, behind)))

    def pixel_mm(self, stored: tuple[float, float] | None) -> tuple[float, float] | None:
        """The size of a pixel (row, column) of the raster, from that of a stored pixel; in millimetres."""
        if stored is None:
            return None
        row, column = stored[::-1] if self.turned in LYING else stored
        return row * self.summed[0], column * self.summed[1]

    @property
    def raster(self) -> str:
        """The words for cutting, summing and padding."""
        steps = []
        if self.part is not None:
            steps.append("cut rows {}-{}, columns {}-{}".format(*self.part))
        if self.summed != (1, 1):
            steps.append("summed {} x {}".format(*self.summed))
        if self.padded is not None:
            steps.append("padded {} rows above, {} columns before".format(*self.padded))
        return "; ".join(steps) or AS_IS

    @property
    def values(self) -> str | None:
        """The words for what became of the stored values; None where they are the counts."""
        return None if self.inverted_from is None else f"inverted from {self.inverted_from:g}"


def recipe_of(turned: str | None, raster: str | None, values: str | None) -> Recipe:
    """The recipe that a study's file spells; ValueError where it spells none."""
    steps = _STEPS.fullmatch("" if raster in (None, AS_IS) else str(raster))
    inverted = None if values is None else _INVERTED.fullmatch(str(values))
    if steps is None or (turned or NONE) not in TURNS or (values is not None and inverted is None):
        raise ValueError(f"{turned!r}, {raster!r}, {values!r} are no way to bring a picture upright")
    found = [None if step is None else int(step) for step in steps.groups()]
    part, summed, padded = found[:4], found[4:6], found[6:]
    return Recipe(
        None if inverted is None else float(inverted[1]),
        None if part[0] is None else (part[0], part[1] or 0, part[2] or 0, part[3] or 0),
        turned or NONE,
        (1, 1) if summed[0] is None else (summed[0] or 1, summed[1] or 1),
        None if padded[0] is None else (padded[0], padded[1] or 0),
    )


def _kind_of(values: NDArray[Any]) -> Any:
    """Whole numbers that fit stay whole."""
    if values.dtype.kind in "iu" and values.size and abs(int(values.max())) < 1 << 31 and abs(int(values.min())) < 1 << 31:
        return np.dtype("<i4")
    return np.dtype("<f4")
