"""Variations of a pair, drawn apart from their application: the scan of a patient who lay, weighed, waited or was injected otherwise.

Expected counts are bent first and noise is drawn last, so that every picture has the noise of its own counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from dspic_gui.lesion_model.pair_input import PairInput, stacked
from dspic_gui.regions.region_map import part_keys
from training.lesions.examples import IGNORED, Bytes, PairExample, ViewExample

Array = NDArray[np.float32]

UNKNOWN = 255
"""A region, side or lesion pixel that the loss leaves out."""
BLADDER = part_keys().index("bladder")
ARM_PARTS = tuple(part_keys().index(part) for part in ("elbow", "wrist", "hand"))


@dataclass(frozen=True)
class Injection:
    """Tracer left at the injection: the pick of its place among the pixels of arms (0..1), times the scale, widths in pixels, degrees."""

    pick: float
    strength: float
    widths: tuple[float, float]
    degrees: float
    shares: tuple[float, float]


@dataclass(frozen=True)
class Draw:
    """One variation. Lengths are pixels of half size; `cut` are shares of the body's half width that the field cuts left and right.

    `window`: where a body larger than the window is shown, from -1 (its head, its right) to 1.
    """

    window: tuple[float, float] = (0.0, 0.0)
    shift: tuple[float, float] = (0.0, 0.0)
    apart: tuple[float, float] = (0.0, 0.0)
    zoom: tuple[float, float] = (1.0, 1.0)
    degrees: float = 0.0
    mirror: bool = False
    gamma: float = 1.0
    thinning: float = 1.0
    blur: float = 0.0
    bladder: float = 1.0
    injection: Injection | None = None
    cut: tuple[float, float] = (0.0, 0.0)
    present: tuple[bool, bool] = (True, True)
    mirrored_channels: bool = True
    phase: tuple[int, int] = (0, 0)


@dataclass(frozen=True, eq=False)
class Sample:
    """What one pair gives a step. `channels` [rows, columns, 4]; `regions` and `sides` (0 right, 1 left) [rows / 2, columns / 2, 2];
    `lesions` [rows, columns, 2 views, 2 diseases]; 255 is left out."""

    channels: Array
    regions: Bytes
    sides: Bytes
    lesions: Bytes


def draw(rng: np.random.Generator, leave_out: str = "") -> Draw:
    """A variation; `leave_out` "mirror" never shows mirrored channels, "pair" always one view."""
    size = float(np.exp(rng.normal(0, 0.06)))
    widened = float(np.exp(rng.normal(0, 0.04)))
    alone = leave_out == "pair" or rng.random() < 0.32
    first = bool(rng.random() < 0.5)
    return Draw(
        window=(float(rng.uniform(-1, 1)), float(rng.uniform(-1, 1))),
        shift=(float(rng.uniform(-12, 12)), float(rng.uniform(-6, 6))),
        apart=(float(rng.normal(0, 0.5)), float(rng.normal(0, 0.5))),
        zoom=(size, size * widened),
        degrees=float(rng.normal(0, 2.0)),
        mirror=bool(rng.random() < 0.5),
        gamma=float(np.exp(rng.normal(0, 0.1))) if rng.random() < 0.6 else 1.0,
        thinning=float(np.exp(rng.uniform(np.log(0.2), np.log(2.2)))) if rng.random() < 0.7 else 1.0,
        blur=float(rng.uniform(0.3, 1.1)) if rng.random() < 0.3 else 0.0,
        bladder=float(np.exp(rng.uniform(np.log(0.2), np.log(12)))) if rng.random() < 0.4 else 1.0,
        injection=_injection(rng) if rng.random() < 0.25 else None,
        cut=(_cut(rng), _cut(rng)),
        present=(first, not first) if alone else (True, True),
        mirrored_channels=leave_out != "mirror" and bool(rng.random() >= 0.2),
        phase=(int(rng.integers(2)), int(rng.integers(2))),
    )


def _injection(rng: np.random.Generator) -> Injection:
    strength = float(np.exp(rng.uniform(np.log(3), np.log(150))))
    widths = float(rng.uniform(1.0, 2.5)), float(rng.uniform(1.5, 6.0))
    return Injection(float(rng.random()), strength, widths, float(rng.uniform(0, 180)), (1.0, float(rng.uniform(0.2, 1.2))))


def _cut(rng: np.random.Generator) -> float:
    return float(rng.uniform(0.03, 0.3)) if rng.random() < 0.12 else 0.0


def apply(pair: PairExample, drawn: Draw, rng: np.random.Generator, size: tuple[int, int]) -> Sample:
    """The pair after the variation, in a window of `size` about its body."""
    seen = [view if kept else None for view, kept in zip(pair.views, drawn.present, strict=True)]
    if not any(view is not None for view in seen):
        seen = list(pair.views)
    bent = [_bend(pair, view, drawn, number, size) if view is not None else None for number, view in enumerate(seen)]
    if drawn.injection is not None:
        _inject(drawn.injection, pair, bent, seen)
    halves = [
        _counted(view, one, drawn, rng) if view is not None and one is not None else None for view, one in zip(seen, bent, strict=True)
    ]
    found = stacked(halves)
    return Sample(_channels(found, drawn), *_targets(bent, seen, drawn, size))


@dataclass(eq=False)
class _Bent:
    """A view in the window: counts before noise, region values (None: unknown) and bits of lesions."""

    counts: Array
    regions: Bytes | None
    bits: Bytes
    spoilt: NDArray[np.bool_]


def _bend(pair: PairExample, view: ViewExample, drawn: Draw, number: int, size: tuple[int, int]) -> _Bent:
    y, x = _places(pair, drawn, number, size)
    counts = _between(view.counts, y, x)
    nearest = np.rint(y).astype(np.int32), np.rint(x).astype(np.int32)
    regions = _nearest(view.regions, *nearest) if view.regions is not None else None
    if regions is not None and drawn.mirror:
        regions = _other_side(regions)
    bits = _nearest(view.lesions, *nearest)
    bent = _Bent(counts, regions, bits, np.zeros(size, dtype=bool))
    if drawn.gamma != 1.0 and view.scale > 0:
        bent.counts = np.float32(view.scale) * (counts / np.float32(view.scale)) ** np.float32(drawn.gamma)
    if drawn.bladder != 1.0 and regions is not None:
        _fill_bladder(bent, drawn.bladder)
    _cut_arms(bent, pair, drawn)
    return bent


def _places(pair: PairExample, drawn: Draw, number: int, size: tuple[int, int]) -> tuple[Array, Array]:
    """Row and column of the stored picture for each pixel of the window."""
    middle = _middle(pair, drawn, size)
    rows, columns = (
        np.arange(length, dtype=np.float32) - np.float32(middle[axis] + drawn.apart[axis] * number) for axis, length in enumerate(size)
    )
    down, across = rows[:, None], columns[None, :]
    angle = np.deg2rad(drawn.degrees)
    cosine, sine = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    sign = np.float32(-1.0 if drawn.mirror else 1.0)
    y = (cosine * down - sine * across) / np.float32(drawn.zoom[0]) + np.float32(pair.centre[0])
    x = sign * (sine * down + cosine * across) / np.float32(drawn.zoom[1]) + np.float32(pair.centre[1])
    return np.asarray(y, dtype=np.float32), np.asarray(x, dtype=np.float32)


def _middle(pair: PairExample, drawn: Draw, size: tuple[int, int]) -> tuple[float, float]:
    """The row and column of the window where the middle of the body lies."""
    beyond = [max(pair.extent[axis] * drawn.zoom[axis] - size[axis] / 2, 0.0) for axis in (0, 1)]
    row, column = ((size[axis] - 1) / 2 + drawn.shift[axis] - drawn.window[axis] * beyond[axis] for axis in (0, 1))
    return row, column


def _between(counts: NDArray[np.generic], y: Array, x: Array) -> Array:
    """Bilinear; zero outside."""
    rows, columns = counts.shape
    padded = np.zeros((rows + 3, columns + 3), dtype=np.float32)
    padded[1 : rows + 1, 1 : columns + 1] = counts
    y, x = np.clip(y, -1, rows), np.clip(x, -1, columns)
    top, left = np.floor(y), np.floor(x)
    fy, fx = y - top, x - left
    at = (top.astype(np.int32) + 1) * (columns + 3) + left.astype(np.int32) + 1
    flat = padded.reshape(-1)
    above = flat[at] + fx * (flat[at + 1] - flat[at])
    at += columns + 3
    below = flat[at] + fx * (flat[at + 1] - flat[at])
    return np.asarray(above + fy * (below - above))


def _nearest(values: Bytes, rows: NDArray[np.int32], columns: NDArray[np.int32]) -> Bytes:
    """The nearest pixel; zero outside."""
    height, width = values.shape
    padded = np.zeros((height + 2, width + 2), dtype=np.uint8)
    padded[1:-1, 1:-1] = values
    return np.asarray(padded[np.clip(rows, -1, height) + 1, np.clip(columns, -1, width) + 1])


def _other_side(regions: Bytes) -> Bytes:
    """Right and left exchanged: the patient's right lies at small columns whatever was mirrored."""
    return _EXCHANGED[regions]


