"""A trained lesion network as a model folder: rules fitted on validation patients, likeness measured, every file named by its hash."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from dspic_gui.disease import Answer, Disease
from dspic_gui.lesion_model.answer_rule import LEVELS, AnswerRule, JointAnswer, features_of
from dspic_gui.lesion_model.found_lesions import found_lesions
from dspic_gui.lesion_model.lesion_card import REGIONS, lesion_card_json
from dspic_gui.lesion_model.lesion_classifier import maps_of
from dspic_gui.lesion_model.pair_input import Array, stacked
from dspic_gui.lesion_model.rule_fit import Features, fitted_layers
from dspic_gui.model.likeness import Likeness, limit_of, mean_pictures
from dspic_gui.model.network_engine import LocalEngine
from dspic_gui.model.scores import Cases
from dspic_gui.study import Projection
from training.export import no_room, parted, write_model_folder
from training.further import further_weights
from training.lesions.augment import noisy
from training.lesions.convert import converted, outputs_of
from training.lesions.examples import PairExample, ViewExample
from training.settings import TrainingError

PARITY = 1e-3
"""The largest difference in a probability between the trained network and the file."""
SELF_TEST_TOLERANCE = 1e-3
AVERAGED = 32
MOST_COMPARED = 100
MOST_AVERAGED = 1000
_THREADS = 2


@dataclass(frozen=True)
class LesionComparison:
    """How the files differ from the trained network on `pairs` pairs: lesion probabilities, left, and pixels with the same part.

    `regions_same_part` is that of the file of regions alone, None where there is none.
    """

    pairs: int
    probability: float
    left: float
    same_part: float
    regions_same_part: float | None = None


@dataclass(frozen=True, eq=False)
class Judged:
    """What a network says of one study: features by view and of the study, with what is true of each."""

    patient: str
    views: tuple[tuple[Answer, Features], ...]
    study: tuple[Answer, Features]


def observed(pair: PairExample, seed: int, number: int) -> list[Array | None]:
    """The study's views as they would be counted, the same each time."""
    rng = np.random.default_rng([seed, 41, number])
    return [_counts(view, rng) if view is not None else None for view in pair.views]


def judged(network: LocalEngine, pairs: Sequence[PairExample], seed: int) -> Iterator[Judged]:
    """What the converted network says of these studies."""
    for number, pair in enumerate(pairs):
        halves = observed(pair, seed, number)
        outputs = network.run("lesions", {"pair": stacked(halves).batch})
        there = tuple(projection for projection, half in zip(Projection, halves, strict=True) if half is not None)
        maps = maps_of(outputs, there, knows_regions=False)
        found = {projection: found_lesions(of_view) for projection, of_view in maps.items()}
        sums = {one: {d: float(maps[one].lesions[i].sum(dtype=np.float64)) for i, d in enumerate(Disease)} for one in there}
        views = tuple((view.answer, features_of(found[one], sums[one])) for one, view in zip(Projection, pair.views, strict=True) if view)
        total = {disease: sum(of_view[disease] for of_view in sums.values()) for disease in Disease}
        together = features_of([lesion for one in there for lesion in found[one]], total)
        yield Judged(pair.patient, views, (answer_of(pair.diseases), together))


def answer_of(diseases: frozenset[Disease]) -> Answer:
    """The answer that names just these diseases."""
    return next(answer for answer in Answer if answer.diseases == diseases)


def fitted_rule(studies: Sequence[Judged]) -> AnswerRule:
    """The layers that fit these studies best."""
    layers = {}
    for level in LEVELS:
        cases = [case for study in studies for case in (study.views if level == "view" else (study.study,))]
        layers[level] = fitted_layers([features for _, features in cases], [truth for truth, _ in cases])
    return AnswerRule(layers)


def cases_of(studies: Sequence[Judged], rule: AnswerRule, level: str) -> Cases:
    """The answers of views or of studies, as the formulas of scores want them."""
    rows = [(one.patient, case) for one in studies for case in (one.views if level == "view" else (one.study,))]
    said: list[JointAnswer] = [rule.answer(level, features) for _, (_, features) in rows]
    probabilities = np.array([one.probabilities for one in said], dtype=np.float64).reshape(-1, 3)
    truth = tuple(truth for _, (truth, _) in rows)
    return Cases(truth, probabilities, tuple(patient for patient, _ in rows), 0.5, tuple(one.answer for one in said))


