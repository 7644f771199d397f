"""The rule of the answers and the weights of the places, fitted again on patients that the network never saw.

`python -m tools.lesion_rule MODEL DATASET [--studies N]` asks the lesion network about the first studies of a simulated dataset whose
patients were in no training, fits both and writes them into the model's card. The patients join the validation patients of
`split.json`: who measures the model on this dataset afterwards is told so. The validation part of a training is small (163 patients of
2,400); the probabilities and the names of bones are no better than what they were fitted on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import TRUTH
from dspic_gui.disease import Answer, Disease
from dspic_gui.ground_truth.label_source import LabelSource, Tally
from dspic_gui.lesion_model.answer_rule import LEVELS, AnswerRule, features_of
from dspic_gui.lesion_model.found_lesions import FLOOR, shares_under
from dspic_gui.lesion_model.lesion_card import FITTED, PLACES
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier, sums_of
from dspic_gui.lesion_model.place_weights import KnownPlace, fitted_weights
from dspic_gui.lesion_model.rule_fit import Features, fitted_layers
from dspic_gui.model.model_card import amend_card
from dspic_gui.model.model_split import SPLIT, hashed, read_split, seen_patients
from dspic_gui.opinion.lesion_evaluation import true_lesions
from training.run import simulation_of

Case = tuple[Answer, Features]


@dataclass(frozen=True, eq=False)
class Asked:
    """What the network says of a study that is like its training data: cases by level, and the places of its lesions."""

    patient: str
    cases: dict[str, list[Case]]
    places: list[KnownPlace]


def asked_of(archive: Archive, model: LesionClassifier, keys: Sequence[str]) -> Iterator[Asked]:
    """Ask about each of these studies; one with a view unlike the training data is left out."""
    source, tally = LabelSource(archive, TRUTH), Tally()
    for key in keys:
        labelled = tally.take(source.of_study(key))
        found = model.find({projection: view.counts for projection, view in archive.views(key).items()}, shown=FLOOR)
        if not labelled or found.unlike:
            continue
        cases: dict[str, list[Case]] = {level: [] for level in LEVELS}
        places = []
        for label in labelled:
            view = found.views[label.projection]
            assert label.answer is not None
            cases["view"].append((label.answer, features_of(view.lesions, sums_of(view.maps))))
            for lesion in true_lesions(archive, TRUTH, label):
                if lesion.part:
                    shares = shares_under(view.maps, lesion.mask, lesion.top, lesion.left)
                    places.append(KnownPlace(label.projection, lesion.part, shares))
        sums = [sums_of(view.maps) for view in found.views.values()]
        together = [lesion for view in found.views.values() for lesion in view.lesions]
        whole = features_of(together, {disease: sum(one[disease] for one in sums) for disease in Disease})
        there = frozenset[Disease]().union(*(label.answer.diseases for label in labelled if label.answer))
        cases["study"].append((next(answer for answer in Answer if answer.diseases == there), whole))
        yield Asked(labelled[0].study.patient, cases, places)


def fitted_rule(rule: AnswerRule, asked: Sequence[Asked]) -> AnswerRule:
    """The same rule with layers that fit these studies."""
    layers = {}
    for level in LEVELS:
        cases = [case for one in asked for case in one.cases[level]]
        layers[level] = fitted_layers([features for _, features in cases], [truth for truth, _ in cases], rule.shares)
    return replace(rule, layers=layers)


def unknown_studies(archive: Archive, folder: Path) -> list[str]:
    """Studies of patients from whom the model learned nothing yet."""
    seen = seen_patients(folder)
    return [key for key in archive.counted_keys() if hashed(archive.study(key).patient) not in seen]


def write(folder: Path, model: LesionClassifier, asked: Sequence[Asked], about: dict[str, Any]) -> None:
    """Write rule, weights and what they were fitted on into the card, and the patients into the split."""
    parts = {name: set(patients) for name, patients in read_split(folder).items()}
    parts.setdefault("validation", set()).update(hashed(one.patient) for one in asked)
    split = {"schema": 1, "patients": {name: sorted(patients) for name, patients in parts.items()}}
    content = (json.dumps(split, indent=1) + "\n").encode()
    (folder / SPLIT).write_bytes(content)
    files = {**model.card.stated["files"], SPLIT: hashlib.sha256(content).hexdigest()}
    places = fitted_weights([place for one in asked for place in one.places])
    amend_card(
        folder,
        {"files": files, "rule": fitted_rule(model.card.rule, asked).as_json(), PLACES: places.as_json(), FITTED: about},
    )


def main() -> None:
    """Ask, fit, write."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("model", type=Path, metavar="MODEL")
    words.add_argument("dataset", type=Path, metavar="DATASET")
    words.add_argument("--studies", type=int, metavar="N", help="only so many studies (default: all)")
    chosen = words.parse_args()
    archive, model = Archive(chosen.dataset), LesionClassifier.open(chosen.model)
    keys = unknown_studies(archive, chosen.model)[: chosen.studies]
    asked = list(asked_of(archive, model, keys))
    model.close()
    about = {
        "dataset": archive.dataset.name,
        "folder": chosen.dataset.name,
        "simulation": simulation_of(chosen.dataset),
        "patients": len({one.patient for one in asked}),
        "views": sum(len(one.cases["view"]) for one in asked),
        "lesions": sum(len(one.places) for one in asked),
    }
    write(chosen.model, model, asked, about)
    print(f"fitted on {about['views']} views of {about['patients']} patients, {about['lesions']} lesions")


if __name__ == "__main__":
    main()
