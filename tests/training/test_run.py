"""A whole training around the loop: what is refused before anything is read, who writes, and what outputs say of a leaking split."""

import csv
import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("keras")

import keras

from dspic_gui import cli
from dspic_gui.disease import Answer
from tests.training.examples import SIZE, SMALL, examples
from training import run
from training.commands import train as command
from training.dataset import split
from training.fit import Epoch
from training.run import AVERAGED, cases_of, restore_shares, self_test_view, write_results
from training.run_folder import Course, check_is_folder
from training.settings import Settings, TrainingError
from training.step import Learner
from training.store import write_file


def small_classifier():
    inputs = keras.Input((2,))
    return keras.Model(inputs, keras.layers.Dense(3, activation="softmax", name="probabilities")(inputs))


SEEN = np.array([[0.3, -0.2]], np.float32)


def test_natural_shares_take_out_what_augmentation_did_to_the_classes():
    """Where augmentation repeats the examples of a class and nothing else, Bayes' rule gives the shift exactly."""
    before = examples(20)
    after = before.chosen([i for i, one in enumerate(before.examples) for _ in range(3 if one.answer is Answer.METASTATIC else 1)])
    model = small_classifier()
    trained = np.asarray(model(SEEN))[0]
    shares = [part.targets.mean(axis=0) for part in (before, after)]
    restore_shares(model, before, after)
    wanted = trained * shares[0] / shares[1]
    assert np.asarray(model(SEEN))[0] == pytest.approx(wanted / wanted.sum(), abs=1e-6)
    assert wanted[1] / wanted.sum() < trained[1]


def test_natural_shares_leave_a_class_alone_that_the_training_part_does_not_hold():
    source = examples(20)
    kept = [i for i, one in enumerate(source.examples) if one.answer in (Answer.NORMAL, Answer.METASTATIC)]
    before, after = source.chosen(kept), source.chosen([*kept, *(i for i in kept if source.examples[i].answer is Answer.METASTATIC)])
    model = small_classifier()
    trained = np.asarray(model(SEEN))[0]
    restore_shares(model, before, after)
    shift = np.asarray(model.get_layer("probabilities").bias)
    assert shift == pytest.approx([np.log(0.5 / (1 / 3)), np.log(0.5 / (2 / 3)), 0.0], abs=1e-6)
    assert np.isfinite(np.asarray(model(SEEN))).all() and np.isfinite(trained).all()


@pytest.mark.parametrize("words", [["train"], ["paper"]])
@pytest.mark.parametrize("below", ["", "deeper/run"])
def test_a_file_where_the_folder_should_be_is_refused_before_anything_is_read(tmp_path, capsys, words, below):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "dataset").mkdir()
    assert cli.main([*words, str(tmp_path / "dataset"), str(tmp_path / "file" / below)]) == 2
    said = capsys.readouterr().err
    assert "file is a file and no folder. It was left as it is" in said and len(said.strip().splitlines()) == 1
    assert (tmp_path / "file").read_text() == "mine"


def test_a_file_in_the_way_gets_a_sentence_when_something_is_written(tmp_path):
    (tmp_path / "file").write_text("mine")
    check_is_folder(tmp_path / "new" / "folder")
    with pytest.raises(TrainingError, match=r"a\.json could not be written"):
        write_file(tmp_path / "file" / "a.json", "{}")


@pytest.mark.parametrize("chief", [True, False])
def test_only_the_chief_exports(tmp_path, monkeypatch, chief):
    exported = []
    trained = SimpleNamespace(chief=chief, cases=None)
    monkeypatch.setattr(run, "prepare", lambda *_: SimpleNamespace(leaking=True))
    monkeypatch.setattr(run, "train", lambda *_, **__: trained)
    monkeypatch.setattr(command, "trained_value", lambda cases, name: 0.5)
    monkeypatch.setattr(command, "_exported", lambda *_: exported.append(1) or {"event": "export", "folder": "", "largest_difference": 0.0})
    assert cli.main(["train", str(tmp_path), str(tmp_path / "out")]) == 0
    assert len(exported) == chief


def test_the_line_of_a_step_has_its_accuracy_and_the_line_of_scores_tells_of_a_leak():
    step = {"epoch": 1, "step": 2, "steps": 3, "loss": 0.5, "accuracy": 0.25, "images_per_second": 6.0, "seconds_left": 60.0}
    assert command._sentence({"event": "step", **step}) == "epoch 1, step 2/3, loss 0.500, accuracy 0.250, 6.0 views/s, 1 min left"
    scores = {"event": "scores", "label accuracy": 0.7, "macro f1": 0.6, "auc macro": 0.8}
    assert command._sentence(scores) == "label accuracy 0.700, macro F-1 0.600, macro AUC 0.800"
    assert command._sentence({**scores, "leaking": True}).endswith("0.800. " + command.LEAKS)


@pytest.mark.parametrize("leaking", [False, True])
def test_tables_of_a_leaking_split_say_so_in_their_first_column(tmp_path, leaking):
    parts = replace(split(examples(12), seed=0), leaking=leaking)
    learner = Learner(Settings(), SIZE, plan=SMALL)
    course = Course([Epoch(1, 2, 1.0, 0.5, 1.0, 0.5, 3.0)])
    write_results(tmp_path, course, cases_of(learner, parts.test, 0.3), parts, per_epoch=2)
    for name, first in (("history.csv", "epoch"), ("predictions.csv", "study")):
        header, *rows = csv.reader((tmp_path / name).read_text().splitlines())
        assert header[0] == ("split" if leaking else first)
        assert rows and ({row[0] for row in rows} == {"by image, leaking"}) is leaking
    assert json.loads((tmp_path / "scores.json").read_text())["split_leaks"] is leaking


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"patience": -1}, "Patience is zero or more, and not -1"),
        ({"smoothing": 3.0}, "Smoothing is a share from 0 up to, but not including, 1, and not 3.0"),
        ({"weight_decay": -1.0}, "Weight decay is zero or more"),
        ({"warm_up": -3}, "Warm up is zero or more"),
        ({"clip": -1.0}, "Clip is zero or more"),
        ({"clip": float("nan")}, "Clip is zero or more, and not nan"),
        ({"seed": -1}, "Seed is zero or more"),
        ({"seed": 2**32}, "The seed is smaller than"),
        ({"rate": float("inf")}, "Rate is zero or more"),
    ],
)
def test_settings_that_mean_nothing_are_refused_in_a_sentence(given, sentence):
    with pytest.raises(TrainingError, match=sentence):
        Settings(**given)


def test_a_run_of_an_earlier_version_is_taken_up_and_one_of_a_later_version_is_not():
    settings = Settings(epochs=3)
    saved = json.loads(settings.as_json())
    del saved["start_from"]
    assert settings.are_saved_in(json.dumps(saved))
    assert not Settings(epochs=4).are_saved_in(json.dumps(saved))
    assert not settings.are_saved_in(json.dumps({**saved, "of_a_later_version": 1}))
    assert not settings.are_saved_in("no JSON") and not settings.are_saved_in("[]")


def test_the_self_tests_picture_is_nobodys():
    small, large = split(examples(4), seed=0), split(examples(40), seed=0)
    everyone = np.mean([one for part in (small.training, small.validation, small.test) for one in part.inputs], axis=0)
    assert self_test_view(small) == pytest.approx(everyone.T * 65535, abs=1)
    seen = (*large.test.inputs, *large.validation.inputs, *large.training.inputs)[:32]
    assert AVERAGED == 32 and self_test_view(large) == pytest.approx(np.mean(seen, axis=0).T * 65535, abs=1)
