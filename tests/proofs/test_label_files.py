"""Label files damaged in every bit and in many more ways, and many more readings that come back equal."""

from __future__ import annotations

import pytest

from tests.labels.test_label_fuzz import test_damaged_bytes, test_damaged_values
from tests.labels.test_view_file import (
    test_a_reading_comes_back_equal,
    test_every_flipped_bit_of_two_kilobytes_is_seen,
    test_what_others_wrote_is_kept_at_every_level,
)

__all__ = [
    "test_a_reading_comes_back_equal",
    "test_damaged_bytes",
    "test_damaged_values",
    "test_every_flipped_bit_of_two_kilobytes_is_seen",
    "test_what_others_wrote_is_kept_at_every_level",
]


@pytest.fixture
def rounds() -> int:
    return 1200


@pytest.fixture
def step() -> int:
    return 1
