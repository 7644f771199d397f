"""The picture with marks shows a body in its own shape, whatever the shape of the scan's pixels."""

from __future__ import annotations

import numpy as np
import pytest

from dspic_gui.code import load_code_book
from dspic_gui.exchange.marked_picture import GAP, HEAD, SCALE, marked_picture
from dspic_gui.reading import Lesion
from dspic_gui.shape import Rectangle
from dspic_gui.study import COLUMNS, ROWS, Projection, View, ViewSource

ANT = Projection.ANT


def view(pixel_mm: tuple[float, float] | None) -> View:
    """Counts in one block: 200 rows by 100 columns."""
    counts = np.zeros((ROWS, COLUMNS), np.int32)
    counts[400:600, 50:150] = 100
    return View(ANT, counts, ViewSource(ANT, "a.dcm", 0, "0" * 64, "made"), pixel_mm)


@pytest.mark.parametrize(
    ("pixel_mm", "across", "down"),
    [(None, 2.0, 2.0), ((2.26, 2.26), 2.0, 2.0), ((1.13, 2.26), 2.0, 1.0), ((2.5, 2.0), 1.6, 2.0)],
)
def test_a_body_keeps_its_shape(
    pixel_mm: tuple[float, float] | None, across: float, down: float
) -> None:
    lesion = Lesion(ANT, Rectangle((50, 400), (150, 600)), "metastasis:rib:left")
    picture = marked_picture({ANT: view(pixel_mm)}, (lesion,), load_code_book(), ("", "", ""))
    body = picture[HEAD:, : COLUMNS * SCALE + GAP // 2]
    inside = body[round(410 * down) : round(590 * down), round(60 * across) : round(140 * across)]
    assert (inside == 0).all()
    rows, columns = (np.flatnonzero((body != 255).all(axis=2).any(axis=axis)) for axis in (1, 0))
    assert abs(rows[0] - 400 * down) <= 2 and abs(columns[0] - 50 * across) <= 2
    edge = body[round(400 * down), round(100 * across)]
    assert len(set(edge.tolist())) > 1  # the mark's colour, on the edge of the body
