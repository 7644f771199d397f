"""A number that turns out to be of different people: the studies that are there get patients of their own, and stay what they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from dspic_gui.study import Projection
from dspic_gui.worklist.rows import Worklist
from tests.made.body_case import write_case
from tests.made.body_cases_of_people import number_of_two_contradicted_by_sex


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Two studies that agree, and files of a third that does not."""
    write_case(number_of_two_contradicted_by_sex(), tmp_path / "in")
    archive = Archive.create(tmp_path / "dataset", "cases")
    import_sources(archive, [tmp_path / "in" / "1", tmp_path / "in" / "2"])
    return archive


def patients(archive: Archive) -> list[list[str]]:
    """Each study's patient in the list of studies, with all that the patient has."""
    worklist = Worklist(archive.folder, None, archive.folder.parent / "cache")
    worklist.refresh()
    try:
        return [[row.key for row in worklist.of_patient(archive.study(key).patient)] for key in archive.study_keys()]
    finally:
        worklist.close()


def test_the_studies_that_are_there_lose_their_prior_and_it_is_said_of_each(archive: Archive, tmp_path: Path) -> None:
    both = archive.study_keys()
    assert sorted(patients(archive)[0]) == both
    import_sources(archive, [tmp_path / "in" / "3"])
    assert patients(archive) == [[key] for key in archive.study_keys()] and len(archive.study_keys()) == 3
    for key in archive.study_keys():
        study = archive.study(key)
        assert all(any("used for different people (sex)" in note for note in view.notes) for view in study.views)
        assert archive.strange_views(study) == ()


def test_the_folder_is_whole_and_a_second_try_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    import_sources(archive, [tmp_path / "in" / "3"])
    assert list(DatasetCheck(archive.folder).breaches()) == []
    before = {path: path.read_bytes() for path in (archive.folder / "studies").iterdir()}
    import_sources(archive, [tmp_path / "in"])
    assert {path: path.read_bytes() for path in (archive.folder / "studies").iterdir()} == before


def test_a_scan_that_was_exchanged_by_hand_stays_seen(archive: Archive, tmp_path: Path) -> None:
    one, other = (archive.folder / "studies" / f"{key}.json" for key in archive.study_keys())
    content, lent = json.loads(one.read_text("utf-8")), json.loads(other.read_text("utf-8"))
    content["views"]["ANT"] = lent["views"]["ANT"]
    one.write_text(json.dumps(content), "utf-8")
    assert archive.strange_views(archive.study(one.stem)) == (Projection.ANT,)
    import_sources(archive, [tmp_path / "in" / "3"])
    assert archive.strange_views(archive.study(one.stem)) == (Projection.ANT,)
