from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.dataset import sittings
from dspic_gui.dataset.sittings import (
    Entry,
    Sitting,
    SittingError,
    entries,
    path_of,
    skips,
    study_times,
    summary,
    table,
    write_table,
)

ONE, TWO, THREE = "1" * 16, "2" * 16, "3" * 16


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 11, 22, 8, 0, tzinfo=UTC) + timedelta(seconds=self.seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def begin(tmp_path: Path, clock: Clock) -> Callable[[], Sitting]:
    return lambda: Sitting(tmp_path, "R1", clock, clock.now)


def show(sitting: Sitting, clock: Clock, key: str, seconds: float) -> None:
    sitting.opened(key)
    clock.seconds += seconds
    sitting.left()


def test_time_per_study_adds_up_over_visits(begin: Callable[[], Sitting], clock: Clock, tmp_path: Path) -> None:
    sitting = begin()
    show(sitting, clock, ONE, 40)
    show(sitting, clock, TWO, 90)
    sitting.sealed(TWO)
    show(sitting, clock, ONE, 20.5)
    sitting.sealed(ONE)
    found = entries(tmp_path, "R1")
    assert found == sitting.entries
    assert [(row.study, row.seconds, row.result) for row in study_times(found)] == [(ONE, 60.5, "sealed"), (TWO, 90.0, "sealed")]
    figures = summary(found)
    assert (figures.sealed, figures.seconds, figures.median_seconds) == (2, 150.5, 75.25)


def test_the_last_study_counts_though_it_stays_on_screen(begin: Callable[[], Sitting], clock: Clock) -> None:
    sitting = begin()
    sitting.opened(ONE)
    clock.seconds += 30
    sitting.sealed(ONE)
    assert (sitting.summary.seconds, sitting.summary.median_seconds) == (30.0, 30.0)
    clock.seconds += 5
    sitting.left()
    assert [(row.study, row.seconds, row.result) for row in study_times(sitting.entries)] == [(ONE, 35.0, "sealed")]


def test_the_next_study_ends_the_one_before(begin: Callable[[], Sitting], clock: Clock) -> None:
    sitting = begin()
    sitting.opened(ONE)
    clock.seconds += 12
    sitting.opened(TWO)
    clock.seconds += 3
    sitting.left()
    sitting.left()
    assert [(row.study, row.seconds) for row in study_times(sitting.entries)] == [(ONE, 12.0), (TWO, 3.0)]


def test_time_away_does_not_count(begin: Callable[[], Sitting], clock: Clock) -> None:
    sitting = begin()
    sitting.opened(ONE)
    clock.seconds += 10
    sitting.pause()
    clock.seconds += 3600
    sitting.go_on()
    sitting.go_on()
    clock.seconds += 5
    sitting.left()
    assert study_times(sitting.entries)[0].seconds == 15.0


def test_a_study_passed_by_is_not_noted(begin: Callable[[], Sitting], clock: Clock, tmp_path: Path) -> None:
    show(begin(), clock, ONE, 0.4)
    assert not path_of(tmp_path, "R1").exists()


def test_a_skip_needs_a_reason_and_stands_until_it_is_taken_back(begin: Callable[[], Sitting], tmp_path: Path) -> None:
    sitting = begin()
    with pytest.raises(SittingError, match="reason"):
        sitting.skip(ONE, "  ")
    sitting.skip(ONE, " motion ")
    sitting.skip(TWO, "ask")
    assert skips(tmp_path, "R1") == {ONE: "motion", TWO: "ask"}
    assert skips(tmp_path, "R2") == {}
    later = begin()
    later.edited(ONE)
    later.edited(THREE)
    later.sealed(TWO)
    assert skips(tmp_path, "R1") == {}
    assert [entry.act for entry in entries(tmp_path, "R1")] == ["begin", "skip", "skip", "begin", "resume", "seal"]


def test_a_torn_line_is_passed_over_and_ended(begin: Callable[[], Sitting], tmp_path: Path) -> None:
    sitting = begin()
    sitting.skip(ONE, "motion")
    with path_of(tmp_path, "R1").open("ab") as file:
        file.write(b'{"at": "2026-11-22T08:00:00+00:00", "act": "sk')
    assert skips(tmp_path, "R1") == {ONE: "motion"}
    begin().skip(TWO, "ask")
    assert skips(tmp_path, "R1") == {ONE: "motion", TWO: "ask"}
    assert [entry.act for entry in entries(tmp_path, "R1")] == ["begin", "skip", "begin", "skip"]


def test_what_could_not_be_written_is_said_and_times_are_kept_for_later(
    begin: Callable[[], Sitting], clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = begin()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(sittings.os, "fsync", full)
        show(sitting, clock, ONE, 30)
        with pytest.raises(SittingError, match=r"no space left.*readings are safe"):
            sitting.skip(TWO, "ask")
    assert sitting.entries == []
    sitting.skip(TWO, "ask")
    assert [(entry.act, entry.study) for entry in sitting.entries] == [("begin", None), ("read", ONE), ("skip", TWO)]


def test_the_folder_is_locked_while_a_line_is_added(begin: Callable[[], Sitting], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "LOCK_SECONDS", 0.05)
    sitting = begin()
    (tmp_path / "sittings").mkdir()
    with durable.locked(tmp_path / "sittings"), pytest.raises(SittingError, match="another program"):
        sitting.skip(ONE, "motion")


def test_the_table_opens_in_a_spreadsheet(begin: Callable[[], Sitting], clock: Clock, tmp_path: Path) -> None:
    sitting = begin()
    show(sitting, clock, ONE, 30)
    sitting.skip(ONE, 'unclear, "hot" knee; ask')
    show(sitting, clock, TWO, 5)
    write_table(sitting.entries, tmp_path / "sitting.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "sitting.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["study"], row["seconds"], row["result"], row["reason"]) for row in rows] == [
        (ONE, "30.0", "skipped", 'unclear, "hot" knee; ask'),
        (TWO, "5.0", "looked at", ""),
    ]
    assert table([]) == [("study", "first_seen_utc", "seconds", "result", "reason")]
    with pytest.raises(SittingError, match="another folder"):
        write_table([], tmp_path / "missing" / "sitting.csv")


def test_lines_are_json_without_empty_fields(begin: Callable[[], Sitting], tmp_path: Path) -> None:
    begin().skip(ONE, "motion")
    lines = [json.loads(line) for line in path_of(tmp_path, "R1").read_text(encoding="utf-8").splitlines()]
    assert lines[1] == {"at": "2026-11-22T08:01:40.000Z", "act": "skip", "study": ONE, "reason": "motion"}
    assert summary([Entry("2026", "begin")]).sealed == 0
