"""How many lesions a model finds at how many false marks: the measured free-response curves of its card, and points on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dspic_gui.disease import Disease
from dspic_gui.sentence import RuleError

Point = tuple[float, float, float]
"""False marks per view, sensitivity, and the probability from which marks count."""

MOST_POINTS = 80
UNKNOWN_LEVEL = 0.5
"""The probability from which lesions count where nothing was measured."""


@dataclass(frozen=True)
class MeasuredCurves:
    """The curves by disease, from few marks to many, and what they were measured on."""

    dataset: str
    views: int
    patients: int
    curves: Mapping[Disease, tuple[Point, ...]]

    def at(self, disease: Disease, rate: float) -> Point | None:
        """The last point with no more than `rate` false marks per view; None where there is none."""
        reached = [point for point in self.curves.get(disease, ()) if point[0] <= rate]
        return reached[-1] if reached else None

    def level(self, disease: Disease, rate: float) -> float:
        """The probability from which lesions count at this rate; above 1 where none may."""
        point = self.at(disease, rate)
        if point is not None:
            return point[2]
        return 1.01 if self.curves.get(disease) else UNKNOWN_LEVEL

    def as_json(self) -> dict[str, Any]:
        """What the card keeps."""
        curves = {
            disease.value: [[round(value, 5) for value in point] for point in thinned(points)]
            for disease, points in self.curves.items()
        }
        about = {"dataset": self.dataset, "views": self.views, "patients": self.patients}
        return {**about, "points": ["false marks per view", "found", "from"], "curves": curves}

    @classmethod
    def from_json(cls, stated: Mapping[str, Any]) -> MeasuredCurves:
        """The curves of a card; KeyError, TypeError, ValueError where it holds none."""
        curves = {
            Disease(name): tuple(_point(point) for point in points)
            for name, points in stated["curves"].items()
        }
        return cls(str(stated["dataset"])[:80], int(stated["views"]), int(stated["patients"]), curves)


def thinned(points: Sequence[Point]) -> list[Point]:
    """At most `MOST_POINTS` of a curve, evenly by sensitivity, the first and the last among them."""
    if len(points) <= MOST_POINTS:
        return list(points)
    wanted = {round(at * (len(points) - 1) / (MOST_POINTS - 1)) for at in range(MOST_POINTS)}
    return [points[at] for at in sorted(wanted)]


def _point(stated: Sequence[float]) -> Point:
    false, found, level = (float(value) for value in stated)
    if not (false >= 0 and 0 <= found <= 1 and 0 <= level <= 1):
        raise RuleError("a point of a free-response curve is none")
    return false, found, level
