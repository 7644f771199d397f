"""A training that an earlier version began is taken up: its settings are the same, and its checkpoint goes on."""

import json
import re
import shutil

import pytest

pytest.importorskip("keras")

from dspic_gui.network.plan import Convolution, Plan, Pooling
from tests.made.earlier import EARLIER
from tests.training.examples import SIZE, examples
from training.fit import fit
from training.run_folder import BEST, CHECKPOINT, check_folder
from training.settings import Settings
from training.step import Learner
from training.store import read_arrays

NARROW = Plan("narrow", "none", (Convolution(7, 2, 4, 2), Pooling(), Convolution(3, 2, 2, 1)), 2)
"""As in tools/make_earlier.py."""


def plain_names(arrays):
    """Names without the number that Keras gives an optimiser: how many there were before it in the process."""
    return {re.sub(r"/adam(_\d+)?/", "/adam/", name) for name in arrays}


def test_a_run_of_an_earlier_version_goes_on_from_its_checkpoint(tmp_path):
    folder = shutil.copytree(EARLIER / "run", tmp_path / "run")
    settings = Settings.from_json(json.loads((folder / "settings.json").read_text()))
    check_folder(folder, settings)
    arrays, notes = read_arrays(folder / CHECKPOINT)
    (first,) = json.loads(notes["course"])["rows"]
    learner = Learner(settings, SIZE, plan=NARROW)
    course = fit(learner, examples(8), examples(4, seed=9), folder)
    assert course.finished and len(course.rows) == 2
    assert course.rows[0].loss == first["loss"] and course.rows[1].steps == 2 * first["steps"]
    again, said = read_arrays(folder / CHECKPOINT)
    assert plain_names(again) == plain_names(arrays) and set(said) == set(notes)
    assert read_arrays(folder / BEST)[1]["settings"] == settings.as_json()