_EXCHANGED = np.array([(value % 64) + 64 * (0, 2, 1, 3)[value // 64] for value in range(256)], dtype=np.uint8)


def _fill_bladder(bent: _Bent, factor: float) -> None:
    """The bladder's counts times `factor`, soft at its rim; what a hot one outshines around it is left out of the losses."""
    assert bent.regions is not None
    inside = bent.regions % 64 == BLADDER
    if not inside.any():
        return
    soft = gaussian_filter(inside.astype(np.float32), 0.8)
    bent.counts = bent.counts * (1 + np.float32(factor - 1) * soft)
    if factor > 1:
        bent.spoilt |= ~inside & ((factor - 1) * soft > 1)


def _cut_arms(bent: _Bent, pair: PairExample, drawn: Draw) -> None:
    """Nothing beyond the rims of a narrower field."""
    columns = bent.counts.shape[1]
    middle = _middle(pair, drawn, bent.counts.shape)[1]
    for share, sign in zip(drawn.cut, (-1, 1), strict=True):
        if share:
            rim = round(middle + sign * pair.extent[1] * drawn.zoom[1] * (1 - share))
            gone = slice(0, max(rim, 0)) if sign < 0 else slice(min(max(rim, 0), columns), columns)
            bent.counts[:, gone] = 0
            bent.bits[:, gone] = 0
            if bent.regions is not None:
                bent.regions[:, gone] = 0


def _inject(injection: Injection, pair: PairExample, bent: list[_Bent | None], seen: list[ViewExample | None]) -> None:
    """One spot on an arm, in both views; what it outshines is left out of the region loss, and is no lesion."""
    shown = next(one for one in bent if one is not None)
    row, column = _injected_place(injection.pick, pair, shown)
    angle = np.deg2rad(injection.degrees)
    rows, columns = shown.counts.shape
    reach = int(4 * max(injection.widths)) + 1
    top, left = max(row - reach, 0), max(column - reach, 0)
    window = slice(top, min(row + reach + 1, rows)), slice(left, min(column + reach + 1, columns))
    down = (np.arange(window[0].start, window[0].stop) - row)[:, None]
    across = (np.arange(window[1].start, window[1].stop) - column)[None, :]
    first = (np.cos(angle) * down + np.sin(angle) * across) / injection.widths[0]
    second = (np.cos(angle) * across - np.sin(angle) * down) / injection.widths[1]
    spot = np.exp(-(first**2 + second**2) / 2).astype(np.float32)
    for one, view, share in zip(bent, seen, injection.shares, strict=True):
        if one is not None and view is not None:
            added = spot * np.float32(injection.strength * share * view.scale)
            one.spoilt[window] |= added > one.counts[window]
            one.counts[window] += added


def _injected_place(pick: float, pair: PairExample, shown: _Bent) -> tuple[int, int]:
    """A pixel of the lower arms, or one near the side of the body where nobody knows the regions."""
    if shown.regions is not None:
        arms = np.flatnonzero(np.isin(shown.regions % 64, ARM_PARTS))
        if arms.size:
            row, column = np.unravel_index(int(arms[int(pick * arms.size)]), shown.regions.shape)
            return int(row), int(column)
    rows, columns = shown.counts.shape
    side = -1 if pick < 0.5 else 1
    return int(rows * (0.35 + 0.3 * (2 * pick % 1))), int(np.clip((columns - 1) / 2 + side * pair.extent[1] * 0.9, 0, columns - 1))


def _counted(view: ViewExample, bent: _Bent, drawn: Draw, rng: np.random.Generator) -> Array:
    """Counts with noise: Poisson on expected ones; measured ones have theirs, and are thinned where fewer are wanted."""
    smooth = gaussian_filter(bent.counts, drawn.blur) if drawn.blur else bent.counts
    if not view.measured:
        return noisy(np.maximum(smooth, 0) * np.float32(drawn.thinning), rng)
    if drawn.thinning >= 1:
        return smooth
    return rng.binomial(np.rint(np.maximum(smooth, 0)).astype(np.int64), drawn.thinning).astype(np.float32)


def noisy(expected: Array, rng: np.random.Generator) -> Array:
    """Poisson counts; from 40 on, where none could tell, the rounded normal draw of the same variance, which is quicker."""
    many = expected > 40
    counts = rng.poisson(np.where(many, np.float32(0), expected)).astype(np.float32)
    mean = expected[many]
    counts[many] = np.rint(mean + np.sqrt(mean) * rng.standard_normal(mean.size, dtype=np.float32))
    return counts


def _channels(found: PairInput, drawn: Draw) -> Array:
    if not drawn.mirrored_channels:
        found.channels[:, :, 2:] = 0
    return found.channels


def _targets(bent: list[_Bent | None], seen: list[ViewExample | None], drawn: Draw, size: tuple[int, int]) -> tuple[Bytes, Bytes, Bytes]:
    """Regions and sides at a quarter (one pixel of each square of four, another one in each step), lesions at half size."""
    rows, columns = size
    regions, sides = (np.full((rows // 2, columns // 2, 2), UNKNOWN, dtype=np.uint8) for _ in range(2))
    lesions = np.full((rows, columns, 2, 2), UNKNOWN, dtype=np.uint8)
    for number, one in enumerate(bent):
        if one is None or seen[number] is None:
            continue
        if one.regions is not None:
            values = one.regions[drawn.phase[0] :: 2, drawn.phase[1] :: 2]
            known = ~one.spoilt[drawn.phase[0] :: 2, drawn.phase[1] :: 2]
            regions[:, :, number] = np.where(known, values % 64, UNKNOWN)
            sides[:, :, number] = np.where(known & (values >= 64), values // 64 - 1, UNKNOWN)
        for disease in range(2):
            there = (one.bits >> disease) & 1
            dark = ((one.bits >> IGNORED) & 1).astype(bool) | (one.spoilt & (one.bits > 0))
            lesions[:, :, number, disease] = np.where(dark, UNKNOWN, there)
    return regions, sides, lesions
