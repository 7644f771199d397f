"""The paper's figures counted on hand-made datasets, and the command that prints them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer, Disease
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.dataset_statistics import VERTEBRA, dataset_statistics, tables
from dspic_gui.ground_truth.label_source import LabelledView
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection, Study, ViewSource
from tests.made.voting_dataset import key, mark, voting_dataset

ANT, POST = Projection


def study(number: int, patient: str, sex: str | None, age: int | None) -> Study:
    return Study(key(number), patient, (ViewSource(ANT, "a", 0, "", ""), ViewSource(POST, "a", 1, "", "")), sex=sex, age=age)


def view(number: int, projection: Projection, answer: Answer | None, *lesions: Lesion) -> LabelledView:
    return LabelledView(study(number, "p", None, None), projection, answer, lesions, answer, "consensus")


STUDIES = [study(1, "p1", "F", 43), study(2, "p1", "F", 44), study(3, "p2", "M", 67), study(4, "p3", "F", 49), study(5, "p4", None, None)]


def test_patients_are_counted_once_by_sex_and_age_group() -> None:
    found = dataset_statistics(STUDIES, [])
    assert found.patients == {"F": 2, "M": 1, "unknown": 1}
    assert found.ages == {("F", 40): 2, ("M", 60): 1, ("unknown", None): 1}
    assert (found.studies, found.views) == (5, 10)
    assert tables(found)["patients"][1:] == [("F", "40-49", 2), ("M", "60-69", 1), ("unknown", "", 1)]


def test_lesions_are_counted_by_disease_part_and_side() -> None:
    rib, left = mark(40, 300), mark(40, 400, "metastasis:rib:right")
    labelled = [
        view(1, ANT, Answer.METASTATIC, rib, left, mark(90, 500, "metastasis:lumbar_spine")),
        view(1, POST, Answer.NORMAL),
        view(3, ANT, Answer.BOTH, rib, mark(40, 800, "arthritis:knee:left")),
        view(4, POST, Answer.NORMAL),
    ]
    found = dataset_statistics(STUDIES, labelled)
    assert [(row.disease, row.part, row.lesions, dict(row.by_side)) for row in found.parts] == [
        (Disease.METASTASIS, "rib", 3, {"left": 2, "right": 1}),
        (Disease.METASTASIS, "lumbar_spine", 1, {"": 1}),
        (Disease.ARTHRITIS, "knee", 1, {"left": 1}),
    ]
    assert found.classes == {"normal": 2, "metastatic": 1, "arthritic": 0, "metastatic & arthritic": 1, "adjudicate": 0}
    assert found.lesions_per_view(Disease.METASTASIS) == 2.0 and found.lesions_per_view(Disease.ARTHRITIS) == 1.0


def test_the_papers_vertebra_is_the_sum_of_three_parts_beside_them() -> None:
    spine = [mark(90, 300 + 40 * at, f"metastasis:{part}") for at, part in enumerate(("cervical_spine", "thoracic_spine", "lumbar_spine"))]
    found = dataset_statistics(STUDIES, [view(1, ANT, Answer.BOTH, *spine, spine[2], mark(40, 800, "arthritis:knee:left"))])
    rows = {(row[0], row[1]): row[2] for row in tables(found)["lesions"][1:]}
    assert rows["metastasis", VERTEBRA] == 4 and rows["metastasis", "lumbar_spine"] == 2
    assert ("arthritis", VERTEBRA) not in rows and found.lesions[Disease.METASTASIS] == 4
    assert all(row.part != VERTEBRA for row in found.parts)


def test_maxima_are_summed_up_per_projection() -> None:
    maxima = [(key(number), ANT, float(value)) for number, value in enumerate((100, 300, 200))]
    found = dataset_statistics(STUDIES, [], maxima)
    assert found.maxima_quartiles(ANT) == (100, 150, 200, 250, 300) and found.maxima_quartiles(POST) is None


def test_the_command_measures_the_real_scan(dataset: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["statistics", str(dataset.folder), "--json", "--csv", str(tmp_path / "tables")]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["maxima"] == [{"study": dataset.study_keys()[0], "view": "ANT", "maximum": 278.0}]
    assert found["labels"] is None and found["views"] == 1
    names = sorted(path.name for path in (tmp_path / "tables").iterdir())
    assert names == ["classes.csv", "lesions.csv", "maxima.csv", "patients.csv"]


def test_the_command_counts_the_consensus_and_says_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = [mark(40, 300)]
    archive = voting_dataset(tmp_path / "d", {key(1): dict.fromkeys(("R1", "R2", "R3"), one), key(2): dict.fromkeys(("R1", "R2"), one)})
    consolidation.run(archive)
    assert main(["statistics", str(archive.folder), "--no-counts"]) == 0
    shown = capsys.readouterr().out
    assert "1 lesions of metastasis in 1 views: 1.0 a view." in shown and "rib" in shown
    assert main(["statistics", str(archive.folder), "--no-counts", "--provisional"]) == 0
    assert "2 lesions of metastasis in 2 views: 1.0 a view." in capsys.readouterr().out
    (archive.folder / "consensus" / f"{key(1)}_ANT.json").write_bytes(b"{")
    assert main(["statistics", str(archive.folder), "--no-counts"]) == 1
    assert f"{key(1)}_ANT.json" in capsys.readouterr().err
    assert main(["statistics", str(archive.folder), "--labels", "R9"]) == 2
