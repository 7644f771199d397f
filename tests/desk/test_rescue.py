"""A damaged label file costs no work: the newest whole version comes back, or the reading begins anew, and the damaged file is kept."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.desk.rescue import (
    RescueError,
    newest_whole_version,
    restore_newest_version,
    set_aside,
)
from dspic_gui.labels.view_file import LabelError
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion, small_dataset


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return small_dataset(tmp_path / "d", 1).as_reader("R1")


def damage(archive: Archive, key: str) -> bytes:
    path = archive.reading_path("R1", key, Projection.ANT)
    content = path.read_bytes()[:200]
    path.unlink()
    path.write_bytes(content)
    with pytest.raises(LabelError):
        archive.reading("R1", key)
    return content


def quarantined(archive: Archive) -> list[bytes]:
    return [path.read_bytes() for path in (archive.folder / ".quarantine").rglob("*.json") if path.is_file()]


def test_the_newest_whole_version_comes_back(archive: Archive) -> None:
    key = archive.study_keys()[0]
    one, two = lesion(), lesion(140, 510)
    archive.save(Reading(key, "R1", (one,)))
    time.sleep(0.3)
    archive.save(Reading(key, "R1", (one, two)))
    content = damage(archive, key)
    assert restore_newest_version(archive, key).lesions == (one,)
    again = Archive(archive.folder, "R1").reading("R1", key)
    assert again is not None and again.lesions == (one,)
    assert content in quarantined(archive)


def test_the_reading_begins_anew(archive: Archive) -> None:
    key = archive.study_keys()[0]
    archive.save(Reading(key, "R1", (lesion(),)))
    content = damage(archive, key)
    set_aside(archive, key)
    assert archive.reading("R1", key) is None and content in quarantined(archive)


def test_without_an_earlier_version_nothing_is_touched(archive: Archive) -> None:
    key = archive.study_keys()[0]
    archive.save(Reading(key, "R1", (lesion(),)))
    content = damage(archive, key)
    with pytest.raises(RescueError, match="Nothing was changed"):
        newest_whole_version(archive, key)
    assert archive.reading_path("R1", key, Projection.ANT).read_bytes() == content
