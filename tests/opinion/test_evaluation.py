"""A model measured on a small dataset of which every cell is known, and whether its maps beat the blurred scan."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.disease import CLASSES, Answer, Disease
from dspic_gui.ground_truth.label_source import default_source
from dspic_gui.model.class_maps import MapKind
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.scores import confusion, figures, roc, with_intervals
from dspic_gui.opinion.evaluation import Evaluation, EvaluationError, evaluate
from dspic_gui.opinion.map_bar import CONTROL, MapBar, MapRow, measure_maps, record
from dspic_gui.prediction import Prediction
from dspic_gui.study import Projection
from tests.made.opinion_dataset import opinion_dataset
from tests.places import SMALL_MODEL

N, M, A, B = Answer
DRAWN = [M, M, M, A, A, N, N, B]
TOLD = [M, M, N, A, M, N, N, B]
"""What the labels say: the third and the fifth study are labelled wrongly, so the model, which is right, seems wrong."""


@pytest.fixture(scope="module")
def small() -> Classifier:
    return Classifier.open(SMALL_MODEL)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return opinion_dataset(tmp_path_factory.mktemp("evaluated") / "dataset", DRAWN, told=TOLD)


@pytest.fixture(scope="module")
def found(archive: Archive, small: Classifier) -> Evaluation:
    return evaluate(archive, small)


def test_the_cells_are_those_that_were_drawn(found: Evaluation, archive: Archive) -> None:
    assert len(found.views) == 8 and found.labels == "consensus"
    assert {cell: len(views) for cell, views in found.cells.items()} == {(M, M): 2, (N, M): 1, (A, A): 1, (M, A): 1, (N, N): 2, (B, B): 1}
    third = archive.study_key("opinion 2")
    assert [one.study for one in found.cells[N, M]] == [third]


def test_the_scores_by_hand(found: Evaluation) -> None:
    scores = figures(found.cases)
    assert scores["label accuracy"] == pytest.approx(6 / 8)
    assert scores["metastatic sensitivity"] == pytest.approx(3 / 4)
    assert scores["metastatic precision"] == pytest.approx(3 / 4)
    assert scores["abnormal specificity"] == pytest.approx(2 / 3)
    assert figures(found.study_cases)["label accuracy"] == pytest.approx(6 / 8), "one view a study"


def test_a_study_is_scored_by_its_own_answer_and_an_open_one_is_left_out_and_counted(found: Evaluation) -> None:
    first, second, *rest = found.views
    as_study = [replace(first, label=replace(first.label, of_study=A)), replace(second, label=replace(second.label, of_study=None)), *rest]
    made = replace(found, views=tuple(as_study))
    assert made.study_cases.truth == (A, *(one.truth for one in rest)) and made.open_studies == 1
    assert found.open_studies == 0 and [one.label.of_study for one in found.views] == [one.truth for one in found.views]
    every = replace(found, views=tuple(replace(one, label=replace(one.label, of_study=None)) for one in found.views))
    assert every.study_cases.truth == () and every.open_studies == 8
    assert all(math.isnan(row["value"]) for row in with_intervals(every.study_cases, 10).values())


def test_wrong_views_come_the_most_confident_first(found: Evaluation) -> None:
    wrong = found.wrong
    assert {(one.truth, one.prediction.answer) for one in wrong} == {(N, M), (M, A)}
    assert [one.confidence for one in wrong] == sorted((one.confidence for one in wrong), reverse=True)


def test_lesion_sizes_count_what_was_named(found: Evaluation) -> None:
    """Every disc has 9 pixels radius, 254 square pixels: the fourth class of sizes."""
    rows = {(row.disease, row.low): row for row in found.sizes() if row.views}
    assert set(rows) == {(Disease.METASTASIS, 200.0), (Disease.ARTHRITIS, 200.0)}
    assert (rows[Disease.METASTASIS, 200.0].views, rows[Disease.METASTASIS, 200.0].named) == (4, 3)
    assert rows[Disease.ARTHRITIS, 200.0].sensitivity == 1.0


def test_calibration_by_hand(found: Evaluation) -> None:
    views = [
        replace(found.views[0], prediction=Prediction((p, 1 - p, 0.0), 0.2, "m"), label=replace(found.views[0].label, answer=answer))
        for p, answer in ((0.95, N), (0.92, N), (0.91, M), (0.15, M), (0.12, N))
    ]
    made = replace(found, views=tuple(views))
    bins = made.calibration(N)
    assert [(one.count, one.low) for one in bins] == [(2, 0.1), (3, 0.9)]
    assert [one.found for one in bins] == pytest.approx([1 / 2, 2 / 3])
    assert [one.said for one in bins] == pytest.approx([0.135, 2.78 / 3])
    assert made.calibration_error(N) == pytest.approx((2 * abs(0.135 - 0.5) + 3 * abs(2.78 / 3 - 2 / 3)) / 5)
    assert sum(one.count for one in found.calibration(M)) == 8


def test_labels_of_truth_and_of_a_reader(archive: Archive, small: Classifier) -> None:
    for labels in ("truth", "R2"):
        assert figures(evaluate(archive, small, labels).cases)["label accuracy"] == pytest.approx(6 / 8)
    with pytest.raises(ArchiveError, match="none of this dataset's labels"):
        evaluate(archive, small, "R9")


def test_a_chosen_part_alone(archive: Archive, small: Classifier) -> None:
    keys = archive.study_keys()[:3]
    part = evaluate(archive, small, chosen=[(key, Projection.ANT) for key in keys] + [(keys[0], Projection.POST)])
    assert [one.study for one in part.views] == keys
    with pytest.raises(EvaluationError, match="nothing to measure"):
        evaluate(archive, small, chosen=[("f" * 16, Projection.ANT)])


def test_a_reader_measures_only_what_may_be_seen(tmp_path: Path, small: Classifier) -> None:
    unsealed = opinion_dataset(tmp_path / "d", [M, N], sealed=False)
    assert default_source(unsealed) == "truth"
    assert len(evaluate(unsealed, small, "truth").views) == 2
    with pytest.raises(EvaluationError):
        evaluate(unsealed.as_reader("R1"), small, "truth")


def test_a_study_that_cannot_be_read_is_told_and_left_out(tmp_path: Path, small: Classifier) -> None:
    archive = opinion_dataset(tmp_path / "d", [M, N, A])
    (archive.folder / archive.study(archive.study_keys()[0]).views[0].file).write_bytes(b"no scan")
    told: list[str] = []
    assert len(evaluate(archive, small, problem=lambda key, sentence: told.append(key)).views) == 2
    assert told == archive.study_keys()[:1]


def test_intervals_do_not_narrow_with_two_studies_of_a_patient(found: Evaluation) -> None:
    """The studies belong to four patients: the interval is drawn from them."""
    whole = with_intervals(found.cases, 200)["label accuracy"]
    assert whole["low"] < whole["value"] <= whole["high"]
    one_patient = replace(found.cases, patients=("p",) * 8)
    single = with_intervals(one_patient, 50)["label accuracy"]
    assert (single["low"], single["high"]) == (single["value"], single["value"])


def test_the_roc_agrees_with_its_area(found: Evaluation) -> None:
    false, true = roc(found.cases, 1)
    assert (false[0], true[0], false[-1], true[-1]) == (0, 0, 1, 1)
    assert np.trapezoid(true, false) == pytest.approx(figures(found.cases)["auc metastatic"])
    assert confusion(found.cases).sum() == 8


def test_the_bar_of_maps(archive: Archive, small: Classifier, found: Evaluation) -> None:
    bar = measure_maps(archive, small, found)
    assert bar is not None
    rows = {row.name: row for row in bar.rows}
    assert list(rows) == [*map(str, MapKind), CONTROL]
    assert {row.views for row in bar.rows} == {3}, "two metastatic and one with both, all classified correctly"
    assert rows[MapKind.INPUT_GRADIENT].hit == 1.0
    assert rows[MapKind.INPUT_GRADIENT].share > 100 * rows[MapKind.INPUT_GRADIENT].area
    assert "| input gradient | 1.00 (1.00 to 1.00)" in bar.markdown()


def row(name: str, hit: float, share: float = 0.1) -> MapRow:
    return MapRow(name, 10, hit, 0.0, 1.0, share, 0.01)


def test_only_maps_that_beat_the_control_explain() -> None:
    rows = (row("attention", 1.0), row("hirescam", 0.7), row("grad_cam", 0.6), row("input_gradient", 0.7, 0.4), row(CONTROL, 0.6))
    assert MapBar("m", "d", rows).explanations == ("input_gradient", "hirescam"), "attention knows no class; equal is not better"
    assert MapBar("m", "d", (row("hirescam", 0.5), row(CONTROL, 0.6))).explanations == ()


def test_the_bar_is_written_into_the_card_and_read_again(tmp_path: Path, small: Classifier) -> None:
    folder = tmp_path / "model"
    shutil.copytree(SMALL_MODEL, folder)
    record(folder, MapBar("m", "Simulated", (row("hirescam", 0.9), row("input_gradient", 0.95), row(CONTROL, 0.6))))
    opened = Classifier.open(folder)
    assert opened.explanations == (MapKind.INPUT_GRADIENT, MapKind.HIRESCAM)
    assert opened.identity == small.identity
    assert json.loads((folder / "card.json").read_text())["map_bar"]["dataset"] == "Simulated"
    assert sorted(path.name for path in folder.iterdir()) == ["card.json", "network.tflite", "selftest.npz"]


def test_every_class_has_a_curve(found: Evaluation) -> None:
    for place, name in enumerate(CLASSES):
        assert np.isfinite(np.concatenate(roc(found.cases, place))).all(), name