def likeness_of(training: Sequence[PairExample], held: Sequence[PairExample], seed: int) -> Likeness:
    """The mean pictures of training views, and the limit that a hundredth of the held-out views stay below."""
    step = max(len(training) // MOST_AVERAGED, 1)
    means = mean_pictures(_seen(training[::step], seed))
    measured = Likeness(means, -1.0)
    return Likeness(means, limit_of(measured.score(projection, half) for projection, half in _seen(held, seed)))


def export(
    folder: Path,
    model: keras.Model,
    contents: Mapping[str, bytes],
    rule: AnswerRule,
    likeness: Likeness,
    held: Sequence[PairExample],
    facts: Mapping[str, Any],
) -> LesionComparison:
    """Write the model folder as a whole or not at all; TrainingError where the file differs from the network by more than 1e-3."""
    network = LocalEngine(contents["network.tflite"], _THREADS)
    comparison = compare(model, network, held[:MOST_COMPARED], contents.get(REGIONS))
    if not comparison.probability <= PARITY:
        raise TrainingError(
            "The converted network differs from the trained one by {difference}. No model was "
            "written; the trained weights are safe. Train on, or with the precision float32.",
            difference=f"{comparison.probability:.4f}",
        )
    facts, split = parted(facts)
    files = {**contents, "selftest.npz": _self_test(network, held), **split}
    files |= further_weights(model, json.dumps(facts.get("training", {}).get("settings")), files)
    about = {
        **facts,
        "network": "lesions",
        "weights": "float32",
        "conversion": asdict(comparison),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "selftest": {"file": "selftest.npz", "tolerance": SELF_TEST_TOLERANCE},
    }
    write_model_folder(folder, {**files, "card.json": lesion_card_json(about, rule, likeness)})
    return comparison


def contents_of(model: keras.Model, regions: bool) -> dict[str, bytes]:
    """The network files by name; TrainingError where there is no room for them."""
    keras.mixed_precision.set_dtype_policy("float32")
    try:
        found = {"network.tflite": converted(model, "lesions")}
        return {**found, REGIONS: converted(model, "regions", halves=True)} if regions else found
    except (OSError, tf.errors.ResourceExhaustedError) as problem:
        raise no_room() from problem


def compare(model: keras.Model, network: LocalEngine, pairs: Sequence[PairExample], regions: bytes | None) -> LesionComparison:
    """The largest differences between the trained network and the files on these studies."""
    alone = LocalEngine(regions, _THREADS) if regions is not None else None
    probability, left, same, same_alone = [0.0], [0.0], [], []
    for number, pair in enumerate(pairs):
        batch = stacked(observed(pair, 0, number)).batch
        wanted = {name: np.asarray(value) for name, value in outputs_of(model, tf.constant(batch)).items()}
        given = network.run("lesions", {"pair": batch})
        probability.append(float(np.abs(wanted["lesions"] - given["lesions"]).max()))
        left.append(float(np.abs(wanted["left"] - given["left"]).max()))
        same.append(float((wanted["parts"] == given["parts"]).mean()))
        if alone is not None:
            same_alone.append(float((wanted["parts"] == alone.run("regions", {"pair": batch})["parts"]).mean()))
    alike = float(np.mean(same_alone)) if same_alone else None
    return LesionComparison(len(pairs), float(np.max(probability)), float(np.max(left)), float(np.mean(same or [1.0])), alike)


def _self_test(network: LocalEngine, held: Sequence[PairExample]) -> bytes:
    """The mean input of some studies, nobody's scan, and what the network says of it."""
    inputs = [stacked(observed(pair, 0, number)).channels for number, pair in enumerate(held[:AVERAGED])]
    pair = (np.rint(np.mean(inputs, axis=0) * 32) / 32).astype(np.float16)
    outputs = network.run("lesions", {"pair": pair.astype(np.float32)[None]})
    stream = io.BytesIO()
    kept = {name: outputs[name][0].astype(np.float16) for name in ("lesions", "left")}
    np.savez_compressed(stream, pair=pair, **kept)
    return stream.getvalue()


def _seen(pairs: Sequence[PairExample], seed: int) -> Iterator[tuple[Projection, Array]]:
    for number, pair in enumerate(pairs):
        for projection, half in zip(Projection, observed(pair, seed, number), strict=True):
            if half is not None:
                yield projection, half


def _counts(view: ViewExample, rng: np.random.Generator) -> Array:
    counts = np.asarray(view.counts, dtype=np.float32)
    return counts if view.measured else noisy(counts, rng)
