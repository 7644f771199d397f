from __future__ import annotations

import json
import os
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
        recent.add(tmp_path / name, name.title())
    assert [row.name for row in recent.datasets()] == ["One", "Two"]


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
    RecentDatasets().add(tmp_path / "dataset", "Bone scans")
    rows = json.loads((config_folder() / "recent.json").read_bytes())
    assert set(rows[0]) == {"folder", "name", "opened_at"}


def test_a_list_of_an_earlier_version_names_no_reader_any_more(tmp_path: Path) -> None:
    path = tmp_path / "recent.json"
    path.write_text('[{"folder": "/x", "name": "Old", "opened_at": "2026-01-01T00:00:00Z", "reader": "R2"}]', encoding="utf-8")
    recent = RecentDatasets(path)
    assert [row.name for row in recent.datasets()] == ["Old"]
    recent.add(tmp_path / "dataset", "New")
    assert "R2" not in path.read_text(encoding="utf-8")


def test_a_folder_whose_name_is_not_utf8_is_kept(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb0\xb2\xca\xb5"))
    recent = RecentDatasets(tmp_path / "recent.json")
    recent.add(folder, "GBK")
    assert RecentDatasets(tmp_path / "recent.json").datasets()[0].path == folder


def test_a_list_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    recent = RecentDatasets(tmp_path / "missing" / "recent.json")
    recent.add(tmp_path / "dataset", "Bone scans")
    assert recent.datasets() == []
