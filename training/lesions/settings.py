"""How a lesion network is trained: one typed value, saved beside its weights."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from dspic_gui.network.lesion_plan import LesionPlan
from dspic_gui.sentence import Sentence
from dspic_gui.training_run.options import LEFT_OUT
from training.settings import PRECISIONS, TrainingError, unknown_choice, unusable_settings

KIND = "lesions"


@dataclass(frozen=True)
class LesionSettings:
    """The recipe. `steps` of `batch` pairs, the rate rises over `warm_up` steps and falls along a cosine to zero.

    `every`: steps between two validations and checkpoints. `leave_out` trains without the mirrored channels, without the head of
    regions, or with one view at a time, to measure what each is worth. `start_from` names the weights of another run.
    `rows` x `columns` is the window of a training step at half size.
    """

    kind: str = KIND
    labels: str = "consensus"
    provisional: bool = False
    seed: int = 0
    steps: int = 20_000
    batch: int = 4
    rate: float = 2.5e-3
    weight_decay: float = 0.01
    warm_up: int = 200
    every: int = 250
    leave_out: str = ""
    start_from: str | None = None
    precision: str = "float32"
    rows: int = 384
    columns: int = 96
    widths: tuple[int, ...] = LesionPlan.widths
    blocks: tuple[int, ...] = LesionPlan.blocks

    def __post_init__(self) -> None:
        """Refuse settings that no training could follow, in a sentence."""
        if self.kind != KIND:
            raise TrainingError(
                "“{value}” is no kind of network that finds lesions. Nothing was written.",
                value=self.kind,
            )
        for name, value, choices in (("part", self.leave_out, ("", *LEFT_OUT)), ("precision", self.precision, PRECISIONS)):
            if value not in choices:
                raise unknown_choice(name, value, choices)
        if min(self.steps, self.batch, self.every, self.rows, self.columns) < 1 or not 0 < self.rate < math.inf:
            raise TrainingError("Steps, batch and learning rate are larger than zero. Nothing was written.")
        if min(self.seed, self.warm_up) < 0 or not 0 <= self.weight_decay < math.inf or self.seed >= 2**32:
            raise TrainingError("Seed, warm-up and weight decay are zero or more. Nothing was written.")
        if not 2 <= len(self.widths) <= 5 or len(self.widths) != len(self.blocks) or min(self.widths) < 1:
            raise TrainingError("There are two to five widths, all larger than zero. Nothing was written.")
        if self.rows % 32 or self.columns % 32:
            raise TrainingError("The window's rows and columns are multiples of 32. Nothing was written.")

    @property
    def plan(self) -> LesionPlan:
        """The network's plan."""
        return LesionPlan(self.widths, self.blocks)

    def with_widths(self, text: str) -> LesionSettings:
        """The same for a network of other widths, numbers joined by commas; TrainingError for anything else."""
        try:
            widths = tuple(int(word) for word in text.split(","))
        except ValueError as problem:
            raise TrainingError(
                "The widths “{text}” are no numbers joined by commas. Nothing was written.",
                text=text,
            ) from problem
        return replace(self, widths=widths, blocks=(0, *[1] * (len(widths) - 1)))

    @property
    def described(self) -> Sentence:
        """The network in words."""
        return Sentence("this one that finds lesions")

    def as_json(self) -> str:
        """Canonical JSON: equal settings give equal text."""
        return json.dumps(asdict(self), indent=2, sort_keys=True)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> LesionSettings:
        """The settings of a saved run; TrainingError for those of another kind or version."""
        try:
            lists = {name: tuple(content[name]) for name in ("widths", "blocks") if name in content}
            return cls(**{**content, **lists})
        except (AttributeError, TypeError) as problem:
            raise unusable_settings(problem) from problem

    def are_saved_in(self, text: str) -> bool:
        """Whether saved settings are these ones; what an earlier version did not know had its default."""
        try:
            return LesionSettings.from_json(json.loads(text)) == self
        except ValueError:
            return False
