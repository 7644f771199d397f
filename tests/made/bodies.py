"""Whole-body pictures drawn from soft-edged ellipses, and which of them, turned how, an array shows. No patient stands behind them."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.study import COLUMNS, ROWS

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """A soft-edged ellipse: centre and half axes in pixels, counts a pixel from the front and from the back.

    Columns run from the patient's right to the left, as an anterior picture shows them.
    """

    row: float
    column: float
    high: float
    wide: float
    front: float
    back: float


SKELETON = (
    Part(125, 128, 42, 30, 26, 24),  # skull
    Part(172, 128, 16, 18, 22, 4),  # jaw
    Part(200, 128, 22, 9, 12, 30),  # neck
    Part(370, 128, 165, 9, 12, 46),  # spine
    Part(290, 128, 55, 7, 38, 2),  # breastbone
    Part(310, 92, 75, 24, 11, 13),  # right ribs
    Part(310, 164, 75, 24, 11, 13),  # left ribs
    Part(280, 84, 28, 12, 4, 30),  # right shoulder blade
    Part(280, 172, 28, 12, 4, 30),  # left shoulder blade
    Part(232, 64, 13, 12, 34, 26),  # right shoulder
    Part(232, 192, 13, 12, 34, 26),  # left shoulder
    Part(320, 50, 85, 7, 12, 12),  # right upper arm
    Part(470, 38, 80, 7, 10, 10),  # right forearm
    Part(300, 206, 65, 7, 12, 12),  # left upper arm
    Part(410, 218, 65, 7, 10, 10),  # left forearm, bent
    Part(430, 104, 20, 10, 4, 40),  # right kidney
    Part(418, 154, 20, 10, 4, 42),  # left kidney
    Part(550, 98, 30, 22, 22, 24),  # right pelvis
    Part(550, 158, 30, 22, 22, 24),  # left pelvis
    Part(555, 128, 24, 9, 6, 50),  # sacrum
    Part(592, 126, 14, 14, 110, 28),  # bladder
    Part(690, 100, 95, 10, 12, 12),  # right thigh
    Part(690, 158, 95, 10, 12, 12),  # left thigh
    Part(786, 102, 14, 12, 28, 18),  # right knee
    Part(786, 156, 14, 12, 28, 18),  # left knee
    Part(866, 104, 68, 8, 12, 8),  # right shin
    Part(866, 154, 68, 8, 12, 8),  # left shin
    Part(936, 100, 9, 13, 18, 12),  # right foot
    Part(936, 158, 9, 13, 18, 12),  # left foot
)
HOT_SPOT = (Part(340, 82, 10, 10, 190, 120),)  # a rib on the patient's right
SOFT_TISSUE = (
    Part(125, 128, 46, 32, 9, 9),  # head
    Part(330, 128, 130, 54, 9, 9),  # trunk
    Part(300, 142, 34, 26, 30, 12),  # heart
    Part(400, 100, 34, 36, 22, 26),  # liver, on the patient's right
    Part(390, 170, 20, 14, 6, 26),  # spleen
    Part(430, 104, 20, 10, 8, 22),  # right kidney
    Part(540, 128, 70, 50, 8, 9),  # pelvis
    Part(700, 100, 120, 18, 7, 7),  # right thigh
    Part(700, 158, 120, 18, 7, 7),  # left thigh
    Part(400, 44, 150, 10, 5, 5),  # right arm
    Part(380, 214, 90, 10, 5, 5),  # left arm
    Part(412, 216, 8, 8, 150, 90),  # where the injection was given
)
SMALLER = tuple(Part(p.row * 0.9 + 60, 128 + (p.column - 128) * 0.8, p.high * 0.9, p.wide * 0.8, p.front, p.back) for p in SKELETON)
SCATTERED = tuple(Part(p.row, p.column, p.high * 1.5, p.wide * 1.7, p.front * 0.3, p.back * 0.3) for p in SKELETON + HOT_SPOT)
OTHER_HOT_SPOTS = (Part(690, 148, 12, 9, 160, 110), Part(250, 172, 9, 9, 120, 90))

BODIES: Mapping[str, Sequence[Part]] = {
    "late": SKELETON + HOT_SPOT,  # the bone scan itself, three hours after the injection
    "early": SOFT_TISSUE,  # the same patient minutes after the injection (blood pool)
    "prior": SKELETON,  # the same patient a year before
    "other": SMALLER + OTHER_HOT_SPOTS,  # another patient
    "scatter": SCATTERED,  # the late scan in the scatter window
}
PICTURES = tuple(f"{body}_{view}" for body in (*BODIES, "enhanced") for view in ("ant", "post"))


@functools.cache
def picture(name: str) -> Counts:
    """The counts of a picture, upright: the patient's right is on the left in ANT and on the right in POST."""
    body, _, view = name.partition("_")
    if body == "enhanced":  # what a workstation makes of the late scan for display
        return np.minimum(3 * picture(f"late_{view}"), 160)
    row, column = np.mgrid[0:ROWS, 0:COLUMNS]
    mean = np.zeros((ROWS, COLUMNS))
    for part in BODIES[body]:
        distance = ((row - part.row) / part.high) ** 2 + ((column - part.column) / part.wide) ** 2
        mean += (part.front if view == "ant" else part.back) / (1 + distance**4)
    mean[mean < 0.02] = 0
    counts = np.random.default_rng(zlib.crc32(name.encode())).poisson(mean).astype(np.int64)
    return counts if view == "ant" else counts[:, ::-1].copy()


def recognise(shown: NDArray[Any]) -> tuple[str, str]:
    """Which picture an array of counts or grey values shows (hot is high), and how it is turned: "" is upright.

    ("unknown", "") where it is none of them, as an inverted picture, or two halves in one.
    """
    if shown.shape != (ROWS, COLUMNS):
        return "unknown", f"{shown.shape[0]} x {shown.shape[1]}"
    grey = _coarse(shown)
    best, name, turn = max(
        (float((np.roll(grey, shift, axis=0) * known).sum()), name, turn)
        for name, turn, known in _known()
        for shift in range(-16, 17)  # a picture with fewer rows may lie a little higher or lower
    )
    return (name, turn) if best > 0.97 else ("unknown", "")


TURNS: Mapping[str, Callable[[NDArray[Any]], NDArray[Any]]] = {
    "": lambda upright: upright,
    "mirrored": lambda upright: upright[:, ::-1],
    "upside down": lambda upright: upright[::-1],
    "turned round": lambda upright: upright[::-1, ::-1],
}


@functools.cache
def _known() -> tuple[tuple[str, str, NDArray[np.float64]], ...]:
    return tuple((name, turn, _coarse(turned(picture(name)))) for name in PICTURES for turn, turned in TURNS.items())


def _coarse(shown: NDArray[Any]) -> NDArray[np.float64]:
    """Means of 8 x 8 pixels, clipped at the brightest, centred and of length 1, so that a product with another is a correlation."""
    hot = np.clip(shown.astype(np.float64), 0, None)
    hot = np.minimum(hot, np.percentile(hot[hot > 0], 99.5) if hot.any() else 1.0)
    means = hot.reshape(ROWS // 8, 8, COLUMNS // 8, 8).mean(axis=(1, 3))
    centred: NDArray[np.float64] = means - means.mean()
    centred /= max(float(np.linalg.norm(centred)), 1e-9)
    return centred
