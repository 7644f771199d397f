"""`dspic import`: what it prints, what it makes, and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

import pytest

from dspic_gui.cli import main
from dspic_gui.counts.picture import read_png
from dspic_gui.dataset.archive import Archive
from dspic_gui.ground_truth.adjudication_desk import why_not_settle
from tests.made import odd_dicom as odd
from tests.made.importing import one, put


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


def test_the_command_makes_a_dataset_and_prints_a_line_for_each_file(
    tmp_path: Path, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(source, "a.dcm", odd.two_frames())
    put(source, "ct.dcm", one(1, Modality="CT"))
    folder = tmp_path / "new"
    assert main(["import", str(folder), str(source), "--name", "Mine", "--readers", "A,B", "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line.get("status") for line in lines} == {"new", None}
    assert any(set(line) == {"source", "error"} and "CT" in line["error"] for line in lines)
    archive = Archive(folder)
    assert (archive.dataset.name, archive.dataset.readers) == ("Mine", ("A", "B"))
    assert main(["import", str(folder), str(source / "a.dcm")]) == 0
    assert "already there" in capsys.readouterr().out


def test_a_new_dataset_gets_its_order_and_its_code_book(tmp_path: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(source, "a.dcm", odd.two_frames())
    book = json.loads(resources.files("resources").joinpath("codes.json").read_text(encoding="utf-8"))
    book["parts"] = book["parts"][:3]
    codes = put(tmp_path, "own.json", json.dumps(book).encode())
    folder = tmp_path / "new"
    options = ["--order", "random", "--seed", "7", "--codes", str(codes)]
    assert main(["import", str(folder), str(source), *options]) == 0
    made = Archive(folder)
    assert (made.dataset.protocol.order, made.dataset.protocol.seed, made.dataset.codes) == ("random", 7, "codes.json")
    assert len(made.book.parts) == 3 and (folder / "codes.json").read_bytes() == codes.read_bytes()
    assert (folder / "labels.txt").read_text(encoding="utf-8").split() == made.book.labels()
    assert main(["check", str(folder)]) == 0
    assert main(["import", str(folder), str(source), "--order", "given"]) == 2
    codes.write_bytes(b"{")
    assert main(["import", str(tmp_path / "other"), str(source), "--codes", str(codes)]) == 2
    assert "own.json cannot be used" in capsys.readouterr().err and not (tmp_path / "other").exists()


def test_a_new_dataset_gets_its_adjudicator_who_alone_may_settle(tmp_path: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(source, "a.dcm", odd.two_frames())
    folder = tmp_path / "new"
    assert main(["import", str(folder), str(source), "--adjudicator", "Chief"]) == 0
    assert Archive(folder).dataset.protocol.adjudicator == "Chief"
    assert "Chief settles" in str(why_not_settle(Archive(folder, "R1"))) and why_not_settle(Archive(folder, "Chief")) is None
    assert main(["import", str(folder), str(source), "--adjudicator", "Other"]) == 2
    assert main(["import", str(tmp_path / "other"), str(source), "--adjudicator", "a b"]) == 2
    assert "a b" in capsys.readouterr().err and not (tmp_path / "other").exists()


@pytest.mark.parametrize("wrong", ["nothing", "not empty", "bad reader", "options on an old dataset", "only refused"])
def test_wrong_use_ends_with_2_and_a_sentence(wrong: str, tmp_path: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, scan = tmp_path / "new", put(source, "a.dcm", odd.two_frames())
    arguments = [str(folder), str(scan)]
    if wrong == "nothing":
        arguments = [str(folder), str(source / "nowhere")]
    elif wrong == "not empty":
        put(folder, "other.txt", b"x")
    elif wrong == "bad reader":
        arguments += ["--readers", "a b"]
    elif wrong == "options on an old dataset":
        Archive.create(folder, "Old")
        arguments += ["--name", "New"]
    else:
        scan.write_bytes(b"nothing")
    assert main(["import", *arguments]) == 2
    said = capsys.readouterr()
    assert (said.err + said.out).count(".") >= 1 and "Traceback" not in said.err
    if wrong == "nothing":
        assert not folder.exists()


def test_an_import_that_is_killed_leaves_whole_studies_and_goes_on(tmp_path: Path, source: Path) -> None:
    for number in range(10):
        put(source, f"{number}.dcm", odd.two_frames(2 * number + 1, StudyInstanceUID=f"1.2.3.{number}", PatientID=str(number)))
    totals = [[int(odd.counts_of(2 * number + 1 + view).sum()) for view in range(2)] for number in range(10)]
    folder = tmp_path / "dataset"
    archive = Archive.create(folder, "Test")
    for wanted in (1, 4, 7):
        command = [sys.executable, "-m", "dspic_gui.cli", "import", str(folder), str(source)]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while len(archive.study_keys()) < wanted and running.poll() is None:
            time.sleep(0.005)
        running.kill()
        running.wait()
        for key in archive.study_keys():
            views = Archive(folder).views(key)
            assert [int(view.total) for view in views.values()] in totals
            assert all(read_png(archive.picture(key, projection).read_bytes()).shape == (1024, 256) for projection in views)
    assert main(["import", str(folder), str(source)]) == 0
    assert len(archive.study_keys()) == 10
    assert sorted(path.name for path in (folder / "scans").rglob("*.dcm")) == ["1.dcm"] * 10
