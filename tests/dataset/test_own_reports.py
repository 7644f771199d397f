"""A report that was exchanged, changed or taken out by hand is noticed; one that the program gives a study is its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dspic_gui.checks.audit import verify
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.belonging import REPORT_EXCHANGED, REPORT_MISSING, REPORTS, may_be_of_another
from dspic_gui.desk.study_shelf import notes_on
from dspic_gui.intake.hidden_repeats import add_repeats
from dspic_gui.intake.importing import import_sources
from tests.made import odd_dicom as odd
from tests.made.importing import only_study, put
from tests.made.small_dataset import small_dataset


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Two studies of two patients that came in with their reports."""
    archive = Archive.create(tmp_path / "d", "Test")
    for number, name in enumerate("ab"):
        put(tmp_path / "source", f"{name}.dcm", odd.two_frames(2 * number, StudyInstanceUID=f"{odd.ROOT}{number}", PatientID=name))
        put(tmp_path / "source", f"{name}.txt", f"Description: seen in {name}".encode())
    import_sources(archive, [tmp_path / "source"])
    assert len(archive.study_keys()) == 2 and noticed(archive) == {}
    return archive


def noticed(archive: Archive) -> dict[str, str]:
    """What `check` says of reports; `verify` says the same in its own words, and the window's note stands for each."""
    said = {one.file: one.sentence for one in DatasetCheck(archive.folder).breaches() if one.file.startswith("reports/")}
    verified = {one.file: one.sentence for one in verify(archive.folder)[1] if one.file.startswith("reports/")}
    assert {name: text.lower() for name, text in said.items()} == {name: text.lower() for name, text in verified.items()}
    reader = Archive(archive.folder, "R1")
    for key in archive.study_keys():
        notes = notes_on(reader, reader.study(key))
        assert bool(notes) == any(key in name for name in said) and all(map(may_be_of_another, notes))
    return said


def reports(archive: Archive) -> list[Path]:
    return [archive.folder / layout.report_file(key) for key in archive.study_keys()]


def exchanged(archive: Archive) -> None:
    one, other = reports(archive)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def edited(archive: Archive) -> None:
    for path in reports(archive):
        path.write_bytes(path.read_bytes().replace(b"seen", b"nothing"))


def texts_in_their_place(archive: Archive) -> None:
    for path in reports(archive):
        path.unlink()
        path.with_suffix(".txt").write_text("Description: another", encoding="utf-8")


def marks_exchanged_too(archive: Archive) -> None:
    exchanged(archive)
    paths = [archive.folder / layout.study_file(key) for key in archive.study_keys()]
    one, other = (json.loads(path.read_bytes()) for path in paths)
    one[REPORTS], other[REPORTS] = other[REPORTS], one[REPORTS]
    for path, content in zip(paths, (one, other), strict=True):
        path.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("change", [exchanged, edited, texts_in_their_place, marks_exchanged_too])
def test_another_report_is_noticed(change: Callable[[Archive], None], archive: Archive) -> None:
    change(archive)
    assert list(noticed(archive).values()) == [REPORT_EXCHANGED] * 2


def test_a_report_that_is_gone_is_noticed_and_comes_back_with_an_import(archive: Archive, tmp_path: Path) -> None:
    gone, _ = reports(archive)
    gone.unlink()
    assert noticed(archive) == {gone.relative_to(archive.folder).as_posix(): REPORT_MISSING}
    import_sources(archive, [tmp_path / "source"])
    assert noticed(archive) == {}


def test_a_report_that_is_imported_later_is_the_studys_own_and_so_is_the_one_before(archive: Archive, tmp_path: Path) -> None:
    path = archive.folder / layout.report_file(archive.study_keys()[0])
    name = "a" if b"in a" in path.read_bytes() else "b"
    before = path.read_bytes()
    put(tmp_path / "source", f"{name}.txt", b"Description: seen twice")
    import_sources(archive, [tmp_path / "source" / f"{name}.txt"])
    assert b"seen twice" in path.read_bytes() and noticed(archive) == {}
    path.write_bytes(before)
    assert noticed(archive) == {}


def test_studies_of_earlier_versions_take_any_report_until_the_program_gives_them_one(archive: Archive, tmp_path: Path) -> None:
    for key in archive.study_keys():
        path = archive.folder / layout.study_file(key)
        content = json.loads(path.read_bytes())
        del content[REPORTS]
        path.write_text(json.dumps(content), encoding="utf-8")
    exchanged(archive)
    assert noticed(archive) == {}
    import_sources(archive, [tmp_path / "source"])
    exchanged(archive)
    assert len(noticed(archive)) == 2


def test_nonsense_in_the_place_of_what_names_the_reports_is_told(archive: Archive) -> None:
    for said in ("gone", 7, [], {}):
        path = archive.folder / layout.study_file(archive.study_keys()[0])
        path.write_text(json.dumps(json.loads(path.read_bytes()) | {REPORTS: said}), encoding="utf-8")
        assert list(noticed(archive).values()) == [REPORT_EXCHANGED]


def test_a_repeat_has_the_report_as_its_own(archive: Archive) -> None:
    add_repeats(archive, 1.0, seed=1)
    keys = layout.study_keys(archive.folder)
    assert len(keys) == 4 and all(REPORTS in archive.study(key).extra for key in keys) and noticed(archive) == {}


def test_a_reader_who_is_blinded_to_reports_is_told_nothing_of_them(tmp_path: Path) -> None:
    lead = small_dataset(tmp_path / "d", 1, blind_to_report=True)
    key = only_study(lead)
    lead.save_study(lead.study(key), report=b"another")
    assert lead.strange_report(lead.study(key)) == REPORT_EXCHANGED
    assert len(notes_on(lead, lead.study(key))) == 1 and notes_on(lead.as_reader("R1"), lead.study(key)) == ()


def test_a_note_of_a_hand_over_does_not_hide_that_the_key_of_an_import_is_gone(archive: Archive) -> None:
    (archive.folder / layout.SECRET).unlink()
    (archive.folder / layout.HANDED_OVER).write_text("De-identified.", encoding="utf-8")
    assert layout.SECRET in {one.file for one in DatasetCheck(archive.folder).breaches()}
