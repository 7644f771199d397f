"""What is settled or sealed after a run is said wherever its labels are used, until the dataset is consolidated again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dspic_gui import times
from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, Proposal
from dspic_gui.ground_truth.consensus_age import consensus_behind
from dspic_gui.ground_truth.consensus_revision import take_back
from dspic_gui.ground_truth.label_source import CONSENSUS, label_notice
from dspic_gui.reading import Reading
from tests.made.voting_dataset import key, mark, seal, voting_dataset

NORMAL = {"R1": [], "R2": [], "R3": []}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = voting_dataset(tmp_path / "d", {key(1): NORMAL, key(2): {"R1": [mark(40, 300)], "R2": [], "R3": None}})
    consolidation.run(made)
    return made


def settle_one(archive: Archive) -> None:
    desk = AdjudicationDesk(archive, archive.study(key(1)))
    desk.accept(desk.items[0], Proposal(answer=Answer.METASTATIC))


def test_a_run_that_knows_everything_says_nothing_and_neither_does_a_dataset_without_one(archive: Archive, tmp_path: Path) -> None:
    assert consensus_behind(archive.folder) is None
    assert consensus_behind(voting_dataset(tmp_path / "e", {key(1): NORMAL}).folder) is None
    archive.as_reader("R3").save(Reading(key(2), "R3", (mark(40, 300),)))
    assert consensus_behind(archive.folder) is None, "a draft does not vote"


def test_a_settlement_or_a_seal_after_the_run_is_said_until_the_next_run(archive: Archive) -> None:
    settle_one(archive)
    assert "after run 1" in str(consensus_behind(archive.folder))
    assert label_notice(archive, CONSENSUS) == consensus_behind(archive.folder) and label_notice(archive, "R1") is None
    consolidation.run(archive)
    assert consensus_behind(archive.folder) is None
    seal(archive, key(2), "R3", [])
    assert "after run 2" in str(consensus_behind(archive.folder))
    consolidation.run(archive)
    take_back(archive.folder, at=times.now())
    assert "after run 2" in str(consensus_behind(archive.folder)), "the run that stands again is the older one"


def test_a_run_of_an_earlier_version_is_judged_by_its_time(archive: Archive) -> None:
    path = archive.folder / "consensus" / ".revisions" / "1" / "run.json"
    record = json.loads(path.read_bytes())
    del record["audits"]
    path.write_text(json.dumps(record | {"at": "2026-03-05T00:00:00Z"}), encoding="utf-8")
    assert consensus_behind(archive.folder) is None
    settle_one(archive)
    assert "after run 1 of 2026-03-05" in str(consensus_behind(archive.folder))


@pytest.mark.parametrize("command", [["export-labels", "OUT"], ["statistics", "--no-counts"]])
def test_the_commands_say_it(archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    arguments = [command[0], str(archive.folder), *(str(tmp_path / "out") if part == "OUT" else part for part in command[1:])]
    assert main(arguments) == 0 and "Consolidate again" not in capsys.readouterr().err
    settle_one(archive)
    main(arguments)
    assert "Consolidate again" in capsys.readouterr().err
    main([*arguments, "--json"])
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert any("Consolidate again" in str(one.get("notice")) for one in said)


def test_statistics_name_whose_labels_they_count(archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["statistics", str(archive.folder), "--no-counts"])
    assert "Labels: consensus." in capsys.readouterr().out
    take_back(archive.folder, at=times.now())
    main(["statistics", str(archive.folder), "--no-counts"])
    assert "No consensus and no truth yet" in capsys.readouterr().out
    (archive.folder / "truth").mkdir()
    (archive.folder / "truth" / "x.json").write_text("{}", encoding="utf-8")
    main(["statistics", str(archive.folder), "--no-counts"])
    assert "Labels: truth, for there is no consensus yet." in capsys.readouterr().out
