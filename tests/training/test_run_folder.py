"""The folder of a run: what is damaged in it, or another's, is said in a sentence and left as it was."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("keras")

from training.fit import Epoch
from training.run_folder import CHECKPOINT, Course, check_folder, keep, resume
from training.settings import Settings, TrainingError
from training.store import read_arrays, write_arrays

SETTINGS = Settings(epochs=3)
LEARNER = SimpleNamespace(
    settings=SETTINGS,
    model=SimpleNamespace(variables=[]),
    optimiser=SimpleNamespace(variables=[]),
)


def row(epoch, loss):
    return Epoch(epoch, 5 * epoch, 1.0, 0.5, loss, 0.5, 2.0)


def test_a_course_comes_back_and_knows_its_best_epoch(tmp_path):
    course = Course()
    for number, loss in enumerate((0.9, 0.7, float("nan"), 0.8), 1):
        course.add(row(number, loss))
    assert (course.best_epoch, course.best_loss, course.steps, course.waited) == (2, 0.7, 20, 2)
    course.rows.pop(2)  # a loss that is no number is equal to nothing
    keep(LEARNER, course, tmp_path)
    again = resume(LEARNER, tmp_path, Epoch)
    assert again == course and again.rows[0] == row(1, 0.9)


def test_a_course_without_a_loss_that_is_a_number_diverged():
    course = Course()
    course.add(row(1, float("nan")))
    with pytest.raises(TrainingError, match="smaller learning rate"):
        course.check_converged()


@pytest.mark.parametrize("course", [None, "no json", "{}", '{"rows": [{"epoch": 1}]}'])
def test_a_checkpoint_that_does_not_say_how_far_it_came_is_damaged(tmp_path, course):
    notes = {"settings": SETTINGS.as_json(), **({"course": course} if course else {})}
    write_arrays(tmp_path / CHECKPOINT, {"model/000/kernel": np.zeros(2)}, notes)
    with pytest.raises(TrainingError, match=r"checkpoint\.safetensors is damaged .* how far"):
        resume(LEARNER, tmp_path, Epoch)
    assert read_arrays(tmp_path / CHECKPOINT)[1] == notes


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[1]", json.dumps({"epochs": 9}).encode()])
def test_settings_that_are_none_or_others_are_left_alone(tmp_path, content):
    (tmp_path / "settings.json").write_bytes(content)
    with pytest.raises(TrainingError, match="holds a run with other settings"):
        check_folder(tmp_path, SETTINGS)
    assert (tmp_path / "settings.json").read_bytes() == content
