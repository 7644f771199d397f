"""Marks lie on the same counts in the picture as it is stored, however it was brought upright."""

from __future__ import annotations

import numpy as np
import pytest

from dspic_gui.counts.raster import LYING, TURNS, recipe_of
from dspic_gui.exchange.stored_points import from_stored, to_stored
from dspic_gui.study import Projection, ViewSource


@pytest.mark.parametrize("turned", TURNS)
@pytest.mark.parametrize("raster", [None, "cut rows 3-1001, columns 5-249", "summed 2 x 2"])
def test_a_pixel_that_is_marked_upright_is_marked_as_stored(
    turned: str, raster: str | None
) -> None:
    double = 2 if raster == "summed 2 x 2" else 1
    rows, columns = (
        (256 * double, 1024 * double) if turned in LYING else (1024 * double, 256 * double)
    )
    if raster and "cut" in raster:
        raster = "cut rows 3-201, columns 5-949" if turned in LYING else raster
        raster += "; padded 7 rows above, 6 columns before"
    source = ViewSource(Projection.ANT, "1.dcm", 0, "", "", turned=turned, raster=raster)
    for row, column in ((20, 10), (150, 200), (100, 77)):
        stored = np.zeros((rows, columns), np.int64)
        stored[row, column] = 9
        upright = recipe_of(turned, raster, None).upright(stored)
        (at,) = np.argwhere(upright == 9)
        centre = np.array([[at[1] + 0.5, at[0] + 0.5]])
        back = to_stored(source, rows, columns, centre)
        assert (np.abs(back - [[column + 0.5, row + 0.5]]) <= double / 2).all()
        assert from_stored(source, rows, columns, back) == pytest.approx(centre)
