"""`dspic open`: what is no dataset is called what it is, and nothing is opened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dspic_gui.cli import main


def test_a_scan_is_a_file_that_is_imported_first(real_scan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan = Path(shutil.copy(real_scan, tmp_path / "scan.dcm"))
    before = scan.read_bytes()
    assert main(["open", str(scan)]) == 2
    assert capsys.readouterr().err == (
        f"dspic: {scan} is a file; dspic open opens a dataset, which is a folder. Nothing was changed. "
        "Import a scan first: dspic import DATASET scan.dcm\n"
    )
    assert scan.read_bytes() == before and [path.name for path in tmp_path.iterdir()] == ["scan.dcm"]


def test_a_folder_of_scans_is_no_dataset(real_scan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(real_scan, tmp_path / "scan.dcm")
    assert main(["open", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "is not a dataset: it holds no dataset.json. Nothing was changed" in said and "import scans" in said


def test_what_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["open", str(tmp_path / "gone")]) == 2
    assert "gone is not a dataset" in capsys.readouterr().err and not list(tmp_path.iterdir())
