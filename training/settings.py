"""How a network is trained: one typed value, saved beside its weights, from which every later step rebuilds what it needs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dspic_gui.network.plan import Deviations, Head, PlanError
from dspic_gui.sentence import SaidError, Sentence, told

DATA = ("D_1", "D_2", "D_3")
PRECISIONS = ("float32", "mixed_bfloat16")


class TrainingError(SaidError, ValueError):
    """A training that cannot start or go on; the text is a sentence for the person who trains."""


def unknown_choice(name: str, value: object, choices: Iterable[str]) -> TrainingError:
    """What is said of a value that is none of the choices of a setting."""
    return TrainingError(
        "“{value}” is no {setting} that this program knows; there are {known}. "
        "Nothing was written.",
        value=str(value),
        setting=name,
        known=", ".join(filter(None, choices)),
    )


def unusable_settings(problem: Exception) -> TrainingError:
    """What is said of the settings of a saved run that this version cannot follow."""
    return TrainingError(
        "The settings of this run cannot be used ({reason}). It was left as it is; "
        "start a new run in another folder.",
        reason=told(problem),
    )


@dataclass(frozen=True)
class Settings:
    """The paper's settings (Table 4); whatever differs is named in the card.

    `steps` limits the whole training where it is given. `patience`: epochs without a better validation loss before it
    stops, 0 for never. `schedule` is "constant" or "cosine" after `warm_up` epochs of a rising rate. `weight_decay` makes
    Adam AdamW; `smoothing` moves that much of each target to the other classes; `clip` limits the gradient's norm;
    `class_weights` weighs a class by the inverse of its count; `vary` draws a new transform for every picture in every epoch,
    `vary_counts` other counts and hot spots that are no bone; `coarse` is the share of the steps, the first ones, that
    learn from pictures of half the size; `natural_shares` takes the classes' changed shares after
    augmentation back out of the trained probabilities; `provisional` takes in labels that may still change; `start_from` names
    the weights of another run to go on from, where None draws them anew; with `folds` the test part is part `fold` (from 1) of so many.
    """

    network: str = "dSPIC-AM"
    head: str = "2x8"
    data: str = "D_1"
    labels: str = "consensus"
    provisional: bool = False
    split: str = "patient"
    seed: int = 0
    epochs: int = 300
    batch: int = 8
    rate: float = 1e-4
    steps: int | None = None
    patience: int = 20
    schedule: str = "constant"
    warm_up: int = 0
    weight_decay: float = 0.0
    smoothing: float = 0.0
    clip: float = 0.0
    class_weights: bool = False
    vary: bool = False
    vary_counts: bool = False
    natural_shares: bool = False
    precision: str = "float32"
    coarse: float = 0.0
    start_from: str | None = None
    folds: int = 0
    fold: int = 0
    deviations: Deviations = field(default_factory=Deviations)

    def __post_init__(self) -> None:
        """Refuse settings that no training could follow, in a sentence."""
        allowed = {
            "head": (self.head, tuple(Head)),
            "data": (self.data, DATA),
            "split": (self.split, ("patient", "image")),
            "schedule": (self.schedule, ("constant", "cosine")),
            "precision": (self.precision, PRECISIONS),
        }
        for name, (value, choices) in allowed.items():
            if value not in choices:
                raise unknown_choice(name, value, choices)
        if min(self.epochs, self.batch) < 1 or self.rate <= 0 or (self.steps is not None and self.steps < 1):
            raise TrainingError("Epochs, batch, steps and learning rate are larger than zero. Nothing was written.")
        for name in ("rate", "weight_decay", "smoothing", "clip", "patience", "warm_up", "seed"):
            value = getattr(self, name)
            if not math.isfinite(value) or value < 0:
                raise TrainingError(
                    "{setting} is zero or more, and not {value}. Nothing was written.",
                    setting=_words(name),
                    value=value,
                )
        if self.smoothing >= 1:
            raise TrainingError(
                "Smoothing is a share from 0 up to, but not including, 1, and not {value}. "
                "Nothing was written.",
                value=self.smoothing,
            )
        if not 0.0 <= self.coarse < 1.0 or (self.coarse and Head(self.head).bins is None):
            raise TrainingError(
                "The share of coarse steps lies from 0 up to, but not including, 1, and is for the "
                "heads 6x6, 2x8 and gap, which take pictures of any size. Nothing was written."
            )
        if self.folds and (self.folds < 2 or not 1 <= self.fold <= self.folds):
            raise TrainingError("There are two folds or more, and a fold is one of them. Nothing was written.")
        if self.seed >= 2**32:
            raise TrainingError(
                "The seed is smaller than 4,294,967,296, and not {value}. Nothing was written.",
                value=self.seed,
            )

    @property
    def described(self) -> Sentence:
        """The network in words."""
        text = "{network} with the head “{head}”"
        return Sentence(text, network=self.network, head=str(self.head))

    def as_json(self) -> str:
        """Canonical JSON: equal settings give equal text."""
        return json.dumps(asdict(self), indent=2, sort_keys=True)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Settings:
        """The settings of a saved run; unknown keys of a later version are a TrainingError."""
        try:
            return cls(**{**content, "deviations": Deviations(**content.get("deviations", {}))})
        except (AttributeError, TypeError, PlanError) as problem:
            raise unusable_settings(problem) from problem

    def are_saved_in(self, text: str) -> bool:
        """Whether saved settings are these ones; what an earlier version did not know had its default."""
        try:
            return Settings.from_json(json.loads(text)) == self
        except ValueError:
            return False

    def deviations_named(self) -> dict[str, Any]:
        """Where layers and steps of the training leave the paper, by name.

        The head, the budget (epochs, steps, patience), the data and the split are not among them: a card states each in its own place.
        """
        paper = Settings()
        more = ("natural_shares", "precision", "batch", "rate", "start_from")
        added = (*more, "schedule", "warm_up", "weight_decay", "smoothing", "clip", "class_weights", "vary", "vary_counts", "coarse")
        named = {name: getattr(self, name) for name in added if getattr(self, name) != getattr(paper, name)}
        if self.batch in (8, 16):
            named.pop("batch", None)
        return {**self.deviations.named(), **named}


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
