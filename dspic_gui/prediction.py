"""What the network says: three probabilities of a view, how they are read, and what follows for the study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import CLASSES, Answer
from dspic_gui.study import Projection

Probabilities = tuple[float, float, float]
"""Of normal, metastatic and arthritic."""


@dataclass(frozen=True)
class Prediction:
    """What one model says of one view. `threshold` is the second place's for "both"; `input_hash` is the sha256 of what the network saw."""

    probabilities: Probabilities
    threshold: float
    model: str
    input_hash: str = ""
    milliseconds: float = 0.0

    @property
    def top1(self) -> Answer:
        """The most probable class."""
        return ranked(self.probabilities)[0]

    @property
    def top2(self) -> Answer:
        """The second most probable class."""
        return ranked(self.probabilities)[1]

    @property
    def answer(self) -> Answer:
        """The answer by the top-2 rule."""
        return read_answer(self.probabilities, self.threshold)

    @property
    def by_class(self) -> dict[Answer, float]:
        """The probability of each class."""
        return dict(zip(CLASSES, self.probabilities, strict=True))


@dataclass(frozen=True)
class StudyPrediction:
    """What one model says of a study's views, and of the study: the most that any view says of a disease, the least of normal."""

    study: str
    model: str
    views: Mapping[Projection, Prediction]

    @property
    def probabilities(self) -> Probabilities:
        """Of the study; a study of one view is read as that view. They need not add up to one, for they may come from two views."""
        normal, metastatic, arthritic = zip(*(view.probabilities for view in self.views.values()), strict=True)
        return (min(normal), max(metastatic), max(arthritic))

    @property
    def overall(self) -> Prediction:
        """The study read by the same rule as a view."""
        threshold = next(iter(self.views.values())).threshold
        return Prediction(self.probabilities, threshold, self.model, milliseconds=sum(view.milliseconds for view in self.views.values()))

    @property
    def answer(self) -> Answer:
        """The answer of the study."""
        return self.overall.answer


def view_json(said: Prediction) -> dict[str, Any]:
    """A prediction as the commands print it and the files keep it."""
    return {
        "probabilities": {str(name): round(value, 6) for name, value in said.by_class.items()},
        "top1": str(said.top1),
        "top2": str(said.top2),
        "label": str(said.answer),
        "model": said.model,
        "milliseconds": said.milliseconds,
    }


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
