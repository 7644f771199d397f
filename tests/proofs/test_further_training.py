"""The weights that come with the lesion network are those of its network file, and a training goes on from them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("keras")

import tensorflow as tf

from dspic_gui.lesion_model.opened import SHIPPED_LESIONS
from dspic_gui.model.model_split import read_split
from dspic_gui.model.network_engine import LocalEngine
from training.lesions.convert import outputs_of
from training.lesions.fit import LesionLearner
from training.lesions.settings import LesionSettings
from training.run_folder import take_start


def test_the_weights_beside_the_shipped_lesion_network_are_its_own(tmp_path: Path) -> None:
    card = json.loads((SHIPPED_LESIONS / "card.json").read_bytes())
    learner = LesionLearner(LesionSettings.from_json(card["training"]["settings"]))
    pair = np.load(SHIPPED_LESIONS / "selftest.npz")["pair"].astype(np.float32)[None]
    file = LocalEngine((SHIPPED_LESIONS / "network.tflite").read_bytes(), 2)
    shipped = file.run("lesions", {"pair": pair})["left"]

    def own() -> np.ndarray:
        return np.asarray(outputs_of(learner.plain_model(), tf.constant(pair))["left"])

    assert np.abs(own() - shipped).max() > 0.1
    take_start(learner, str(SHIPPED_LESIONS), tmp_path / "run")
    assert np.abs(own() - shipped).max() < 1e-3
    assert sum(path.stat().st_size for path in SHIPPED_LESIONS.iterdir()) < 60e6
    assert {name: len(found) for name, found in read_split(SHIPPED_LESIONS).items()} == {
        name: len(found) for name, found in card["split"].items()
    }
