"""A model folder that was handed on can be trained further: its weights are in it, rounded only where it would grow too large."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("keras")

from dspic_gui.model.model_card import CARD
from tests.training.examples import SIZE, SMALL, examples
from training import further
from training.further import further_weights
from training.run_folder import BEST, starting_weights, take_start
from training.settings import Settings
from training.step import Learner
from training.store import read_arrays

SETTINGS = Settings(seed=3)


@pytest.fixture(scope="module")
def learner() -> Learner:
    return Learner(SETTINGS, SIZE, plan=SMALL)


def handed_on(learner: Learner, folder: Path) -> Path:
    folder.mkdir()
    (folder / CARD).write_text("{}")
    for name, content in further_weights(learner.model, SETTINGS.as_json(), {"network.tflite": b"0" * 100}).items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("largest, precision, most", [(60_000_000, "float32", 0.0), (100, "float16", 2e-3)])
def test_a_training_begins_with_the_weights_of_a_model_folder(
    learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, largest: int, precision: str, most: float
) -> None:
    monkeypatch.setattr(further, "LARGEST_FOLDER", largest)
    folder = handed_on(learner, tmp_path / "model")
    assert starting_weights(str(folder)) == folder / BEST
    notes = read_arrays(folder / BEST)[1]
    assert notes["precision"] == precision and SETTINGS.are_saved_in(notes["settings"])
    other = Learner(Settings(seed=4), SIZE, plan=SMALL)
    pictures = np.stack(examples(2).inputs)
    assert np.abs(other.predict(pictures) - learner.predict(pictures)).max() > 2e-3
    take_start(other, str(folder), tmp_path / "run")
    assert np.abs(other.predict(pictures) - learner.predict(pictures)).max() <= most
