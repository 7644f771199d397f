"""Dataset D_3: pictures from a deep convolutional generative adversarial network per class (Radford 2015, Table 2)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from dspic_gui.disease import Answer
from training.augment import PAPER_D_3, made_example, wanted_counts, with_more, with_transforms
from training.dataset import ExampleSet, Inputs
from training.progress import Tell, silent
from training.settings import TrainingError
from training.step import graph_of
from training.store import read_arrays, write_arrays

SIZE = (64, 256)
"""Lateral x head-foot of the generated pictures, enlarged afterwards."""
LATENT = 100
FEWEST = 16
"""A class of fewer pictures gets D_2's transforms instead."""


@dataclass(frozen=True)
class DcganSettings:
    """Radford's Adam (2e-4, beta1 0.5) and weights (normal, 0.02); his batch is 128 and his `width` (channels at full size) 128."""

    steps: int = 2000
    batch: int = 16
    rate: float = 2e-4
    width: int = 32

    def __post_init__(self) -> None:
        """Refuse settings that generate nothing that was learned."""
        if min(self.steps, self.batch, self.width) < 1:
            raise TrainingError("The generating network needs at least one step, batch and width of 1 or more. Nothing was written.")


def with_generated(
    examples: ExampleSet, seed: int, settings: DcganSettings = DcganSettings(), tell: Tell = silent, kept: Path | None = None
) -> ExampleSet:
    """D_3: the examples and, per class, pictures generated from that class's own; small classes get transforms, and it is told.

    `kept` is a folder for what was generated: the same class, seed and settings are generated once.
    """
    counts, wanted = examples.counts, wanted_counts(examples.counts, PAPER_D_3)
    small = [answer for answer in Answer if 0 < counts[answer] < FEWEST and counts[answer] < wanted[answer]]

    def make(answer: Answer, source: ExampleSet, count: int) -> ExampleSet:
        number = list(Answer).index(answer)
        learned = np.stack(source.inputs)
        pictures = generated(learned, count, seed + number, settings, lambda event: tell({**event, "class": str(answer)}), kept)
        rows = tuple(made_example(source.examples[i % len(source)], f"generated-{number}-{i}") for i in range(count))
        return ExampleSet(rows, tuple(pictures))

    for answer in small:
        tell({"event": "transforms", "class": str(answer), "examples": examples.counts[answer], "fewest": FEWEST})
    larger = with_more(examples, {answer: count for answer, count in wanted.items() if answer not in small}, make)
    return with_transforms(larger, seed, PAPER_D_3, small) if small else larger


def generated(
    pictures: Inputs, count: int, seed: int, settings: DcganSettings, tell: Tell = silent, kept: Path | None = None
) -> Inputs:
    """`count` new pictures like the given ones, of their size, each in [0, 1] after Eq 1; decided by the seed, found again in `kept`."""
    path = None if kept is None else kept / _name_of(pictures, count, seed, settings)
    if path is not None and path.exists():
        return _enlarged(np.asarray(read_arrays(path)[0]["made"], dtype=np.float32), pictures.shape[1:3])
    made = _generated(pictures, count, seed, settings, tell)
    if path is not None:
        write_arrays(path, {"made": made})
    return _enlarged(made, pictures.shape[1:3])


def _name_of(pictures: Inputs, count: int, seed: int, settings: DcganSettings) -> str:
    """A file's name that differs with all that decides the pictures."""
    known = hashlib.sha256(json.dumps([asdict(settings), count, seed, *pictures.shape]).encode())
    known.update(np.ascontiguousarray(pictures).tobytes())
    return f"generated-{known.hexdigest()[:16]}.safetensors"


def _generated(pictures: Inputs, count: int, seed: int, settings: DcganSettings, tell: Tell) -> Inputs:
    """What the generator says, [count, 64, 256, 1] in [-1, 1]."""
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng([seed, 3])
    small = np.asarray(tf.image.resize(pictures[..., None], SIZE, method="area")) * 2 - 1
    pair = Adversaries(settings)
    for step in range(settings.steps):
        chosen = small[rng.integers(len(small), size=settings.batch)]
        noise = [rng.standard_normal((settings.batch, LATENT), dtype=np.float32) for _ in range(2)]
        losses = pair.learn(tf.constant(chosen), *map(tf.constant, noise))
        if step % 20 == 0 or step == settings.steps - 1:
            tell(
                {
                    "event": "dcgan",
                    "step": step + 1,
                    "steps": settings.steps,
                    "generator": float(losses[0]),
                    "discriminator": float(losses[1]),
                }
            )
    noise_last = rng.standard_normal((count, LATENT), dtype=np.float32)
    return np.concatenate([pair.generator(noise_last[i : i + 16], training=False) for i in range(0, count, 16)])


