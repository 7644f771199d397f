"""Answers from lesions: layers of their own for each disease, and how often diseases meet."""

import json

import numpy as np
import pytest

from dspic_gui.disease import Answer, Disease
from dspic_gui.lesion_model.answer_rule import FEATURES, LEVELS, AnswerRule, JointAnswer, Layer, features_of
from dspic_gui.sentence import RuleError

PLAIN = Layer((1.0, 0.0, 0.0, 0.0), 0.0, 0.5)
EVEN = (0.25, 0.25, 0.25, 0.25)


def rule(shares=EVEN, layer=PLAIN):
    return AnswerRule({level: dict.fromkeys(Disease, layer) for level in LEVELS}, shares)


def seen(metastasis, arthritis):
    return {
        Disease.METASTASIS: np.array([metastasis, 0, 0, 0], dtype=float),
        Disease.ARTHRITIS: np.array([arthritis, 0, 0, 0], dtype=float),
    }


@pytest.mark.parametrize(
    ("metastasis", "arthritis", "answer"),
    [(-4, -4, Answer.NORMAL), (4, -4, Answer.METASTATIC), (-4, 4, Answer.ARTHRITIC), (4, 4, Answer.BOTH)],
)
def test_each_disease_is_judged_by_its_own_features(metastasis, arthritis, answer):
    said = rule().answer("view", seen(metastasis, arthritis))
    assert said.answer is answer and sum(said.joint) == pytest.approx(1)
    assert said.probabilities[1] == pytest.approx(1 / (1 + np.exp(-metastasis)))


def test_the_population_decides_what_is_doubtful():
    doubtful = seen(0.4, 0.4)
    assert rule().answer("view", doubtful).answer is Answer.BOTH
    rare = rule().with_shares((40, 25, 30, 1)).answer("view", doubtful)
    assert rare.answer is not Answer.BOTH and rare.joint[3] < 0.05


def test_the_shares_where_the_layer_was_fitted_are_taken_out():
    often = rule(layer=Layer((1.0, 0, 0, 0), np.log(3), 0.75))
    assert often.answer("view", seen(0, -9)).probabilities[1] == pytest.approx(0.5, abs=1e-3)


def test_probabilities_are_marginals():
    assert JointAnswer((0.1, 0.2, 0.3, 0.4)).probabilities == pytest.approx((0.1, 0.6, 0.7))


def test_features_without_a_lesion_are_those_of_the_least_peak():
    found = features_of([], dict.fromkeys(Disease, 0.0))
    assert found[Disease.METASTASIS].shape == (FEATURES,) and found[Disease.METASTASIS][0] == pytest.approx(np.log(1e-3 / 0.999))


def test_a_rule_comes_back_from_its_card():
    made = rule((0.4, 0.2, 0.3, 0.1), Layer((0.5, 0.1, 0.0, 0.2), -1.0, 0.3))
    again = AnswerRule.from_json(json.loads(json.dumps(made.as_json())))
    assert again.answer("study", seen(1, 2)).joint == pytest.approx(made.answer("study", seen(1, 2)).joint)


@pytest.mark.parametrize("shares", [(1, 2, 3), (0, 0, 0, 0), (-1, 1, 1, 1), (np.nan, 1, 1, 1)])
def test_shares_that_are_none_are_refused(shares):
    with pytest.raises(RuleError):
        rule().with_shares(shares)


def test_a_damaged_layer_is_refused():
    stated = rule().as_json()
    stated["layers"]["view"]["arthritis"]["weights"] = [1.0]
    with pytest.raises(RuleError):
        AnswerRule.from_json(stated)
