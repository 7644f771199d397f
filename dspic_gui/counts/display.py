"""How counts are shown: window, curve, colours and arrangement. Nothing here is ever stored with a reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dspic_gui.counts.colour_map import INVERSE_TITLES, MAPS, TITLES, colours, luminance
from dspic_gui.sentence import Sentence, joined
from dspic_gui.study import Counts, Projection

PRESETS: tuple[int, ...] = (100, 75, 50, 30, 15)
"""Upper levels of the presets, in % of the robust maximum."""

ENTRIES = 65_536
LOWEST_UPPER, HIGHEST_UPPER = 1.0, 2000.0
_LOG_BASE = 100.0


class Curve(StrEnum):
    """How brightness follows counts between zero and the upper level."""

    LINEAR = "linear"
    GAMMA = "gamma"
    LOG = "log"


@dataclass(frozen=True)
class Display:
    """Everything that changes how a study looks.

    `upper` is the upper level in % of the robust maximum (the lower level is 0), `second` that of the same views once
    more, which `dual` shows beside; `gamma` is the exponent of the gamma
    curve; `inverted` shows the map upside down (inverse grey: hot is black); `mirror_posterior` shows the posterior view
    mirrored; `single` shows the active view alone; `captions` writes each lesion's code beside it.
    """

    upper: float = 100.0
    curve: Curve = Curve.LINEAR
    gamma: float = 0.5
    map: str = "grey"
    inverted: bool = True
    mirror_posterior: bool = False
    interpolated: bool = False
    linked: bool = True
    single: bool = False
    shapes_hidden: bool = False
    captions: bool = True
    statistics: bool = True
    dual: bool = False
    second: float = 30.0

    def with_upper(self, percent: float) -> Self:
        """With this upper level, kept within what can be shown."""
        return replace(self, upper=min(max(percent, LOWEST_UPPER), HIGHEST_UPPER))

    def with_second(self, percent: float) -> Self:
        """With this second upper level, kept within what can be shown."""
        return replace(self, second=min(max(percent, LOWEST_UPPER), HIGHEST_UPPER))

    def with_levels_exchanged(self) -> Self:
        """The first upper level becomes the second one, and the other way round."""
        return replace(self, upper=self.second, second=self.upper)

    @property
    def at_second(self) -> Self:
        """What the views beside show: the same at the second level."""
        return replace(self, upper=self.second)

    def with_gamma(self, gamma: float) -> Self:
        """With this exponent of the gamma curve, kept within 0.1 and 5."""
        return replace(self, gamma=min(max(gamma, 0.1), 5.0))

    def with_next_curve(self) -> Self:
        """Linear, gamma, logarithm, and round again."""
        order = list(Curve)
        return replace(self, curve=order[(order.index(self.curve) + 1) % len(order)])

    def with_next_map(self) -> Self:
        """The next colour map, the way up in which it is usually read: grey inverted, colours with hot bright."""
        name = MAPS[(MAPS.index(self.map) + 1) % len(MAPS)]
        return replace(self, map=name, inverted=name == "grey")

    def with_inversion_toggled(self) -> Self:
        """The same map the other way up."""
        return replace(self, inverted=not self.inverted)

    def reset(self) -> Self:
        """Window, curve and colours as at the start; the arrangement of the views stays."""
        fresh = Display()
        return replace(self, upper=fresh.upper, curve=fresh.curve, gamma=fresh.gamma, map=fresh.map, inverted=fresh.inverted)

    def upper_counts(self, maximum: float) -> float:
        """The upper level in counts, given the robust maximum."""
        return self.upper * maximum / 100.0

    def mirrors(self, projection: Projection) -> bool:
        """Whether this view is shown mirrored."""
        return self.mirror_posterior and projection is Projection.POST

    @property
    def grounds(self) -> tuple[str, ...]:
        """The colours, as "#rrggbb", that outlines must stand out from.

        On a dark background that is the colour of no counts: bright outlines stand out from all but the hottest pixels. On a
        bright background outlines are darkened, so that they must be kept off the dark, hot end too.
        """
        table = colours(self.map, self.inverted)
        cold, hot = "#" + bytes(table[0]).hex(), "#" + bytes(table[255]).hex()
        return (cold,) if luminance(cold) < 0.18 else (cold, hot)

    def describe(self) -> Sentence:
        """The colours and the curve in words, for example "Inverse grey, hot is dark"."""
        hot = "#" + bytes(colours(self.map, self.inverted)[255]).hex()
        name = Sentence(INVERSE_TITLES[self.map] if self.inverted else TITLES[self.map])
        dark = luminance(hot) < 0.18
        words = [Sentence("{colours}, hot is dark" if dark else "{colours}, hot is bright", colours=name)]
        if self.curve is Curve.GAMMA:
            words.append(Sentence("gamma {value}", value=f"{self.gamma:.2f}"))
        elif self.curve is Curve.LOG:
            words.append(Sentence("logarithm"))
        return joined(", ", words)


@dataclass(frozen=True, eq=False)
class Indexed:
    """Counts as indices into a lookup table of 65,536 entries: index k stands for k * `step` counts, negative counts for 0."""

    indices: NDArray[np.uint16]
    step: float


def index_counts(counts: Counts) -> Indexed:
    """The counts as table indices: exact for whole numbers up to 65,535, else in 65,535 equal steps up to the maximum."""
    highest = float(counts.max(initial=0))
    whole = np.issubdtype(counts.dtype, np.integer)
    step = 1.0 if highest <= 0 or (whole and highest < ENTRIES) else highest / (ENTRIES - 1)
    scaled = np.maximum(counts, 0) if step == 1.0 else np.rint(np.maximum(counts, 0) / step)
    return Indexed(np.ascontiguousarray(scaled.astype(np.uint16)), step)


def brightness(display: Display, maximum: float, counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Position on the colour map, 0 to 1, of these counts, given the robust maximum."""
    share = np.clip(counts / display.upper_counts(maximum), 0.0, 1.0)
    if display.curve is Curve.GAMMA:
        return np.asarray(share**display.gamma)
    if display.curve is Curve.LOG:
        return np.asarray(np.log1p(share * (_LOG_BASE - 1)) / np.log(_LOG_BASE))
    return np.asarray(share)


def lookup_table(display: Display, maximum: float, step: float = 1.0) -> NDArray[np.uint8]:
    """For each of the 65,536 indices the place 0..255 on the colour map; index k stands for k * `step` counts.

    The curves rise, so only the 255 places where the colour changes are computed: the table costs the same for all of them.
    """
    level = (np.arange(1, 256) - 0.5) / 255
    if display.curve is Curve.GAMMA:
        level = level ** (1 / display.gamma)
    elif display.curve is Curve.LOG:
        level = (_LOG_BASE**level - 1) / (_LOG_BASE - 1)
    starts = np.ceil(level * (display.upper_counts(maximum) / step))
    edges = np.concatenate(([0], np.clip(starts, 0, ENTRIES).astype(np.int64), [ENTRIES]))
    return np.repeat(np.arange(256, dtype=np.uint8), np.diff(edges))
