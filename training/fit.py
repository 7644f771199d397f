"""Training with progress, early stopping and checkpoints; a run that was killed goes on and ends with the same weights."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.model.model_card import CARD
from training.augment import draw_transform, transformed
from training.dataset import ExampleSet
from training.progress import Tell, silent
from training.settings import Settings, TrainingError
from training.step import Batch, Learner
from training.store import read_arrays, write_arrays

CHECKPOINT = "checkpoint.safetensors"
BEST = "weights.safetensors"
_DRAWN = "seed_generator_state"
"""How the paths of variables end that are no weights: where dropout stands in its random numbers."""


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


@dataclass
class Course:
    """Where a training stands: the rows so far, the best validation loss and the epoch that reached it."""

    rows: list[Epoch] = field(default_factory=list)
    best_loss: float = float("inf")
    best_epoch: int = 0
    steps: int = 0
    finished: bool = False

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Course:
        """The course that a checkpoint holds."""
        return cls(**{**content, "rows": [Epoch(**row) for row in content["rows"]]})

    def waited(self) -> int:
        """Epochs since the best."""
        return len(self.rows) - self.best_epoch


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
) -> Course:
    """Train until the epochs, the steps or the patience end, and leave the best weights in the learner and in `folder`.

    A checkpoint after each epoch holds weights, moments and course; `writes` is False on hosts that only help.
    `stopped` ends the run after the current step, to be taken up later at the last checkpoint.
    """
    settings = learner.settings
    course = resume(learner, folder)
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
            _checkpoint(learner, course, folder)
        tell({"event": "epoch", **asdict(course.rows[-1]), "best_epoch": course.best_epoch})
    if len(validation):
        _check_converged(course)
    if best:
        assign_arrays(learner.model.variables, best, "model")
    elif course.best_epoch:
        load_weights(learner.model, folder / BEST)
    tell({"event": "end", "epochs": len(course.rows), "best_epoch": course.best_epoch, "validation_loss": course.best_loss})
    return course


def resume(learner: Learner, folder: Path) -> Course:
    """Take up the checkpoint in the folder where there is one; TrainingError when it belongs to other settings."""
    path = folder / CHECKPOINT
    if not path.exists():
        return Course()
    arrays, notes = read_arrays(path)
    if not learner.settings.are_saved_in(notes.get("settings", "")):
        raise TrainingError(f"{folder} holds a run with other settings. It was left as it is; choose another folder or the same settings.")
    assign_arrays(learner.model.variables, arrays, "model")
    assign_arrays(learner.optimiser.variables, arrays, "optimiser")
    saved = json.loads(notes["course"])
    return Course.from_json(saved)


def _check_together(learner: Learner, course: Course, folder: Path) -> None:
    """Refuse, on every host, to go on where some hosts found a checkpoint and others did not."""
    (mean,) = learner.over_hosts(course.steps)
    (spread,) = learner.over_hosts(abs(course.steps - mean))
    if spread:
        raise TrainingError(
            f"The hosts do not see the same {folder}: some found a checkpoint there that others did not. "
            "Nothing was changed; give a folder on a disk that all hosts share."
        )


def steps_per_epoch(examples: int, settings: Settings) -> int:
    """How many batches hold so many examples."""
    return -(-examples // settings.batch)


def take_start(learner: Learner, source: str, folder: Path) -> None:
    """Begin with the weights that `source` names, unless the run in `folder` is under way already; TrainingError where they do not fit."""
    if (folder / CHECKPOINT).exists():
        return
    path = starting_weights(source)
    arrays = {name: array for name, array in read_arrays(path)[0].items() if not name.endswith(_DRAWN)}
    variables = [variable for variable in learner.model.variables if not variable.path.endswith(_DRAWN)]
    try:
        assign_arrays(variables, arrays, "model")
    except TrainingError:
        raise TrainingError(
            f"The weights in {path} are those of another network than {learner.settings.network} with the head “{learner.settings.head}” "
            "and these settings. Nothing was written; choose the network and the head that they were trained with."
        ) from None


def starting_weights(source: str) -> Path:
    """The file of weights that is meant: the file itself, or that of the run whose folder, or whose model folder, is named."""
    path = Path(source)
    places = (path / BEST, path.parent / BEST) if (path / CARD).exists() else (path / BEST,) if path.is_dir() else (path,)
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise TrainingError(
            f"There are no weights to start from in {path}. Nothing was written; give the file {BEST} of another run, that run's folder, "
            "or the model folder in it."
        )
    return found


def load_weights(model: Any, path: Path) -> None:
    """Put the weights of a safetensors file into a network that was built the same way."""
    assign_arrays(model.variables, read_arrays(path)[0], "model")


def rate_at(settings: Settings, step: int, total: int, per_epoch: int) -> float:
    """The learning rate of a step: rising through the warm-up, then constant or falling along a cosine to zero."""
    warm = settings.warm_up * per_epoch
    if step < warm:
        return settings.rate * (step + 1) / warm
    if settings.schedule == "constant":
        return settings.rate
    return float(settings.rate * 0.5 * (1 + np.cos(np.pi * (step - warm) / max(total - warm, 1))))


def _epoch(
    learner: Learner, lesson: _Lesson, course: Course, total: int, per_epoch: int, tell: Tell, stopped: Callable[[], bool]
) -> Epoch | None:
    """One pass over the training part in an order that seed and epoch alone decide; None when it was stopped."""
    settings, number, started = learner.settings, len(course.rows), time.perf_counter()
    rng = np.random.default_rng([settings.seed, 5, number])
    order = rng.permutation(len(lesson.examples))
    parts = [order[at : at + settings.batch] for at in range(0, len(order), settings.batch)][: total - course.steps]
    losses, sizes = [], []
    step = course.steps
    for batch in _batches(lesson, parts, settings, rng):
        loss = learner.learn(batch, rate_at(settings, step, total, per_epoch))
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


def _conclude(learner: Learner, validation: ExampleSet, course: Course, row: Epoch, total: int) -> None:
    """Validate, note whether this epoch is the best so far, and decide whether it was the last; all hosts from the same figures."""
    learner.settle()
    loss, accuracy = learner.over_hosts(*validate(learner, validation))
    course.rows.append(replace(row, validation_loss=loss, validation_accuracy=accuracy))
    course.steps = row.steps
    if loss < course.best_loss:
        course.best_loss, course.best_epoch = loss, row.epoch
    patience = learner.settings.patience
    diverged = not np.isfinite(row.loss)
    course.finished = course.steps >= total or diverged or bool(patience and course.waited() >= patience)


def _check_converged(course: Course) -> None:
    """Refuse a training of which no epoch had a validation loss that is a number."""
    if not course.best_epoch:
        raise TrainingError(
            "The training diverged: the validation loss was no number after any epoch. No model was written; "
            "try a smaller learning rate, or --clip, in another folder."
        )


def _checkpoint(learner: Learner, course: Course, folder: Path) -> None:
    """Write the weights where they are the best, then all that a later call needs to go on."""
    settings = learner.settings.as_json()
    weights = named_arrays(learner.model.variables, "model")
    if course.best_epoch == len(course.rows):
        write_arrays(folder / BEST, weights, {"settings": settings, "epoch": str(course.best_epoch)})
    moments = named_arrays(learner.optimiser.variables, "optimiser")
    write_arrays(folder / CHECKPOINT, {**weights, **moments}, {"settings": settings, "course": json.dumps(asdict(course))})


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
    return np.stack(pictures), lesson.targets[chosen], lesson.weights[chosen]


def named_arrays(variables: list[Any], prefix: str) -> dict[str, NDArray[np.generic]]:
    """The values of variables under names that `assign_arrays` finds again."""
    return {f"{prefix}/{number:03d}/{variable.path}": variable.value.numpy() for number, variable in enumerate(variables)}


def assign_arrays(variables: list[Any], arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> None:
    """Put stored values back, by their order; TrainingError where they are those of another network."""
    mine = [arrays[name] for name in sorted(arrays) if name.startswith(f"{prefix}/")]
    if [array.shape for array in mine] != [tuple(variable.shape) for variable in variables]:
        raise TrainingError("These weights belong to another network. Nothing was changed; choose the folder of the network that is named.")
    for variable, array in zip(variables, mine, strict=True):
        variable.assign(array)
