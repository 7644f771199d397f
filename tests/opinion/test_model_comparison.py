"""Two models on the same views: differences paired by patient, McNemar's test, and the warning where a model knows the patients."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from dspic_gui import cli
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.lesion_model.opened import open_model
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.model_split import compose_split, hashed, read_split, seen_patients
from dspic_gui.model.score_differences import differences_of
from dspic_gui.model.scores import Cases
from dspic_gui.opinion.evaluation import evaluate
from dspic_gui.opinion.model_comparison import compare, mcnemar
from tests.made.evaluated_dataset import evaluated_copy
from tests.places import SMALL_LESION_MODEL, SMALL_MODEL


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evaluated_copy(tmp_path_factory)


def cases(seed: int, right: float, patients: int = 60) -> Cases:
    """Two views of each patient with random answers, of which about this share is right."""
    rng = np.random.default_rng(seed)
    truth = [list(Answer)[number % 4] for number in range(2 * patients)]
    said = [one if rng.random() < right else list(Answer)[rng.integers(4)] for one in truth]
    probabilities = np.array(
        [
            [0.8 if answer in (one, Answer.BOTH) else 0.1 for answer in list(Answer)[:3]]
            for one in said
        ]
    )
    probabilities += rng.random(probabilities.shape) * 0.1
    owners = tuple(f"p{number // 2}" for number in range(2 * patients))
    return Cases(
        tuple(truth),
        probabilities / probabilities.sum(axis=1, keepdims=True),
        owners,
        0.3,
        tuple(said),
    )


def test_mcnemar_is_that_of_statsmodels() -> None:
    contingency = pytest.importorskip("statsmodels.stats.contingency_tables")
    found = mcnemar("view", cases(1, 0.6), cases(2, 0.8))
    assert (
        found.both + found.first + found.second + found.neither == 120
        and found.first
        and found.second
    )
    wanted = contingency.mcnemar(
        [[found.both, found.first], [found.second, found.neither]], exact=True
    )
    assert found.p == pytest.approx(wanted.pvalue, abs=1e-12)
    assert mcnemar("view", cases(1, 0.6), cases(1, 0.6)).p == 1.0


def test_a_better_model_is_told_from_chance_and_equal_ones_are_not() -> None:
    better = {
        one.name: one for one in differences_of("view", cases(1, 0.3), cases(2, 0.9), samples=200)
    }
    accuracy = better["label accuracy"]
    assert (
        accuracy.low is not None
        and accuracy.low > 0
        and accuracy.p is not None
        and accuracy.p < 0.02
    )
    assert accuracy.difference == pytest.approx(accuracy.second - accuracy.first)  # type: ignore[operator]
    alike = {
        one.name: one for one in differences_of("view", cases(1, 0.7), cases(9, 0.7), samples=200)
    }
    interval = alike["auc macro"]
    assert (
        interval.low is not None
        and interval.high is not None
        and interval.low < 0 < interval.high
        and (interval.p or 0) > 0.05
    )
    same = differences_of("view", cases(1, 0.7), cases(1, 0.7), samples=50)
    assert all((one.difference, one.low, one.high, one.p) == (0, 0, 0, 1) for one in same)


def test_pairing_makes_intervals_narrower_than_two_apart() -> None:
    """Both models fail on the same patients: the difference is far better known than either score."""
    first = cases(1, 0.5)
    second = Cases(
        first.truth,
        first.probabilities,
        first.patients,
        first.threshold,
        (first.truth[0], *first.said[1:]),
    )
    (accuracy,) = [
        one
        for one in differences_of("view", first, second, samples=200)
        if one.name == "label accuracy"
    ]
    assert (
        accuracy.low is not None
        and accuracy.high is not None
        and accuracy.high - accuracy.low < 0.04
    )


def test_the_command_compares_two_kinds_of_models(
    evaluated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.csv"
    words = [
        "compare",
        str(SMALL_MODEL),
        str(SMALL_LESION_MODEL),
        str(evaluated),
        "--samples",
        "20",
        "--keep-unlike",
        "--csv",
        str(table),
    ]
    assert cli.main([*words, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    rows = [line for line in lines if "difference" in line]
    assert {(line["level"], line["name"]) for line in rows} >= {
        ("view", "auc macro"),
        ("study", "label accuracy"),
    }
    assert [line["level"] for line in lines if "both" in line] == ["view", "study"]
    with table.open(newline="", encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == len(rows)
    archive = Archive(evaluated)
    found = [evaluate(archive, open_model(folder), keep_unlike=True) for folder in (SMALL_MODEL, SMALL_LESION_MODEL)]
    places = [{(view.study, view.label.projection) for view in one.views} for one in found]
    common = places[0] & places[1]
    assert all(
        row.count == len(common)
        for row in compare(*found, samples=2).differences
        if row.level == "view"
    )


def known(folder: Path, archive: Archive, count: int, model: Path = SMALL_MODEL) -> Path:
    """The small model, that has learned from this dataset's first patients."""
    shutil.copytree(model, folder)
    patients = [archive.study(key).patient for key in archive.study_keys()[:count]]
    (folder / "split.json").write_bytes(
        compose_split({"training": patients[1:], "validation": patients[:1], "test": ["another"]})
    )
    return folder


