"""Whether a view looks like those that a network learned from: its correlation with their mean picture."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.model.half_view import HALF_COLUMNS, HALF_ROWS, Body
from dspic_gui.sentence import RuleError
from dspic_gui.study import Projection

Array = NDArray[np.float32]

CUT = 2.5
"""Brightness is cut here, so that neither a bladder nor a lesion decides."""
STEP = 4
BLUR = 4.0
SIZE = (HALF_ROWS // STEP, HALF_COLUMNS // STEP)
LEAST_SPREAD = 0.02
"""A picture whose blurred brightness varies less than this is constant."""
SHARE_BELOW = 0.01
"""So many of the held-out views lie below the limit."""
TURNS = (-4.0, 0.0, 4.0)
ZOOMS = (0.92, 1.0, 1.08)
"""The mean picture is compared as it is, and turned (degrees) and resized so: a patient who lies aslant is none that is unknown."""


@dataclass(frozen=True, eq=False)
class Likeness:
    """The mean picture of each projection, and the lowest score that is still like it."""

    means: Mapping[Projection, Array]
    limit: float

    def score(self, projection: Projection, half: Array, body: Body | None = None) -> float:
        """From -1 to 1; `half` is the view at half size in the anterior frame. A constant picture gives -1."""
        picture = seen(half, body)
        return max(correlation(picture, template) for template in self._templates[projection])

    @cached_property
    def _templates(self) -> Mapping[Projection, list[Array]]:
        """The mean pictures, turned and resized."""
        return {one: [_moved(mean, turn, zoom) for turn in TURNS for zoom in ZOOMS] for one, mean in self.means.items()}

    def unlike(self, score: float) -> bool:
        """Whether the view is unlike what was learned."""
        return not score >= self.limit

    def as_json(self) -> dict[str, Any]:
        """What the card keeps."""
        pictures = {}
        for projection, mean in self.means.items():
            tones = np.rint(np.clip(mean / CUT, 0, 1) * 65535).astype("<u2")
            pictures[projection.value] = base64.b64encode(tones.tobytes()).decode("ascii")
        picture = f"sqrt(counts / scale), cut at {CUT}, blurred by {BLUR} half-size pixels, centred"
        rule = f"correlation of {picture}, with the mean training view"
        return {"rule": rule, "rows": SIZE[0], "columns": SIZE[1], "limit": self.limit, "below": SHARE_BELOW, "means": pictures}

    @classmethod
    def from_json(cls, stated: Mapping[str, Any]) -> Likeness:
        """The likeness of a card; KeyError, TypeError, ValueError where it holds none."""
        means = {}
        for projection in Projection:
            tones = np.frombuffer(base64.b64decode(stated["means"][projection.value], validate=True), dtype="<u2")
            if tones.size != SIZE[0] * SIZE[1]:
                raise RuleError("the mean picture has another size")
            means[projection] = tones.reshape(SIZE).astype(np.float32) * np.float32(CUT / 65535)
        limit = float(stated["limit"])
        if not -1 <= limit <= 1:
            raise RuleError("the limit of likeness is no correlation")
        return cls(means, limit)


def seen(half: Array, body: Body | None = None) -> Array:
    """What is compared: brightness, cut, blurred, the body's centre moved to the middle, every fourth pixel; [128, 32]."""
    from scipy.ndimage import gaussian_filter, shift

    body = body or Body.of(half)
    smooth = gaussian_filter(np.minimum(body.bright, np.float32(CUT)), BLUR)
    row, column = body_centre(half, body.threshold)
    small = smooth[STEP // 2 :: STEP, STEP // 2 :: STEP]
    moved: Array = shift(small, (((HALF_ROWS - 1) / 2 - row) / STEP, ((HALF_COLUMNS - 1) / 2 - column) / STEP), order=1)
    return moved


def body_centre(half: Array, threshold: float) -> tuple[float, float]:
    """The centre of the body's area (row, column), whose counts are above this; the middle of a picture without a body."""
    inside = half > threshold
    if not inside.any():
        return (half.shape[0] - 1) / 2, (half.shape[1] - 1) / 2
    rows, columns = inside.sum(axis=1), inside.sum(axis=0)
    down, across = (float(np.average(np.arange(len(lines)), weights=lines)) for lines in (rows, columns))
    return down, across


def _moved(picture: Array, degrees: float, zoom: float) -> Array:
    """The picture turned and resized about its middle."""
    from scipy.ndimage import affine_transform

    angle = np.deg2rad(degrees)
    back = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) / zoom
    centre = (np.array(picture.shape) - 1) / 2
    moved: Array = affine_transform(picture, back, centre - back @ centre, order=1)
    return moved


def correlation(picture: Array, mean: Array) -> float:
    """Pearson's correlation; -1 for a constant picture."""
    if float(picture.std()) < LEAST_SPREAD:
        return -1.0
    one, other = picture - picture.mean(), mean - mean.mean()
    return float((one * other).sum() / np.sqrt((one**2).sum() * (other**2).sum() + 1e-12))


def mean_pictures(views: Iterable[tuple[Projection, Array]]) -> dict[Projection, Array]:
    """The mean of what is compared, for each projection; that of both together for one without a view."""
    sums = {projection: np.zeros(SIZE, dtype=np.float64) for projection in Projection}
    numbers = dict.fromkeys(Projection, 0)
    for projection, half in views:
        sums[projection] += seen(half)
        numbers[projection] += 1
    everything = sum(sums.values(), np.zeros(SIZE)) / max(sum(numbers.values()), 1)
    return {
        projection: np.asarray(sums[projection] / numbers[projection] if numbers[projection] else everything, dtype=np.float32)
        for projection in Projection
    }


def limit_of(scores: Iterable[float]) -> float:
    """The score that a hundredth of held-out views stay below."""
    found = np.array(list(scores))
    return float(np.quantile(found, SHARE_BELOW)) if found.size else -1.0
