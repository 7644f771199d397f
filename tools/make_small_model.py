"""Make tests/golden/small_model: the kinds of layers of dSPIC-AM with few weights, trained on drawn views. Needs the extra `training`.

Run as `python -m tools.make_small_model` when the format of a model folder changes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from dspic_gui.disease import Answer
from dspic_gui.model.model_card import WARNINGS
from dspic_gui.model.network_input import network_input
from tests.made.drawn_views import drawn_view
from tests.places import SMALL_MODEL as FOLDER
from tests.training.examples import SMALL
from training import export as exporting
from training.dataset import Example, ExampleSet
from training.fit import fit
from training.settings import Settings
from training.step import Learner


def examples(count: int, seed: int) -> ExampleSet:
    """Drawn views with their answers in turn."""
    rows, pictures = [], []
    for number in range(count):
        answer = list(Answer)[number % 4]
        view, _ = drawn_view(answer, seed * 1000 + number)
        rows.append(Example(f"s{number}", f"p{number}", "ANT", answer))
        pictures.append(network_input(view.counts))
    return ExampleSet(tuple(rows), tuple(pictures))


def main() -> None:
    """Train, export, and print what the export says of itself."""
    settings = Settings(network="small", epochs=40, rate=2e-3, seed=3, patience=0)
    with tempfile.TemporaryDirectory() as folder:
        learner = Learner(settings, (256, 1024), plan=SMALL)
        course = fit(learner, examples(96, 1), examples(24, 2), Path(folder))
        print(course.rows[-1])
    exporting.plan_named = lambda name: SMALL  # type: ignore[assignment]
    counts, checked = drawn_view(Answer.BOTH, 7)[0].counts.astype(np.uint16), np.stack(examples(24, 3).inputs)
    facts = {"warning": WARNINGS["simulated"], "training": {"finished": "2026-01-01T00:00:00Z"}}
    print(exporting.export(FOLDER, learner.model, settings, name="small", counts=counts, checked=checked, threshold=0.2, facts=facts))


if __name__ == "__main__":
    main()
