"""`dspic train` from a simulated dataset to a model folder, and the sentences for what cannot be trained."""

import json
import sys

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("keras")
pytest.importorskip("myo_sim")

from dspic_gui import cli
from dspic_gui.model.model_split import hashed, seen_patients
from dspic_gui.model.network_input import network_input
from tests.made.small_dataset import small_dataset
from training.convert import Converted

PATIENTS = "normal,metastatic,arthritic,both,normal,metastatic,arthritic,normal"


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("train") / "dataset"
    assert cli.main(["simulate", str(folder), "--patients", "8", "--seed", "5", "--conditions", PATIENTS, "--workers", "1", "--json"]) == 0
    return folder


def test_one_epoch_from_a_simulated_dataset_to_a_model_folder(simulated, tmp_path, capsys, monkeypatch):
    out = tmp_path / "run"
    words = ["train", str(simulated), str(out), "--labels", "truth", "--network", "SI_CLF", "--head", "gap", "--data", "D_2"]
    words += ["--batch", "2", "--steps", "2"]
    monkeypatch.setattr(sys, "argv", ["dspic", *words, "--epochs", "1", "--json"])
    assert cli.main(sys.argv[1:]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kinds = [event["event"] for event in events]
    assert kinds[:2] == ["labels", "load"] and kinds[-2:] == ["scores", "export"]
    steps = next(event["steps"] for event in events if event["event"] == "start")
    assert [event["step"] for event in events if event["event"] == "step"] == list(range(1, steps + 1)) and steps > 1
    split = json.loads((out / "split.json").read_text())
    owners = [{row[2] for row in split[part]} for part in ("training", "validation", "test")]
    assert not (owners[0] & owners[1] or owners[0] & owners[2] or owners[1] & owners[2])
    assert len(set.union(*owners)) == 8
    card = json.loads((out / "model/card.json").read_text())
    assert card["data"]["simulation"]["seed"] == 5
    assert card["data"]["command"].startswith(f"dspic simulate {simulated.name} --patients 8 --seed 5")
    assert card["training"]["command"].startswith(f"dspic train {simulated.name} run --labels truth")
    assert str(tmp_path) not in (out / "model/card.json").read_text()
    assert card["warning"].startswith("Trained on simulated scans; not validated on patients.")
    assert card["training"]["settings"]["network"] == "SI_CLF" and card["head"] == "gap"
    assert card["input"]["shape"] == [1, 256, 1024, 1]
    assert "NaN" not in (out / "model/card.json").read_text()
    saved = np.load(out / "model/selftest.npz")
    assert saved["counts"].shape == (1024, 256)
    said = Converted((out / "model/network.tflite").read_bytes()).classify(network_input(saved["counts"])[None, :, :, None])
    assert saved["probabilities"] == pytest.approx(said["probabilities"], abs=1e-3)
    learned = {hashed(patient) for part in (0, 1) for patient in owners[part]}
    assert seen_patients(out / "model") == learned and not learned & {hashed(patient) for patient in owners[2]}
    assert not any(patient in (out / "model/split.json").read_text() for patient in set.union(*owners))
    assert cli.main([*words, "--epochs", "1", "--batch", "4"]) == 2
    assert "holds a run with other settings: batch (2 there, 4 here)" in capsys.readouterr().err


def test_folds_are_trained_one_after_the_other_and_told_together(tmp_path, capsys):
    """On pictures of a few thousand pixels, so that it takes seconds."""
    rng = np.random.default_rng(2)
    for number, folder in enumerate(("normal", "metastatic", "arthritic") * 4):
        (tmp_path / "pictures" / folder).mkdir(parents=True, exist_ok=True)
        pixels = rng.integers(0, 60 * (1 + number % 3), (192, 96)).astype(np.uint8)
        Image.fromarray(pixels).save(tmp_path / "pictures" / folder / f"p{number}_ANT.png")
    words = ["train", str(tmp_path / "pictures"), str(tmp_path / "runs"), "--network", "SI_CLF", "--head", "gap", "--epochs", "1"]
    assert cli.main([*words, "--folds", "2", "--no-export", "--json"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["name"] for event in events if event["event"] == "row"] == ["fold1", "fold2"]
    told = json.loads((tmp_path / "runs/runs.json").read_text())
    assert set(told["runs"]) == {"fold1", "fold2"} and told["together"]["seed 0"]["label accuracy"]["value"] is not None
    unseen = [{row[2] for row in json.loads((tmp_path / "runs" / name / "split.json").read_text())["test"]} for name in told["runs"]]
    assert len(set.union(*unseen)) == 12 == sum(map(len, unseen))
    assert [event["score"] for event in events if event["event"] == "over runs"] == ["label accuracy"] + [
        name for name in ("macro f1", "auc macro") if name in told["over_runs"]
    ]
    assert cli.main([*words, "--folds", "1"]) == 2 and "two folds or more" in capsys.readouterr().err
    assert cli.main([*words, "--seeds", "1,x"]) == 2 and "no list of whole numbers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "words", "sentence"),
    [
        ("train", ["--head", "table3"], "1,732.8 million weights"),
        ("train", ["--network", "ResNet"], "There is no network “ResNet”"),
        ("train", ["--epochs", "0"], "larger than zero"),
        ("train", ["--dropout", "1"], "Dropout is a share"),
        ("train", ["--start-from", "absent"], "There are no weights to start from in absent"),
        ("paper", ["--head", "table3"], "1,732.8 million weights"),
        ("paper", ["--batches", "x"], "“x” is not among the paper's experiments; there are 8, 16"),
        ("paper", ["--networks", "dSPIC-AM,Typo"], "“Typo” is not among"),
        ("paper", ["--dcgan-steps", "0"], "at least one step"),
    ],
)
def test_wrong_use_ends_with_2_and_one_sentence(tmp_path, capsys, monkeypatch, command, words, sentence):
    monkeypatch.setattr("dspic_gui.network.build.memory_bytes", lambda: 16 * 2**30)
    assert cli.main([command, str(tmp_path), str(tmp_path / "out"), *words]) == 2
    said = capsys.readouterr().err
    assert sentence in said and len(said.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_dataset_without_consensus_writes_nothing(tmp_path, capsys):
    archive = small_dataset(tmp_path / "dataset", 1)
    assert cli.main(["train", str(archive.folder), str(tmp_path / "out")]) == 2
    assert "This dataset has no consensus yet" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_without_anything_writes_nothing(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert cli.main(["paper", str(tmp_path / "empty"), str(tmp_path / "out")]) == 2
    assert "neither a dataset nor a folder with PNG" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("command", "package"), [("train", "keras"), ("paper", "keras"), ("paper", "matplotlib")])
def test_a_missing_extra_is_told_before_anything_is_read(tmp_path, capsys, monkeypatch, command, package):
    monkeypatch.setitem(sys.modules, package, None)
    assert cli.main([command, str(tmp_path), str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert f"needs the package {package}, which is not installed" in said and "dspic-workstation[training]" in said
    assert not (tmp_path / "out").exists()
