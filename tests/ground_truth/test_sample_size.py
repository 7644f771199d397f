"""How many studies: the closed forms against statsmodels, and against what a simulated sample of that size shows."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dspic_gui import cli
from dspic_gui.ground_truth.sample_size import (
    design_effect,
    for_kappa,
    for_share,
    kappa_variance,
    table_of,
)
from dspic_gui.sentence import RuleError

PAPER = (0.435, 0.227, 0.328, 0.010)


def test_the_variance_of_kappa_is_that_of_statsmodels() -> None:
    inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
    for kappa, shares in ((0.7, PAPER), (0.3, (0.5, 0.5)), (-0.1, (0.4, 0.6))):
        table = table_of(kappa, shares)
        assert table.sum() == pytest.approx(1) and table.sum(axis=0) == pytest.approx(
            np.array(shares) / sum(shares)
        )
        found = inter_rater.cohens_kappa(table * 1000)
        assert found.kappa == pytest.approx(kappa, abs=1e-9)
        assert kappa_variance(table) == pytest.approx(found.var_kappa * 1000, rel=1e-9)


def test_shares_are_those_of_statsmodels() -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    for value, width in ((0.85, 0.1), (0.5, 0.05), (0.95, 0.03)):
        wanted = proportion.samplesize_confint_proportion(value, width, alpha=0.05)
        found = for_share(value, width)
        assert found.cases == found.studies == int(np.ceil(wanted))
    assert for_share(0.85, 0.1, 0.25).studies == int(
        np.ceil(proportion.samplesize_confint_proportion(0.85, 0.1) / 0.25)
    )


def test_a_sample_of_that_size_has_that_width() -> None:
    """Kappas of simulated samples spread as wide as was asked for: 95 of 100 lie within the half-width."""
    from sklearn.metrics import cohen_kappa_score

    size = for_kappa(0.7, 0.1, PAPER).studies
    rng, table = np.random.default_rng(3), table_of(0.7, PAPER)
    within = 0
    for _ in range(400):
        said = rng.choice(16, size=size, p=table.ravel())
        within += abs(cohen_kappa_score(said // 4, said % 4) - 0.7) <= 0.1
    assert 0.92 <= within / 400 <= 0.98


@pytest.mark.parametrize("shares", [(1.0,), (0.5, 0.0), (0.5, float("nan"))])
def test_shares_that_are_none_are_refused(shares: tuple[float, ...]) -> None:
    with pytest.raises(RuleError, match="two numbers or more"):
        table_of(0.5, shares)
    with pytest.raises(RuleError, match="no two readers can have"):
        table_of(-0.9, (0.9, 0.1))


def test_views_of_one_patient_count_for_less() -> None:
    assert design_effect(1, 0.5) == 1 and design_effect(2, 0.5) == 1.5
    assert for_share(0.85, 0.1, design=1.5).cases == pytest.approx(
        1.5 * for_share(0.85, 0.1).cases, abs=1
    )
    with pytest.raises(RuleError, match="one unit or more"):
        design_effect(0.5, 0.1)


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        cli.main(
            [
                "samplesize",
                "sensitivity",
                "--value",
                "0.9",
                "--half-width",
                "0.05",
                "--prevalence",
                "0.25",
            ]
        )
        == 0
    )
    assert (
        capsys.readouterr().out
        == "554 studies must be read for a sensitivity with a half-width of 0.05; 139 of them count.\n"
    )
    assert cli.main(["samplesize", "kappa", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["what"] == "kappa" and found["studies"] == for_kappa(0.7, 0.1, PAPER).studies
    assert cli.main(["samplesize", "specificity", "--half-width", "3"]) == 2
    assert "lie between 0 and 1" in capsys.readouterr().err
