"""What the network says: three probabilities of a view, how they are read, and what follows for the study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import Side
from dspic_gui.disease import CLASSES, Answer, Disease
from dspic_gui.study import Projection

Probabilities = tuple[float, float, float]
"""Of normal, metastatic and arthritic."""


@dataclass(frozen=True)
class LesionSaid:
    """A lesion that a model names in a view: centre as (row, column), areas in pixels and square millimetres (None: size unknown).

    `part` is None for a model without regions, `side` on the midline and where nobody knows which side the view shows.
    """

    disease: Disease
    part: str | None
    side: Side | None
    probability: float
    centre: tuple[float, float]
    area_px: int
    area_mm2: float | None = None


@dataclass(frozen=True)
class Prediction:
    """What one model says of one view. `threshold` is the second place's for "both"; `input_hash` is the sha256 of what the network saw.

    `ruled` is the answer of a model with a rule of its own, `lesions` what such a model names (None: it finds none), `likeness` how like
    its training data the view is, and `unlike` whether the answer counts as none therefore.
    """

    probabilities: Probabilities
    threshold: float
    model: str
    input_hash: str = ""
    milliseconds: float = 0.0
    ruled: Answer | None = None
    lesions: tuple[LesionSaid, ...] | None = None
    likeness: float | None = None
    unlike: bool = False

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
        """The answer by the model's own rule, else by the top-2 rule."""
        return self.ruled or read_answer(self.probabilities, self.threshold)

    @property
    def by_class(self) -> dict[Answer, float]:
        """The probability of each class."""
        return dict(zip(CLASSES, self.probabilities, strict=True))


@dataclass(frozen=True)
class StudyPrediction:
    """What one model says of a study's views, and of the study: the most that any view says of a disease, the least of normal.

    `together` is what a model says that looks at all views at once.
    """

    study: str
    model: str
    views: Mapping[Projection, Prediction]
    together: Prediction | None = None

    @property
    def probabilities(self) -> Probabilities:
        """Of the study; a study of one view is read as that view. They need not add up to one, for they may come from two views."""
        if self.together is not None:
            return self.together.probabilities
        normal, metastatic, arthritic = zip(*(view.probabilities for view in self.views.values()), strict=True)
        return (min(normal), max(metastatic), max(arthritic))

    @property
    def overall(self) -> Prediction:
        """The study read by the same rule as a view."""
        if self.together is not None:
            return self.together
        threshold = next(iter(self.views.values())).threshold
        known = [view.likeness for view in self.views.values() if view.likeness is not None]
        return Prediction(
            self.probabilities,
            threshold,
            self.model,
            milliseconds=sum(view.milliseconds for view in self.views.values()),
            likeness=min(known, default=None),
            unlike=any(view.unlike for view in self.views.values()),
        )

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
        **({} if said.lesions is None else {"lesions": [lesion_json(lesion) for lesion in said.lesions]}),
        **({} if said.likeness is None else {"likeness": round(said.likeness, 4), "unlike": said.unlike}),
    }


def lesion_json(lesion: LesionSaid) -> dict[str, Any]:
    """A lesion as the commands print it and the files keep it."""
    row, column = lesion.centre
    return {
        "disease": lesion.disease.value,
        "part": lesion.part,
        "side": lesion.side and lesion.side.value,
        "probability": round(lesion.probability, 4),
        "centre": {"row": round(row, 1), "column": round(column, 1)},
        "area_px": lesion.area_px,
        "area_mm2": None if lesion.area_mm2 is None else round(lesion.area_mm2, 1),
    }


def lesion_from(stated: Mapping[str, Any]) -> LesionSaid:
    """The lesion that `lesion_json` wrote; KeyError, TypeError, ValueError for anything else."""
    side, square = stated["side"], stated["area_mm2"]
    return LesionSaid(
        Disease(stated["disease"]),
        None if stated["part"] is None else str(stated["part"]),
        None if side is None else Side(side),
        float(stated["probability"]),
        (float(stated["centre"]["row"]), float(stated["centre"]["column"])),
        int(stated["area_px"]),
        None if square is None else float(square),
    )


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
