"""A damaged label file costs no work: the newest whole version comes back, or the reading begins anew, and the damaged file is kept."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dspic_gui.checks.audit import verify
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.journals import Journals
from dspic_gui.desk.rescue import (
    RescueError,
    newest_whole_version,
    restore_newest_version,
    set_aside,
)
from dspic_gui.labels.view_file import LabelError
from dspic_gui.reading import Reading
from dspic_gui.sentence import Sentence
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


# what is missing, and what was sealed


@pytest.mark.parametrize("gone", [(Projection.ANT,), (Projection.POST,), tuple(Projection)], ids=str)
@pytest.mark.parametrize("sealed", [False, True])
def test_what_is_missing_is_not_empty(gone: tuple[Projection, ...], sealed: bool, archive: Archive) -> None:
    (key,) = archive.study_keys()
    reading = Reading(key, "R1", (lesion(), lesion(view=Projection.POST)))
    archive.save(reading)
    if sealed:
        archive.seal(reading)
    for view in gone:
        archive.reading_path("R1", key, view).unlink()
    for one in (archive, Archive(archive.folder, "R1")):
        with pytest.raises(LabelError, match=rf"{key}_{gone[0]}.json is missing, though the audit says that it was left there"):
            one.reading("R1", key)
    name = f"readings/R1/{key}_{gone[0]}.json"
    assert name in {one.file for one in verify(archive.folder)[1]}
    assert name in {one.file for one in DatasetCheck(archive.folder).breaches()}
    if sealed:
        lead, refused = Archive(archive.folder), dict[str, Sentence]()
        assert not lead.sealed_readings(key, refused) and "is missing" in refused["R1"]
    set_aside(archive, key)
    begun = Archive(archive.folder, "R1")
    assert begun.reading("R1", key) is None and not begun.is_sealed("R1", key)
    begun.save(Reading(key, "R1", (lesion(30, 30),)))
    assert verify(archive.folder)[1] == []


def test_a_reading_that_was_never_written_is_empty(archive: Archive) -> None:
    (key,) = archive.study_keys()
    assert archive.reading("R1", key) is None
    archive.note(key, "skip", "later")
    assert Archive(archive.folder, "R1").reading("R1", key) is None


@pytest.mark.parametrize("others", [False, True])
def test_a_sealed_reading_that_is_damaged_can_be_read_again_and_says_what_was_known(others: bool, archive: Archive) -> None:
    """It is sealed no more; where the others had sealed too, the reader has seen them, and each later reading says so."""
    (key,) = archive.study_keys()
    for reader in ("R1", "R2", "R3") if others else ("R1",):
        archive.as_reader(reader).seal(Reading(key, reader, (lesion(),)))
    damage(archive, key)
    set_aside(archive, key)
    begun = Archive(archive.folder, "R1")
    assert not begun.is_sealed("R1", key) and not begun.may_see_others(key)
    assert Journals(archive.folder, "R1").acts().sealed(key) is False
    reading = begun.reading("R1", key) or Reading(key, "R1")
    assert reading.unblinded is others and not reading.lesions
    again = begun.seal(reading.adding(lesion(30, 30)))
    assert again.unblinded is others and begun.is_sealed("R1", key) and verify(archive.folder)[1] == []


def test_the_newest_version_of_a_sealed_reading_comes_back_as_a_draft(archive: Archive) -> None:
    (key,) = archive.study_keys()
    archive.save(Reading(key, "R1", (lesion(),)))
    archive.seal(Reading(key, "R1", (lesion(),)))
    damage(archive, key)
    assert restore_newest_version(archive, key).lesions
    again = Archive(archive.folder, "R1")
    found = again.reading("R1", key)
    assert found is not None and not found.sealed and not again.is_sealed("R1", key)
    again.save(found.adding(lesion(30, 30)))
