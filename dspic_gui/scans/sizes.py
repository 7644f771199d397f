"""Which sizes of picture can be brought to the dataset's raster; what a picture of that size holds is seen from its pixels."""

from __future__ import annotations

from dspic_gui.study import COLUMNS, ROWS

LEAST_ROWS = 640
"""A body at 2 to 2.5 mm a pixel from the head to the knees; fewer rows are a spot view or a coarser matrix."""


def accepted(rows: int, columns: int) -> bool:
    """Whether a picture of this size, lying or upright, may be a whole-body scan: one view, one twice as fine, or two views."""
    long, short = max(rows, columns), min(rows, columns)
    if short == COLUMNS:
        return LEAST_ROWS <= long <= ROWS or 2 * LEAST_ROWS <= long <= 2 * ROWS
    return short == 2 * COLUMNS and LEAST_ROWS < long <= 2 * ROWS
