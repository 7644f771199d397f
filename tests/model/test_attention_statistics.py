"""Maps against lesions and body, with figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dspic_gui.disease import Answer
from dspic_gui.model.attention_statistics import body_mask, lesion_mask, map_statistics
from dspic_gui.model.class_maps import MapKind, ViewMap
from dspic_gui.reading import Lesion
from dspic_gui.scans.decoder import read_file
from dspic_gui.shape import Rectangle
from dspic_gui.study import Projection
from tests.made.drawn_views import drawn_view

SIZE = (1024, 256)


def pixel_map(about: Answer | None = Answer.METASTATIC, **values: tuple[int, int, float]) -> ViewMap:
    cells = np.zeros(SIZE, np.float32)
    for row, column, value in values.values():
        cells[row, column] = value
    return ViewMap(MapKind.INPUT_GRADIENT if about else MapKind.ATTENTION, about, cells, 1, (0, 0), SIZE)


def box(x: float, y: float, label: str = "metastasis:rib:left", view: Projection = Projection.ANT) -> Lesion:
    return Lesion(view, Rectangle((x, y), (x + 16, y + 16)), label)


VIEW, _ = drawn_view(Answer.NORMAL, 1)


def test_share_area_and_hit_by_hand() -> None:
    found = map_statistics(pixel_map(a=(305, 105, 3.0), b=(500, 130, 1.0)), VIEW, [box(100, 300)])
    assert found.share == pytest.approx(0.75)
    assert found.area_share == pytest.approx(256 / (1024 * 256))
    assert found.hit is True and found.peak == (305, 105)


def test_a_lesion_is_not_widened() -> None:
    assert map_statistics(pixel_map(a=(300, 116, 1.0)), VIEW, [box(100, 300)]).hit is False
    assert map_statistics(pixel_map(a=(300, 115, 1.0)), VIEW, [box(100, 300)]).hit is True


def test_only_lesions_of_the_class_and_the_view_count() -> None:
    shown = pixel_map(a=(305, 105, 1.0))
    assert map_statistics(shown, VIEW, [box(100, 300, "arthritis:knee:left")]).hit is None
    assert map_statistics(shown, VIEW, [box(100, 300, view=Projection.POST)]).hit is None
    assert map_statistics(shown, VIEW, [box(100, 300, "urine")]).hit is None, "a mark is no lesion"
    attention = pixel_map(None, a=(305, 105, 1.0))
    assert map_statistics(attention, VIEW, [box(100, 300, "arthritis:knee:left")]).hit is True, "attention knows no class"


def test_a_maximum_beside_the_patient_is_told() -> None:
    assert map_statistics(pixel_map(a=(10, 10, 1.0)), VIEW, []).outside_body
    assert not map_statistics(pixel_map(a=(500, 128, 1.0)), VIEW, []).outside_body


def test_a_flat_map_hits_nothing() -> None:
    flat = ViewMap(MapKind.HIRESCAM, Answer.METASTATIC, np.zeros(SIZE, np.float32), 1, (0, 0), SIZE)
    found = map_statistics(flat, VIEW, [box(0, 0)])
    assert found.hit is False and found.share == 0.0


def test_without_lesions_there_is_nothing_to_hit() -> None:
    found = map_statistics(pixel_map(a=(500, 128, 1.0)), VIEW, [])
    assert (found.share, found.area_share, found.hit) == (None, None, None)


def test_the_mask_joins_lesions_once() -> None:
    mask = lesion_mask([box(100, 300), box(108, 300), box(50, 600, "arthritis:knee:left")], Answer.METASTATIC, SIZE)
    assert int(mask.sum()) == 24 * 16


def test_the_body_of_the_drawn_patient() -> None:
    body = body_mask(VIEW.counts)
    assert body[500, 128] and body[500, 80] and not body[500, 20] and not body[20, 128]
    assert not body_mask(np.zeros(SIZE, np.int32)).any()


def test_the_body_of_the_real_scan(real_scan: Path) -> None:
    """The patient of the real scan fills a third of the picture; skull, knees and ankles are inside, the corners are not."""
    counts = next(iter(read_file(real_scan).frames.values()))
    body = body_mask(counts)
    assert 0.25 < body.mean() < 0.55
    for row, column in ((130, 135), (300, 140), (420, 140), (607, 90), (607, 170), (800, 95), (800, 145)):
        assert body[row, column], (row, column)
    for row, column in ((5, 5), (5, 250), (1015, 5), (1015, 250), (950, 20)):
        assert not body[row, column], (row, column)
    assert body_mask(replace(VIEW, counts=counts.astype(np.float32)).counts).mean() == pytest.approx(body.mean())
