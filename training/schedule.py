"""How the learning rate runs through a training, the same for every network."""

from __future__ import annotations

import numpy as np


def rate_at(rate: float, step: int, *, total: int, warm: int, constant: bool = False) -> float:
    """The rate of a step: rising through the `warm` first ones to `rate`, then constant, or along a cosine to zero at `total`."""
    if step < warm:
        return rate * (step + 1) / warm
    if constant:
        return rate
    share = (step - warm) / max(total - warm, 1)
    return float(rate * 0.5 * (1 + np.cos(np.pi * share)))
