"""Eqs 13-17, AUC and intervals against hand-worked examples and scikit-learn."""

import numpy as np
import pytest

from dspic_gui.disease import Answer
from dspic_gui.model.scores import (
    Cases,
    Counts,
    area_under_curve,
    as_json,
    choose_threshold,
    confusion,
    count,
    drawn_figures,
    figures,
    holds,
    patient_draws,
    roc,
    with_intervals,
)

N, M, A, B = Answer


def said(answer):
    return {N: (0.8, 0.1, 0.1), M: (0.1, 0.88, 0.02), A: (0.1, 0.02, 0.88), B: (0.0, 0.6, 0.4)}[answer]


def cases(truth, answers, patients=None):
    rows = np.array([said(answer) for answer in answers], np.float32)
    return Cases(tuple(truth), rows, tuple(patients or [str(i) for i in range(len(truth))]), 0.3)


def test_equations_13_to_17_by_hand():
    counts = Counts(tp=6, fp=2, fn=3, tn=9)
    assert counts.accuracy == pytest.approx(15 / 20)
    assert counts.precision == pytest.approx(6 / 8)
    assert counts.sensitivity == pytest.approx(6 / 9)
    assert counts.specificity == pytest.approx(9 / 11)
    assert counts.f1 == pytest.approx(2 * (6 / 8) * (6 / 9) / (6 / 8 + 6 / 9))


def test_a_share_of_nothing_is_no_figure():
    assert np.isnan(Counts(0, 0, 3, 5).precision)
    assert np.isnan(Counts(0, 0, 0, 5).sensitivity)


TRUTH = [N, N, N, M, M, A, A, B]
SAID = [N, N, A, M, N, A, B, M]


def test_the_three_readings_of_the_equations_by_hand():
    found = figures(cases(TRUTH, SAID))
    assert found["label accuracy"] == pytest.approx(4 / 8)
    assert found["abnormal accuracy"] == pytest.approx(6 / 8)
    assert found["abnormal sensitivity"] == pytest.approx(4 / 5)
    assert found["abnormal specificity"] == pytest.approx(2 / 3)
    assert found["metastatic sensitivity"] == pytest.approx(2 / 3)
    assert found["metastatic precision"] == pytest.approx(2 / 3)
    assert found["arthritic sensitivity"] == pytest.approx(2 / 3)
    assert found["arthritic specificity"] == pytest.approx(4 / 5)
    assert found["macro sensitivity"] == pytest.approx((2 / 3 + 2 / 3 + 2 / 3) / 3)


def test_the_confusion_matrix_is_four_by_four():
    matrix = confusion(cases(TRUTH, SAID))
    assert matrix.tolist() == [[2, 0, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 1, 0, 0]]


def test_figures_agree_with_scikit_learn():
    pytest.importorskip("sklearn")
    from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

    rng = np.random.default_rng(2)
    truth = [list(Answer)[i] for i in rng.integers(4, size=120)]
    probabilities = rng.dirichlet((1, 1, 1), 120)
    mixed = Cases(tuple(truth), probabilities, tuple(map(str, range(120))), 0.25)
    found, true, named = figures(mixed), holds(truth), holds(mixed.said)
    for i, name in enumerate(("normal", "metastatic", "arthritic")):
        assert found[f"{name} precision"] == pytest.approx(precision_score(true[:, i], named[:, i]))
        assert found[f"{name} sensitivity"] == pytest.approx(recall_score(true[:, i], named[:, i]))
        assert found[f"{name} f1"] == pytest.approx(f1_score(true[:, i], named[:, i]))
        assert found[f"auc {name}"] == pytest.approx(roc_auc_score(true[:, i], probabilities[:, i]))
    assert found["auc macro"] == pytest.approx(roc_auc_score(true, probabilities, average="macro"))


def test_the_area_counts_pairs_and_ties_by_half():
    truth = np.array([True, True, False, False])
    assert area_under_curve(truth, np.array([0.9, 0.4, 0.4, 0.1])) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert np.isnan(area_under_curve(np.array([True, True]), np.array([0.1, 0.2])))


def test_both_diseases_count_for_either_output():
    assert holds([B]).tolist() == [[False, True, True]]
    assert holds([N]).tolist() == [[True, False, False]]
    assert count(holds(TRUTH)[:, 1], holds(SAID)[:, 1]) == Counts(2, 1, 1, 4)


def test_the_roc_ends_in_both_corners():
    false, true = roc(cases(TRUTH, SAID), 1)
    assert (false[0], true[0], false[-1], true[-1]) == (0, 0, 1, 1)


def test_intervals_are_drawn_by_patient():
    """With every view twice in one patient, the interval is as wide as with the views once, not narrower."""
    rng = np.random.default_rng(4)
    truth = [list(Answer)[i] for i in rng.integers(4, size=60)]
    answers = [one if rng.random() < 0.7 else N for one in truth]
    once = with_intervals(cases(truth, answers), 300)["label accuracy"]
    twice = with_intervals(cases(truth * 2, answers * 2, [str(i) for i in range(60)] * 2), 300)["label accuracy"]
    alone = with_intervals(cases(truth * 2, answers * 2), 300)["label accuracy"]
    assert once == pytest.approx(twice)
    assert alone["high"] - alone["low"] < 0.85 * (once["high"] - once["low"])
    assert once["low"] < once["value"] < once["high"]


def test_samples_scored_together_are_those_scored_alone(monkeypatch):
    """In parts, as many views do not fit into one table; and with scores that tie."""
    monkeypatch.setattr("dspic_gui.model.scores._TOGETHER", 200)
    rng = np.random.default_rng(5)
    truth = tuple(list(Answer)[i] for i in rng.integers(4, size=40))
    mixed = Cases(truth, rng.dirichlet((1, 1, 1), 40).round(1), tuple(str(i // 2) for i in range(40)), 0.2)
    draws = list(patient_draws(mixed.patients, 30))
    together = drawn_figures(mixed, iter(draws))
    for at, chosen in enumerate(draws):
        sample = Cases(
            tuple(truth[i] for i in chosen), mixed.probabilities[chosen], ("p",) * 40, 0.2
        )
        alone = figures(sample)
        assert {name: values[at] for name, values in together.items()} == pytest.approx(alone, nan_ok=True)
    nothing = drawn_figures(mixed, [])
    assert nothing.keys() == together.keys() and not any(len(values) for values in nothing.values())


def test_the_threshold_is_chosen_for_the_four_answers():
    truth = [N, M, M, A, A, B, B]
    probabilities = np.array(
        [(0.9, 0.05, 0.05), (0.1, 0.7, 0.2), (0.05, 0.75, 0.2), (0.1, 0.15, 0.75), (0.6, 0.1, 0.3), (0.1, 0.55, 0.35), (0.05, 0.5, 0.45)]
    )
    assert 0.2 < choose_threshold(truth, probabilities) <= 0.35
    assert choose_threshold([N, M], probabilities[:2]) == 0.5


def test_scores_as_json_hold_no_nan():
    import json

    text = json.dumps(as_json(cases([N, N, M], [N, N, N]), 20))
    assert "NaN" not in text
    assert json.loads(text)["scores"]["metastatic precision"]["value"] is None
