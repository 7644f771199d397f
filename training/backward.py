"""The gradient to the picture, written in operations that LiteRT has, so that input x gradient needs no second framework."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf


@contextmanager
def convertible_gradients() -> Iterator[None]:
    """Inside, operations get gradients that convert to LiteRT: ReLU's and max pooling's own have no counterpart there.

    Works for `tf.gradients` within a `tf.function` alone; a GradientTape does not look at the override.
    """
    graph = tf.compat.v1.get_default_graph()
    with graph.gradient_override_map({"Relu": "DspicRelu", "MaxPool": "DspicMaxPool"}):
        yield


@tf.RegisterGradient("DspicRelu")  # type: ignore[untyped-decorator]
def _relu_gradient(operation: Any, above: Any) -> Any:
    return tf.where(operation.outputs[0] > 0, above, tf.zeros_like(above))


@tf.RegisterGradient("DspicMaxPool")  # type: ignore[untyped-decorator]
def _pool_gradient(operation: Any, above: Any) -> Any:
    """The gradient goes to the first maximum of each window in reading order, as TensorFlow's own does."""
    size, stride = operation.get_attr("ksize")[1], operation.get_attr("strides")[1]
    if (size, stride) != (3, 2):
        raise ValueError(f"only 3 x 3 pooling of stride 2 has this gradient, not {size} of {stride}")
    return pool_gradient(operation.inputs[0], operation.outputs[0], above)


def pool_gradient(features: Any, pooled: Any, above: Any) -> Any:
    """The gradient of 3 x 3, stride 2 max pooling without padding, all shapes known: nine comparisons, four interleaved grids."""
    batch, height, width, channels = above.shape
    taken = tf.zeros_like(above, dtype=tf.bool)
    grids: dict[tuple[int, int], Any] = {}
    for row in range(3):
        for column in range(3):
            here = tf.equal(features[:, row : row + 2 * height - 1 : 2, column : column + 2 * width - 1 : 2], pooled)
            first = tf.logical_and(here, tf.logical_not(taken))
            taken = tf.logical_or(taken, here)
            edges = [[0, 0], [row // 2, 1 - row // 2], [column // 2, 1 - column // 2], [0, 0]]
            part = tf.pad(tf.where(first, above, tf.zeros_like(above)), edges)
            place = (row % 2, column % 2)
            grids[place] = grids[place] + part if place in grids else part
    lines = [tf.stack([grids[row, 0], grids[row, 1]], axis=3) for row in (0, 1)]
    woven = tf.reshape(tf.stack(lines, axis=2), (batch, 2 * height + 2, 2 * width + 2, channels))
    return _fitted(woven, features.shape[1], features.shape[2])


def _fitted(grid: Any, height: int, width: int) -> Any:
    cut = grid[:, :height, :width]
    return tf.pad(cut, [[0, 0], [0, height - cut.shape[1]], [0, width - cut.shape[2]], [0, 0]])
