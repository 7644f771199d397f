"""Convolutions over tiles of the picture, so that int8 activations are scaled tile by tile and a hot bladder does not blur the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import keras
import tensorflow as tf

Tiles = Mapping[str, int]
"""Convolutions by name, and into how many tiles along head-foot each is cut."""


@dataclass(frozen=True)
class Rounding:
    """How an int8 network is rounded: over which tiles its convolutions run, and which of them stay float32 (weights and activations)."""

    tiles: Tiles
    plain: tuple[str, ...] = ("conv1_weights",)


_LATER = {"conv3_weights": 8, "conv4_weights": 8, "conv5_weights": 8}
ROUNDINGS = (
    Rounding({"conv2_weights": 8}),
    Rounding({"conv2_weights": 16, "conv3_weights": 8}),
    Rounding({"conv2_weights": 16, **_LATER}),
    Rounding(_LATER, plain=("conv1_weights", "conv2_weights")),
)
"""What an export tries in turn, each slower than the one before: tiles for the int8 convolution whose input has the widest range, finer
ones and the next convolution too, all of them, then that convolution in float32. The first one always is: its rounding would be seen in
the attention."""


@contextmanager
def tiled(model: keras.Model, tiles: Tiles) -> Iterator[None]:
    """Inside, these convolutions of the model run over tiles stacked as a batch: same weights, same results in float32.

    LiteRT scales dynamic int8 activations by the range of each picture of a batch.
    """
    layers = [(model.get_layer(name), count) for name, count in tiles.items() if any(layer.name == name for layer in model.layers)]
    for layer, count in layers:
        layer.convolution_op = _over_tiles(layer.strides[0], count)
    try:
        yield
    finally:
        for layer, _ in layers:
            del layer.convolution_op


def _over_tiles(stride: int, count: int) -> Callable[[Any, Any], Any]:
    return lambda features, kernel: tiled_convolution(features, tf.convert_to_tensor(kernel), stride, count)


def tiled_convolution(features: Any, kernel: Any, stride: int, count: int) -> Any:
    """A convolution without padding of one picture [1, columns, rows, channels] over `count` tiles along its rows."""
    size, length = int(kernel.shape[1]), int(features.shape[2])
    made = (length - size) // stride + 1
    each = -(-made // count)
    needed = (each * count - 1) * stride + size
    padded = tf.pad(features, [[0, 0], [0, 0], [0, max(needed - length, 0)], [0, 0]])
    cuts = [padded[:, :, first : first + (each - 1) * stride + size] for first in range(0, each * count * stride, each * stride)]
    stacked = tf.nn.conv2d(tf.concat(cuts, 0), kernel, stride, "VALID")
    return tf.concat(tf.split(stacked, count, axis=0), axis=2)[:, :, :made]
