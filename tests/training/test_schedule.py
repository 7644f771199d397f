"""The learning rate of every training: a warm-up, then constant or along a cosine to zero."""

import pytest

from training.schedule import rate_at


def test_the_rate_rises_through_the_warm_up_and_falls_along_a_cosine():
    rates = [rate_at(1e-4, step, total=100, warm=10) for step in range(100)]
    assert rates[0] == pytest.approx(1e-5) and rates[9] == rates[10] == pytest.approx(1e-4)
    assert rates[55] == pytest.approx(0.5e-4) and 0 < rates[99] < 1e-6


def test_a_constant_rate_stays_as_it_is():
    assert {rate_at(1e-4, step, total=100, warm=0, constant=True) for step in range(100)} == {1e-4}
    assert rate_at(1e-4, 0, total=10, warm=2, constant=True) == 0.5e-4


def test_a_warm_up_that_is_the_whole_training_ends_at_the_full_rate():
    assert rate_at(1.0, 9, total=10, warm=10) == 1.0 and rate_at(1.0, 10, total=10, warm=10) == 1.0
