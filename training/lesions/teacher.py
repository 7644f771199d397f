"""Region maps for studies that have none: those that the network says with which a training begins, so that its head stays as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import numpy as np
import tensorflow as tf

from dspic_gui.lesion_model.lesion_classifier import region_values
from dspic_gui.lesion_model.pair_input import stacked
from dspic_gui.study import Projection
from training.lesions.convert import outputs_of
from training.lesions.examples import PairExample
from training.lesions.fit import LesionLearner
from training.lesions.settings import LesionSettings
from training.run_folder import assign_arrays, starting_weights
from training.store import read_arrays


def knows_regions(source: str) -> bool:
    """Whether the run that `source` names learned regions."""
    notes = read_arrays(starting_weights(source))[1]
    try:
        return LesionSettings.from_json(json.loads(notes.get("settings", ""))).leave_out != "regions"
    except ValueError:
        return False


def with_taught_regions(pairs: Sequence[PairExample], learner: LesionLearner, source: str) -> list[PairExample]:
    """The studies, those without region maps with the maps that the weights of `source` give; the learner keeps its own weights."""
    if all(view.regions is not None for pair in pairs for view in pair.present) or not knows_regions(source):
        return list(pairs)
    own = [variable.value.numpy() for variable in learner.model.variables]
    assign_arrays(learner.model.variables, read_arrays(starting_weights(source))[0], "model")
    taught = list(_taught(pairs, learner))
    for variable, value in zip(learner.model.variables, own, strict=True):
        variable.assign(value)
    return taught


def _taught(pairs: Sequence[PairExample], learner: LesionLearner) -> Iterator[PairExample]:
    seen = tf.function(lambda pair: outputs_of(learner.model, pair))
    for pair in pairs:
        halves = [np.asarray(view.counts, dtype=np.float32) if view is not None else None for view in pair.views]
        outputs = seen(tf.constant(stacked(halves).batch))
        said = {name: np.asarray(value) for name, value in outputs.items()}
        first, second = (region_values(said, projection) for projection in Projection)
        yield pair.with_regions((first, second))
