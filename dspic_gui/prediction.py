"""How three probabilities are read: the most probable class, or both diseases by the top-2 rule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import CLASSES, Answer

_NORMAL = CLASSES.index(Answer.NORMAL)


def ranked(probabilities: Sequence[float] | NDArray[np.floating]) -> tuple[Answer, Answer]:
    """The classes of the largest and the second largest probability (top-1 and top-2); ties in the order of the classes."""
    order = np.argsort(-np.asarray(probabilities, dtype=np.float64), kind="stable")
    return CLASSES[int(order[0])], CLASSES[int(order[1])]


def read_answer(probabilities: Sequence[float] | NDArray[np.floating], threshold: float) -> Answer:
    """The answer of three probabilities: both diseases when they hold the two top places and the second reaches `threshold`."""
    first, second = ranked(probabilities)
    if Answer.NORMAL in (first, second) or float(probabilities[CLASSES.index(second)]) < threshold:
        return first
    return Answer.BOTH


def read_answers(probabilities: NDArray[np.floating], threshold: float) -> list[Answer]:
    """The answer of each row of [views, 3]."""
    return [read_answer(row, threshold) for row in probabilities]
