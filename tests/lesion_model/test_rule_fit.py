"""The layers of the answers, fitted together: probabilities are those of the population that they are fitted for."""

from __future__ import annotations

import numpy as np
import pytest

from dspic_gui.disease import Answer, Disease
from dspic_gui.lesion_model.answer_rule import ANSWERS, FEATURES, LEVELS, AnswerRule, Shares
from dspic_gui.lesion_model.rule_fit import Features, fitted_layers

SHARES = (0.45, 0.25, 0.25, 0.05)


def population(shares: Shares, number: int, seed: int) -> tuple[list[Features], list[Answer]]:
    """Cases in these shares; a metastasis leaves something on the map of arthritis too."""
    rng = np.random.default_rng(seed)
    truth = [ANSWERS[at] for at in rng.choice(len(ANSWERS), number, p=shares)]
    cases = []
    for answer in truth:
        there = [disease in answer.diseases for disease in Disease]
        middle = (2.2 * there[0], 1.4 * there[1] + 0.8 * there[0])
        rows = [np.append(rng.normal(one, 1), rng.normal(size=FEATURES - 1)) for one in middle]
        cases.append(dict(zip(Disease, rows, strict=True)))
    return cases, truth


def test_what_is_said_of_each_disease_is_as_frequent_as_it_is() -> None:
    layers = fitted_layers(*population((0.1, 0.4, 0.3, 0.2), 3000, 1), SHARES)  # taught on other shares
    rule = AnswerRule(dict.fromkeys(LEVELS, layers), SHARES)
    cases, truth = population(SHARES, 3000, 2)
    said = np.array([rule.answer("view", case).joint for case in cases])
    found = np.array([[answer is one for one in ANSWERS] for answer in truth])
    assert said.mean(axis=0) == pytest.approx(found.mean(axis=0), abs=0.03)
    doubtful = (said[:, 0] > 0.3) & (said[:, 0] < 0.7)
    assert said[doubtful, 0].mean() == pytest.approx(found[doubtful, 0].mean(), abs=0.05)
    assert (said.argmax(axis=1) == found.argmax(axis=1)).mean() > 0.65


def test_more_lesion_never_speaks_against_its_disease() -> None:
    cases, truth = population(SHARES, 300, 3)
    turned = [{disease: -values for disease, values in case.items()} for case in cases]
    for layer in fitted_layers(turned, truth, SHARES).values():
        assert min(layer.weights) >= 0


def test_cases_without_one_of_the_answers_still_give_layers() -> None:
    cases, truth = population((0.5, 0.5, 0.0, 0.0), 200, 4)
    layers = fitted_layers(cases, truth)
    assert layers[Disease.METASTASIS].weights[0] > 0.5 and np.isfinite(layers[Disease.ARTHRITIS].bias)
