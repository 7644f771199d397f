"""What the scores page shows: scores with intervals, other models by their kept predictions, and the cases that are printed."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.scores import figures
from dspic_gui.opinion.evaluation import Evaluation, evaluate
from dspic_gui.opinion.model_scores import model_scores, typical_errors
from dspic_gui.opinion.review_desk import ReviewDesk
from dspic_gui.reviews import all_reviews
from tests.made.evaluated_dataset import evaluated_dataset
from tests.places import SMALL_MODEL


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, Evaluation]:
    archive = evaluated_dataset(tmp_path_factory.mktemp("measured") / "dataset", (*Answer, *Answer), wrong_labels=2)
    return archive, evaluate(archive, Classifier.open(SMALL_MODEL))


def other_model(archive: Archive, evaluation: Evaluation, answer: str) -> str:
    """Kept predictions of a model that says the same of every view."""
    source, target = archive.folder / "predictions" / evaluation.model, archive.folder / "predictions" / "other-00000000"
    target.mkdir()
    for path in source.glob("*.json"):
        stated = json.loads(path.read_text(encoding="utf-8"))
        stated["model"] |= {"name": "other", "network_sha256": "0" * 64}
        for one in stated["views"].values():
            one["probabilities"] = {name: 0.9 if name == answer else 0.05 for name in one["probabilities"]}
        (target / path.name).write_text(json.dumps(stated), encoding="utf-8")
    return target.name


def test_scores_are_those_of_the_formulas_with_an_interval_around_them(measured: tuple[Archive, Evaluation]) -> None:
    archive, evaluation = measured
    found = model_scores(archive, evaluation, samples=50)
    wanted = figures(evaluation.cases)
    assert {name: row["value"] for name, row in found.views.items()} == pytest.approx(wanted, nan_ok=True)
    row = found.views["label accuracy"]
    assert row["low"] <= row["value"] <= row["high"] and row["value"] == 0.75
    assert found.scores("study")["label accuracy"]["value"] == 0.75


def test_a_model_is_compared_by_what_is_kept_of_it(measured: tuple[Archive, Evaluation]) -> None:
    archive, evaluation = measured
    name = other_model(archive, evaluation, "metastatic")
    found = model_scores(archive, evaluation, samples=2)
    other = found.others[0]
    assert other.evaluation.model == name and len(other.evaluation.views) == len(evaluation.views) and not found.left_out
    assert all(view.prediction.answer is Answer.METASTATIC for view in other.evaluation.views)
    row = other.scores("study")["macro accuracy"]
    assert row["low"] <= row["value"] <= row["high"]
    assert model_scores(archive.as_reader("R1"), evaluation, samples=2).others[0].evaluation.views


def test_models_are_compared_on_the_same_views_only(measured: tuple[Archive, Evaluation], tmp_path: Path) -> None:
    """The other model has said more than was measured here: only these views count. Where it has said less, it is left out by name."""
    _, evaluation = measured
    archive = Archive(Path(shutil.copytree(measured[0].folder, tmp_path / "dataset")))
    folder = archive.folder / "predictions" / "other-00000000"
    name = folder.name if folder.is_dir() else other_model(archive, evaluation, "metastatic")
    half = replace(evaluation, views=evaluation.views[::2])
    wanted = [(one.study, one.label.projection) for one in half.views]
    found = model_scores(archive, half, samples=2)
    assert sorted((one.study, one.label.projection) for one in found.others[0].evaluation.views) == sorted(wanted)
    gone = evaluation.views[0].study
    (archive.folder / "predictions" / name / f"{gone}.json").unlink()
    found = model_scores(archive, evaluation, samples=2)
    assert found.others == () and found.left_out == ((name, len(evaluation.views) - 2),)


def test_errors_are_printed_reviewed_ones_first_and_each_kind_before_a_second(measured: tuple[Archive, Evaluation]) -> None:
    archive, evaluation = measured
    found = model_scores(archive, evaluation, samples=2)
    cells = [(one.view.label.answer, one.view.prediction.answer) for one in found.errors]
    assert len(cells) == 4 and len(set(cells[:2])) == 2
    assert all(case.picture.shape == (1024, 256) and case.picture.min() < 10 and case.picture.max() == 255 for case in found.errors)
    last = found.errors[-1].view
    desk = ReviewDesk(archive.as_reader("R2"), evaluation)
    desk.say(last, True, "low_counts", "few counts")
    again = model_scores(archive, evaluation, samples=2)
    assert again.errors[0].view is last and [one.reason for one in again.errors[0].reviews] == ["low_counts"]
    assert typical_errors(evaluation, all_reviews(archive.as_reader("R1")))[0] is not last or not all_reviews(archive.as_reader("R1"))


def test_views_with_both_diseases_are_printed(measured: tuple[Archive, Evaluation]) -> None:
    archive, evaluation = measured
    found = model_scores(archive, evaluation, samples=2)
    assert found.both and all(case.view.label.answer is Answer.BOTH for case in found.both)
