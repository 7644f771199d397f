"""The folder of a training run: the checkpoint that a later call goes on from, and the best weights; one form for every network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from dspic_gui.model.model_card import CARD
from dspic_gui.plain_file import text_of
from dspic_gui.sentence import Sentence
from training.settings import TrainingError
from training.store import damaged, read_arrays, write_arrays

GROWING = ("steps", "epochs")
"""The settings that may be larger in a later call: the run then goes on where it ended."""
CHECKPOINT = "checkpoint.safetensors"
BEST = "weights.safetensors"
SETTINGS = "settings.json"
_DRAWN = "seed_generator_state"
"""How the paths of variables end that are no weights: where dropout stands in its random numbers."""


class EpochRow(Protocol):
    """A row of a learning curve; each network's has further columns."""

    @property
    def epoch(self) -> int:
        """Its number, from 1 on."""

    @property
    def steps(self) -> int:
        """Steps up to its end."""

    @property
    def validation_loss(self) -> float:
        """By which epochs are compared."""

    @property
    def seconds(self) -> float:
        """What the training alone took."""


Row = TypeVar("Row", bound=EpochRow)


class RunSettings(Protocol):
    """What the folder of a run asks of the settings of any network; all of them have a default."""

    def __init__(self) -> None:
        """The defaults."""

    @property
    def start_from(self) -> str | None:
        """Where the weights come from that it begins with; None draws them anew."""

    @property
    def described(self) -> Sentence:
        """The network in words, to be put into a sentence."""

    def as_json(self) -> str:
        """Canonical JSON."""

    def are_saved_in(self, text: str) -> bool:
        """Whether saved settings are these ones."""


class Trained(Protocol):
    """A network with its optimiser."""

    @property
    def settings(self) -> Any:
        """RunSettings."""

    @property
    def model(self) -> Any:
        """The Keras network."""

    @property
    def optimiser(self) -> Any:
        """Its Keras optimiser."""


@dataclass
class Course(Generic[Row]):
    """Where a training stands: the rows so far, the best validation loss and the epoch that reached it."""

    rows: list[Row] = field(default_factory=list)
    best_loss: float = float("inf")
    best_epoch: int = 0
    steps: int = 0
    finished: bool = False

    @classmethod
    def from_json(cls, content: Mapping[str, Any], row: type[Row]) -> Self:
        """The course that a checkpoint holds, with rows of this kind."""
        return cls(**{**content, "rows": [row(**stated) for stated in content["rows"]]})

    @property
    def waited(self) -> int:
        """Epochs since the best."""
        return len(self.rows) - self.best_epoch

    def add(self, row: Row) -> None:
        """Note an epoch that was validated; a loss that is no number is never the best."""
        self.rows.append(row)
        self.steps = row.steps
        if row.validation_loss < self.best_loss:
            self.best_loss, self.best_epoch = row.validation_loss, row.epoch

    def check_converged(self) -> None:
        """Refuse a training of which no epoch had a validation loss that is a number."""
        if not self.best_epoch:
            raise TrainingError(
                "The training diverged: the validation loss was no number after any epoch. "
                "No model was written; try a smaller learning rate in another folder."
            )


def check_folder(out: Path, settings: RunSettings) -> None:
    """Refuse, before anything is read, no folder at all, a folder of another run, and weights to start from that are not there."""
    check_is_folder(out)
    path = out / SETTINGS
    if settings.start_from and not (out / CHECKPOINT).exists():
        starting_weights(settings.start_from)
    if path.exists():
        _check_same(out, settings, text_of(path, "replace"))


def check_is_folder(out: Path) -> None:
    """Refuse a place where no folder can be: a file, or a path through one."""
    there = next(place for place in (out, *out.absolute().parents) if place.exists())
    if not there.is_dir():
        raise TrainingError(
            "{place} is a file and no folder. It was left as it is; "
            "choose another folder for the results.",
            place=str(there),
        )


def _check_same(folder: Path, settings: RunSettings, saved: str) -> None:
    if settings.are_saved_in(saved) or is_extended(settings, saved):
        return
    named = [f"{name} ({there} there, {here} here)" for name, (there, here) in differences(settings, saved).items()]
    raise TrainingError(
        "{folder} holds a run with other settings: {names}. It was left as it is; "
        "choose another folder or the same settings.",
        folder=str(folder),
        names=", ".join(named) or "they cannot be read",
    )


def differences(settings: RunSettings, saved: str) -> dict[str, tuple[Any, Any]]:
    """The settings that differ from saved ones: what is there, and what is asked for; what an earlier version did not know had its default.

    Empty where the saved ones cannot be read.
    """
    try:
        there = _flat(json.loads(saved))
    except (ValueError, AttributeError):
        return {}
    here, usual = _flat(json.loads(settings.as_json())), _flat(json.loads(type(settings)().as_json()))
    return {name: (there.get(name, usual.get(name)), here.get(name)) for name in sorted({*here, *there})
            if there.get(name, usual.get(name)) != here.get(name)}  # fmt: skip


