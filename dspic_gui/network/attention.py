"""The attention module of Fig 5 and Eqs 6-8, and the residual module of Fig 6 and Eq 9, as Keras layers for any backend."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from dspic_gui.model.class_maps import averages
from dspic_gui.network.plan import Deviations


class ChannelAttention(keras.layers.Layer):  # type: ignore[misc]
    """Eq 7: sigmoid(MLP(AvgPool(F)) + MLP(MaxPool(F))), one weight per channel, shape [batch, channels]."""

    def __init__(self, ratio: int, initialiser: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.ratio = ratio
        self.initialiser = initialiser

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Make the shared perceptron: channels / ratio hidden units with ReLU, then channels."""
        channels = int(shape[-1] or 0)
        hidden = max(channels // self.ratio, 1)
        self.reduce = keras.layers.Dense(
            hidden, activation="relu", kernel_initializer=self.initialiser, name="reduce", dtype=self.dtype_policy
        )
        self.expand = keras.layers.Dense(channels, kernel_initializer=self.initialiser, name="expand", dtype=self.dtype_policy)
        self.reduce.build((None, channels))
        self.expand.build((None, hidden))
        self.built = True

    def call(self, features: Any) -> Any:
        """The weights of the channels of [batch, height, width, channels]."""
        average = self.expand(self.reduce(ops.mean(features, axis=(1, 2))))
        highest = self.expand(self.reduce(ops.max(features, axis=(1, 2))))
        return ops.sigmoid(average + highest)

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """[batch, channels]."""
        return (shape[0], shape[-1])


class SpatialAttention(keras.layers.Layer):  # type: ignore[misc]
    """Eq 8: sigmoid(f7x7([AvgPool(F'); MaxPool(F')])) with the pools over channels, shape [batch, height, width, 1]."""

    def __init__(self, initialiser: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.initialiser = initialiser

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Make the 7 x 7 convolution."""
        self.convolution = keras.layers.Conv2D(
            1, 7, padding="same", kernel_initializer=self.initialiser, name="f7x7", dtype=self.dtype_policy
        )
        self.convolution.build((None, *shape[1:3], 2))
        self.built = True

    def call(self, features: Any) -> Any:
        """The weight of each place of [batch, height, width, channels]."""
        average = ops.mean(features, axis=-1, keepdims=True)
        highest = ops.max(features, axis=-1, keepdims=True)
        return ops.sigmoid(self.convolution(ops.concatenate([average, highest], axis=-1)))

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """[batch, height, width, 1]."""
        return (*shape[:-1], 1)


class AdaptiveAverage(keras.layers.Layer):  # type: ignore[misc]
    """The average over `bins` of the map; bin i of o over a length H runs from floor(i H / o) to ceil((i + 1) H / o)."""

    def __init__(self, bins: tuple[int, int], **settings: Any) -> None:
        super().__init__(**settings)
        self.bins = bins

    def call(self, features: Any) -> Any:
        """[batch, height, width, channels] to [batch, *bins, channels], as two matrix products so that its gradient converts to LiteRT."""
        height, width, channels = (int(length) for length in features.shape[1:])
        rows, columns = (
            ops.cast(averages(length, count), features.dtype) for length, count in zip((height, width), self.bins, strict=True)
        )
        lines = ops.matmul(rows, ops.reshape(features, (-1, height, width * channels)))
        cells = ops.matmul(columns, ops.reshape(lines, (-1, width, channels)))
        return ops.reshape(cells, (-1, *self.bins, channels))

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """[batch, *bins, channels]."""
        return (shape[0], *self.bins, shape[-1])


def attention_module(features: Any, name: str, deviations: Deviations) -> Any:
    """Eq 6: M = fS(fC(F) x F) x F, or CBAM's fS(F') x F' with F' = fC(F) x F where the deviations ask for it."""
    channels = int(features.shape[-1])
    weights = ChannelAttention(deviations.attention_ratio, deviations.initialiser, name=f"{name}_channels")(features)
    spread = keras.layers.Reshape((1, 1, channels), name=f"{name}_spread")(weights)
    refined = keras.layers.Multiply(name=f"{name}_refined")([features, spread])
    places = SpatialAttention(deviations.initialiser, name=f"{name}_places")(refined)
    return keras.layers.Multiply(name=name)([refined if deviations.refined_product else features, places])


def residual_module(features: Any, name: str, deviations: Deviations) -> Any:
    """Eq 9: R = ReLU(f3x3(ReLU(f3x3(F))) + F)."""
    channels = int(features.shape[-1])
    inner = features
    for step in (1, 2):
        settings = {"padding": "same", "kernel_initializer": deviations.initialiser}
        inner = keras.layers.Conv2D(channels, 3, name=f"{name}_conv{step}", **settings)(inner)
        if deviations.batch_normalisation:
            inner = keras.layers.BatchNormalization(momentum=0.9, name=f"{name}_norm{step}")(inner)
        if step == 1:
            inner = keras.layers.ReLU(name=f"{name}_relu")(inner)
    return keras.layers.ReLU(name=name)(keras.layers.Add(name=f"{name}_sum")([inner, features]))
