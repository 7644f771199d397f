"""When a scan was made: one rule, and what is said where a file contradicts itself."""

from __future__ import annotations

import pytest

from dspic_gui.study import scan_time


@pytest.mark.parametrize(
    ("date", "acquired", "day", "minute", "stated"),
    [
        ("2004-08-26", ["1997-08-06T12:29:31.000"], "1997-08-06", "1997-08-06 12:29", "2004-08-26"),
        ("2024-03-04", ["2024-03-05T00:10:00", "2024-03-04T23:50:00"], "2024-03-04", "2024-03-04 23:50", None),
        ("2024-03-04", ["2024-03-05T00:10:00"], "2024-03-05", "2024-03-05 00:10", None),
        ("2024-03-04", [], "2024-03-04", "2024-03-04", None),
        ("2024-03-04", [None, "", "noon"], "2024-03-04", "2024-03-04", None),
        (None, ["2024-03-05T00:10:00"], "2024-03-05", "2024-03-05 00:10", None),
        ("some day", ["2024-03-05T00:10:00"], "2024-03-05", "2024-03-05 00:10", None),
        (None, [], None, None, None),
    ],
)
def test_a_scan_was_made_when_its_first_view_was_taken(
    date: str | None, acquired: list[str | None], day: str | None, minute: str | None, stated: str | None
) -> None:
    time = scan_time(date, acquired)
    assert (time.day, time.minute, time.stated) == (day, minute, stated)
