"""Scores of a trained network: the same formulas as the program's, so that a table means the same everywhere."""

from dspic_gui.scores import (
    ANSWERS,
    METRICS,
    Cases,
    Counts,
    Indices,
    Probabilities,
    area_under_curve,
    as_json,
    choose_threshold,
    confusion,
    count,
    figures,
    holds,
    roc,
    with_intervals,
)

__all__ = [
    "ANSWERS",
    "METRICS",
    "Cases",
    "Counts",
    "Indices",
    "Probabilities",
    "area_under_curve",
    "as_json",
    "choose_threshold",
    "confusion",
    "count",
    "figures",
    "holds",
    "roc",
    "with_intervals",
]