def _flat(content: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with those of a group named by themselves."""
    found = {name: value for name, value in content.items() if not isinstance(value, Mapping)}
    return found | {name: value for group in content.values() if isinstance(group, Mapping) for name, value in group.items()}


def is_extended(settings: RunSettings, saved: str) -> bool:
    """Whether the settings are the saved ones but for more steps or epochs; no limit is more than any."""
    other = differences(settings, saved)
    if not other or not set(other) <= set(GROWING):
        return False
    return all(here is None or (there is not None and here > there) for there, here in other.values())


def resume(learner: Trained, folder: Path, row: type[Row]) -> Course[Row]:
    """Take up the checkpoint in the folder where there is one; TrainingError when it belongs to other settings."""
    path = folder / CHECKPOINT
    if not path.exists():
        return Course()
    arrays, notes = read_arrays(path)
    _check_same(folder, learner.settings, notes.get("settings", ""))
    try:
        course = Course.from_json(json.loads(notes["course"]), row)
    except (KeyError, ValueError, TypeError) as problem:
        raise damaged(path, Sentence("it does not say how far the run came")) from problem
    course.finished = course.finished and not is_extended(learner.settings, notes.get("settings", ""))
    assign_arrays(learner.model.variables, arrays, "model")
    assign_arrays(learner.optimiser.variables, arrays, "optimiser")
    return course


def keep(learner: Trained, course: Course[Any], folder: Path) -> None:
    """Write the weights where they are the best, then all that a later call needs to go on."""
    settings = learner.settings.as_json()
    weights = named_arrays(learner.model.variables, "model")
    if course.best_epoch == len(course.rows):
        notes = {"settings": settings, "epoch": str(course.best_epoch)}
        write_arrays(folder / BEST, weights, notes)
    moments = named_arrays(learner.optimiser.variables, "optimiser")
    notes = {"settings": settings, "course": json.dumps(asdict(course))}
    write_arrays(folder / CHECKPOINT, {**weights, **moments}, notes)


def take_start(learner: Trained, source: str, folder: Path) -> None:
    """Begin with the weights that `source` names, unless the run in `folder` is under way already; TrainingError where they do not fit."""
    if (folder / CHECKPOINT).exists():
        return
    path = starting_weights(source)
    arrays, variables = read_arrays(path)[0], learner.model.variables
    arrays = {name: array for name, array in arrays.items() if not name.endswith(_DRAWN)}
    try:
        assign_arrays([one for one in variables if not one.path.endswith(_DRAWN)], arrays, "model")
    except TrainingError:
        raise TrainingError(
            "The weights in {path} are those of another network than {network}. Nothing was "
            "written; choose the network and the settings that they were trained with.",
            path=str(path),
            network=learner.settings.described,
        ) from None


def starting_weights(source: str) -> Path:
    """The file of weights that is meant: the file itself, or that of the run whose folder, or whose model folder, is named."""
    path = Path(source)
    in_folder = (path / BEST, path.parent / BEST) if (path / CARD).exists() else (path / BEST,)
    found = next((one for one in (in_folder if path.is_dir() else (path,)) if one.is_file()), None)
    if found is None:
        raise TrainingError(
            "There are no weights to start from in {path}. Nothing was written; give the file "
            "{file} of another run, that run's folder, or the model folder in it.",
            path=str(path),
            file=BEST,
        )
    return found


def load_best(learner: Trained, folder: Path) -> None:
    """Put the best weights of the run back into its network."""
    assign_arrays(learner.model.variables, read_arrays(folder / BEST)[0], "model")


def named_arrays(variables: list[Any], prefix: str) -> dict[str, NDArray[np.generic]]:
    """The values of variables under names that `assign_arrays` finds again."""
    return {
        f"{prefix}/{number:03d}/{variable.path}": variable.value.numpy()
        for number, variable in enumerate(variables)
    }


def assign_arrays(
    variables: list[Any], arrays: Mapping[str, NDArray[np.generic]], prefix: str
) -> None:
    """Put stored values back, by their order; TrainingError where they are those of another network."""
    mine = [arrays[name] for name in sorted(arrays) if name.startswith(f"{prefix}/")]
    if [array.shape for array in mine] != [tuple(variable.shape) for variable in variables]:
        raise TrainingError(
            "These weights belong to another network. Nothing was changed; "
            "choose the folder of the network that is named."
        )
    for variable, array in zip(variables, mine, strict=True):
        variable.assign(array)
