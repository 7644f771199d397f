"""Training with progress, early stopping and checkpoints; a run that was killed goes on and ends with the same weights."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.augment import draw_transform, transformed
from training.dataset import ExampleSet
from training.progress import Tell, silent
from training.run_folder import Course, assign_arrays, keep, load_best, named_arrays, resume
from training.schedule import rate_at
from training.settings import Settings, TrainingError
from training.step import Batch, Learner
from training.vary import with_other_counts


@dataclass(frozen=True)
class Epoch:
    """One row of the learning curve; seconds are of training alone."""

    epoch: int
    steps: int
    loss: float
    accuracy: float
    validation_loss: float
    validation_accuracy: float
    seconds: float


@dataclass(frozen=True, eq=False)
class _Lesson:
    """What is learned: the examples, their targets [examples, 3] and what each counts."""

    examples: ExampleSet
    targets: NDArray[np.float32]
    weights: NDArray[np.float32]


def fit(
    learner: Learner,
    training: ExampleSet,
    validation: ExampleSet,
    folder: Path,
    tell: Tell = silent,
    stopped: Callable[[], bool] = lambda: False,
    writes: bool = True,
) -> Course[Epoch]:
    """Train until the epochs, the steps or the patience end, and leave the best weights in the learner and in `folder`.

    A checkpoint after each epoch holds weights, moments and course; `writes` is False on hosts that only help.
    `stopped` ends the run after the current step, to be taken up later at the last checkpoint.
    """
    settings = learner.settings
    course = resume(learner, folder, Epoch)
    _check_together(learner, course, folder)
    lesson = _Lesson(training, training.targets, example_weights(training, settings))
    per_epoch = steps_per_epoch(len(training), settings)
    total = min(settings.epochs * per_epoch, settings.steps or settings.epochs * per_epoch)
    tell(
        {
            "event": "start",
            "epoch": len(course.rows),
            "epochs": settings.epochs,
            "step": course.steps,
            "steps": total,
            "examples": len(training),
            "per_epoch": per_epoch,
        }
    )
    best: dict[str, NDArray[np.generic]] = {}
    while not course.finished:
        row = _epoch(learner, lesson, course, total, per_epoch, tell, stopped)
        if row is None:
            return course
        _conclude(learner, validation, course, row, total)
        if course.best_epoch == len(course.rows):
            best = named_arrays(learner.model.variables, "model")
        if writes:
            keep(learner, course, folder)
        tell({"event": "epoch", **asdict(course.rows[-1]), "best_epoch": course.best_epoch})
    if len(validation):
        course.check_converged()
    if best:
        assign_arrays(learner.model.variables, best, "model")
    elif course.best_epoch:
        load_best(learner, folder)
    tell({"event": "end", "epochs": len(course.rows), "best_epoch": course.best_epoch, "validation_loss": course.best_loss})
    return course


def _check_together(learner: Learner, course: Course[Epoch], folder: Path) -> None:
    """Refuse, on every host, to go on where some hosts found a checkpoint and others did not."""
    (mean,) = learner.over_hosts(course.steps)
    (spread,) = learner.over_hosts(abs(course.steps - mean))
    if spread:
        raise TrainingError(
            "The hosts do not see the same {folder}: some found a checkpoint there that others "
            "did not. Nothing was changed; give a folder on a disk that all hosts share.",
            folder=str(folder),
        )


def steps_per_epoch(examples: int, settings: Settings) -> int:
    """How many batches hold so many examples."""
    return -(-examples // settings.batch)


def _epoch(
    learner: Learner, lesson: _Lesson, course: Course[Epoch], total: int, per_epoch: int, tell: Tell, stopped: Callable[[], bool]
) -> Epoch | None:
    """One pass over the training part in an order that seed and epoch alone decide; None when it was stopped."""
    settings, number, started = learner.settings, len(course.rows), time.perf_counter()
    rng = np.random.default_rng([settings.seed, 5, number])
    warm, constant = settings.warm_up * per_epoch, settings.schedule == "constant"
    order = rng.permutation(len(lesson.examples))
    parts = [order[at : at + settings.batch] for at in range(0, len(order), settings.batch)][: total - course.steps]
    losses, sizes = [], []
    step, coarse = course.steps, round(settings.coarse * total)
    for batch in _batches(lesson, parts, settings, rng):
        rate = rate_at(settings.rate, step, total=total, warm=warm, constant=constant)
        loss = learner.learn(batch, rate, coarse=True) if step < coarse else learner.learn(batch, rate)
        losses.append(loss)
        sizes.append(len(batch[0]))
        step += 1
        passed = time.perf_counter() - started
        left = passed / len(losses) * (total - step)
        event = {"event": "step", "epoch": number + 1, "step": step, "steps": total, "loss": loss[0], "accuracy": loss[1]}
        tell({**event, "images_per_second": sum(sizes) / passed, "seconds_left": left})
        if stopped():
            return None
    loss_mean, accuracy = np.average(np.array(losses), axis=0, weights=sizes)
    return Epoch(number + 1, step, float(loss_mean), float(accuracy), 0.0, 0.0, time.perf_counter() - started)


def _conclude(learner: Learner, validation: ExampleSet, course: Course[Epoch], row: Epoch, total: int) -> None:
    """Validate, note whether this epoch is the best so far, and decide whether it was the last; all hosts from the same figures."""
    learner.settle()
    loss, accuracy = learner.over_hosts(*validate(learner, validation))
    course.add(replace(row, validation_loss=loss, validation_accuracy=accuracy))
    patience = learner.settings.patience
    diverged = not np.isfinite(row.loss)
    course.finished = course.steps >= total or diverged or bool(patience and course.waited >= patience)


def validate(learner: Learner, validation: ExampleSet) -> tuple[float, float]:
    """Mean cross entropy and the share of pictures whose most probable class is in their answer; nan for an empty part."""
    probabilities = learner.predict(validation.inputs)
    targets = validation.targets
    losses = -(targets * np.log(np.clip(probabilities, 1e-7, 1.0))).sum(axis=1)
    hits = targets[np.arange(len(targets)), probabilities.argmax(axis=1)] > 0
    return (float(losses.mean()), float(hits.mean())) if len(validation) else (float("nan"), float("nan"))


def example_weights(training: ExampleSet, settings: Settings) -> NDArray[np.float32]:
    """What each example counts: one, or the inverse of its class's count, with a mean of one."""
    if not settings.class_weights:
        return np.ones(len(training), np.float32)
    inverse = np.array([1.0 / training.counts[example.answer] for example in training.examples])
    return np.asarray(inverse / inverse.mean(), dtype=np.float32)


def _batches(lesson: _Lesson, parts: list[NDArray[np.intp]], settings: Settings, rng: np.random.Generator) -> Iterator[Batch]:
    """The batches of an epoch; each is put together while the one before it is learned."""
    with ThreadPoolExecutor(1, "batches") as beside:
        coming = beside.submit(_batch, lesson, parts[0], settings, rng)
        for following in parts[1:]:
            batch, coming = coming.result(), beside.submit(_batch, lesson, following, settings, rng)
            yield batch
        yield coming.result()


def _batch(lesson: _Lesson, chosen: NDArray[np.intp], settings: Settings, rng: np.random.Generator) -> Batch:
    pictures = [lesson.examples.inputs[i] for i in chosen]
    if settings.vary:
        pictures = [transformed(transformed(one, draw_transform(rng)), draw_transform(rng)) for one in pictures]
    if settings.vary_counts:
        pictures = [with_other_counts(one, rng) for one in pictures]
    return np.stack(pictures), lesson.targets[chosen], lesson.weights[chosen]
