"""The hot spot grows over the right pixels and its outline is a usable polygon."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dspic_gui.marking.hot_spot import grow, hot_spot, local_maximum
from dspic_gui.shape import crosses_itself


def blob(rows: int = 80, columns: int = 60, centre: tuple[float, float] = (30.5, 40.5), sigma: float = 5.0) -> np.ndarray:
    y, x = np.mgrid[:rows, :columns] + 0.5
    return np.rint(1000 * np.exp(-((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / (2 * sigma**2))).astype(np.int32)


def test_half_of_a_gaussian_is_a_disc_of_its_half_width() -> None:
    shape = hot_spot(blob(), (32.0, 41.0), percent=50)
    assert shape is not None
    radius = 5.0 * np.sqrt(2 * np.log(2))
    assert shape.area == pytest.approx(np.pi * radius**2, rel=0.06)
    assert shape.centre == pytest.approx((30.5, 40.5), abs=0.2)
    distances = np.hypot(*(shape.outline - (30.5, 40.5)).T)
    assert distances.min() > radius - 1 and distances.max() < radius + 1


def test_a_lower_share_grows_a_larger_region() -> None:
    areas = [shape.area for percent in (80, 50, 20) if (shape := hot_spot(blob(), (30, 40), percent))]
    assert len(areas) == 3
    assert areas == sorted(areas)


def test_the_maximum_is_found_near_the_click_and_not_far_from_it() -> None:
    counts = blob()
    assert local_maximum(counts, (32.2, 42.0)) == (40, 30)
    counts[0, 0] = 60_000
    assert local_maximum(counts, (30.0, 40.0)) == (40, 30)


def test_a_neighbour_not_joined_is_left_out() -> None:
    counts = np.zeros((30, 30), dtype=np.int32)
    counts[5:10, 5:10] = 100
    counts[5:10, 12:17] = 100
    counts[10:15, 10:12] = 100  # touches the first block only at a corner
    found = grow(counts, (7.0, 7.0), 50)
    assert found is not None
    assert found[2].sum() == 25


def test_a_thread_to_a_neighbour_is_left_out_and_the_focus_is_followed_closely() -> None:
    counts = blob()
    focus = counts >= 500
    counts[39:41, 36:60] = 700  # a bright edge, two pixels wide, that runs away from the focus
    shape = hot_spot(counts, (30.5, 40.5), percent=50)
    assert shape is not None
    drawn = shape.mask(*counts.shape)
    assert shape.bounds[2] < 40
    assert (drawn & focus).sum() / (drawn | focus).sum() > 0.9


def test_a_region_of_threads_only_stays_as_it_is() -> None:
    counts = np.zeros((30, 30), dtype=np.int32)
    counts[10:12, 5:20] = 100
    found = grow(counts, (8.0, 10.0), 50)
    assert found is not None and found[2].sum() == 30


def test_a_noisy_focus_has_an_outline_without_corners() -> None:
    """The direction of the outline turns round once, and hardly back and forth, although the region's edge is ragged."""
    counts = np.random.default_rng(5).poisson(blob() / 25).astype(np.int32)
    shape = hot_spot(counts, (30.5, 40.5), percent=45)
    assert shape is not None
    sides = np.diff(np.vstack((shape.outline, shape.outline[:1])), axis=0)
    headings = np.arctan2(sides[:, 1], sides[:, 0])
    turns = (np.diff(np.append(headings, headings[0])) + np.pi) % (2 * np.pi) - np.pi
    assert abs(turns.sum()) == pytest.approx(2 * np.pi, abs=1e-6)
    assert np.abs(turns).sum() < 2.2 * 2 * np.pi


def test_nothing_to_grow_gives_none() -> None:
    counts = np.zeros((20, 20), dtype=np.int32)
    assert hot_spot(counts, (5.0, 5.0)) is None
    assert hot_spot(blob(), (-1.0, 5.0)) is None


def test_growth_stops_at_its_reach() -> None:
    counts = np.full((400, 256), 50, dtype=np.int32)
    shape = hot_spot(counts, (128.0, 200.0))
    assert shape is not None
    left, top, right, bottom = shape.bounds
    assert right - left <= 82 and bottom - top <= 82


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), x=st.floats(0, 63.9), y=st.floats(0, 63.9), percent=st.floats(10, 95))
def test_on_noise_the_outline_is_simple_inside_and_covers_its_pixels(seed: int, x: float, y: float, percent: float) -> None:
    counts = np.random.default_rng(seed).poisson(3, (64, 64)).astype(np.int32)
    shape = hot_spot(counts, (x, y), percent)
    found = grow(counts, (x, y), percent)
    if shape is None or found is None:
        assert shape is None and found is None
        return
    assert not crosses_itself(shape.outline)
    left, top, right, bottom = shape.bounds
    assert left >= 0 and top >= 0 and right <= 64 and bottom <= 64
    whole = np.zeros((64, 64), dtype=bool)
    whole[found[0] : found[0] + found[2].shape[0], found[1] : found[1] + found[2].shape[1]] = found[2]
    drawn = shape.mask(64, 64)
    assert (drawn & whole).sum() >= 0.6 * whole.sum()
    assert not (drawn & ~whole).sum() > 0.25 * whole.sum() + 2
