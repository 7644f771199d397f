"""The small lesion model measured on a drawn dataset: lesions, parts, sides, regions, and how it bears altered scans."""

import json
import shutil

import numpy as np
import pytest

from dspic_gui import cli
from dspic_gui.counts.alterations import ALTERATIONS
from dspic_gui.disease import Answer, Disease
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.model.model_card import ROBUSTNESS
from dspic_gui.opinion.evaluation import EvaluationError, evaluate
from dspic_gui.opinion.lesion_evaluation import by_part, dice, evaluate_lesions
from dspic_gui.opinion.stress import UNALTERED, stress
from dspic_gui.study import Projection
from tests.made.lesion_dataset import lesion_dataset
from tests.places import SMALL_LESION_MODEL

ANSWERS = (Answer.NORMAL, Answer.METASTATIC, Answer.ARTHRITIC, Answer.BOTH)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return lesion_dataset(tmp_path_factory.mktemp("measured") / "d", ANSWERS)


@pytest.fixture(scope="module")
def model():
    return LesionClassifier.open(SMALL_LESION_MODEL, 1)


@pytest.fixture(scope="module")
def measured(drawn, model):
    return evaluate_lesions(drawn, model, "truth", keep_unlike=True)


def test_every_lesion_of_every_view_is_asked_for(measured):
    assert len(measured.views) == 8
    rows = {(row.disease, row.rate): row for row in measured.free_response(20) if not row.subset}
    assert rows[(Disease.METASTASIS, 1.0)].lesions == rows[(Disease.ARTHRITIS, 1.0)].lesions == 4
    assert rows[(Disease.METASTASIS, 4.0)].sensitivity >= 0.75


def test_parts_and_sides_at_lesions_and_the_dice_of_regions(measured):
    figures = {row.name: row for row in measured.figures(20)}
    assert figures["part at metastasis"].value >= 0.75 and figures["part at metastasis"].count == 4
    assert figures["side at arthritis"].value >= 0.75 and "side at metastasis" not in figures
    assert figures["region dice"].low <= figures["region dice"].value <= figures["region dice"].high
    assert measured.region_dice()["skull"] > 0.8 and set(measured.region_dice()) >= {"skull", "thoracic_spine", "pelvis", "knee"}


def test_outlines_serve_where_there_are_no_masks(drawn, model, tmp_path):
    folder = shutil.copytree(drawn.folder, tmp_path / "d")
    for path in (*(folder / "truth").glob("*.npz"), *(folder / "truth").glob("*.png")):
        path.unlink()
    found = evaluate_lesions(type(drawn)(folder), model, "truth", keep_unlike=True)
    lesions = [one for view in found.views for one in view.marked.lesions]
    assert len(lesions) == 8 and {one.part for one in lesions} == {"thoracic_spine", "knee"}
    assert not found.region_dice()


def test_only_chosen_views_count(drawn, model):
    key = drawn.study_keys()[0]
    found = evaluate_lesions(drawn, model, "truth", chosen=[(key, Projection.POST)], keep_unlike=True)
    assert [(view.study, view.projection) for view in found.views] == [(key, Projection.POST)]
    with pytest.raises(EvaluationError):
        evaluate_lesions(drawn, model, "truth", chosen=[("0" * 16, Projection.ANT)])


def test_answers_are_those_of_the_models_own_rule(drawn, model):
    found = evaluate(drawn, model, "truth", keep_unlike=True)
    assert [one.prediction.answer for one in found.views] == list(found.cases.said)
    by_study = {one.study: one.said.together.ruled for one in found.views}
    assert found.study_cases.said == list(by_study.values())


def test_a_kept_prediction_says_the_same_again(drawn, model):
    first, kept = (evaluate(drawn, model, "truth", keep_unlike=True) for _ in range(2))
    assert kept.cases.said == first.cases.said and kept.study_cases.said == first.study_cases.said
    for one, again in zip(first.views, kept.views, strict=True):
        assert [(lesion.disease, lesion.part, lesion.side) for lesion in again.prediction.lesions] == [
            (lesion.disease, lesion.part, lesion.side) for lesion in one.prediction.lesions
        ]
        assert again.prediction.likeness == pytest.approx(one.prediction.likeness, abs=1e-4)


def test_views_unlike_what_was_learned_have_no_answer(drawn, tmp_path):
    folder = shutil.copytree(SMALL_LESION_MODEL, tmp_path / "strict")
    card = json.loads((folder / "card.json").read_text())
    card["name"], card["likeness"]["limit"] = "strict", 1.0
    (folder / "card.json").write_text(json.dumps(card))
    blind = LesionClassifier.open(folder, 1)
    with pytest.raises(EvaluationError):
        evaluate(drawn, blind, "truth")
    assert evaluate(drawn, blind, "truth", keep_unlike=True).unlike == 0


def test_a_stress_table_has_a_row_for_each_alteration(drawn, model):
    told = []
    rows = stress(drawn, model, "truth", most=2, samples=5, progress=lambda done, total: told.append((done, total)))
    assert [row.name for row in rows] == [UNALTERED, *ALTERATIONS] and told == [(1, 2), (2, 2)]
    assert rows[0].loss == 0 and all(row.views == 4 for row in rows)
    assert all(row.loss == pytest.approx(rows[0].accuracy - row.accuracy) for row in rows)


def test_dice_by_hand():
    counts = np.zeros((3, 256))
    counts[:, 8], counts[:, 8 + 64] = (10, 6, 4), (10, 14, 10)
    values = dice(counts)
    assert values[8] == pytest.approx(0.5) and values[72] == pytest.approx(20 / 24) and np.isnan(values[0]) and np.isnan(values[9])
    assert dice(by_part(counts))[8] == pytest.approx(28 / 40)


def test_the_stress_table_goes_into_the_card_where_that_is_asked_for(drawn, tmp_path, capsys):
    folder = shutil.copytree(SMALL_LESION_MODEL, tmp_path / "model")
    words = ["stress", str(folder), str(drawn.folder), "--labels", "truth", "--studies", "1", "--samples", "2"]
    assert cli.main([*words, "--json"]) == 0
    assert ROBUSTNESS not in json.loads((folder / "card.json").read_text())
    assert cli.main([*words, "--record"]) == 0
    kept = json.loads((folder / "card.json").read_text())[ROBUSTNESS]
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    rows = [{name: value for name, value in line.items() if name != "model"} for line in printed if "accuracy" in line]
    assert kept["labels"] == "truth" and kept["rows"] == rows and len(rows) == len(ALTERATIONS) + 1
    assert LesionClassifier.open(folder, 1).card.name == LesionClassifier.open(SMALL_LESION_MODEL, 1).card.name
