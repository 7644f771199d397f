"""How many studies an agreement or an accuracy needs for an interval of a given width: closed forms, with their sources."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.sentence import RuleError

CONFIDENCE = 0.95


@dataclass(frozen=True)
class SampleSize:
    """How many cases the figure itself rests on, and how many studies must be read to have them."""

    cases: int
    studies: int


def for_share(
    value: float,
    half_width: float,
    prevalence: float = 1.0,
    *,
    confidence: float = CONFIDENCE,
    design: float = 1.0,
) -> SampleSize:
    """Cases for a sensitivity (or, with 1 - prevalence, a specificity) of this value to have this half-width.

    n = z^2 p (1 - p) / d^2 cases that have what is asked about, and n / prevalence studies: Buderer, Acad Emerg Med 3 (1996) 895-900.
    """
    _check(value, half_width, confidence, design, prevalence)
    wanted = design * normal_quantile(confidence) ** 2 * value * (1 - value) / half_width**2
    cases = max(_up(wanted), 1)
    return SampleSize(cases, _up(max(wanted, 1) / prevalence))


def for_kappa(
    kappa: float,
    half_width: float,
    shares: Sequence[float],
    *,
    confidence: float = CONFIDENCE,
    design: float = 1.0,
) -> SampleSize:
    """Studies for Cohen's kappa of two readers, who say each category with these shares, to have this half-width.

    n = z^2 V / d^2 with V the large-sample variance of one study: Fleiss, Cohen, Everitt, Psychological Bulletin 72 (1969) 323-327.
    """
    _check(0.5, half_width, confidence, design, 1.0)
    wanted = (
        design
        * normal_quantile(confidence) ** 2
        * kappa_variance(table_of(kappa, shares))
        / half_width**2
    )
    return SampleSize(max(_up(wanted), 1), max(_up(wanted), 1))


def table_of(kappa: float, shares: Sequence[float]) -> NDArray[np.float64]:
    """The shares of each pair of answers of two readers with these shares of each answer and this kappa; RuleError where there is none.

    p_ij = (1 - kappa) p_i p_j, and kappa p_i more on the diagonal.
    """
    given = np.asarray(shares, dtype=np.float64)
    if given.ndim != 1 or len(given) < 2 or not np.isfinite(given).all() or (given <= 0).any():
        raise RuleError(
            "The shares of the answers are two numbers or more, all above zero. Nothing was computed."
        )
    given = given / given.sum()
    table = (1 - kappa) * np.outer(given, given) + kappa * np.diag(given)
    if not -1 <= kappa < 1 or (table < 0).any():
        raise RuleError(
            "With these shares no two readers can have a kappa of {kappa}. Nothing was computed.",
            kappa=f"{kappa:g}",
        )
    return np.asarray(table)


def kappa_variance(table: NDArray[np.float64]) -> float:
    """The large-sample variance of Cohen's kappa times the number of units, for a table of shares (rows: one reader)."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    observed, expected = float(np.trace(table)), float(rows @ columns)
    kappa = (observed - expected) / (1 - expected)
    diagonal = np.diag(table) * (1 - (rows + columns) * (1 - kappa)) ** 2
    pairs = table * (columns[:, None] + rows[None, :]) ** 2
    beside = (1 - kappa) ** 2 * (pairs.sum() - np.trace(pairs))
    return float(
        (diagonal.sum() + beside - (kappa - expected * (1 - kappa)) ** 2) / (1 - expected) ** 2
    )


def design_effect(units: float, correlation: float) -> float:
    """By how much more is needed where patients have several units each: 1 + (m - 1) rho, Kish, Survey Sampling (1965)."""
    if units < 1 or not 0 <= correlation <= 1:
        raise RuleError(
            "A patient has one unit or more, and their correlation lies between 0 and 1. Nothing was computed."
        )
    return 1 + (units - 1) * correlation


def normal_quantile(confidence: float) -> float:
    """The two-sided quantile of the normal distribution."""
    from scipy.stats import norm

    return float(norm.ppf(0.5 + confidence / 2))


def _up(value: float) -> int:
    return math.ceil(round(value, 9))


def _check(
    value: float, half_width: float, confidence: float, design: float, prevalence: float
) -> None:
    if not (
        0 < value < 1
        and 0 < half_width < 1
        and 0 < confidence < 1
        and 0 < prevalence <= 1
        and design >= 1
    ):
        raise RuleError(
            "Shares, half-width and confidence lie between 0 and 1. Nothing was computed."
        )
