"""A run of some benchmarks keeps what the others measured before."""

from __future__ import annotations

from tests.benchmarks.__main__ import merged


def test_rows_that_were_measured_again_stand_in_their_places() -> None:
    before = [{"name": "start", "value": 1.0}, {"name": "save", "value": 2.0}]
    assert merged(before, [{"name": "save", "value": 3.0}, {"name": "day", "value": 4.0}]) == [
        {"name": "start", "value": 1.0},
        {"name": "save", "value": 3.0},
        {"name": "day", "value": 4.0},
    ]
