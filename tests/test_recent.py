from __future__ import annotations

import json
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.places import config_folder
from dspic_gui.recent import LIMIT, RecentDatasets


@pytest.fixture
def recent(tmp_path: Path) -> RecentDatasets:
    return RecentDatasets(tmp_path / "recent.json")


def test_newest_first_and_each_once(recent: RecentDatasets, tmp_path: Path) -> None:
    for name in ("one", "two", "one"):
        recent.add(tmp_path / name, name.title(), "R1")
    assert [row.name for row in recent.datasets()] == ["One", "Two"]
    assert recent.last_reader(tmp_path / "two") == "R1"
    assert recent.last_reader(tmp_path / "three") is None


def test_forgotten_but_not_deleted(recent: RecentDatasets, tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "dataset", "Kept")
    recent.add(archive.folder, "Kept")
    assert recent.datasets()[0].present
    recent.forget(archive.folder)
    assert recent.datasets() == []
    assert (archive.folder / "dataset.json").exists()


def test_no_longer_than_the_limit(recent: RecentDatasets, tmp_path: Path) -> None:
    for number in range(LIMIT + 5):
        recent.add(tmp_path / str(number), str(number))
    assert [row.name for row in recent.datasets()] == [str(number) for number in range(LIMIT + 4, 4, -1)]
    assert not any(row.present for row in recent.datasets())


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", '[{"folder": 5}]', "{}", "[" * 10000])
def test_a_damaged_list_is_empty_and_goes_on(tmp_path: Path, content: str) -> None:
    path = tmp_path / "recent.json"
    path.write_text(content, encoding="utf-8")
    recent = RecentDatasets(path)
    assert recent.datasets() == []
    recent.add(tmp_path / "dataset", "Again")
    assert [row.name for row in recent.datasets()] == ["Again"]


def test_it_lies_in_the_settings_folder_and_holds_no_more_than_it_says(tmp_path: Path) -> None:
    RecentDatasets().add(tmp_path / "dataset", "Bone scans", "R2")
    rows = json.loads((config_folder() / "recent.json").read_bytes())
    assert set(rows[0]) == {"folder", "name", "opened_at", "reader"}


def test_a_list_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    recent = RecentDatasets(tmp_path / "missing" / "recent.json")
    recent.add(tmp_path / "dataset", "Bone scans")
    assert recent.datasets() == []
