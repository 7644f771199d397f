"""How the map of regions is read under a lesion: each bone's share counts with a weight that was fitted on lesions of validation patients.

A hot place changes what the map says of it: a metastasis of the sternum, seen from the front, is often called thoracic spine. The
weights, one for each bone and view, take that back. They are of places, not of diseases, so a blind reader's program may use them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import load_code_book
from dspic_gui.regions.region_map import part_keys
from dspic_gui.sentence import RuleError
from dspic_gui.study import Projection

Shares = NDArray[np.float32]

LIMIT = 20.0
"""No weight is larger than this, nor smaller than its inverse."""
_LEAST = 1e-4
_PRIOR = 1.0


@dataclass(frozen=True)
class PlaceWeights:
    """Weights by view and bone; a bone that is not named weighs 1."""

    weights: Mapping[Projection, Mapping[str, float]] = field(default_factory=dict)

    def applied(self, projection: Projection, shares: Shares) -> Shares:
        """Shares of all parts, weighted among the bones; what all bones have together stays as it is."""
        named = self.weights.get(projection)
        if not named:
            return shares
        keys, chosen = part_keys(), bones()
        among = shares[chosen] * np.array([named.get(str(keys[at]), 1.0) for at in chosen], dtype=np.float32)
        found = shares.copy()
        found[chosen] = among * (shares[chosen].sum() / max(float(among.sum()), 1e-12))
        return found

    def as_json(self) -> dict[str, dict[str, float]]:
        """What the card keeps."""
        return {str(view): {part: round(value, 4) for part, value in named.items()} for view, named in self.weights.items()}

    @classmethod
    def from_json(cls, stated: Mapping[str, Mapping[str, Any]]) -> PlaceWeights:
        """The weights of a card; RuleError, TypeError, ValueError where it holds none."""
        found = {Projection(view): {str(part): float(value) for part, value in named.items()} for view, named in stated.items()}
        for named in found.values():
            if not set(named) <= set(part_keys()) or not all(1 / LIMIT - 1e-4 <= value <= LIMIT for value in named.values()):
                raise RuleError("a weight of the places is not described")
        return cls(found)


UNWEIGHTED = PlaceWeights()
"""Every share counts as it is."""


@dataclass(frozen=True, eq=False)
class KnownPlace:
    """A true lesion: its view and bone, and the mean share of each part under it, as the network gave it."""

    projection: Projection
    part: str
    shares: Shares


@cache
def bones() -> NDArray[np.intp]:
    """The numbers of the parts that are bones."""
    book = load_code_book().part_by_key
    return np.array([number for number, key in enumerate(part_keys()) if key is not None and book[key].bone])


def fitted_weights(places: Sequence[KnownPlace]) -> PlaceWeights:
    """The weights under which the true bones are likeliest: a multinomial logistic model of the logarithms of the shares.

    P(bone) is proportional to share^s exp(a bone's own constant + that of the bone in this view), with normal priors of
    variance 1 on the constants and on s - 1; the weights are exp(constants / s), which names the same bones.
    """
    from scipy.optimize import minimize

    keys, chosen = part_keys(), bones()
    named = [str(keys[at]) for at in chosen]
    known = [place for place in places if place.part in named]
    if not known:
        return PlaceWeights()
    among = np.array([place.shares[chosen] for place in known], dtype=np.float64)
    logs = np.log(among / np.maximum(among.sum(axis=1, keepdims=True), 1e-12) + _LEAST)
    truth = np.array([named.index(place.part) for place in known])
    views = np.array([list(Projection).index(place.projection) for place in known])
    hits, size = np.eye(len(named))[truth], len(named)

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        sharp, constants = values[0], values[1:].reshape(1 + len(Projection), size)
        scores = sharp * logs + constants[0] + constants[1:][views]
        scores -= scores.max(axis=1, keepdims=True)
        said = np.exp(scores)
        total = said.sum(axis=1, keepdims=True)
        off = said / total - hits
        pulls = [off.sum(axis=0), *(off[views == view].sum(axis=0) for view in range(len(Projection)))]
        gradient = np.concatenate([[(off * logs).sum()], *pulls]) + _PRIOR * (values - start)
        likelihood = (np.log(total[:, 0]) - (scores * hits).sum(axis=1)).sum()
        return float(likelihood + _PRIOR / 2 * ((values - start) ** 2).sum()), gradient

    start = np.zeros(1 + (1 + len(Projection)) * size)
    start[0] = 1.0
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0.2, None)] + [(None, None)] * (len(start) - 1)).x
    constants = best[1:].reshape(1 + len(Projection), size)
    bound = math.log(LIMIT)
    return PlaceWeights(
        {
            projection: {
                part: math.exp(min(max(value, -bound), bound))
                for part, value in zip(named, (constants[0] + own) / best[0], strict=True)
            }
            for projection, own in zip(Projection, constants[1:], strict=True)
        }
    )
