"""Other counts and hot spots: what a network meets when a bladder is full or the camera counted little."""

from __future__ import annotations

import numpy as np
import pytest

from dspic_gui.model.network_input import network_input
from training.dataset import Inputs
from training.settings import Settings
from training.vary import COUNTS, with_other_counts


@pytest.fixture
def picture() -> Inputs:
    """A body of ten counts a pixel with a bone of fifty, as Eq 1 gives it."""
    rng = np.random.default_rng(3)
    expected = np.zeros((128, 32))
    expected[8:120, 6:26] = 10
    expected[40:60, 14:18] = 50
    return network_input(rng.poisson(expected))


def test_a_seed_gives_the_same_picture_and_every_picture_stays_one_of_eq_1(picture: Inputs) -> None:
    for seed in range(20):
        one, again = (with_other_counts(picture, np.random.default_rng(seed)) for _ in range(2))
        assert np.array_equal(one, again) and one.shape == picture.shape and one.dtype == np.float32
        assert one.min() == 0 and one.max() == 1


def test_a_hot_spot_takes_the_brightness_from_the_bones_and_thinning_adds_noise(picture: Inputs) -> None:
    rng = np.random.default_rng(0)
    drawn = [with_other_counts(picture, rng) for _ in range(200)]
    kept = sum(np.array_equal(one, picture) for one in drawn)
    assert 25 <= kept <= 75  # a quarter on average
    bone = picture[14:18, 40:60].mean()
    dimmed = [one for one in drawn if one[14:18, 40:60].mean() < bone / 2]
    assert len(dimmed) > 20
    brightest = [np.unravel_index(one.argmax(), one.shape) for one in dimmed]
    assert sum(not (14 <= x < 18 and 40 <= y < 60) for x, y in brightest) > len(dimmed) / 2
    steps = [1 / one[one > 0].min() for one in drawn]  # how many counts the hottest pixel has
    assert min(steps) < 2 * COUNTS[0] / picture[picture > 0].min() < max(steps)


def test_an_empty_picture_stays_empty(picture: Inputs) -> None:
    rng = np.random.default_rng(1)
    assert not any(with_other_counts(np.zeros_like(picture), rng).any() for _ in range(8))


def test_it_is_a_named_deviation() -> None:
    assert Settings(vary_counts=True).deviations_named() == {"vary_counts": True}
    assert "vary_counts" not in Settings().deviations_named()
