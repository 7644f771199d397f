"""Drawn pairs in memory, and a network with few weights."""

from __future__ import annotations

import numpy as np

from dspic_gui.disease import Answer
from dspic_gui.model.half_view import body_scale, halved
from tests.made.lesion_dataset import drawn_counts, drawn_places, drawn_regions
from training.lesions.examples import PairExample, ViewExample
from training.lesions.settings import LesionSettings

SMALL = {"widths": (8, 8), "blocks": (0, 1), "rows": 64, "columns": 32, "batch": 2}


def settings(**more: object) -> LesionSettings:
    return LesionSettings(**{"labels": "truth", "steps": 6, "every": 3, **SMALL, **more})  # type: ignore[arg-type]


def pair(answer: Answer, seed: int, *, regions: bool = True, measured: bool = False) -> PairExample:
    """A study of two views that show the same."""
    half = halved(drawn_counts(answer, seed))
    bits = np.zeros(half.shape, dtype=np.uint8)
    for disease, _, _, row, column in drawn_places(answer, seed):
        bits[row // 2 - 4 : row // 2 + 4, column // 2 - 4 : column // 2 + 4] |= 1 if disease == "metastasis" else 2
    places = np.flatnonzero(bits).astype(np.int32)
    counts = np.rint(half) if measured else half
    view = ViewExample(
        answer, counts.astype(np.float32), measured, body_scale(half), places, bits.reshape(-1)[places],
        drawn_regions()[::2, ::2] if regions else None,
    )  # fmt: skip
    return PairExample(f"s{seed}", f"p{seed}", (view, view), (255.5, 63.5), (225.0, 30.0))


def pairs(count: int, **more: bool) -> list[PairExample]:
    """As many, the answers go round."""
    return [pair(list(Answer)[number % 4], number, **more) for number in range(count)]
