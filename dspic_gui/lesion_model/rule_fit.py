"""The rule of the answers fitted: the layers of both diseases together, on the probabilities of all four answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import Answer, Disease
from dspic_gui.lesion_model.answer_rule import ANSWERS, PAPER_SHARES, Layer, Shares

Features = Mapping[Disease, NDArray[np.float64]]
_SHRUNK = 1e-3
_NAMES = np.array([[float(disease in answer.diseases) for disease in Disease] for answer in ANSWERS])
"""Which answer names which disease, [4, 2]."""


def fitted_layers(
    cases: Sequence[Features], truth: Sequence[Answer], shares: Shares = PAPER_SHARES
) -> dict[Disease, Layer]:
    """The layers of the greatest likelihood, with weights of zero or more (more lesion never speaks against its disease).

    Each case counts as its answer is frequent in `shares`, so that the probabilities are those of that population. Fitted
    apart, as logistic layers of one disease each, they are not: what a metastasis leaves on the map of arthritis would
    count as if it were there without one, and normal views would be called so too seldom.
    """
    features = np.array([[case[disease] for disease in Disease] for case in cases], dtype=np.float64)
    said = np.array([ANSWERS.index(answer) for answer in truth])
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    weights, biases = _best((features - mean) / spread, said, np.asarray(shares, dtype=np.float64))
    weights = weights / spread
    biases = biases - (weights * mean).sum(axis=1)
    return {
        disease: Layer(tuple(float(one) for one in weights[at]), float(biases[at]), 0.5)
        for at, disease in enumerate(Disease)
    }


def _best(
    features: NDArray[np.float64], truth: NDArray[np.intp], shares: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights [2, features] and biases [2] for standardised features [cases, 2, features]."""
    from scipy.optimize import minimize

    prior, hits = np.log(np.maximum(shares, 1e-9)), np.eye(len(shares))[truth]
    counts = (shares / np.maximum(hits.mean(axis=0), 1e-9))[truth]
    counts, size = counts / counts.sum(), features.shape[2]

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, biases = values[: 2 * size].reshape(2, size), values[2 * size :]
        odds = (features * weights).sum(axis=2) + biases
        scores = prior + odds @ _NAMES.T
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        off = ((np.exp(logs) - hits) * counts[:, None]) @ _NAMES
        gradient = (features * off[:, :, None]).sum(axis=0) + 2 * _SHRUNK * weights
        value = -(counts * (logs * hits).sum(axis=1)).sum() + _SHRUNK * (weights**2).sum()
        return float(value), np.concatenate([gradient.reshape(-1), off.sum(axis=0)])

    bounds = [(0.0, None)] * (2 * size) + [(None, None)] * 2
    best = minimize(loss, np.zeros(2 * size + 2), jac=True, method="L-BFGS-B", bounds=bounds).x
    return best[: 2 * size].reshape(2, size), best[2 * size :]
