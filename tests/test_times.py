"""Moments: one way to write them, all earlier ways are read, and no text is compared with another."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta, timezone

import pytest

from dspic_gui import times
from tests.places import ROOT

AT = datetime(2026, 3, 4, 5, 6, 7, 89_000, UTC)


def test_a_moment_is_written_in_utc_and_read_again() -> None:
    assert times.written(AT) == "2026-03-04T05:06:07.089Z"
    assert times.written(AT.astimezone(timezone(timedelta(hours=8)))) == times.written(AT)
    assert times.moment(times.written(AT)) == AT
    assert abs(times.moment(times.now()) - datetime.now(UTC)) < timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2026-03-04T05:06:07Z", 0.0),
        ("2026-03-04T05:06:07+00:00", 0.0),
        ("2026-03-04T05:06:07.089+00:00", 0.089),
        ("2026-03-04T13:06:07+08:00", 0.0),
        ("2026-03-04T05:06:07", 0.0),
    ],
)
def test_what_earlier_versions_wrote_is_read(text: str, seconds: float) -> None:
    assert times.moment(text) == AT.replace(microsecond=0) + timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "now", "04.03.2026", "2026-13-01T00:00:00Z"])
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        times.moment(text)


def test_a_stamp_begins_a_files_name_and_is_found_there() -> None:
    made = times.stamp()
    assert times.stamped(f"{made}.sealed.json") == times.stamped(made)
    assert ":" not in made and abs(times.stamped(made) - datetime.now(UTC)) < timedelta(hours=1)
    with pytest.raises(ValueError):
        times.stamped("notes.json")


def test_no_other_module_spells_a_moment_for_a_file() -> None:
    """What is shown to a person is another matter, and so are the days of scans, which have no zone."""
    elsewhere = {"qt", "scans", "intake", "exchange", "study.py", "times.py"}
    paths = [path for path in (ROOT / "dspic_gui").rglob("*.py") if not elsewhere & {*path.parts}]
    spelled = [
        f"{path.name}:{node.lineno}"
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("isoformat", "fromisoformat", "strftime", "strptime")
    ]
    assert spelled == []
