"""Every earlier state of a reading can be found and is put together from the right files of both views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from dspic_gui import times
from dspic_gui.dataset.archive import Archive
from dspic_gui.desk.versions import VersionError, load_version, reading_versions
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion, small_dataset


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return small_dataset(tmp_path / "d", 1).as_reader("R1")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A clock that stands still within a save and goes on by a second with every `next`."""
    now = [datetime(2025, 1, 1, tzinfo=UTC)]
    monkeypatch.setattr(times, "stamp", lambda after=None: now[0].strftime("%Y%m%dT%H%M%S%fZ"))

    def tick() -> Iterator[int]:
        for second in count(1):
            now[0] += timedelta(seconds=1)
            yield second

    return tick()


def save(archive: Archive, clock: Iterator[int], *states: Reading) -> None:
    for state in states:
        next(clock)
        archive.save(state)


def test_every_state_comes_back_newest_first(archive: Archive, clock: Iterator[int]) -> None:
    key = archive.study_keys()[0]
    ant, post, more = lesion(), lesion(view=Projection.POST), lesion(140, 510)
    states = [
        Reading(key, "R1", (ant,)),
        Reading(key, "R1", (ant, post)),
        Reading(key, "R1", (ant, more, post)),
        Reading(key, "R1", (post,)),
    ]
    save(archive, clock, *states)
    found = [load_version(archive, key, version) for version in reading_versions(archive, key)]
    assert [sorted(mark.uid for mark in state.lesions) for state in found] == [
        sorted(mark.uid for mark in state.lesions) for state in states[-2::-1]
    ]


def test_a_sealed_version_is_named(archive: Archive) -> None:
    key = archive.study_keys()[0]
    archive.save(replace(Reading(key, "R1"), says_normal=True))
    archive.seal(replace(Reading(key, "R1"), says_normal=True))
    archive.reopen(key, "again")
    newest = reading_versions(archive, key)[0]
    assert newest.sealed and load_version(archive, key, newest).sealed


def test_a_damaged_version_says_so(archive: Archive, clock: Iterator[int]) -> None:
    key = archive.study_keys()[0]
    save(archive, clock, Reading(key, "R1", (lesion(),)), Reading(key, "R1"))
    (version,) = reading_versions(archive, key)[:1]
    target = version.files[Projection.ANT]
    target.unlink()
    target.write_text("{", encoding="utf-8")
    with pytest.raises(VersionError, match="Nothing was changed"):
        load_version(archive, key, version)


def test_the_lead_and_an_untouched_study_have_none(archive: Archive) -> None:
    key = archive.study_keys()[0]
    assert reading_versions(archive, key) == [] and reading_versions(archive.as_reader(None), key) == []
