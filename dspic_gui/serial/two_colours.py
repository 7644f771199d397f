"""A difference as a picture to lay over the present view: what is more and what is less."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dspic_gui.serial.subtraction import Subtraction

MORE, LESS = (230, 97, 1), (0, 114, 220)
"""Orange and blue, told apart by the colour-blind; the list says in words which is which."""
FROM, FULL = 2.0, 8.0
"""Deviations at which colour begins, and from which on it covers."""


def two_colours(difference: Subtraction) -> NDArray[np.uint8]:
    """RGBA, rows x columns x 4: clear where nothing differs."""
    more, less = (_strength(one) for one in (difference.more, difference.less))
    stronger = more >= less
    picture = np.zeros((*more.shape, 4), dtype=np.uint8)
    picture[..., :3] = np.where(stronger[..., None], np.array(MORE), np.array(LESS))
    picture[..., 3] = np.where(stronger, more, less)
    return picture


def _strength(difference: NDArray[np.float32]) -> NDArray[np.uint8]:
    share = np.clip((difference - FROM) / (FULL - FROM), 0.0, 1.0)
    return np.where(share > 0, 70 + 185 * share, 0).astype(np.uint8)
