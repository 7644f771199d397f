"""Who let the dataset vote, took a vote back or gave something out stands in the audit of the lead, whatever way it was done."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.checks.audit import verify
from dspic_gui.cli import main
from dspic_gui.dataset import audit
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import EXCHANGE, EXPORT, TAKE_BACK, VOTE
from dspic_gui.dataset.description import LEAD
from dspic_gui.desk.projection_correction import correct_projection
from dspic_gui.exchange.label_export import LabelExport, export_labels
from dspic_gui.exchange.report_export import export_reports
from dspic_gui.ground_truth.consensus_run import run_vote, take_back_last_run
from dspic_gui.study import Projection
from tests.exchange.dicom_dataset import dicom_dataset
from tests.made.small_dataset import small_dataset

ANT, POST = Projection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dicom_dataset(tmp_path / "d").folder


def acts(folder: Path) -> list[tuple[str, str, str]]:
    """What the lead's audit holds: the act, who did it, and what is said of it."""
    lines = audit.read(folder / layout.audit_file(LEAD))
    assert {line.reader for line in lines} == {LEAD} and verify(folder)[1] == []
    return [(line.act, str(line.extra.get("name")), line.reason or "") for line in lines]


def test_commands_name_the_login(folder: Path, tmp_path: Path) -> None:
    me = getpass.getuser()
    for words in (
        ["consolidate", str(folder)],
        ["consolidate", str(folder), "--take-back"],
        ["export", str(folder), str(tmp_path / "coco"), "--format", "coco", "--pictures", "none"],
        ["export-labels", str(folder), str(tmp_path / "table.csv")],
        ["export", str(folder), str(tmp_path / "sr"), "--format", "sr"],
    ):
        assert main(words) in (0, 1), words
    assert acts(folder) == [
        (VOTE, me, ""),
        (TAKE_BACK, me, ""),
        (EXPORT, me, "coco, labels of consensus, 4 views: coco"),
        (EXPORT, me, "annotation file, labels of consensus, 4 views: table.csv"),
        (EXPORT, me, "sr, answers of consensus, 2 reports: sr"),
    ]


def test_in_the_window_the_name_of_the_sign_in_stands_there(folder: Path, tmp_path: Path) -> None:
    lead = Archive(folder, lead="Dr Wang")
    run_vote(lead)
    take_back_last_run(lead)
    export_labels(lead, tmp_path / "yolo", LabelExport("yolo", "consensus"))
    export_reports(lead.as_reader("R2"), tmp_path / "sr", "R2", "sr")
    assert acts(folder) == [
        (VOTE, "Dr Wang", ""),
        (TAKE_BACK, "Dr Wang", ""),
        (EXPORT, "Dr Wang", "yolo, labels of consensus, 4 views: yolo"),
        (EXPORT, "R2", "sr, answers of R2, 2 reports: sr"),
    ]


def test_who_exchanged_the_views_stands_there(tmp_path: Path) -> None:
    lead = small_dataset(tmp_path / "d", 1)
    (key,) = lead.study_keys()
    correct_projection(Archive(lead.folder, lead="Dr Wang"), key, {ANT: POST, POST: ANT})
    assert acts(lead.folder) == [(EXCHANGE, "Dr Wang", "")]


def test_nothing_is_noted_of_what_was_not_given_out(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").touch()
    assert main(["export", str(folder), str(tmp_path / "there"), "--format", "coco"]) == 2
    assert not (folder / layout.audit_file(LEAD)).exists()


def test_a_dataset_that_can_only_be_read_is_given_out_and_it_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuses(path: Path, *_: object) -> None:
        raise durable.NotSaved("NOT SAVED: the audit {file} could not be written.", file=path.name)

    monkeypatch.setattr(audit, "append", refuses)
    assert main(["export", str(folder), str(tmp_path / "coco"), "--format", "coco", "--pictures", "none"]) == 1
    assert "It does not stand in the audit that this was given out." in capsys.readouterr().err
    assert any((tmp_path / "coco").iterdir())
