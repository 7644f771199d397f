from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dspic_gui import demo
from dspic_gui.dataset.archive import Archive
from dspic_gui.demo import DemoError, demo_dataset, fingerprint
from dspic_gui.places import data_folder
from dspic_gui.reading import Reading
from tests.made.small_dataset import small_dataset


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def test_until_a_demo_is_shipped_it_is_the_real_scan(monkeypatch: pytest.MonkeyPatch, real_scan: Path) -> None:
    monkeypatch.setattr(demo, "_shipped", lambda: None)
    before = real_scan.read_bytes()
    folder = demo_dataset()
    assert folder.parent == data_folder()
    archive = Archive(folder, "guest")
    (key,) = archive.study_keys()
    assert sum(view.total for view in archive.views(key).values()) == 3_596_452
    assert real_scan.read_bytes() == before
    assert demo_dataset() == folder, "made once"


def test_the_shipped_demo_is_copied_and_never_edited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shipped = small_dataset(tmp_path / "shipped", 2).folder
    before = tree(shipped)
    monkeypatch.setattr(demo, "_shipped", lambda: shipped)
    folder = demo_dataset()
    assert folder != shipped and tree(folder) == before
    Archive(folder).study_keys()
    (folder / "dataset.json").write_bytes(b"edited")
    demo_dataset()
    assert (folder / "dataset.json").read_bytes() == b"edited", "the user's own demo is kept"
    assert tree(shipped) == before


def test_a_newer_demo_is_copied_beside_and_what_was_drawn_in_the_old_one_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shipped = small_dataset(tmp_path / "shipped", 2).folder
    monkeypatch.setattr(demo, "_shipped", lambda: shipped)
    first = demo_dataset()
    key = Archive(first).study_keys()[0]
    Archive(first, "R1").seal(Reading(key, "R1", says_normal=True))
    drawn = tree(first)
    (shipped / "studies" / ".lock").touch()
    assert demo_dataset() == first, "a lock that a program left is no newer demo"
    shutil.rmtree(shipped)
    small_dataset(shipped, 3)
    second = demo_dataset()
    assert second != first and tree(second) == tree(shipped) and len(Archive(second).study_keys()) == 3
    assert tree(first) == drawn and demo_dataset() == second


def test_locks_are_not_copied_and_a_changed_byte_is_another_demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shipped = small_dataset(tmp_path / "shipped", 2).folder
    (shipped / "studies" / ".lock").touch()
    monkeypatch.setattr(demo, "_shipped", lambda: shipped)
    copied = demo_dataset()
    assert not (copied / "studies" / ".lock").exists() and fingerprint(copied) == fingerprint(shipped)
    picture = next((copied / "studies").glob("*.json"))
    picture.write_bytes(picture.read_bytes() + b"\0")
    assert fingerprint(copied) != fingerprint(shipped)


def test_the_demo_that_is_shipped_can_be_opened_with_three_sealed_readings_of_each_study() -> None:
    archive = Archive(demo_dataset())
    assert len(archive.study_keys()) == 12
    assert all(set(archive.sealed_readings(key)) == {"R1", "R2", "R3"} for key in archive.study_keys())


def test_half_a_demo_is_made_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shipped = small_dataset(tmp_path / "shipped", 2).folder
    monkeypatch.setattr(demo, "_shipped", lambda: shipped)
    real = shutil.copytree

    def torn(source: Path, target: Path, **_: object) -> None:
        real(source / "studies", target / "studies")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copytree", torn)
        with pytest.raises(DemoError, match="no space left"):
            demo_dataset()
    assert list(data_folder().iterdir()) == []
    assert (demo_dataset() / "dataset.json").exists()


def test_no_demo_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_shipped", lambda: None)
    monkeypatch.setattr(demo.util, "find_spec", lambda name: None)
    with pytest.raises(DemoError, match="import your own scans"):
        demo_dataset()
    assert list(data_folder().iterdir()) == []
