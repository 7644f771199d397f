"""`dspic train --kind lesions` from a drawn dataset to a model folder, then taught further by readers' outlines."""

import hashlib
import json
import sys

import numpy as np
import pytest

pytest.importorskip("keras")

from dspic_gui import cli
from dspic_gui.disease import Answer
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.pair_input import stacked
from dspic_gui.model.network_engine import LocalEngine
from dspic_gui.training_run.folder import read_training_folder
from tests.made.evaluated_dataset import evaluated_dataset
from tests.made.lesion_dataset import lesion_dataset
from tests.training.lesions.pairs import pairs, settings
from training.dataset import ExamplesError
from training.lesions import export as exporting
from training.lesions.export import answer_of, fitted_rule, judged, observed
from training.lesions.fit import LesionLearner, shares_of
from training.lesions.run import export_to, facts_of, prepare, split, train
from training.lesions.teacher import with_taught_regions

ANSWERS = tuple(Answer) * 3
BRIEF = {"steps": 2, "every": 1}


@pytest.fixture(scope="module", autouse=True)
def conversions():
    """Equal weights are converted once: a conversion takes longer than all else here, and gives the same file each time."""
    made, convert = {}, exporting.converted

    def once(model, signature, **more):
        weights = [(weight.shape, weight.tobytes()) for weight in model.get_weights()]
        key = signature, *more.items(), hashlib.sha256(repr(weights).encode()).hexdigest()
        if key not in made:
            made[key] = convert(model, signature, **more)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exporting, "converted", once)
        yield


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drawn") / "d"
    lesion_dataset(folder, ANSWERS, expected=True)
    return folder


@pytest.fixture(scope="module")
def run(drawn, tmp_path_factory):
    out = tmp_path_factory.mktemp("run")
    told = []
    own = settings(**BRIEF)
    parts = prepare(drawn, own, told.append)
    trained = train(parts, out, own, told.append)
    facts = {**facts_of(trained, "dspic train", drawn), "warning": "Drawn."}
    comparison = export_to(out / "model", trained, "drawn", facts)
    return trained, out, told, comparison


def test_events_files_and_split(run, drawn):
    trained, out, told, _ = run
    kinds = [event["event"] for event in told]
    assert kinds[0] == "labels" and {"load", "parts", "start", "step", "epoch", "end", "note"} <= set(kinds)
    stated = json.loads((out / "split.json").read_text())
    owners = [{row[2] for row in stated[part]} for part in ("training", "validation", "test")]
    assert sum(map(len, owners)) == len(ANSWERS) == len(set.union(*owners))
    folder = read_training_folder(out)
    assert folder.finished and folder.settings["kind"] == "lesions" and len(folder.rows) == 2
    assert (out / "predictions.csv").read_text().count("\n") == len(trained.views.truth) + 1


def test_the_model_folder_opens_and_says_what_the_training_said(run):
    trained, out, _, comparison = run
    assert comparison.probability < 1e-3 and comparison.same_part > 0.999
    assert comparison.regions_same_part is not None and comparison.regions_same_part > 0.99
    model = LesionClassifier.open(out / "model", 1)
    assert model.identity.startswith("drawn-") and model.card.regions_hash is not None
    pair = trained.parts.test[0]
    outputs = model.run(stacked(observed(pair, 0, 0)))
    assert outputs["lesions"].shape == (1, 512, 128, 2, 2) and outputs["regions"].sum(axis=-1) == pytest.approx(1, abs=1e-4)
    card = json.loads((out / "model/card.json").read_text())
    assert set(card["split"]) == {"training", "validation", "test"} and not set(card["split"]["test"]) & set(card["split"]["training"])
    assert not any(patient in (out / "model/card.json").read_text() for patient in {one.patient for one in trained.parts.test})
    model.close()


def test_the_rule_is_fitted_on_what_the_network_says(run):
    trained, _, _, _ = run
    network = LocalEngine(trained.contents["network.tflite"], 1)
    studies = list(judged(network, trained.parts.validation, 0))
    assert fitted_rule(studies).layers["view"].keys() == trained.rule.layers["view"].keys()
    assert [study.study[0] for study in studies] == [answer_of(one.diseases) for one in trained.parts.validation]


@pytest.mark.long
def test_the_command_exports_and_takes_up_what_was_finished(drawn, tmp_path, capsys, monkeypatch):
    out = tmp_path / "run"
    words = ["train", str(drawn), str(out), "--kind", "lesions", "--labels", "truth", "--steps", "2", "--batch", "1", "--widths", "4,4"]
    monkeypatch.setattr(sys, "argv", ["dspic", *words, "--json"])
    assert cli.main([*words, "--no-export"]) == 0
    assert (out / "weights.safetensors").exists() and not (out / "model").exists()
    capsys.readouterr()
    assert cli.main([*words, "--name", "tiny", "--json"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["event"] for event in events][-2:] == ["scores", "export"] and not any(event["event"] == "step" for event in events)
    card = json.loads((out / "model/card.json").read_text())
    assert card["kind"] == "lesions" and card["name"] == "tiny" and card["training"]["settings"]["widths"] == [4, 4]
    assert card["training"]["command"].startswith("dspic train d run --kind lesions --labels truth")
    assert str(tmp_path) not in (out / "model/card.json").read_text()


@pytest.mark.parametrize(("words", "said"), [
    (["--epochs", "3"], "--epochs says nothing"), (["--network", "SI_CLF"], "--network says nothing"),
    (["--steps", "0"], "larger than zero"),
    (["--widths", "a,b"], "numbers joined by commas"),
    (["--labels", "nobody"], "none of this dataset's labels"), (["--start-from", "nowhere"], "no weights to start from"),
])  # fmt: skip
def test_what_cannot_be_trained_is_refused_in_a_sentence(drawn, tmp_path, capsys, words, said):
    assert cli.main(["train", str(drawn), str(tmp_path / "o"), "--kind", "lesions", "--labels", "truth", *words]) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "o" / "settings.json").exists()


def test_too_few_patients_and_no_lesion_are_refused():
    with pytest.raises(ExamplesError, match="patients"):
        split(pairs(3), 0)
    healthy = [one for one in pairs(24) if not one.diseases]
    with pytest.raises(ExamplesError, match="no lesion"):
        split(healthy, 0)


@pytest.mark.long
def test_readers_outlines_teach_lesions_and_the_regions_stay_as_they_were(run, tmp_path):
    evaluated_dataset(tmp_path / "d", tuple(Answer) * 2, wrong_labels=0)
    own = settings(labels="consensus", start_from=str(run[1]), **BRIEF)
    parts = prepare(tmp_path / "d", own)
    learner = LesionLearner(own)
    before = [variable.value.numpy().copy() for variable in learner.model.variables]
    taught = with_taught_regions(parts.training, learner, str(run[1]))
    assert all(view.regions is not None and view.regions.shape == (512, 128) for one in taught for view in one.present)
    assert all(np.array_equal(kept, variable.value.numpy()) for kept, variable in zip(before, learner.model.variables, strict=True))
    assert shares_of(taught).sum() == pytest.approx(1)
    trained = train(parts, tmp_path / "run", own)
    assert trained is not None and "regions.tflite" in trained.contents
