"""The stage of an import: each file is read once, what is written comes from a copy of one's own, and nothing is left on it."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from dspic_gui.counts.picture import render, write_png
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.intake import stage
from dspic_gui.intake.importing import Importer, import_sources
from dspic_gui.scans.decoder import Decoder
from dspic_gui.study import Projection
from tests.made import odd_dicom as odd
from tests.made.importing import one, only_study, put, statuses, tree

ANT = Projection.ANT


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "dataset", "Test")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the reading child is asked to do with files, in order."""
    found: list[str] = []
    look, draw = Decoder.look, Decoder.draw

    def looked(self: Decoder, path: Path, **more: Any) -> Any:
        found.append("look" if more.get("pictures") else "look without pictures")
        return look(self, path, **more)

    def drawn(self: Decoder, *values: Any) -> Any:
        found.append("draw")
        return draw(self, *values)

    monkeypatch.setattr(Decoder, "look", looked)
    monkeypatch.setattr(Decoder, "draw", drawn)
    return found


def test_a_scan_that_lies_upright_is_read_once(archive: Archive, tmp_path: Path, asked: list[str]) -> None:
    path = put(tmp_path, "a.dcm", odd.two_frames())
    assert statuses(import_sources(archive, [path])) == ["new"] and asked == ["look"]
    for projection, view in archive.views(only_study(archive)).items():
        drawn = write_png(render(view.counts), quickly=True)
        assert archive.picture(only_study(archive), projection).read_bytes() == drawn
    assert statuses(import_sources(archive, [path])) == ["there"] and asked[1:] == ["look without pictures"]
    assert not (archive.folder / layout.INCOMING).exists()


def test_a_scan_that_lies_otherwise_is_drawn_from_its_copy(archive: Archive, tmp_path: Path, asked: list[str]) -> None:
    lying = odd.file(odd.counts_of(1).T.copy().astype("u2"), ImageID="ANT")
    (outcome,) = import_sources(archive, [put(tmp_path, "a.dcm", lying)])
    assert outcome.taken and asked == ["look", "draw"]
    assert archive.views(only_study(archive))[ANT].counts.sum() == odd.counts_of(1).sum()


def test_what_is_written_is_what_was_read_whatever_becomes_of_the_source(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = one(1, ImageID="ANT")
    path = put(tmp_path, "a.dcm", content)
    look = Decoder.look

    def looked(self: Decoder, where: Path, **more: Any) -> Any:
        found = look(self, where, **more)
        path.write_bytes(one(2, ImageID="POST"))
        return found

    monkeypatch.setattr(Decoder, "look", looked)
    assert statuses(import_sources(archive, [path])) == ["new"]
    (kept,) = (archive.folder / "scans").rglob("*.dcm")
    assert kept.read_bytes() == content
    assert (archive.views(only_study(archive))[ANT].counts == odd.counts_of(1)).all()


def test_a_disk_that_takes_no_copy_is_no_reason_to_refuse(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(stage, "_write", full)
    paths = [put(tmp_path / "s", f"{number}.dcm", one(number, ImageID="ANT", StudyInstanceUID=f"1.2.{number}")) for number in range(3)]
    assert statuses(import_sources(archive, paths)) == ["new"] * 3
    assert sorted(path.read_bytes() for path in (archive.folder / "scans").rglob("*.dcm")) == sorted(path.read_bytes() for path in paths)


def test_a_copy_that_the_disk_does_not_confirm_is_written_again(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed: list[Path] = []

    def refusing(path: Path) -> None:
        failed.append(path)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(stage, "_to_disk", refusing)
    before = one(1, ImageID="ANT")
    assert statuses(import_sources(archive, [put(tmp_path, "a.dcm", before)])) == ["new"] and len(failed) == 2
    (kept,) = (archive.folder / "scans").rglob("*.dcm")
    assert kept.read_bytes() == before and archive.picture(only_study(archive), ANT).exists()


def test_what_a_killed_import_left_goes_and_what_another_holds_stays(archive: Archive, tmp_path: Path) -> None:
    home = archive.folder / layout.INCOMING
    for name in ("left", "held"):
        put(home / name, "1.scan", b"rest")
    with FileLock(home / "held.lock"):
        import_sources(archive, [put(tmp_path, "a.dcm", odd.two_frames())])
        assert not (home / "left").exists() and (home / "held" / "1.scan").exists()
    import_sources(archive, [tmp_path / "a.dcm"])
    assert not home.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows rules rights by folders")
def test_nobody_else_may_read_the_copies(archive: Archive, tmp_path: Path) -> None:
    archive.folder.chmod(0o700)
    seen: list[int] = []

    def look(done: int, total: int, name: str) -> None:
        seen.extend(path.stat().st_mode & 0o077 for path in (archive.folder / layout.INCOMING).rglob("*"))

    import_sources(Archive(archive.folder), [put(tmp_path, "a.dcm", odd.two_frames())], progress=look)
    assert seen and not any(seen)


def test_one_importer_takes_again_and_again_and_learns_what_others_did(archive: Archive, tmp_path: Path) -> None:
    first, second = put(tmp_path, "a.dcm", one(1, ImageID="ANT")), put(tmp_path, "b.dcm", one(2, ImageID="POST"))
    third = put(tmp_path, "c.dcm", one(3, ImageID="ANT", StudyInstanceUID="1.9", PatientID="P9"))
    with Importer(archive) as importer:
        assert statuses(importer.take([first])) == ["new"]
        assert statuses(import_sources(archive, [third])) == ["new"]
        before = tree(archive.folder)
        assert statuses(importer.take([third, first])) == ["there", "there"] and tree(archive.folder) == before
        assert statuses(importer.take([second])) == ["joined"]
    assert len(archive.study_keys()) == 2
