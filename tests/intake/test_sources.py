"""What the user gave: odd files and names never end an import, and each is named."""

from __future__ import annotations

import base64
import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from tests.made import odd_dicom as odd
from tests.made.importing import one, put, statuses, tree
from tests.made.small_dataset import small_dataset


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "dataset", "Test")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_links_and_pipes_are_named_and_end_nothing(archive: Archive, source: Path, tmp_path: Path) -> None:
    put(source, "a.dcm", odd.two_frames())
    put(tmp_path / "elsewhere", "b.dcm", one(5))
    (source / "linked").symlink_to(tmp_path / "elsewhere")
    (source / "loop.dcm").symlink_to(source / "loop.dcm")
    os.mkfifo(source / "a.txt")
    outcomes = {Path(outcome.source).name: outcome for outcome in import_sources(archive, [source])}
    assert outcomes["a.dcm"].status == "new"
    assert "was not followed" in str(outcomes["linked"].error)
    assert not outcomes["loop.dcm"].taken and not outcomes["a.txt"].taken


@pytest.mark.skipif(sys.platform != "linux", reason="other systems make no such folders, or have another limit")
def test_a_folder_too_deep_for_any_name_ends_nothing(archive: Archive, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(source, "a.dcm", odd.two_frames())
    monkeypatch.chdir(source)
    for _ in range(25):
        Path("deep" * 50).mkdir()
        os.chdir("deep" * 50)
    Path("b.dcm").write_bytes(odd.two_frames())
    monkeypatch.undo()
    outcomes = import_sources(archive, [source])
    shutil.rmtree(source / ("deep" * 50))
    assert sorted(outcome.status for outcome in outcomes) == ["new", "refused"]
    assert [Path(outcome.source).name for outcome in outcomes if outcome.taken] == ["a.dcm"]


def test_another_dataset_is_named_and_nothing_of_it_is_taken(archive: Archive, source: Path) -> None:
    """Given itself, or found below a folder: its pictures are no scans, and its readings would stay behind."""
    put(source, "a.dcm", odd.two_frames())
    other = small_dataset(source / "deep" / "other", 1).folder
    before = tree(other)
    outcomes = {Path(outcome.source).name: outcome for outcome in import_sources(archive, [source])}
    assert set(outcomes) == {"a.dcm", "other"} and outcomes["a.dcm"].status == "new" and outcomes["other"].status == "refused"
    assert str(outcomes["other"].error).startswith("This is a dataset of its own, with its readings. Nothing of it was imported; open it")
    (given,) = import_sources(archive, [other])
    assert (given.status, given.code) == ("refused", "another_dataset") and tree(other) == before
    assert any(outcome.taken for outcome in import_sources(archive, [other / "scans"]))


def test_the_dataset_itself_below_the_sources_is_left_out(source: Path) -> None:
    own = small_dataset(source / "own", 1)
    put(source, "a.dcm", odd.two_frames())
    assert [Path(outcome.source).name for outcome in import_sources(Archive(own.folder), [source])] == ["a.dcm"]


@pytest.mark.skipif(os.name == "nt", reason="an endless device of POSIX")
def test_a_report_without_end_is_not_read(archive: Archive, source: Path) -> None:
    put(source, "a.dcm", odd.two_frames())
    (source / "a.txt").symlink_to("/dev/zero")
    assert sorted(statuses(import_sources(archive, [source]))) == ["new", "refused"]


def test_a_report_in_an_archive_belongs_to_its_scan(archive: Archive, source: Path) -> None:
    with zipfile.ZipFile(source / "a.zip", "w") as packed:
        packed.writestr("p/scan.dcm", odd.two_frames())
        packed.writestr("p/scan.txt", "Description: uptake.")
    outcomes = import_sources(archive, [source / "a.zip"])
    assert sorted(statuses(outcomes)) == ["new", "report"]
    assert {Path(outcome.source).relative_to(source).as_posix() for outcome in outcomes} == {"a.zip/p/scan.dcm", "a.zip/p/scan.txt"}
    assert statuses(import_sources(archive, [source / "a.zip"])) == ["there", "report"]


def test_a_bomb_in_an_archive_is_stopped(archive: Archive, source: Path) -> None:
    with zipfile.ZipFile(source / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.dcm", bytes(64 << 20))
    (outcome,) = import_sources(archive, [source / "a.zip"])
    assert outcome.status == "refused" and "unpacks to far more" in str(outcome.error)


def test_an_archive_that_is_cut_short_is_named(archive: Archive, source: Path) -> None:
    with zipfile.ZipFile(source / "a.zip", "w") as packed:
        packed.writestr("a.dcm", odd.two_frames())
    put(source, "b.zip", (source / "a.zip").read_bytes()[:-400])
    (outcome,) = import_sources(archive, [source / "b.zip"])
    assert not outcome.taken and "damaged" in str(outcome.error)


def test_a_7z_archive_is_opened_where_the_system_can(archive: Archive, source: Path) -> None:
    libarchive = pytest.importorskip("libarchive", exc_type=(ImportError, OSError, AttributeError, TypeError))
    scan = odd.two_frames()
    with libarchive.file_writer(str(source / "a.7z"), "7zip") as packed:
        packed.add_file_from_memory("p/IM1", len(scan), scan)
    assert statuses(import_sources(archive, [source / "a.7z"])) == ["new"]


LOCKED = {
    "7z packed": "N3q8ryccAATTW9VEiQAAAAAAAAAUAAAAAAAAAKkyWLmNbuIeNzQIq8fVg78n0bJkzZZYqeBz8RTJpd9bNOp4+AEAZAEEBgABCSAKAarh"
    "5rAABwsBAAIkBvEHARJTD4lzbq9Jdgd/i0e/PrHM1GohIQEYAQAMEoEAAAgKAdkj9hgAAAUBGQEAEQkASQBNADEAAAAUCgEAMPgwtQ6B3QEVBgEAIICAgQAAABcGIAEJaQAHCwEAASEhARgMZQAA",
    "7z as it is": "N3q8ryccAARFmI7BeQAAAAAAAAAUAAAAAAAAAIHWvcrHGi+RsrJ5ah+LCQDldNgxAQBkAQQGAAEJEAoBrItn7AAHCwEAAiQG8QcBElMP20KeR1Vu"
    "g+U1PxZwlHy2EAEAAQAMBAQACAoBrrOzxAAABQEZBAAAAAARCQBJAE0AMQAAABQKAQAg+2Z0DoHdARUGAQAggICBAAAAFwYQAQlpAAcLAQABISEBGAxlAAA=",
    "7z with its names": "N3q8ryccAAQajyeHgAAAAAAAAAAoAAAAAAAAALB0JgXBtJePdncqvA29dKDPLOyD7GBrLe4jeXU5L32RVThMS+o6nvOFCrMn5NqxCpr6kGqDI7T/"
    "nGKV7LeLP8JXnRVGGGvW1uadeeLyQp9hko3Tvk2Kfj9iymtQO9OvPVJLF7tO1gkHu1bKgUsybiGk3XWj2f9qOgP8FCwiecGHRJPiQBcGEAEJcAAHCwEAASQG8QcB"
    "ElMPYBKHITQLhaM8tU6ir3ddVgxlAAA=",
    "zip by AES": "UEsDBBQAAQBjAJ2ofl0AAAAAIAAAAAQAAAADAAsASU0xAZkHAAIAQUUDAAB9CqD3wkFdo+FckiZoCN7rdJv9U3OR8CAuFLaaRYQ+blBLAQIUAxQAAQBj"
    "AJ2ofl0AAAAAIAAAAAQAAAADAAsAAAAAAAAAAACAAQAAAABJTTEBmQcAAgBBRQMAAFBLBQYAAAAAAQABADwAAABMAAAAAAA=",
    "zip of old": "UEsDBAoACQAAAKCofl2us7PEEAAAAAQAAAADABwASU0xVVQJAAP75A1r++QNa3V4CwABBAAAAAAEAAAAACRJc1SnCTg3TQ11/QTjtj5QSwcIrrOzxBAA"
    "AAAEAAAAUEsBAh4DCgAJAAAAoKh+Xa6zs8QQAAAABAAAAAMAGAAAAAAAAQAAAKSBAAAAAElNMVVUBQAD++QNa3V4CwABBAAAAAAEAAAAAFBLBQYAAAAAAQABAEkA"
    "AABdAAAAAAA=",
}
"""IM1 locked with "secret", by py7zr 1.1 (LZMA2 and AES-256; AES-256 alone; its names too), pyzipper 0.4 and Info-ZIP 3."""


@pytest.mark.parametrize("kind", LOCKED)
def test_a_locked_archive_is_named_with_what_to_do(kind: str, archive: Archive, source: Path) -> None:
    if kind.startswith("7z"):
        pytest.importorskip("libarchive", exc_type=(ImportError, OSError, AttributeError, TypeError))
    put(source, "locked", base64.b64decode(LOCKED[kind]))
    (outcome,) = import_sources(archive, [source / "locked"])
    assert outcome.status == "refused" and str(outcome.error) == "The archive is locked with a password. Unpack it, then import its folder."


def test_a_7z_archive_that_is_damaged_is_named(archive: Archive, source: Path) -> None:
    """Its list of members is whole, the content of one is not."""
    libarchive = pytest.importorskip("libarchive", exc_type=(ImportError, OSError, AttributeError, TypeError))
    scan = odd.two_frames()
    with libarchive.file_writer(str(source / "a.7z"), "7zip") as packed:
        packed.add_file_from_memory("IM1", len(scan), scan)
    raw = bytearray((source / "a.7z").read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 100] = bytes(100)
    put(source, "a.7z", bytes(raw))
    (outcome,) = import_sources(archive, [source / "a.7z"])
    assert not outcome.taken and "The archive is damaged" in str(outcome.error)


def test_the_image_of_a_disc_is_opened_where_the_system_can(archive: Archive, source: Path) -> None:
    """It begins with empty sectors, as an empty tar does."""
    libarchive = pytest.importorskip("libarchive", exc_type=(ImportError, OSError, AttributeError, TypeError))
    scan = odd.two_frames()
    with libarchive.file_writer(str(source / "a.iso"), "iso9660") as packed:
        packed.add_file_from_memory("DICOM/IM1", len(scan), scan)
    assert statuses(import_sources(archive, [source / "a.iso"])) == ["new"]
