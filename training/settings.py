"""How a network is trained: one typed value, saved beside its weights, from which every later step rebuilds what it needs."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dspic_gui.network.plan import Deviations, Head, NetworkError

DATA = ("D_1", "D_2", "D_3")
PRECISIONS = ("float32", "mixed_bfloat16")


class TrainingError(ValueError):
    """A training that cannot start or go on; the text is a sentence for the person who trains."""


@dataclass(frozen=True)
class Settings:
    """The paper's settings (Table 4); whatever differs is named in the card.

    `steps` limits the whole training where it is given. `patience`: epochs without a better validation loss before it
    stops, 0 for never. `schedule` is "constant" or "cosine" after `warm_up` epochs of a rising rate. `weight_decay` makes
    Adam AdamW; `smoothing` moves that much of each target to the other classes; `clip` limits the gradient's norm;
    `class_weights` weighs a class by the inverse of its count; `vary` draws a new transform for every picture in every epoch;
    `natural_shares` takes the classes' changed shares after augmentation back out of the trained probabilities;
    `provisional` takes in labels that may still change; `start_from` names the weights of another run to go on from, where None
    draws them anew.
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
    natural_shares: bool = False
    precision: str = "float32"
    start_from: str | None = None
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
                raise TrainingError(f"“{value}” is no {name} that this program knows; there are {', '.join(choices)}.")
        if min(self.epochs, self.batch) < 1 or self.rate <= 0 or (self.steps is not None and self.steps < 1):
            raise TrainingError("Epochs, batch, steps and learning rate are larger than zero. Nothing was written.")
        for name in ("rate", "weight_decay", "smoothing", "clip", "patience", "warm_up", "seed"):
            value = getattr(self, name)
            if not math.isfinite(value) or value < 0:
                raise TrainingError(f"{_words(name)} is zero or more, and not {value}. Nothing was written.")
        if self.smoothing >= 1:
            raise TrainingError(f"Smoothing is a share from 0 up to, but not including, 1, and not {self.smoothing}. Nothing was written.")
        if self.seed >= 2**32:
            raise TrainingError(f"The seed is smaller than 4,294,967,296, and not {self.seed}. Nothing was written.")

    def as_json(self) -> str:
        """Canonical JSON: equal settings give equal text."""
        return json.dumps(asdict(self), indent=2, sort_keys=True)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Settings:
        """The settings of a saved run; unknown keys of a later version are a TrainingError."""
        try:
            return cls(**{**content, "deviations": Deviations(**content.get("deviations", {}))})
        except (AttributeError, TypeError, NetworkError) as problem:
            raise TrainingError(f"The settings of this run cannot be used ({problem}). Start a new run in another folder.") from problem

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
        added = (*more, "schedule", "warm_up", "weight_decay", "smoothing", "clip", "class_weights", "vary")
        named = {name: getattr(self, name) for name in added if getattr(self, name) != getattr(paper, name)}
        if self.batch in (8, 16):
            named.pop("batch", None)
        return {**self.deviations.named(), **named}


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
