"""Reports find their scan by name or by study, before it, with it or after it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dspic_gui.counts.picture import write_png
from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from dspic_gui.report import Report
from tests.made import odd_dicom as odd
from tests.made.importing import one, only_study, put, statuses


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "dataset", "Test")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


REPORTS = {
    "text beside": ("a.txt", b"Description: seen\nSuggestion: do"),
    "JSON beside": ("a.json", json.dumps({"description": "seen", "suggestion": "do"}).encode()),
    "upper case": ("a.TXT", b"Description: seen\nSuggestion: do"),
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("later", [False, True])
def test_a_report_of_the_same_stem_is_taken(name: str, later: bool, archive: Archive, source: Path) -> None:
    scan = put(source, "a.dcm", odd.two_frames())
    report = put(source, *REPORTS[name])
    if later:
        import_sources(archive, [scan])
        assert statuses(import_sources(archive, [report])) == ["report"]
    else:
        assert statuses(import_sources(archive, [source])) == ["new", "report"]
    assert archive.report(only_study(archive)) == Report("seen", "do")


def test_one_report_serves_both_pictures(archive: Archive, source: Path) -> None:
    for view in ("ANT", "POST"):
        put(source, f"12_{view}.png", write_png(odd.counts_of(1).astype(np.uint8) + (view == "POST")))
    put(source, "12.txt", "所见：x\n建议：y".encode("gb18030"))
    assert statuses(import_sources(archive, [source])) == ["new", "new", "report"]
    assert archive.report(only_study(archive)) == Report("x", "y")


def test_a_report_without_a_scan_is_skipped_and_a_bad_one_refuses_its_study(archive: Archive, source: Path) -> None:
    put(source, "lonely.txt", b"Description: x")
    put(source, "a.dcm", one(1))
    put(source, "a.json", b"{")
    outcomes = {Path(outcome.source).name: outcome for outcome in import_sources(archive, [source])}
    assert outcomes["lonely.txt"].status == "skipped"
    assert outcomes["a.dcm"].status == "refused" and "JSON" in str(outcomes["a.dcm"].error)
    assert archive.study_keys() == []


def structured_report(uid: str = odd.ROOT + "1") -> bytes:
    from pydicom.dataset import Dataset

    def text(code: str, words: str) -> Dataset:
        item, name = Dataset(), Dataset()
        name.CodeValue, name.CodingSchemeDesignator, name.CodeMeaning = code, "LN", "heading"
        item.ValueType, item.TextValue, item.ConceptNameCodeSequence = "TEXT", words, [name]
        return item

    written = odd.scan(Modality="SR", SOPClassUID="1.2.840.10008.5.1.4.1.1.88.11", StudyInstanceUID=uid, Rows=None, Columns=None)
    del written.PixelData
    written.ContentSequence = [text("59776-5", "seen \\ there"), text("19005-8", "do")]
    return odd.content(written)


@pytest.mark.parametrize("later", [False, True])
def test_a_structured_report_belongs_to_its_study(later: bool, archive: Archive, source: Path) -> None:
    scan, report = put(source, "a.dcm", odd.two_frames()), put(source, "report.dcm", structured_report())
    if later:
        import_sources(archive, [scan])
        assert statuses(import_sources(archive, [report])) == ["report"]
    else:
        assert statuses(import_sources(archive, [source])) == ["new", "report"]
    assert archive.report(only_study(archive)) == Report("seen \\ there", "do")


def test_a_report_kept_with_the_image_is_taken(archive: Archive, source: Path) -> None:
    put(source, "a.dcm", odd.two_frames(ImageComments="Description: seen\nSuggestion: do"))
    import_sources(archive, [source])
    assert archive.report(only_study(archive)) == Report("seen", "do")


def test_other_texts_of_a_folder_are_skipped_without_a_word_about_their_content(archive: Archive, source: Path) -> None:
    put(source, "settings.json", b'{"colour": "red"}')
    put(source, "a.dcm", one(1))
    assert sorted(statuses(import_sources(archive, [source]))) == ["new", "skipped"]
