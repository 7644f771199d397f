"""The long proof of the vote: 10,000 random studies, the export compared with a slow recomputation from the raw files."""

from __future__ import annotations

import pytest

from tests.ground_truth.vote_proof import check_study


@pytest.mark.parametrize("thousand", range(10))
def test_the_export_equals_a_slow_recomputation_from_the_raw_files(thousand: int) -> None:
    for seed in range(thousand * 1000, thousand * 1000 + 1000):
        check_study(seed)
