"""How lesions become an answer: one logistic layer per disease on its highest peaks and its sum, and how often diseases meet.

With odds m and a from the two layers, fitted (`rule_fit`) where the diseases had shares s_m and s_a, and the population's joint
shares J, an answer's probability is proportional to (m / s_m odds) (a / s_a odds) J(metastatic, arthritic): each disease is judged by
its own features only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import Answer, Disease
from dspic_gui.lesion_model.found_lesions import FoundLesion
from dspic_gui.sentence import RuleError

ANSWERS = tuple(Answer)
"""Normal, metastatic, arthritic, both: the order of joint probabilities and of shares."""
PEAKS = 3
FEATURES = PEAKS + 1
LEVELS = ("view", "study")
PAPER_SHARES = (334 / 768, 174 / 768, 252 / 768, 8 / 768)
"""The answers of the paper's 768 views: what a rule assumes unless told otherwise."""
_LEAST = 1e-3

Shares = tuple[float, float, float, float]


@dataclass(frozen=True)
class JointAnswer:
    """The probabilities of the four answers, in their order; they add up to one."""

    joint: Shares

    @property
    def answer(self) -> Answer:
        """The most probable of the four."""
        return ANSWERS[int(np.argmax(self.joint))]

    @property
    def probabilities(self) -> tuple[float, float, float]:
        """Of normal, of metastatic (alone or with arthritic), of arthritic (likewise)."""
        normal, metastatic, arthritic, both = self.joint
        return normal, metastatic + both, arthritic + both


@dataclass(frozen=True)
class Layer:
    """A logistic layer: weights of the features, bias, and the share of cases with the disease where it was fitted."""

    weights: tuple[float, ...]
    bias: float
    share: float

    def log_odds(self, features: NDArray[np.float64]) -> float:
        """Log odds of the disease were it as frequent as its absence."""
        return float(np.dot(self.weights, features)) + self.bias - _logit(self.share)


@dataclass(frozen=True)
class AnswerRule:
    """The layers by level ("view", "study") and disease, and the population's shares of the four answers."""

    layers: Mapping[str, Mapping[Disease, Layer]]
    shares: Shares = PAPER_SHARES

    def answer(self, level: str, features: Mapping[Disease, NDArray[np.float64]]) -> JointAnswer:
        """The four probabilities of a view or a study."""
        odds = {disease: self.layers[level][disease].log_odds(features[disease]) for disease in Disease}
        scores = [
            math.log(max(share, 1e-9)) + sum(odds[disease] for disease in answer.diseases)
            for answer, share in zip(ANSWERS, self.shares, strict=True)
        ]
        weights = np.exp(np.array(scores) - max(scores))
        normal, metastatic, arthritic, both = (float(value) for value in weights / weights.sum())
        return JointAnswer((normal, metastatic, arthritic, both))

    def with_shares(self, shares: Sequence[float]) -> AnswerRule:
        """The same rule for a population with other shares of the four answers; RuleError where they are none."""
        return replace(self, shares=checked_shares(shares))

    def as_json(self) -> dict[str, Any]:
        """What the card keeps."""
        layers = {
            level: {
                disease.value: {"weights": list(layer.weights), "bias": layer.bias, "share": layer.share}
                for disease, layer in of_level.items()
            }
            for level, of_level in self.layers.items()
        }
        return {
            "features": [f"logit of peak {number}" for number in range(1, PEAKS + 1)] + ["log(1 + sum of the map)"],
            "layers": layers,
            "shares": dict(zip(map(str, ANSWERS), self.shares, strict=True)),
        }

    @classmethod
    def from_json(cls, stated: Mapping[str, Any]) -> AnswerRule:
        """The rule of a card; KeyError, TypeError, ValueError where it holds none."""
        layers = {level: {disease: _layer(stated["layers"][level][disease.value]) for disease in Disease} for level in LEVELS}
        return cls(layers, checked_shares([stated["shares"][str(answer)] for answer in ANSWERS]))


def checked_shares(shares: Sequence[float]) -> Shares:
    """Four shares that add up to one; RuleError where they are not four numbers from zero on."""
    if len(shares) != len(ANSWERS) or any(not math.isfinite(share) or share < 0 for share in shares) or not sum(shares) > 0:
        raise RuleError("the shares of the four answers are four numbers of zero or more")
    normal, metastatic, arthritic, both = (float(share) / sum(shares) for share in shares)
    return normal, metastatic, arthritic, both


def features_of(lesions: Sequence[FoundLesion], sums: Mapping[Disease, float]) -> dict[Disease, NDArray[np.float64]]:
    """The features of each disease: the logits of its highest peaks, and log(1 + sum of its map) in pixels of half size."""
    found = {}
    for disease in Disease:
        highest = sorted((lesion.probability for lesion in lesions if lesion.disease is disease), reverse=True)[:PEAKS]
        padded = [*highest, *[_LEAST] * (PEAKS - len(highest))]
        found[disease] = np.array([*map(_logit, padded), math.log1p(sums[disease])])
    return found


def _layer(stated: Mapping[str, Any]) -> Layer:
    weights = tuple(float(weight) for weight in stated["weights"])
    bias, share = float(stated["bias"]), float(stated["share"])
    if len(weights) != FEATURES or not all(map(math.isfinite, (*weights, bias))) or not 0 < share < 1:
        raise RuleError("a layer of the rule of the answers is not described")
    return Layer(weights, bias, share)


def _logit(share: float) -> float:
    kept = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