def test_a_measure_on_known_patients_warns_and_leaves_them_out(
    evaluated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = Archive(evaluated)
    model = known(tmp_path / "model", archive, 3)
    assert seen_patients(model) == {
        hashed(archive.study(key).patient) for key in archive.study_keys()[:3]
    }
    assert cli.main(["evaluate", str(model), str(evaluated), "--samples", "2"]) == 0
    assert (
        "WARNING: 3 of 8 studies are of patients from whom the model learned"
        in capsys.readouterr().err
    )
    assert cli.main(["evaluate", str(model), str(evaluated), "--samples", "2", "--unseen"]) == 0
    said = capsys.readouterr()
    assert (
        "5 studies." in said.out
        and "3 studies are left out: the model learned from their patients." in said.err
    )
    assert cli.main(["evaluate", str(model), str(evaluated), "--samples", "2", "--json"]) == 0
    (line,) = [
        one
        for one in map(json.loads, capsys.readouterr().out.splitlines())
        if one.get("name") == "known from training"
    ]
    assert (line["value"], line["left_out"], line["count"]) == (3, 0, 8)
    assert cli.main(["evaluate", str(SMALL_MODEL), str(evaluated), "--samples", "2"]) == 0
    assert "from whom the model learned" not in capsys.readouterr().err


def test_a_network_that_finds_lesions_says_whom_it_knows_too(
    evaluated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By split.json, or by the card, where older versions put it."""
    model = known(tmp_path / "model", Archive(evaluated), 3, SMALL_LESION_MODEL)
    words = ["evaluate", str(model), str(evaluated), "--samples", "2", "--keep-unlike"]
    assert cli.main(words) == 0
    assert "WARNING: 3 of 8 studies are of patients" in capsys.readouterr().err
    split = json.loads((model / "split.json").read_bytes())["patients"]
    (model / "split.json").unlink()
    card = json.loads((model / "card.json").read_bytes())
    (model / "card.json").write_text(json.dumps({**card, "split": split}))
    assert cli.main([*words, "--unseen"]) == 0
    assert "3 studies are left out" in capsys.readouterr().err


def test_a_model_that_knows_everybody_leaves_nothing(
    evaluated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = known(tmp_path / "model", Archive(evaluated), 8)
    assert cli.main(["compare", str(model), str(SMALL_MODEL), str(evaluated), "--unseen"]) == 2
    assert "so --unseen leaves nothing" in capsys.readouterr().err
    (model / "split.json").write_text("{")
    with pytest.raises(ModelError, match="nobody can tell which patients"):
        read_split(model)
    assert read_split(SMALL_LESION_MODEL)["test"] and not read_split(SMALL_MODEL)
