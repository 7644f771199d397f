"""Ages and dates that cannot be facts are in no list and no banner, and what the import says of them stands with the study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from dspic_gui.qt.words.answers import describe_study
from dspic_gui.worklist.rows import Worklist
from tests.made.body_case import BOTH
from tests.made.body_files import scan

CASES: dict[str, tuple[dict[str, Any], int | None, str | None, str]] = {
    "999Y": ({"PatientAge": "999Y", "PatientBirthDate": None}, None, "2023-05-24 14:09", "The age in the file is no age"),
    "000Y": ({"PatientAge": "000Y", "PatientBirthDate": None}, None, "2023-05-24 14:09", "The age in the file is no age"),
    "999Y and born in 1969": ({"PatientAge": "999Y"}, 54, "2023-05-24 14:09", "The age in the file is no age"),
    "000Y and born in 1969": ({"PatientAge": "000Y"}, 54, "2023-05-24 14:09", "contradicts the birth date"),
    "study on month 13": ({"StudyDate": "20231324"}, 54, "2023-05-24 14:09", "no day of the calendar"),
    "born on 31 February": ({"PatientBirthDate": "19690231"}, 54, "2023-05-24 14:09", "no day of the calendar"),
    "acquired on 30 February": ({"AcquisitionDate": "20230230"}, 54, "2023-05-24", "no day of the calendar"),
    "acquired at 29:75": ({"AcquisitionTime": "297500"}, 54, "2023-05-24", "no time of day"),
    "no day at all": ({"StudyDate": "99999999", "AcquisitionDate": "20231399"}, 54, None, "no day of the calendar"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_no_fact_is_said_and_not_shown(name: str, tmp_path: Path) -> None:
    changes, age, shown, said = CASES[name]
    (tmp_path / "a.dcm").write_bytes(scan(*BOTH, **changes).content())
    archive = Archive.create(tmp_path / "dataset", "cases")
    (outcome,) = import_sources(archive, [tmp_path / "a.dcm"])
    assert any(said in note for note in outcome.notes)
    study = archive.study(outcome.study or "")
    assert all(any(said in note for note in view.notes) for view in study.views)
    worklist = Worklist(archive.folder, None, tmp_path / "cache")
    worklist.refresh()
    (row,) = worklist.of_patient(study.patient)
    worklist.close()
    assert (row.age, row.date and row.date[:16].replace("T", " ")) == (age, shown)
    assert describe_study(study, 1).split("  ")[1:] == [*([f"{age} y"] if age else []), "M", *([shown] if shown else []), "ANT + POST"]
