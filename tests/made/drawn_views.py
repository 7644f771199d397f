"""Drawn views of one body with discs: metastases anywhere in the trunk, arthritis at the knees. What is where is known."""

from __future__ import annotations

import numpy as np

from dspic_gui.disease import Answer, Disease
from dspic_gui.reading import Lesion
from dspic_gui.shape import Ellipse
from dspic_gui.study import COLUMNS, ROWS, Projection, View, ViewSource

RADIUS = 9


def drawn_view(answer: Answer, seed: int, projection: Projection = Projection.ANT) -> tuple[View, tuple[Lesion, ...]]:
    """A view that shows this answer, and its lesions: at most one of each disease."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:ROWS, 0:COLUMNS]
    level = np.where((abs(columns - 128) < 55) & (rows > 60) & (rows < 960), 20, 0)
    places = []
    if Disease.METASTASIS in answer.diseases:
        places.append((float(rng.integers(85, 171)), float(rng.integers(220, 470)), "metastasis:thoracic_spine"))
    if Disease.ARTHRITIS in answer.diseases:
        places.append((float(rng.choice([98, 158])), float(rng.integers(660, 700)), "arthritis:knee:left"))
    for x, y, _ in places:
        level = np.where((columns + 0.5 - x) ** 2 + (rows + 0.5 - y) ** 2 < RADIUS**2, 140, level)
    counts = (level + rng.integers(0, 6, level.shape) * (level > 0)).astype(np.int32)
    lesions = tuple(Lesion(projection, Ellipse(x, y, RADIUS, RADIUS), label) for x, y, label in places)
    return View(projection, counts, ViewSource(projection, "drawn", 0, "0" * 64, "drawn")), lesions
