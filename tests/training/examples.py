"""Small labelled pictures with one bright square per disease, quick to learn."""

from __future__ import annotations

import numpy as np

from dspic_gui.disease import Answer
from dspic_gui.network.plan import Attention, Convolution, Plan, Pooling
from training.dataset import Example, ExampleSet

SIZE = (64, 128)
SMALL = Plan("small", "none", (Convolution(7, 8, 4, 2), Attention(), Convolution(3, 16, 1, 3), Pooling(), Convolution(3, 16, 1, 1)), 32)
"""The kinds of layers of dSPIC-AM, with few weights."""


def examples(patients: int, seed: int = 0, size: tuple[int, int] = SIZE) -> ExampleSet:
    """Two views of each patient; the answers go round."""
    rng = np.random.default_rng(seed)
    pictures = rng.random((2 * patients, *size), dtype=np.float32) * 0.2
    rows = []
    for i, one in enumerate(pictures):
        answer = list(Answer)[(i // 2) % 4]
        if answer in (Answer.METASTATIC, Answer.BOTH):
            one[10:20, 20:30] += 0.8
        if answer in (Answer.ARTHRITIC, Answer.BOTH):
            one[40:50, 80:100] += 0.8
        rows.append(Example(f"s{i // 2}", f"p{i // 2}", "ANT" if i % 2 == 0 else "POST", answer))
    return ExampleSet(tuple(rows), tuple(pictures))
