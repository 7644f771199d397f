"""Hot spots are found where they are, brightest first, and noise alone has none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dspic_gui.marking.hot_spots import APART, Spot, following, hot_spots

PLACES = ((60, 200, 120.0), (150, 320, 80.0), (200, 700, 55.0))


def body(places: tuple[tuple[int, int, float], ...] = PLACES, seed: int = 1, base: float = 20.0) -> np.ndarray:
    """Poisson counts of a trunk with gaussian spots of these heights (x, y in pixels)."""
    rows, columns = np.mgrid[0:1024, 0:256] + 0.5
    level = np.where((abs(columns - 128) < 100) & (abs(rows - 512) < 460), base, 0.4)
    for x, y, height in places:
        level = level + height * np.exp(-((columns - x - 0.5) ** 2 + (rows - y - 0.5) ** 2) / (2 * 4.0**2))
    return np.random.default_rng(seed).poisson(level).astype(np.int32)


@pytest.mark.parametrize("seed", range(5))
def test_spots_are_found_in_the_order_of_their_counts(seed: int) -> None:
    found = hot_spots(body(seed=seed))
    assert len(found) >= 3
    for spot, (x, y, height) in zip(found, PLACES, strict=False):
        assert abs(spot.point[0] - x - 0.5) <= 3 and abs(spot.point[1] - y - 0.5) <= 3
        assert spot.counts == pytest.approx(20 + height, rel=0.25)
    assert [spot.counts for spot in found] == sorted((spot.counts for spot in found), reverse=True)


@pytest.mark.parametrize("seed", range(5))
def test_noise_alone_has_no_hot_spot(seed: int) -> None:
    assert hot_spots(np.random.default_rng(seed).poisson(30, (1024, 256))) == ()


def test_nothing_and_a_flat_picture_have_none() -> None:
    assert hot_spots(np.zeros((60, 50), dtype=np.int32)) == ()
    assert hot_spots(np.full((60, 50), 9, dtype=np.int32)) == ()
    assert hot_spots(np.zeros((5, 4), dtype=np.int32)) == ()


def test_of_a_flat_top_the_middle_is_taken_once() -> None:
    rows, columns = np.mgrid[0:300, 0:200]
    counts = np.where((columns - 90) ** 2 + (rows - 140) ** 2 < 12**2, 150, 20).astype(np.uint16)
    (spot,) = hot_spots(counts)
    assert spot == Spot((90.5, 140.5), 150.0)


def test_a_spot_in_the_corner_lies_in_the_picture() -> None:
    counts = np.full((100, 80), 4, dtype=np.int32)
    counts[0:3, 0:3] = 200
    (spot,) = hot_spots(counts)
    assert spot.point[0] < 4 and spot.point[1] < 4


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 60), st.integers(3, 60))
def test_every_spot_is_a_pixel_of_the_picture_and_none_are_near_each_other(seed: int, rows: int, columns: int) -> None:
    rng = np.random.default_rng(seed)
    counts = (rng.poisson(5, (rows, columns)) * (1 + 20 * (rng.random((rows, columns)) > 0.97))).astype(np.int32)
    found = hot_spots(counts)
    for index, spot in enumerate(found):
        assert 0 < spot.point[0] < columns and 0 < spot.point[1] < rows
        for other in found[:index]:
            assert max(abs(spot.point[0] - other.point[0]), abs(spot.point[1] - other.point[1])) > APART


def test_the_counts_are_not_changed() -> None:
    counts = body()
    before = counts.copy()
    hot_spots(counts)
    assert (counts == before).all()


def test_following_goes_round_in_order_of_brightness() -> None:
    one, two, three = (Spot((float(x), 1.0), counts) for x, counts in ((9, 30.0), (5, 20.0), (1, 20.0)))
    spots = (three, one, two)
    order, last = [], None
    for _ in range(4):
        last = following(spots, last)
        order.append(last)
    assert order == [one, three, two, one]
    assert following(spots, one, -1) == two and following(spots, None, -1) == two
    assert following((), one) is None


def test_the_order_goes_on_after_a_spot_that_is_gone() -> None:
    one, two, three = (Spot((5.0, 5.0), counts) for counts in (30.0, 20.0, 10.0))
    assert following((one, three), two) == three
    assert following((one, three), two, -1) == one
