"""Examples that are read one by one, as TensorFlow takes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from dspic_gui.disease import Disease
from dspic_gui.study import COLUMNS, ROWS


class Pairs(Protocol):
    """What `dspic_gui.api.Examples` offers: how many there are, and each walk through them anew."""

    def __len__(self) -> int: ...

    def pairs(self) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Counts [1024, 256, 1] and target [2], one example after the other."""


def to_tf(examples: Pairs) -> tf.data.Dataset:
    """A tf.data.Dataset of (counts [1024, 256, 1], target [metastasis, arthritis]), float32, read as it is walked through."""
    signature = tuple(tf.TensorSpec(shape, tf.float32) for shape in ((ROWS, COLUMNS, 1), (len(Disease),)))
    found = tf.data.Dataset.from_generator(examples.pairs, output_signature=signature)
    return found.apply(tf.data.experimental.assert_cardinality(len(examples)))
