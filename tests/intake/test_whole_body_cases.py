"""Whole-body scans as cameras, archives and workstations write them: the right picture on the right side, or a question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import Outcome, import_sources
from dspic_gui.scans.view_reasons import asked_views
from tests.made import (
    body_cases_of_exports,
    body_cases_of_files,
    body_cases_of_kinds,
    body_cases_of_more,
    body_cases_of_numbers,
    body_cases_of_people,
    body_cases_of_sizes,
    body_cases_of_views,
)
from tests.made.body_case import CASES, Said, Shown, faults, write_case

_OF = (body_cases_of_files, body_cases_of_kinds, body_cases_of_more, body_cases_of_views)
_OF += (body_cases_of_exports, body_cases_of_numbers, body_cases_of_people, body_cases_of_sizes)
assert all(_OF)  # they enter their cases


@pytest.mark.parametrize("name", CASES)
def test_a_case_becomes_what_a_physician_expects(name: str, tmp_path: Path) -> None:
    case = CASES[name].make()
    write_case(case, tmp_path / "in")
    archive = Archive.create(tmp_path / "dataset", "cases")
    said = [imported(archive, tmp_path, sources) for sources in case.imports]
    studies = [shown(archive, key) for key in archive.study_keys()]
    assert faults(case.expected(), studies, said) == []


def imported(archive: Archive, folder: Path, sources: Sequence[str]) -> Said:
    outcomes = import_sources(archive, [folder / source for source in sources])
    assert all(str(outcome.error or "").endswith(("", ".")) for outcome in outcomes)
    named = [(Path(outcome.source).relative_to(folder).as_posix(), outcome) for outcome in outcomes]
    left_out = frozenset(name for name, outcome in named if not outcome.taken)
    noted = frozenset(name for name, outcome in named if outcome.notes)
    return Said(exit_code(outcomes), left_out, noted, " ".join(spoken(outcome) for outcome in outcomes))


def exit_code(outcomes: Sequence[Outcome]) -> int:
    if not any(outcome.taken for outcome in outcomes):
        return 2
    return int(any(outcome.status == "refused" for outcome in outcomes))


def spoken(outcome: Outcome) -> str:
    return " ".join(map(str, (outcome.error or "", *outcome.views.values(), *outcome.notes)))


def shown(archive: Archive, key: str) -> Shown:
    study = archive.study(key)
    views = {projection.value: view.counts for projection, view in archive.views(key).items()}
    asked = frozenset(view.projection.value for view in asked_views(study))
    time = (study.time.when or "")[11:16] or None
    return Shown(views, asked, study.patient, study.age, time, study.time.day)
