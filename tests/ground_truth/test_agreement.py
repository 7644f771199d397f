"""Agreement figures against published worked examples, and their behaviour at the edges."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dspic_gui.ground_truth.agreement import (
    AgreementError,
    Ratings,
    Sums,
    cohen_kappa,
    estimate,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    raw_agreement,
)

FLEISS_1971 = [
    *([0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1]),
    *([7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]),
]
"""Ten subjects, fourteen raters, five categories: the table by which Fleiss' kappa is usually explained; kappa 0.210."""

FOUR_OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
).T
"""Krippendorff's own example: four observers, twelve units, 0 is missing; nominal alpha 0.743, Gwet's AC1 0.77544 (Gwet 2014)."""


def ratings(table: np.ndarray, categories: int, patients: np.ndarray | None = None) -> Ratings:
    names = tuple(f"R{number}" for number in range(1, table.shape[1] + 1))
    return Ratings(table.astype(np.int64), categories, names, np.arange(len(table)) if patients is None else patients)


def value(sums: Sums, table: Ratings) -> float | None:
    return estimate(sums, table.patients, resamples=0)[0]


def test_fleiss_kappa_of_the_published_table() -> None:
    rows = [np.repeat(np.arange(5), row) for row in FLEISS_1971]
    table = ratings(np.array(rows), 5)
    assert value(fleiss_kappa(table), table) == pytest.approx(0.210, abs=5e-4)
    assert value(raw_agreement(table), table) == pytest.approx(0.378, abs=5e-4)


def test_krippendorff_and_gwet_of_the_published_table_with_missing_readings() -> None:
    table = ratings(FOUR_OBSERVERS - 1, 5)
    assert value(krippendorff_alpha(table), table) == pytest.approx(0.743, abs=5e-4)
    assert value(gwet_ac1(table), table) == pytest.approx(0.77544, abs=5e-6)
    assert value(raw_agreement(table), table) == pytest.approx(0.81818, abs=5e-6)
    assert estimate(krippendorff_alpha(table), table.patients, resamples=0)[3] == 11


@pytest.mark.parametrize(
    ("cells", "kappa"),
    [((20, 5, 10, 15), 0.4), ((45, 15, 25, 15), 0.1304), ((25, 35, 5, 35), 0.2593)],
)
def test_cohen_kappa_of_published_two_by_two_tables(cells: tuple[int, ...], kappa: float) -> None:
    pairs = np.repeat([[0, 0], [0, 1], [1, 0], [1, 1]], cells, axis=0)
    table = ratings(pairs, 2)
    assert value(cohen_kappa(table, 0, 1), table) == pytest.approx(kappa, abs=5e-5)


def test_cohen_kappa_is_that_of_scikit_learn_and_leaves_missing_readings_out() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    chance = np.random.default_rng(3)
    table = chance.integers(-1, 4, size=(300, 2))
    both = (table >= 0).all(axis=1)
    expected = metrics.cohen_kappa_score(table[both, 0], table[both, 1])
    made = ratings(table, 4)
    found, _, _, count = estimate(cohen_kappa(made, 0, 1), made.patients, resamples=0)
    assert found == pytest.approx(expected) and count == both.sum()


FIGURES: list[Callable[[Ratings], Sums]] = [
    raw_agreement,
    fleiss_kappa,
    krippendorff_alpha,
    gwet_ac1,
    lambda table: cohen_kappa(table, 0, 1),
]


@pytest.mark.parametrize("figure", FIGURES)
def test_full_agreement_is_one_and_two_empty_readings_agree(figure: Callable[[Ratings], Sums]) -> None:
    table = ratings(np.array([[0, 0, 0]] * 7 + [[1, 1, 1]] * 3), 2)
    assert value(figure(table), table) == pytest.approx(1.0)


def test_where_all_say_the_same_chance_corrected_figures_are_undefined_but_the_raw_one_and_ac1_are_not() -> None:
    table = ratings(np.zeros((9, 3), dtype=int), 2)
    assert value(raw_agreement(table), table) == value(gwet_ac1(table), table) == 1.0
    for figure in (fleiss_kappa(table), krippendorff_alpha(table), cohen_kappa(table, 0, 1)):
        assert value(figure, table) is None


@pytest.mark.parametrize("figure", FIGURES)
def test_nothing_read_gives_no_figure(figure: Callable[[Ratings], Sums]) -> None:
    table = ratings(np.full((5, 3), -1), 4)
    assert value(figure(table), table) is None
    nothing = ratings(np.empty((0, 3), dtype=int), 4)
    assert estimate(figure(nothing), nothing.patients) == (None, None, None, 0)


def test_the_interval_draws_patients_not_views() -> None:
    """Each patient's ten views are copies: drawn one by one the interval would be about three times too narrow."""
    chance = np.random.default_rng(5)
    studies = chance.integers(0, 2, size=(40, 2))
    views = np.repeat(studies, 10, axis=0)
    alone, copied = ratings(studies, 2), ratings(views, 2, np.repeat(np.arange(40), 10))
    wrong = ratings(views, 2)

    def width(table: Ratings) -> float:
        _, low, high, _ = estimate(raw_agreement(table), table.patients)
        assert low is not None and high is not None
        return high - low

    assert width(copied) == pytest.approx(width(alone))
    assert width(wrong) < width(copied) / 2


def test_the_interval_of_a_share_is_the_binomial_one_and_repeats() -> None:
    table = ratings(np.array([[0, 0]] * 60 + [[0, 1]] * 40), 2)
    found, low, high, count = estimate(raw_agreement(table), table.patients, resamples=4000)
    assert (found, count) == (0.6, 100)
    assert low == pytest.approx(0.504, abs=0.012) and high == pytest.approx(0.696, abs=0.012)
    assert estimate(raw_agreement(table), table.patients) == estimate(raw_agreement(table), table.patients)


def test_ratings_that_make_no_table_are_refused() -> None:
    with pytest.raises(AgreementError):
        ratings(np.array([[0, 5]]), 4)
    with pytest.raises(AgreementError):
        Ratings(np.zeros((2, 2), dtype=np.int64), 2, ("R1",), np.arange(2))