class Adversaries:
    """The generator and the discriminator, each with its own Adam."""

    def __init__(self, settings: DcganSettings) -> None:
        """Build both networks."""
        self.generator = generator(settings.width)
        self.discriminator = discriminator(settings.width)
        self._optimisers = [keras.optimizers.Adam(settings.rate, beta_1=0.5) for _ in range(2)]
        for optimiser, model in zip(self._optimisers, (self.generator, self.discriminator), strict=True):
            optimiser.build(model.trainable_variables)
        self.learn = graph_of(self._learn)

    def _learn(self, real: Any, noise: Any, more_noise: Any) -> tuple[Any, Any]:
        """One step of each: the discriminator tells real from made, the generator makes it say real."""
        with tf.GradientTape() as tape:
            made = self.generator(noise, training=True)
            said_real, said_made = (self.discriminator(pictures, training=True) for pictures in (real, made))
            judged = _cross_entropy(said_real, 1.0) + _cross_entropy(said_made, 0.0)
        self._update(1, self.discriminator, tape, judged)
        with tf.GradientTape() as tape:
            fooled = _cross_entropy(self.discriminator(self.generator(more_noise, training=True), training=True), 1.0)
        self._update(0, self.generator, tape, fooled)
        return fooled, judged

    def _update(self, number: int, model: keras.Model, tape: Any, loss: Any) -> None:
        gradients = tape.gradient(loss, [variable.value for variable in model.trainable_variables])
        self._optimisers[number].apply_gradients(zip(gradients, model.trainable_variables, strict=True))


def generator(width: int) -> keras.Model:
    """Noise [100] to a picture [64, 256, 1] in [-1, 1]: four transposed 5 x 5 convolutions of stride 2, ReLU, tanh at the end."""
    start = (SIZE[0] // 16, SIZE[1] // 16)
    inputs = keras.Input((LATENT,))
    features = keras.layers.Dense(start[0] * start[1] * width * 8, use_bias=False, kernel_initializer=_normal(0))(inputs)
    features = keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=0.9)(keras.layers.Reshape((*start, width * 8))(features)))
    for number, factor in enumerate((4, 2, 1), start=1):
        settings = {"padding": "same", "use_bias": False, "kernel_initializer": _normal(number)}
        features = keras.layers.Conv2DTranspose(width * factor, 5, 2, **settings)(features)
        features = keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=0.9)(features))
    outputs = keras.layers.Conv2DTranspose(1, 5, 2, padding="same", activation="tanh", kernel_initializer=_normal(4))(features)
    return keras.Model(inputs, outputs, name="generator")


def discriminator(width: int) -> keras.Model:
    """A picture [64, 256, 1] to one logit: four 5 x 5 convolutions of stride 2 with leaky ReLU 0.2."""
    inputs = keras.Input((*SIZE, 1))
    features = inputs
    for number, factor in enumerate((1, 2, 4, 8)):
        features = keras.layers.Conv2D(width * factor, 5, 2, padding="same", kernel_initializer=_normal(5 + number))(features)
        if number:
            features = keras.layers.BatchNormalization(momentum=0.9)(features)
        features = keras.layers.LeakyReLU(negative_slope=0.2)(features)
    return keras.Model(inputs, keras.layers.Dense(1, kernel_initializer=_normal(9))(keras.layers.Flatten()(features)), name="discriminator")


def _normal(seed: int) -> keras.initializers.Initializer:
    return keras.initializers.RandomNormal(stddev=0.02, seed=1000 + seed)


def _cross_entropy(logits: Any, truth: float) -> Any:
    return tf.reduce_mean(keras.losses.binary_crossentropy(tf.fill(tf.shape(logits), truth), logits, from_logits=True))


def _enlarged(made: Inputs, size: tuple[int, ...]) -> Inputs:
    large = np.asarray(tf.image.resize((made + 1) / 2, size, method="bilinear"))[..., 0]
    lowest, highest = large.min(axis=(1, 2), keepdims=True), large.max(axis=(1, 2), keepdims=True)
    return np.asarray((large - lowest) / np.maximum(highest - lowest, 1e-9), dtype=np.float32)
