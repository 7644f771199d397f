"""Training of the lesion network by steps: batches put together beside it, checkpoints, the best weights kept."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from dspic_gui.disease import Disease
from dspic_gui.model.half_view import HALF_COLUMNS, HALF_ROWS
from dspic_gui.network.lesion_plan import REGIONS
from dspic_gui.network.lesions import build_lesion_network
from training.lesions.augment import Draw, Sample, apply, draw
from training.lesions.examples import PairExample, region_shares
from training.lesions.loss import class_weights, lesion_losses
from training.lesions.settings import LesionSettings
from training.lesions.validation import Validated, tally, validated
from training.progress import Tell, silent
from training.run_folder import Course, keep, load_best, resume
from training.schedule import rate_at
from training.step import graph_of

MIXTURE = ((0.22, ()), (0.30, (Disease.METASTASIS,)), (0.30, (Disease.ARTHRITIS,)), (0.18, (Disease.METASTASIS, Disease.ARTHRITIS)))
"""How often a step sees a study with these diseases; where there is none of a kind, the others share its place."""
MOST_VALIDATED = 64
AHEAD = 3
_CLIP = 5.0
_NOT_DECAYED = ["bias", "gamma", "beta"]


@dataclass(frozen=True)
class LesionEpoch:
    """One row of the learning curve. Accuracy: the share of places of the skeleton whose part is right; Dice as `Validated` has it."""

    epoch: int
    steps: int
    loss: float
    accuracy: float
    validation_loss: float
    validation_accuracy: float
    region_dice: float
    side_accuracy: float
    metastasis_dice: float
    arthritis_dice: float
    seconds: float


class LesionLearner:
    """The network with its optimiser; `learn` takes one step, `forward` runs without learning."""

    def __init__(self, settings: LesionSettings, shares: NDArray[np.float64] | None = None) -> None:
        """Build network and optimiser from the seed; `shares` as `weigh` takes them."""
        keras.utils.set_random_seed(settings.seed)
        keras.mixed_precision.set_dtype_policy(settings.precision)
        self.settings = settings
        self.model = build_lesion_network(settings.plan)
        self.optimiser = keras.optimizers.AdamW(settings.rate, weight_decay=settings.weight_decay, global_clipnorm=_CLIP)
        self.optimiser.exclude_from_weight_decay(var_names=_NOT_DECAYED)
        self.optimiser.build(self.model.trainable_variables)
        self._weights = tf.Variable(tf.ones([REGIONS]), trainable=False)
        if shares is not None:
            self.weigh(shares)
        self._judged = ("lesions",) if settings.leave_out == "regions" else ("regions", "side", "lesions")
        self._step = graph_of(self._learn)
        self.forward = graph_of(lambda channels: self.model(channels, training=False))
        self._judge = graph_of(self._judged_batch)

    def weigh(self, shares: NDArray[np.float64]) -> None:
        """Weigh the parts in the loss by how often each is seen."""
        self._weights.assign(class_weights(shares))

    def learn(self, batch: Sample, rate: float) -> tuple[float, float]:
        """One step; the loss and the share of places of the skeleton whose part was right."""
        self.optimiser.learning_rate.assign(rate)
        loss, accuracy = self._step(*_tensors(batch))
        return float(loss), float(accuracy)

    def judge(self, batch: Sample) -> tuple[float, dict[str, NDArray[np.float64]]]:
        """Loss and tallies of a batch without learning."""
        loss, sums = self._judge(*_tensors(batch))
        return float(loss), {name: np.asarray(value, dtype=np.float64) for name, value in sums.items()}

    def plain_model(self) -> keras.Model:
        """The network in float32, as an export takes it: `model` itself where it is that already."""
        if self.settings.precision == "float32":
            return self.model
        keras.mixed_precision.set_dtype_policy("float32")
        model = build_lesion_network(self.settings.plan)
        for variable, trained in zip(model.variables, self.model.variables, strict=True):
            variable.assign(trained.value.numpy())
        return model

    def _learn(self, channels: Any, regions: Any, sides: Any, lesions: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            outputs = self.model(channels, training=True)
            loss = self._loss(outputs, regions, sides, lesions)
        trained = self.model.trainable_variables
        gradients = tape.gradient(loss, [variable.value for variable in trained])
        pairs = [(gradient, variable) for gradient, variable in zip(gradients, trained, strict=True) if gradient is not None]
        self.optimiser.apply_gradients(pairs)
        return loss, _right(outputs["regions"], regions)

    def _loss(self, outputs: Any, regions: Any, sides: Any, lesions: Any) -> Any:
        parts = lesion_losses(outputs, regions, sides, lesions, self._weights)
        return tf.add_n([parts[name] for name in self._judged])

    def _judged_batch(self, channels: Any, regions: Any, sides: Any, lesions: Any) -> tuple[Any, Any]:
        outputs = self.model(channels, training=False)
        return self._loss(outputs, regions, sides, lesions), tally(outputs, regions, sides, lesions)


def fit(
    learner: LesionLearner,
    training: Sequence[PairExample],
    validation: Sequence[PairExample],
    folder: Path,
    tell: Tell = silent,
    stopped: Callable[[], bool] = lambda: False,
) -> Course[LesionEpoch]:
    """Train until the steps end and leave the best weights in the learner and in `folder`; a stopped run is taken up by the same call."""
    settings = learner.settings
    course = resume(learner, folder, LesionEpoch)
    held = list(held_out(validation, settings))
    epochs = -(-settings.steps // settings.every)
    tell({"event": "start", "epoch": len(course.rows), "epochs": epochs, "step": course.steps, "steps": settings.steps,
          "examples": len(training), "per_epoch": settings.every})  # fmt: skip
    with ThreadPoolExecutor(1, "pairs") as beside:
        coming = batches(training, settings, course.steps, beside)
        while not course.finished:
            row = _epoch(learner, coming, course, tell, stopped)
            if row is None:
                beside.shutdown(wait=False, cancel_futures=True)
                return course
            _conclude(learner, held, course, row)
            keep(learner, course, folder)
            tell({"event": "epoch", **asdict(course.rows[-1]), "best_epoch": course.best_epoch})
    course.check_converged()
    load_best(learner, folder)
    tell({"event": "end", "epochs": len(course.rows), "best_epoch": course.best_epoch, "validation_loss": course.best_loss})
    return course


def shares_of(training: Sequence[PairExample]) -> NDArray[np.float64]:
    """How often each part is seen."""
    return region_shares(list(training), REGIONS)


def batches(examples: Sequence[PairExample], settings: LesionSettings, first: int, beside: ThreadPoolExecutor) -> Iterator[Sample]:
    """The batches of the steps from `first` on, each decided by seed and step alone, a few made ahead."""
    groups = _groups(examples)
    ahead: deque[Future[Sample]] = deque()
    for step in range(first, settings.steps):
        ahead.append(beside.submit(batch_of, groups, settings, step))
        if len(ahead) > AHEAD:
            yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()


def batch_of(groups: Sequence[tuple[float, Sequence[PairExample]]], settings: LesionSettings, step: int) -> Sample:
    """The batch of one step."""
    rng = np.random.default_rng([settings.seed, 31, step])
    shares = np.array([share for share, _ in groups])
    chosen = rng.choice(len(groups), settings.batch, p=shares / shares.sum())
    size = settings.rows, settings.columns
    pairs = [groups[group][1][int(rng.integers(len(groups[group][1])))] for group in chosen]
    return joined([apply(pair, draw(rng, settings.leave_out), rng, size) for pair in pairs])


def held_out(validation: Sequence[PairExample], settings: LesionSettings) -> Iterator[Sample]:
    """The whole pictures on which a training is judged, with the same noise each time."""
    step = max(len(validation) // MOST_VALIDATED, 1)
    for number, pair in enumerate(validation[::step][:MOST_VALIDATED]):
        rng = np.random.default_rng([settings.seed, 32, number])
        seen = (number % 2 == 0, number % 2 == 1) if settings.leave_out == "pair" else (True, True)
        yield joined([apply(pair, _plain(pair, seen, settings), rng, (HALF_ROWS, HALF_COLUMNS))])


def joined(samples: Sequence[Sample]) -> Sample:
    """Samples as one batch."""
    return Sample(*(np.stack([getattr(one, name) for one in samples]) for name in ("channels", "regions", "sides", "lesions")))


def _plain(pair: PairExample, seen: tuple[bool, bool], settings: LesionSettings) -> Draw:
    """The pair as it lies: the middle of the window is that of the stored picture."""
    shift = pair.centre[0] - (HALF_ROWS - 1) / 2, pair.centre[1] - (HALF_COLUMNS - 1) / 2
    return Draw(shift=shift, present=seen, mirrored_channels=settings.leave_out != "mirror")


def _groups(examples: Sequence[PairExample]) -> list[tuple[float, list[PairExample]]]:
    found = [(share, [pair for pair in examples if pair.diseases == frozenset(diseases)]) for share, diseases in MIXTURE]
    return [(share, pairs) for share, pairs in found if pairs]


def _epoch(
    learner: LesionLearner, coming: Iterator[Sample], course: Course[LesionEpoch], tell: Tell, stopped: Callable[[], bool]
) -> LesionEpoch | None:
    """The steps up to the next checkpoint; None when it was stopped."""
    settings, number, started = learner.settings, len(course.rows) + 1, time.perf_counter()
    results: list[tuple[float, float]] = []
    warm = min(settings.warm_up, settings.steps // 10)
    step, end = course.steps, min(course.steps + settings.every, settings.steps)
    while step < end:
        rate = rate_at(settings.rate, step, total=settings.steps, warm=warm)
        results.append(learner.learn(next(coming), rate))
        step += 1
        each = (time.perf_counter() - started) / len(results)
        tell({"event": "step", "epoch": number, "step": step, "steps": settings.steps, "loss": results[-1][0], "accuracy": results[-1][1],
              "images_per_second": 2 * settings.batch / each, "seconds_left": each * (settings.steps - step)})  # fmt: skip
        if stopped():
            return None
    loss, accuracy = np.mean(np.array(results), axis=0)
    nothing = (0.0,) * 6
    return LesionEpoch(number, step, float(loss), float(accuracy), *nothing, seconds=time.perf_counter() - started)


def _conclude(learner: LesionLearner, held: Sequence[Sample], course: Course[LesionEpoch], row: LesionEpoch) -> None:
    found: Validated = validated(learner.judge(batch) for batch in held)
    course.add(LesionEpoch(**{**asdict(row), **asdict(found)}))
    course.finished = course.steps >= learner.settings.steps or not np.isfinite(row.loss)


def _tensors(batch: Sample) -> tuple[Any, ...]:
    return tuple(tf.convert_to_tensor(array) for array in (batch.channels, batch.regions, batch.sides, batch.lesions))


def _right(logits: Any, regions: Any) -> Any:
    bone = tf.cast((regions > 0) & (regions < REGIONS), tf.float32)
    right = tf.cast(tf.equal(tf.argmax(logits, axis=-1, output_type=tf.int32), tf.cast(regions, tf.int32)), tf.float32)
    return tf.reduce_sum(right * bone) / tf.maximum(tf.reduce_sum(bone), 1.0)
