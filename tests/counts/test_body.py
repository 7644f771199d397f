"""The box of the body: on the real scan, beside a bright artefact, and where there is nothing."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import numpy as np

from dspic_gui.counts.body import Box, around, body_box, body_of
from dspic_gui.study import Projection, View, ViewSource


def test_the_body_of_the_real_scan_is_found(real_scan: Path) -> None:
    from pydicom import dcmread

    counts = dcmread(real_scan).pixel_array.astype(np.int32)
    found = body_box(counts)
    assert 70 <= found.top <= 96 and 848 <= found.bottom <= 872, "from the vertex to the toes"
    inside = counts[int(found.top) : int(found.bottom), int(found.left) : int(found.right)].sum()
    assert inside / counts.sum() > 0.98


def test_single_counts_in_the_air_and_a_hot_bladder_change_nothing() -> None:
    counts = np.zeros((1024, 256), dtype=np.int32)
    counts[200:800, 64:192] = 20
    alone = body_box(counts)
    assert alone == Box(64, 200, 192, 800)
    counts[500:510, 120:130] = 5000
    counts[np.random.default_rng(3).integers(0, 1024, 60), np.random.default_rng(4).integers(0, 256, 60)] += 1
    assert body_box(counts) == alone


def test_without_counts_the_whole_raster_is_the_body() -> None:
    assert body_box(np.zeros((40, 20), dtype=np.int32)) == Box(0, 0, 20, 40)


def test_boxes_are_joined_and_mirrored() -> None:
    assert around([Box(10, 5, 20, 30), Box(2, 8, 15, 40)]) == Box(2, 5, 20, 40) and around([]) is None
    assert Box(10, 5, 20, 30).mirrored(256) == Box(236, 5, 246, 30)


def test_the_box_of_a_view_is_looked_for_once_and_goes_with_it() -> None:
    counts = np.zeros((1024, 256), np.int32)
    counts[100:900, 60:200] = 40
    view = View(Projection.ANT, counts, ViewSource(Projection.ANT, "", 0, "", ""))
    box = body_of(view)
    assert box == body_box(counts) and body_of(view) is box
    gone = weakref.ref(view)
    del view
    gc.collect()
    assert gone() is None
