"""A view at half size: sums of whole counts and of others, and what is asked of it more than once."""

import numpy as np
import pytest

from dspic_gui.model.half_view import Body, body_threshold, brightness, halved


@pytest.mark.parametrize("kind", [np.int32, np.uint16, np.int64, np.float32, np.float64])
def test_half_size_is_the_sum_of_four(kind: type) -> None:
    counts = (np.random.default_rng(2).poisson(30, (64, 48)) * 1.25 - 3).clip(0).astype(kind)
    exact = counts.astype(np.float64).reshape(32, 2, 24, 2).sum(axis=(1, 3))
    assert halved(counts).dtype == np.float32 and np.allclose(halved(counts), exact, rtol=1e-6)
    if np.dtype(kind).kind in "iu":
        assert (halved(counts) == exact).all()


def test_counts_beyond_what_sums_exactly_are_summed_as_ever() -> None:
    counts = np.random.default_rng(3).integers(1 << 22, 1 << 30, (8, 8)).astype(np.int32)
    wanted = counts.astype(np.float32).reshape(4, 2, 4, 2).sum(axis=(1, 3), dtype=np.float32)
    assert (halved(counts) == wanted).all()


def test_what_is_known_of_a_body_is_what_is_found_without() -> None:
    half = halved(np.random.default_rng(4).poisson(4, (1024, 256)))
    body = Body.of(half)
    assert body.threshold == body_threshold(half) == body_threshold(np.maximum(half, 0))
    assert (body.bright == brightness(half)).all()
