"""What a card needs to tell whether a view is like those that a network for one view learned from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dspic_gui.model.half_view import Array, half_view
from dspic_gui.model.likeness import Likeness, limit_of, mean_pictures
from dspic_gui.study import COLUMNS, ROWS, Projection
from training.dataset import ExampleSet, Split
from training.vary import counts_of

MOST_AVERAGED = 1000
"""More training views change the mean picture no more."""


def likeness_facts(parts: Split) -> dict[str, Any]:
    """The card's key `likeness`: the mean training views, and the limit that a hundredth of the held-out views stay below.

    Nothing where the pictures are of another size than a whole-body scan, or do not say which view they are.
    """
    training, held = list(_seen([parts.training])), list(_seen([parts.validation, parts.test]))
    if not training or not held:
        return {}
    step = max(len(training) // MOST_AVERAGED, 1)
    means = mean_pictures(training[::step])
    measured = Likeness(means, -1.0)
    return {"likeness": Likeness(means, limit_of(measured.score(*one) for one in held)).as_json()}


def _seen(sets: Sequence[ExampleSet]) -> Iterator[tuple[Projection, Array]]:
    for examples in sets:
        for example, picture in zip(examples.examples, examples.inputs, strict=True):
            if not example.made and example.view in list(Projection) and picture.shape == (COLUMNS, ROWS):
                yield Projection(example.view), half_view(Projection(example.view), counts_of(picture).T)
