"""A large import writes studies together: each is whole or not there, and one that fails costs no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dspic_gui import durable
from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from dspic_gui.study import Projection
from tests.made import odd_dicom as odd
from tests.made.importing import one, put, statuses

NUMBER = 20


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for number in range(NUMBER):
        names = {"StudyInstanceUID": f"1.2.{number}", "SOPInstanceUID": f"1.2.{number}.3", "PatientID": f"P{number}"}
        put(tmp_path / "source", f"{number:02}.dcm", one(number, ImageID="ANT", **names))
    put(tmp_path / "source", "07.txt", b"Description: seven")
    return tmp_path / "source"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "dataset", "Test")


def test_many_studies_are_taken_whole_and_in_order(archive: Archive, source: Path) -> None:
    outcomes = import_sources(archive, [source])
    assert statuses([outcome for outcome in outcomes if outcome.status != "report"]) == ["new"] * NUMBER
    taken = [outcome for outcome in outcomes if outcome.status == "new"]
    assert [Path(outcome.source).name for outcome in taken] == [f"{number:02}.dcm" for number in range(NUMBER)]
    for number, outcome in enumerate(taken):
        assert (archive.views(outcome.study or "")[Projection.ANT].counts == odd.counts_of(number)).all()
    (told,) = [outcome.study for outcome in outcomes if outcome.status == "report"]
    report = archive.report(told or "")
    assert report is not None and report.description == "seven"
    assert not list(archive.folder.rglob("*.tmp"))
    assert set(statuses(import_sources(archive, [source]))) == {"there", "report"}


def test_one_that_cannot_be_written_costs_no_other(archive: Archive, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    together, alone = durable.write_together, durable.write
    bad = archive.study_key("1.2.5")

    def refusing(path: Path) -> None:
        if bad in str(path):
            raise durable.NotSaved("NOT SAVED: the disk is full.")

    def write_together(files: Any) -> None:
        for path, _ in files:
            refusing(path)
        together(files)

    def write(path: Path, content: bytes, **options: Any) -> None:
        refusing(path)
        alone(path, content, **options)

    monkeypatch.setattr(durable, "write_together", write_together)
    monkeypatch.setattr(durable, "write", write)
    outcomes = {Path(outcome.source).name: outcome for outcome in import_sources(archive, [source])}
    assert outcomes["05.dcm"].status == "refused" and "full" in str(outcomes["05.dcm"].error)
    assert sum(outcome.status == "new" for outcome in outcomes.values()) == NUMBER - 1
    assert not list(archive.folder.glob(f"*/{bad}*/*")) and not list(archive.folder.glob(f"*/{bad}_*"))
    monkeypatch.undo()
    assert statuses(import_sources(archive, [source])).count("new") == 1


def test_a_kill_between_the_files_and_the_studies_leaves_no_study_by_half(
    archive: Archive, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    together, seen = durable.write_together, []

    class Killed(BaseException):
        """The program ends here, as far as the files are concerned."""

    def write_together(files: Any) -> None:
        seen.append(files)
        if len(seen) == 2:
            monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
            raise Killed
        together(files)

    monkeypatch.setattr(durable, "write_together", write_together)
    with pytest.raises(Killed):
        import_sources(archive, [source])
    monkeypatch.undo()
    assert archive.study_keys() == [] and list((archive.folder / "scans").iterdir())
    assert statuses(import_sources(Archive(archive.folder), [source])).count("new") == NUMBER
