"""Which sizes of picture can be brought to the dataset's raster; what a picture of that size holds is seen from its pixels."""

from __future__ import annotations

from dspic_gui.study import COLUMNS, ROWS

LEAST_ROWS = 640
"""A body at 2 to 2.5 mm a pixel from the head to the knees; fewer rows are a spot view or a coarser matrix."""
LEAST_COLUMNS = 192
"""A table's width at 2.2 mm a pixel; fewer columns are a spot view, half a body, or pixels that are twice as wide."""
MOST_COLUMNS, MOST_ROWS = 320, 1152
"""A matrix with a margin, which can be cut off where it is empty."""

TWO_BODIES = 0.35
"""In the middle between two bodies lie fewer than so many times the mean counts; the middle of one body holds more than the mean."""


def accepted(rows: int, columns: int) -> bool:
    """Whether a picture of this size, lying or upright, may be a whole-body scan: one view, one twice as fine, or two views."""
    long, short = max(rows, columns), min(rows, columns)
    if LEAST_COLUMNS <= short <= MOST_COLUMNS:
        return LEAST_ROWS <= long <= MOST_ROWS or 2 * LEAST_ROWS <= long <= 2 * ROWS
    return 2 * LEAST_COLUMNS <= short <= 2 * COLUMNS and LEAST_ROWS < long <= 2 * ROWS


def side_by_side(rows: int, columns: int, middle: float) -> bool:
    """Whether two bodies lie beside each other; `middle` is the density in the middle tenth of the columns against the mean."""
    return rows <= ROWS and COLUMNS < columns <= 2 * COLUMNS and middle < TWO_BODIES


def stacked(rows: int, columns: int, middle: float) -> bool:
    """The same of two bodies one above the other, of the rows."""
    return 2 * LEAST_ROWS <= rows <= 2 * ROWS and columns <= COLUMNS and middle < TWO_BODIES
