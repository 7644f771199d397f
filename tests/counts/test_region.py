"""Region figures and profiles against numbers worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspic_gui.counts.region import count_at, profile, region_statistics
from dspic_gui.shape import Polygon, Rectangle
from dspic_gui.study import Projection, View, ViewSource

SOURCE = ViewSource(Projection.ANT, "scans/x/0.dcm", 0, "0" * 64, "by the test")


def view_of(counts: np.ndarray, pixel_mm: tuple[float, float] | None = (2.0, 3.0)) -> View:
    return View(Projection.ANT, counts.astype(np.int32), SOURCE, pixel_mm)


def test_figures_of_a_rectangle_worked_out_by_hand() -> None:
    counts = np.zeros((10, 8))
    counts[2:4, 1:3] = [[10, 20], [30, 40]]  # columns 1, 2; mirrored: columns 5, 6
    counts[2:4, 5:7] = 5
    counts[9, 7] = 80
    found = region_statistics(view_of(counts), Rectangle((1, 2), (3, 4)))
    assert (found.pixels, found.total, found.mean, found.maximum) == (4, 100, 25, 40)
    assert found.area_mm2 == 24
    assert found.share_of_maximum == 50
    assert found.ratio == 5


def test_without_pixel_size_there_are_no_millimetres_and_without_mirrored_counts_no_ratio() -> None:
    counts = np.zeros((4, 4))
    counts[0, 0] = 3
    found = region_statistics(view_of(counts, None), Rectangle((0, 0), (1, 1)))
    assert found.area_mm2 is None
    assert found.ratio is None
    assert found.share_of_maximum == 100


def test_a_region_between_pixel_centres_is_empty_not_an_error() -> None:
    found = region_statistics(view_of(np.ones((4, 4))), Rectangle((1.6, 1.6), (2.4, 2.4)))
    assert (found.pixels, found.mean, found.maximum, found.total) == (0, 0, 0, 0)


def test_negative_counts_stay_in_the_mean() -> None:
    counts = np.array([[-4, 8], [0, 0]])
    assert region_statistics(view_of(counts), Rectangle((0, 0), (2, 1))).mean == 2


@given(st.lists(st.tuples(st.floats(-20, 276), st.floats(-20, 120)), min_size=3, max_size=8))
def test_figures_agree_with_the_whole_mask(points: list[tuple[float, float]]) -> None:
    counts = np.random.default_rng(3).poisson(20, (100, 256))
    shape = Polygon(tuple(points))
    mask = shape.mask(100, 256)
    found = region_statistics(view_of(counts), shape)
    assert found.pixels == mask.sum()
    assert found.total == counts[mask].sum()
    assert found.maximum == (counts[mask].max() if mask.any() else 0)
    mirrored = counts[shape.mirrored(256).mask(100, 256)]
    if found.ratio is not None:
        assert found.ratio == pytest.approx(counts[mask].mean() / mirrored.mean() if mask.any() else 0)


def test_profile_reads_the_pixels_it_crosses() -> None:
    counts = np.arange(20).reshape(4, 5)
    line = profile(view_of(counts), (0.5, 1.5), (4.5, 1.5))
    assert line.counts.tolist() == [5, 6, 7, 8, 9]
    assert line.distances.tolist() == [0, 1, 2, 3, 4]
    assert line.length_mm == 12.0
    down = profile(view_of(counts), (2.5, 0.5), (2.5, 3.5))
    assert down.counts.tolist() == [2, 7, 12, 17]
    assert down.length_mm == 6.0


def test_profile_outside_the_picture_is_zero() -> None:
    line = profile(view_of(np.ones((4, 4)), None), (-2.5, 0.5), (1.5, 0.5))
    assert line.counts.tolist() == [0, 0, 0, 1, 1]
    assert line.length_mm is None


def test_count_at_takes_the_pixel_that_holds_the_point() -> None:
    view = view_of(np.arange(12).reshape(3, 4))
    assert count_at(view, 3.99, 2.99) == 11
    assert count_at(view, 0.0, 1.0) == 4
    assert count_at(view, 4.0, 0.0) is None
    assert count_at(view, -0.01, 0.0) is None
