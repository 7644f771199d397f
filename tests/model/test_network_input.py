"""A view becomes the network's array: Eq 1, transposed, the same for training and application."""

import numpy as np
import pytest

from dspic_gui.model.network_input import NetworkInputError, network_input, normalise


def test_equation_1_spreads_a_view_from_zero_to_one():
    counts = np.array([[3, 5], [11, 7]], dtype=np.int32)
    slow = [[(x - 3) / (11 - 3) for x in row] for row in counts]
    assert normalise(counts) == pytest.approx(np.array(slow))
    assert normalise(-counts) == pytest.approx(1 - np.array(slow))


def test_a_constant_view_becomes_zeros():
    assert not normalise(np.full((4, 4), 17, np.int32)).any()


def test_large_counts_keep_their_differences():
    counts = np.array([[2**31 - 3, 2**31 - 2, 2**31 - 1]], dtype=np.int64)
    assert normalise(counts)[0].tolist() == [0.0, 0.5, 1.0]


def test_the_network_sees_the_view_transposed():
    counts = np.random.default_rng(0).integers(0, 300, (1024, 256), dtype=np.int32)
    seen = network_input(counts)
    assert seen.shape == (256, 1024) and seen.dtype == np.float32 and seen.flags.c_contiguous
    assert seen[17, 900] == pytest.approx((counts[900, 17] - counts.min()) / (counts.max() - counts.min()))


@pytest.mark.parametrize("shape", [(0, 256), (4,), (2, 4, 4)])
def test_what_has_no_rows_and_columns_is_refused(shape):
    with pytest.raises(NetworkInputError, match="has rows and columns"):
        network_input(np.zeros(shape, np.int32))


def test_pixels_that_are_no_numbers_are_refused():
    counts = np.ones((1024, 256), np.float32)
    counts[3, 3] = np.nan
    with pytest.raises(NetworkInputError, match="not numbers"):
        network_input(counts)
