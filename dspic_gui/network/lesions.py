"""The two-headed network: a U-Net that says of each place of a pair of views which bone it is and whether a lesion lies there."""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

from dspic_gui.network.lesion_plan import CHANNELS, DISEASES, REGIONS, VIEWS, LesionPlan

FIRST_LESION_LOGIT = -5.0
"""Lesions are rare: the maps begin near their share of the pixels, so that the first steps need not unlearn a half."""


def build_lesion_network(plan: LesionPlan = LesionPlan(), size: tuple[int | None, int | None] = (None, None)) -> keras.Model:
    """The network for pairs [batch, rows, columns, 4]; rows and columns are multiples of 32, or open.

    It gives logits: `regions` [batch, rows / 2, columns / 2, 2 views, 26], `left` [batch, rows / 2, columns / 2, 2 views] and
    `lesions` [batch, rows, columns, 2 views, 2 diseases] in the order of `Disease`.
    """
    pair = keras.Input((*size, CHANNELS), name="pair")
    features = _normalised(layers.Conv2D(plan.widths[0], 4, 2, "same", use_bias=False, name="stem")(pair), plan, "stem")
    passed = []
    for depth, (width, count) in enumerate(zip(plan.widths, plan.blocks, strict=True)):
        if depth:
            passed.append(features)
            down = layers.Conv2D(width, 3, 2, "same", use_bias=False, name=f"down{depth}")(features)
            features = _normalised(down, plan, f"down{depth}")
        for number in range(count):
            features = _residual(features, width, plan, f"down{depth}_{number}")
    for depth in reversed(range(len(passed))):
        features = _risen(features, passed[depth], plan, depth)
    return keras.Model(pair, _heads(features), name="lesions")


def _heads(features: Any) -> dict[str, Any]:
    """The last layers, in float32 whatever the trunk computes in."""
    last = layers.Activation("linear", dtype="float32", name="last")(features)
    regions = layers.Conv2D(VIEWS * REGIONS, 1, dtype="float32", name="region_logits")(last)
    left = layers.Conv2D(VIEWS, 1, dtype="float32", name="left")(last)
    bias = keras.initializers.Constant(FIRST_LESION_LOGIT)
    fine = layers.Conv2D(4 * VIEWS * DISEASES, 1, bias_initializer=bias, dtype="float32", name="lesion_logits")(last)
    return {
        "regions": Split(VIEWS, REGIONS, dtype="float32", name="regions")(regions),
        "left": left,
        "lesions": Split(VIEWS, DISEASES, dtype="float32", name="lesions")(DepthToSpace(dtype="float32", name="finer")(fine)),
    }


class DepthToSpace(layers.Layer):  # type: ignore[misc]
    """Four channels become a square of 2 x 2 places."""

    def call(self, features: Any) -> Any:
        """[batch, rows, columns, 4 c] to [batch, 2 rows, 2 columns, c]."""
        import tensorflow as tf

        return tf.nn.depth_to_space(features, 2)

    def compute_output_shape(self, shape: Any) -> Any:
        """Twice the rows and columns, a quarter of the channels."""
        batch, rows, columns, channels = shape
        return batch, rows and 2 * rows, columns and 2 * columns, channels // 4


class Split(layers.Layer):  # type: ignore[misc]
    """The last axis in two."""

    def __init__(self, first: int, second: int, **more: Any) -> None:
        """[..., first x second] to [..., first, second]."""
        super().__init__(**more)
        self._sizes = first, second

    def call(self, features: Any) -> Any:
        """The same numbers in a shape with one axis more."""
        import tensorflow as tf

        shape = tf.shape(features)
        return tf.reshape(features, [shape[0], shape[1], shape[2], *self._sizes])

    def compute_output_shape(self, shape: Any) -> Any:
        """The shape with the last axis in two."""
        return (*shape[:-1], *self._sizes)


def _risen(features: Any, skipped: Any, plan: LesionPlan, depth: int) -> Any:
    """One step up: narrowed, twice as large, what was passed on the way down added, and a residual block."""
    width = plan.widths[depth]
    narrow = layers.Conv2D(width, 1, use_bias=False, name=f"up{depth}_narrow")(features)
    larger = layers.UpSampling2D(2, interpolation="bilinear", name=f"up{depth}_larger")(narrow)
    side = layers.Conv2D(width, 1, use_bias=False, name=f"up{depth}_skip")(skipped)
    joined = layers.Add(name=f"up{depth}_joined")([larger, side])
    return _residual(_normalised(joined, plan, f"up{depth}"), width, plan, f"up{depth}_block")


def _residual(features: Any, width: int, plan: LesionPlan, name: str) -> Any:
    first = layers.Conv2D(width, 3, padding="same", use_bias=False, name=f"{name}_first")(features)
    second = layers.Conv2D(width, 3, padding="same", use_bias=False, name=f"{name}_second")(_normalised(first, plan, f"{name}_first"))
    second = layers.BatchNormalization(momentum=plan.momentum, gamma_initializer="zeros", name=f"{name}_second_norm")(second)
    return layers.ReLU(name=f"{name}_out")(layers.Add(name=f"{name}_sum")([features, second]))


def _normalised(features: Any, plan: LesionPlan, name: str) -> Any:
    return layers.ReLU(name=f"{name}_relu")(layers.BatchNormalization(momentum=plan.momentum, name=f"{name}_norm")(features))
