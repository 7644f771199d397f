"""One step of training over any number of devices: the loss, its gradients, Adam's update (Eq 12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import cache, partial
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


@cache
def open_strategy(devices: str | None) -> Any:
    """The tf.distribute strategy for `--devices`: None for one device, "hosts" for the cluster that TF_CONFIG describes,
    else device names as TensorFlow spells them, for example GPU:0,GPU:1.

    A process has one for each: a second one would begin to number its exchanges anew and meet those of the first.
    """
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
            "“{devices}” cannot be used: this machine has {there}. "
            "Nothing was written; name devices of one kind, or “hosts”.",
            devices=devices,
            there=", ".join(sorted(there)),
        )
    return tf.distribute.MirroredStrategy([f"/device:{name.upper()}" for name in names])


def is_chief(strategy: Any) -> bool:
    """Whether this process writes the files: alone, the cluster's chief, or its first worker where it names no chief."""
    resolver = getattr(strategy, "cluster_resolver", None)
    if resolver is None or not resolver.cluster_spec():
        return True
    cluster = resolver.cluster_spec().as_dict()
    if not cluster or resolver.task_type == "chief":
        return True
    return "chief" not in cluster and resolver.task_type in (None, "worker") and resolver.task_id in (None, 0)


class Learner:
    """A network with its optimiser; `learn` takes one step over all devices, `predict` runs without learning."""

    def __init__(self, settings: Settings, size: tuple[int, int], strategy: Any = None, plan: Plan | None = None) -> None:
        """Build network and optimiser from the seed; `size` is the picture's columns and rows, `plan` a network of one's own."""
        keras.utils.set_random_seed(settings.seed)
        keras.mixed_precision.set_dtype_policy(settings.precision)
        self.settings = settings
        self.strategy = strategy
        self._size, self._plan = size, plan or plan_named(settings.network)
        with strategy.scope() if strategy else nullcontext():
            self.model = self._built()
            self.optimiser = _optimiser(settings)
            self.optimiser.build(self.model.trainable_variables)
            self._coarse = half_size(self.model) if settings.coarse else self.model
        learned = self._distributed if strategy else self._replica
        self._step, self._coarse_step = (graph_of(partial(learned, one)) for one in (self.model, self._coarse))
        self._forward = graph_of(lambda pictures: self.model(pictures, training=False))
        self._statistics = [variable for variable in self.model.non_trainable_variables if "float" in str(variable.dtype)]
        self._means = tf.function(self._mean_statistics)
        self._mean = tf.function(lambda values: self.strategy.reduce(tf.distribute.ReduceOp.MEAN, values, axis=None))

    @property
    def replicas(self) -> int:
        """How many devices share a batch."""
        return int(self.strategy.num_replicas_in_sync) if self.strategy else 1

    def learn(self, batch: Batch, rate: float, *, coarse: bool = False) -> tuple[float, float]:
        """One step on a batch; the mean loss and the share of examples whose most probable class is in their answer.

        `coarse`: the pictures are halved first, and the same weights learn from them in a quarter of the time.
        """
        if coarse:
            batch = (halved(batch[0]), *batch[1:])
        step = self._coarse_step if coarse else self._step
        self.optimiser.learning_rate.assign(rate)
        arrays = _padded(batch, self.replicas)
        share = np.float32(arrays[2].sum())
        if self.strategy:
            each = [self._shared(array) for array in arrays]
            loss, right = step(*each, tf.constant(share))
        else:
            loss, right = step(*(tf.convert_to_tensor(array) for array in arrays), tf.constant(share))
        return float(loss), float(right)

    def predict(self, pictures: Sequence[NDArray[np.float32]] | NDArray[np.float32], batch: int = 16) -> NDArray[np.float32]:
        """The three probabilities of each picture, [n, 3]."""
        batches = (np.stack(list(pictures[i : i + batch]))[..., None] for i in range(0, len(pictures), batch))
        parts = [self._forward(tf.convert_to_tensor(one)) for one in batches]
        return np.concatenate([np.asarray(part) for part in parts]) if parts else np.zeros((0, 3), np.float32)

    def settle(self) -> None:
        """Give all devices the mean of what each gathered by itself, the moving statistics of batch normalisation."""
        if self.strategy and self._statistics:
            for variable, mean in zip(self._statistics, self._means(), strict=True):
                variable.assign(mean)

    def over_hosts(self, *figures: float) -> tuple[float, ...]:
        """The mean of these figures over all hosts, the same number on each, so that all of them decide alike."""
        if not self.strategy:
            return figures
        own = self.strategy.experimental_distribute_values_from_function(lambda context: tf.constant(figures, tf.float64))
        return tuple(float(value) for value in self._mean(own))

    def plain_model(self) -> keras.Model:
        """The network in float32 on one device, as an export takes it: `model` itself where it is that already."""
        if not self.strategy and self.settings.precision == "float32":
            return self.model
        keras.mixed_precision.set_dtype_policy("float32")
        model = self._built()
        for variable, trained in zip(model.variables, self.model.variables, strict=True):
            variable.assign(trained.value.numpy())
        return model

    def _built(self) -> keras.Model:
        return build(self._plan, Head(self.settings.head), self.settings.deviations, self._size)

    def _mean_statistics(self) -> list[Any]:
        each = self.strategy.run(lambda: [tf.identity(variable.value) for variable in self._statistics])
        return [self.strategy.reduce(tf.distribute.ReduceOp.MEAN, one, axis=None) for one in each]

    def _shared(self, array: NDArray[np.float32]) -> Any:
        count = self.replicas
        return self.strategy.experimental_distribute_values_from_function(
            lambda context: tf.convert_to_tensor(array[context.replica_id_in_sync_group :: count])
        )

    def _distributed(self, model: Any, pictures: Any, targets: Any, weights: Any, share: Any) -> tuple[Any, Any]:
        loss, right = self.strategy.run(self._replica, args=(model, pictures, targets, weights, share))
        return tuple(self.strategy.reduce(tf.distribute.ReduceOp.SUM, part, axis=None) for part in (loss, right))

    def _replica(self, model: Any, pictures: Any, targets: Any, weights: Any, share: Any) -> tuple[Any, Any]:
        """This device's part of the step: its loss counts by its share of the whole batch, gradients are summed."""
        smoothed = targets * (1.0 - self.settings.smoothing) + self.settings.smoothing / 3.0
        with tf.GradientTape() as tape:
            probabilities = model(pictures[..., None], training=True)
            losses = keras.losses.categorical_crossentropy(smoothed, probabilities)
            loss = tf.reduce_sum(losses * weights) / share
        variables = [variable.value for variable in self.model.trainable_variables]
        gradients = tape.gradient(loss, variables)
        if self.settings.clip:
            gradients = self._clipped(gradients)
        self.optimiser.apply_gradients(zip(gradients, self.model.trainable_variables, strict=True))
        hit = tf.gather(targets, tf.argmax(probabilities, axis=1), axis=1, batch_dims=1) > 0
        return loss, tf.reduce_sum(tf.cast(hit, tf.float32) * tf.cast(weights > 0, tf.float32)) / tf.maximum(share, 1e-9)

    def _clipped(self, gradients: list[Any]) -> list[Any]:
        """Limited by the norm of the whole batch's gradient, as on one device; in equal shares, for the optimiser sums over devices."""
        if self.replicas > 1:
            gradients = tf.distribute.get_replica_context().all_reduce(tf.distribute.ReduceOp.SUM, gradients)
        limited, _ = tf.clip_by_global_norm(gradients, self.settings.clip)
        return [gradient / self.replicas for gradient in limited]


def graph_of(function: Callable[..., Any]) -> Any:
    """The function as a graph of TensorFlow. Nothing in ours branches on a tensor, so that their source needs no rewriting for it,
    which takes as long as to build the graph.
    """
    return tf.function(function, reduce_retracing=True, autograph=False)


def halved(pictures: NDArray[np.float32]) -> NDArray[np.float32]:
    """Pictures [n, columns, rows] at half the size, each pixel the mean of four; an odd last line is left out."""
    count, columns, rows = pictures.shape
    even = pictures[:, : columns // 2 * 2, : rows // 2 * 2]
    return np.asarray(even.reshape(count, columns // 2, 2, rows // 2, 2).mean(axis=(2, 4)), dtype=np.float32)


def half_size(model: keras.Model) -> keras.Model:
    """The very layers and weights of a network, for pictures of half its size; its head averages over any size."""
    columns, rows = (int(length) // 2 for length in model.input.shape[1:3])
    picture = keras.Input((columns, rows, 1), name="half_picture")
    return keras.models.clone_model(model, input_tensors=picture, clone_function=lambda layer: layer)


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
