"""How hard are the simulated scans? `python -m tools.hardness_probe DATASET` trains dSPIC-AM with the 2x8 head for a few epochs.

300 views of some patients are learned for 7 epochs and 200 views of others are asked after each; an accuracy of 0.70-0.90 is aimed at,
about as hard as the paper's problem (its best accuracy is 0.77) and no toy. The labels are the truth.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from dspic_gui.model.scores import Cases, as_json, choose_threshold
from dspic_gui.network.plan import Deviations
from training.dataset import ExampleSet, load_examples
from training.fit import fit
from training.settings import Settings
from training.step import Learner

LEARNED, ASKED, EPOCHS = 300, 200, 7


def parts(examples: ExampleSet, learned: int = LEARNED, asked: int = ASKED) -> tuple[ExampleSet, ExampleSet]:
    """The first views to learn and the next, of other patients, to be asked."""
    patients = list(dict.fromkeys(examples.patients))
    place = {patient: number for number, patient in enumerate(patients)}
    half = learned // 2
    ours = [i for i, patient in enumerate(examples.patients) if place[patient] < half]
    theirs = [i for i, patient in enumerate(examples.patients) if half <= place[patient] < half + asked // 2]
    return examples.chosen(ours), examples.chosen(theirs)


def main() -> None:
    """Train, and print the accuracy after every epoch and the areas under the curve at the end."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("dataset", type=Path)
    words.add_argument("--paper", action="store_true", help="nothing but the paper: no He initialisation, no batch normalisation")
    words.add_argument("--seed", type=int, default=0)
    asked = words.parse_args()
    deviations = Deviations() if asked.paper else Deviations(initialiser="he_normal", batch_normalisation=True)
    settings = Settings(labels="truth", epochs=EPOCHS, patience=0, seed=asked.seed, deviations=deviations)
    learned, held = parts(load_examples(asked.dataset, "truth"))
    print(f"{len(learned)} views learned, {len(held)} asked: { ({str(a): n for a, n in held.counts.items()}) }", flush=True)
    learner = Learner(settings, learned.size)
    with tempfile.TemporaryDirectory() as folder:

        def told(event: object) -> None:
            if isinstance(event, dict) and event.get("event") == "epoch":
                print({name: value for name, value in event.items() if name != "event"}, flush=True)

        fit(learner, learned, held, Path(folder), told)
    probabilities = learner.predict(held.inputs)
    threshold = choose_threshold([one.answer for one in held.examples], probabilities)
    scores = as_json(Cases(tuple(one.answer for one in held.examples), probabilities, tuple(held.patients), threshold))
    print(scores)


if __name__ == "__main__":
    main()
