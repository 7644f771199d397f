"""A pair of views becomes the four channels that the lesion network sees: one module for training and for the application.

Everything here lies in the frame of the anterior view: the posterior one is mirrored, so that the patient's right is at small columns
in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.model.half_view import Body

Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class PairInput:
    """What the network sees. `channels`: [rows, columns, 4], anterior, posterior mirrored, and either flipped about the midline.

    Column j of a flipped channel is column `fold` - j of its view. A missing view's channels are zero and `present` says so.
    """

    channels: Array
    fold: int
    present: tuple[bool, bool]

    @property
    def batch(self) -> Array:
        """The channels as a batch of one."""
        return self.channels[None]


def stacked(halves: Sequence[Array | None]) -> PairInput:
    """The input from half-size pictures of one size in the anterior frame: anterior and posterior, None where there is none."""
    return stacked_bodies([Body.of(half) if half is not None else None for half in halves])


def stacked_bodies(bodies: Sequence[Body | None]) -> PairInput:
    """The same where threshold and brightness are known."""
    bright = [body.bright if body is not None else None for body in bodies]
    size = next(one.shape for one in bright if one is not None)
    fold = fold_of([one for one in bright if one is not None])
    channels = np.zeros((*size, 2 * len(bodies)), dtype=np.float32)
    for place, one in enumerate(bright):
        if one is not None:
            channels[:, :, place] = one
            channels[:, :, place + len(bodies)] = flipped(one, fold)
    first, second = (body is not None for body in bodies)
    return PairInput(channels, fold, (first, second))


def fold_of(pictures: Sequence[Array]) -> int:
    """The sum of two mirrored columns about the midline: where the pictures together resemble their own mirror image most."""
    together = np.sum(pictures, axis=0)
    columns = together.shape[1]
    spectrum = np.fft.rfft(together, n=2 * columns, axis=1)
    alike = np.fft.irfft((spectrum**2).sum(axis=0), n=2 * columns)
    near = columns - 1 + np.arange(-(columns // 2), columns // 2 + 1)
    return int(near[int(alike[near].argmax())])


def flipped(picture: Array, fold: int) -> Array:
    """The picture with column j from column `fold` - j; zero where there is none."""
    columns = picture.shape[1]
    source = fold - np.arange(columns)
    there = (source >= 0) & (source < columns)
    mirrored: Array = np.zeros_like(picture)
    mirrored[:, there] = picture[:, source[there]]
    return mirrored
