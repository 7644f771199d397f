"""Which lists are so short that no process is started for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.worklist.builder import FEW_FILES, SMALL_FILE, is_short
from tests.made.small_dataset import small_dataset


@pytest.fixture
def lead(tmp_path: Path) -> Archive:
    return small_dataset(tmp_path / "dataset", 2)


def test_a_few_small_files_are_a_short_list(lead: Archive) -> None:
    assert is_short(lead.folder, "R1") and is_short(lead.folder, None)


def test_many_studies_are_none(lead: Archive) -> None:
    for number in range(FEW_FILES):
        (lead.folder / "studies" / f"{number:016x}.json").touch()
    assert not is_short(lead.folder, "R1")


@pytest.mark.parametrize("name", ["studies/large.json", "readings/R2/large.json", "predictions/model/large.json"])
def test_a_large_file_of_those_that_the_list_reads_is_none(name: str, lead: Archive) -> None:
    path = lead.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b" " * (SMALL_FILE + 1))
    assert not is_short(lead.folder, "R2") and not is_short(lead.folder, None)
    assert is_short(lead.folder, "R1") is name.startswith("readings/R2"), "another reader's marks are not looked at"


def test_what_cannot_be_read_is_left_to_whoever_makes_the_list(lead: Archive) -> None:
    (lead.folder / "dataset.json").write_text("{")
    assert is_short(lead.folder, None)
