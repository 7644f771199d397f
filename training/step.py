"""One step of training over any number of devices: the loss, its gradients, Adam's update (Eq 12)."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from dspic_gui.network.build import build, plan_named
from dspic_gui.network.plan import Head, Plan
from training.settings import Settings, TrainingError

Batch = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]
"""Pictures [n, columns, rows], targets [n, 3] and the weight of each example."""


def open_strategy(devices: str | None) -> Any:
    """The tf.distribute strategy for `--devices`: None for one device, "hosts" for the cluster that TF_CONFIG describes,
    else device names as TensorFlow spells them, for example GPU:0,GPU:1."""
    if not devices:
        return None
    if devices == "hosts":
        return tf.distribute.MultiWorkerMirroredStrategy()
    names = [name.strip() for name in devices.split(",") if name.strip()]
    kinds = {name.split(":")[0].upper() for name in names}
    there = {device.name.removeprefix("/device:") for device in tf.config.list_logical_devices()}
    missing = [name for name in names if name.upper() not in there]
    if missing or len(kinds) != 1:
        raise TrainingError(
            f"“{devices}” cannot be used: this machine has {', '.join(sorted(there))}. Name devices of one kind, or “hosts”."
        )
    return tf.distribute.MirroredStrategy([f"/device:{name.upper()}" for name in names])


class Learner:
    """A network with its optimiser; `learn` takes one step over all devices, `predict` runs without learning."""

    def __init__(self, settings: Settings, size: tuple[int, int], strategy: Any = None, plan: Plan | None = None) -> None:
        """Build network and optimiser from the seed; `size` is the picture's columns and rows, `plan` a network of one's own."""
        keras.utils.set_random_seed(settings.seed)
        keras.mixed_precision.set_dtype_policy(settings.precision)
        self.settings = settings
        self.strategy = strategy
        with strategy.scope() if strategy else nullcontext():
            self.model = build(plan or plan_named(settings.network), Head(settings.head), settings.deviations, size)
            self.optimiser = _optimiser(settings)
            self.optimiser.build(self.model.trainable_variables)
        self._step = tf.function(self._distributed if strategy else self._replica, reduce_retracing=True)
        self._forward = tf.function(lambda pictures: self.model(pictures, training=False), reduce_retracing=True)

    @property
    def replicas(self) -> int:
        """How many devices share a batch."""
        return int(self.strategy.num_replicas_in_sync) if self.strategy else 1

    def learn(self, batch: Batch, rate: float) -> tuple[float, float]:
        """One step on a batch; the mean loss and the share of examples whose most probable class is in their answer."""
        self.optimiser.learning_rate.assign(rate)
        arrays = _padded(batch, self.replicas)
        share = np.float32(arrays[2].sum())
        if self.strategy:
            each = [self._shared(array) for array in arrays]
            loss, right = self._step(*each, tf.constant(share))
        else:
            loss, right = self._step(*(tf.convert_to_tensor(array) for array in arrays), tf.constant(share))
        return float(loss), float(right)

    def predict(self, pictures: NDArray[np.float32], batch: int = 16) -> NDArray[np.float32]:
        """The three probabilities of each picture, [n, 3]."""
        parts = [self._forward(tf.convert_to_tensor(pictures[i : i + batch, :, :, None])) for i in range(0, len(pictures), batch)]
        return np.concatenate([np.asarray(part) for part in parts]) if parts else np.zeros((0, 3), np.float32)

    def _shared(self, array: NDArray[np.float32]) -> Any:
        count = self.replicas
        return self.strategy.experimental_distribute_values_from_function(
            lambda context: tf.convert_to_tensor(array[context.replica_id_in_sync_group :: count])
        )

    def _distributed(self, pictures: Any, targets: Any, weights: Any, share: Any) -> tuple[Any, Any]:
        loss, right = self.strategy.run(self._replica, args=(pictures, targets, weights, share))
        return tuple(self.strategy.reduce(tf.distribute.ReduceOp.SUM, part, axis=None) for part in (loss, right))

    def _replica(self, pictures: Any, targets: Any, weights: Any, share: Any) -> tuple[Any, Any]:
        """This device's part of the step: its loss counts by its share of the whole batch, gradients are summed."""
        smoothed = targets * (1.0 - self.settings.smoothing) + self.settings.smoothing / 3.0
        with tf.GradientTape() as tape:
            probabilities = self.model(pictures[..., None], training=True)
            losses = keras.losses.categorical_crossentropy(smoothed, probabilities)
            loss = tf.reduce_sum(losses * weights) / share
        variables = [variable.value for variable in self.model.trainable_variables]
        gradients = tape.gradient(loss, variables)
        if self.settings.clip:
            gradients, _ = tf.clip_by_global_norm(gradients, self.settings.clip)
        self.optimiser.apply_gradients(zip(gradients, self.model.trainable_variables, strict=True))
        hit = tf.gather(targets, tf.argmax(probabilities, axis=1), axis=1, batch_dims=1) > 0
        return loss, tf.reduce_sum(tf.cast(hit, tf.float32) * tf.cast(weights > 0, tf.float32)) / tf.maximum(share, 1e-9)


def _optimiser(settings: Settings) -> Any:
    if settings.weight_decay:
        return keras.optimizers.AdamW(settings.rate, weight_decay=settings.weight_decay)
    return keras.optimizers.Adam(settings.rate)


def _padded(batch: Batch, replicas: int) -> Batch:
    """The batch filled to a multiple of the devices with copies that weigh nothing."""
    pictures, targets, weights = batch
    missing = -len(pictures) % replicas
    if not missing:
        return batch
    again = np.zeros(missing, dtype=np.intp)
    return (
        np.concatenate([pictures, pictures[again]]),
        np.concatenate([targets, targets[again]]),
        np.concatenate([weights, np.zeros(missing, np.float32)]),
    )
