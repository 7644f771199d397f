"""The annotation file that feeds a classifier, as CSV and JSON, from consensus, truth or one reader."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.annotation_table import FLAGS, as_csv, as_json, rows
from dspic_gui.ground_truth.label_source import dataset_labels, default_source
from dspic_gui.shape import Polygon, Rectangle
from tests.made.voting_dataset import key, mark, voting_dataset

MARK = mark(40, 300)
STUDIES = {
    key(1): {"R1": [MARK], "R2": [MARK], "R3": [MARK]},
    key(2): {"R1": [MARK], "R2": [mark(150, 600, "arthritis:knee:left")], "R3": []},
    key(3): {"R1": [], "R2": [], "R3": []},
}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = voting_dataset(tmp_path / "dataset", STUDIES)
    consolidation.run(made)
    return made


def test_every_view_whose_answer_stands_has_a_row_with_its_class_and_lesions(archive: Archive) -> None:
    table = rows(dataset_labels(archive, "consensus").views)
    assert [(row["study"], row["view"], row["class"]) for row in table] == [
        (key(1), "ANT", "metastatic"),
        (key(1), "POST", "normal"),
        (key(2), "POST", "normal"),
        (key(3), "ANT", "normal"),
        (key(3), "POST", "normal"),
    ]
    (lesion,) = table[0]["lesions"]
    assert lesion["label"] == "metastasis:rib:left" and lesion["box"] == [40, 300, 50, 310] and lesion["shape_type"] == "polygon"
    assert table[0]["picture"] == f"pictures/{key(1)}_ANT.png"
    polygon = Polygon(tuple((x, y) for x, y in lesion["points"]))
    assert (polygon.mask(1024, 256) == Rectangle((40, 300), (50, 310)).mask(1024, 256)).all()


def test_csv_and_json_say_the_same(archive: Archive) -> None:
    table = rows(dataset_labels(archive, "consensus").views)
    read = list(csv.DictReader(as_csv(table).decode().splitlines()))
    from_csv = [{**row, **{name: row[name] == "true" for name in FLAGS}, "lesions": json.loads(row["lesions"])} for row in read]
    assert from_csv == json.loads(as_json(table, "consensus"))["views"] == json.loads(json.dumps(table))


def test_the_labels_of_one_reader_can_be_taken(archive: Archive) -> None:
    table = rows(dataset_labels(archive, "R2").views)
    assert [row["class"] for row in table] == ["metastatic", "normal", "arthritic", "normal", "normal", "normal"]
    with pytest.raises(ArchiveError, match="choose one of consensus, truth, R1, R2, R3"):
        dataset_labels(archive, "R4")


def test_without_a_consensus_the_truth_is_taken_and_without_either_it_is_said(tmp_path: Path) -> None:
    made = voting_dataset(tmp_path / "d", STUDIES)
    with pytest.raises(ArchiveError, match="no consensus and no truth"):
        default_source(made)
    truth = made.folder / "truth"
    truth.mkdir()
    for reader_file in (made.folder / "readings" / "R1").glob("*.json"):
        content = reader_file.read_text(encoding="utf-8").replace('"reader": "R1"', '"reader": "truth"')
        (truth / reader_file.name).write_text(content, encoding="utf-8")
    assert default_source(made) == "truth"
    assert len(rows(dataset_labels(made, "truth").views)) == 6


def test_the_command_writes_both_files_or_the_one_that_is_named(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export-labels", str(archive.folder), str(tmp_path / "labels"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "written": [str(tmp_path / "labels.csv"), str(tmp_path / "labels.json")],
        "labels": "consensus",
        "views": 5,
        "provisional": 0,
        "disputed": 1,
        "outdated": 0,
    }
    assert main(["export-labels", str(archive.folder), str(tmp_path / "only.csv")]) == 0
    assert (tmp_path / "only.csv").read_bytes() == (tmp_path / "labels.csv").read_bytes()
    assert not (tmp_path / "only.csv.json").exists() and not (tmp_path / "only.json").exists()


def test_the_command_refuses_a_dataset_without_labels(tmp_path: Path) -> None:
    made = voting_dataset(tmp_path / "d", {key(1): {}})
    assert main(["export-labels", str(made.folder), str(tmp_path / "labels")]) == 2
    assert main(["export-labels", str(made.folder), str(tmp_path / "labels"), "--labels", "R1"]) == 2
    assert not list(tmp_path.glob("labels*"))
