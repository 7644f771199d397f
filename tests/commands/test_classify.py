"""`dspic classify` and `dspic evaluate`: one line per view, a bad file gets its own, nothing needs TensorFlow or Qt."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import CLASSES, Answer
from dspic_gui.model import overlay
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.overlay import Panel
from tests.made.drawn_views import drawn_view
from tests.made.opinion_dataset import opinion_dataset
from tests.places import SMALL_MODEL

N, M, A, B = Answer
MODEL = ["--model", str(SMALL_MODEL)]


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What is said of views and studies; the line in which the model warns of itself is another test's."""
    return [line for line in map(json.loads, capsys.readouterr().out.splitlines()) if "warning" not in line]


def png(path: Path, answer: Answer = M, seed: int = 5) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(drawn_view(answer, seed)[0].counts.astype(np.uint16)).save(path)
    return path


def test_the_real_scan_gets_a_line(real_scan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", str(real_scan), *MODEL, "--json"]) == 0
    (line,) = lines(capsys)
    assert line["source"] == str(real_scan) and line["study"] is None and line["view"] is None
    assert list(line["probabilities"]) == [str(name) for name in CLASSES]
    assert sum(line["probabilities"].values()) == pytest.approx(1, abs=1e-4)
    assert line["top1"] in map(str, CLASSES) and line["top2"] in map(str, CLASSES) and line["top1"] != line["top2"]
    assert line["label"] in map(str, Answer) and line["model"].startswith("small-") and line["milliseconds"] > 0


def test_png_and_folders_with_their_views(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    png(tmp_path / "scans" / "p1_ANT.png", M)
    png(tmp_path / "scans" / "deep" / "p1_POST.png", A)
    (tmp_path / "scans" / "p1.txt").write_text("Description: nothing")
    (tmp_path / "scans" / ".hidden.png").write_bytes(b"x")
    assert main(["classify", str(tmp_path / "scans"), *MODEL, "--json"]) == 0
    found = lines(capsys)
    assert [(Path(line["source"]).name, line["view"], line["label"]) for line in found] == [
        ("p1_POST.png", "POST", "arthritic"),
        ("p1_ANT.png", "ANT", "metastatic"),
    ]


def test_a_bad_file_gets_its_own_line_and_does_not_stop_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad, small = tmp_path / "a.dcm", tmp_path / "b.png"
    bad.write_bytes(b"nonsense")
    Image.fromarray(np.ones((30, 40), np.uint8)).save(small)
    paths = [bad, small, tmp_path / "nowhere", png(tmp_path / "c_ANT.png", N), tmp_path / "empty"]
    paths[4].mkdir()
    assert main(["classify", *map(str, paths), *MODEL, "--json"]) == 1
    found = lines(capsys)
    assert [sorted(line) == ["error", "source"] for line in found] == [True, True, True, False, True]
    assert [line["source"] for line in found] == [str(path) for path in paths]
    assert "1024" in found[1]["error"]
    assert found[3]["label"] == "normal"


def test_nothing_readable_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.dcm").write_bytes(b"nonsense")
    assert main(["classify", str(tmp_path / "a.dcm"), *MODEL]) == 2
    assert "neither a DICOM file nor a PNG" in capsys.readouterr().err


def test_a_model_that_cannot_be_used_ends_with_two(tmp_path: Path, real_scan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", str(real_scan), "--model", str(tmp_path)]) == 2
    assert "holds no card.json" in capsys.readouterr().err


def test_a_dataset_gives_views_and_studies_and_keeps_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = opinion_dataset(tmp_path / "dataset", [M, B], sealed=False)
    assert main(["classify", str(archive.folder), *MODEL, "--json"]) == 0
    found = lines(capsys)
    keys = archive.study_keys()
    assert [(line["study"], line["view"]) for line in found] == [(keys[0], "ANT"), (keys[0], None), (keys[1], "ANT"), (keys[1], None)]
    by_study = {archive.study_key("opinion 0"): "metastatic", archive.study_key("opinion 1"): "metastatic & arthritic"}
    assert all(line["label"] == by_study[line["study"]] for line in found)
    files = sorted((archive.folder / "predictions").rglob("*.json"))
    before = [path.read_bytes() for path in files]
    assert [path.stem for path in files] == keys
    assert main(["classify", str(archive.folder), *MODEL, "--json"]) == 0
    assert lines(capsys) == found and [path.read_bytes() for path in files] == before


def test_a_damaged_study_gets_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = opinion_dataset(tmp_path / "dataset", [M, N], sealed=False)
    (archive.folder / archive.study(archive.study_keys()[0]).views[0].file).write_bytes(b"x")
    assert main(["classify", str(archive.folder), *MODEL, "--json"]) == 1
    found = lines(capsys)
    assert "error" in found[0] and archive.study_keys()[0] in found[0]["source"]
    assert [line.get("study") for line in found[1:]] == [archive.study_keys()[1]] * 2


@pytest.mark.parametrize("shown", [None, "attention", "hirescam", "grad_cam", "input_gradient"])
def test_the_overlay_is_a_picture(tmp_path: Path, shown: str | None) -> None:
    two = [str(png(tmp_path / "p1_ANT.png", M)), str(png(tmp_path / "p1_POST.png", N))]
    out = tmp_path / "out.png"
    assert main(["classify", *two, *MODEL, "--overlay", str(out), *(["--map", shown] if shown else [])]) == 0
    with Image.open(out) as picture:
        pixels = np.asarray(picture)
    assert pixels.shape[0] > 1024 and pixels.shape[1] > 512 and pixels.shape[2] == 3
    coloured = (pixels.max(axis=2).astype(int) - pixels.min(axis=2)) > 30
    assert coloured[:1000].any()


def test_the_overlay_names_classes_and_map_and_for_what_it_was_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(SMALL_MODEL, tmp_path / "model"))
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    (folder / "card.json").write_text(json.dumps(card | {"map_bar": {"explanations": ["input_gradient"]}}), encoding="utf-8")
    drawn: list[Panel] = []
    plain = overlay.sheet
    monkeypatch.setattr(overlay, "sheet", lambda panels, footer: drawn.extend(panels) or plain(panels, footer))
    scans = [str(png(tmp_path / name, answer)) for name, answer in (("m_ANT.png", M), ("n_ANT.png", N))]
    for shown in ([], ["--map", "grad_cam"], ["--map", "attention"]):
        assert main(["classify", *scans, "--model", str(folder), "--overlay", str(tmp_path / "out.png"), *shown]) == 0
    explained, normal, weak, _, attention, _ = (list(panel.words) for panel in drawn)
    assert re.fullmatch(r"normal [01]\.\d\d, metastatic [01]\.\d\d, arthritic [01]\.\d\d", explained[2])
    assert explained[3] == "Input x gradient" and explained[4].startswith("what speaks for metastatic: 0") and len(explained) == 5
    assert normal[4].startswith("what speaks for normal") and normal[5] == "measured for metastases only"
    assert weak[3] == "Grad-CAM" and weak[5] == "no explanation"
    assert attention[3] == "Spatial attention" and attention[5] == "where it looks, for no class"


def test_an_overlay_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", str(png(tmp_path / "a_ANT.png")), *MODEL, "--overlay", str(tmp_path / "no" / "out.png")]) == 2
    assert "could not be written" in capsys.readouterr().err


def test_in_words_with_the_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", str(png(tmp_path / "a_ANT.png", A)), *MODEL]) == 0
    printed = capsys.readouterr()
    assert "a_ANT.png" in printed.out and "arthritic" in printed.out and "ANT" in printed.out
    assert "not validated on patients" in printed.err


def test_both_commands_run_without_tensorflow_and_qt(tmp_path: Path) -> None:
    archive = opinion_dataset(tmp_path / "dataset", [M, N])
    script = (
        "import sys\n"
        "for name in ('tensorflow', 'keras', 'PyQt6', 'pyqtgraph', 'sklearn', 'matplotlib', 'training'): sys.modules[name] = None\n"
        "from dspic_gui.cli import main\n"
        f"data, model = {str(archive.folder)!r}, {str(SMALL_MODEL)!r}\n"
        "sys.exit(main(['classify', data, '--model', model]) or main(['evaluate', model, data, '--samples', '20', '--maps']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=SMALL_MODEL.parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "INFO" not in done.stderr, "what LiteRT says of itself is no concern of the user"
    assert "label accuracy" in done.stdout and "| control |" in done.stdout


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return opinion_dataset(tmp_path_factory.mktemp("measured") / "dataset", [M, M, A, N], told=[M, N, A, N])


def test_evaluate_prints_every_figure_as_json(measured: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "scores.csv"
    arguments = ["evaluate", str(SMALL_MODEL), str(measured.folder), "--samples", "30", "--json", "--maps", "--csv", str(table)]
    assert main(arguments) == 0
    found = lines(capsys)
    accuracy = next(line for line in found if line["level"] == "view" and line["name"] == "label accuracy")
    assert accuracy["value"] == pytest.approx(3 / 4) and accuracy["low"] <= 3 / 4 <= accuracy["high"] and accuracy["count"] == 4
    matrix = next(line for line in found if line["name"] == "confusion" and line["level"] == "view")["rows_truth_columns_said"]
    assert matrix == [[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]]
    assert {line["name"] for line in found} >= {"roc", "calibration", "lesion size", "wrong", "control", "explanations"}
    wrong = [line for line in found if line["name"] == "wrong"]
    assert [(line["study"], line["truth"], line["label"]) for line in wrong] == [(measured.study_key("opinion 1"), "normal", "metastatic")]
    with table.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert {row["level"] for row in rows} == {"view", "study"}
    model = Classifier.open(SMALL_MODEL).identity
    about = {(row["model"], row["dataset"], row["labels"], row["part"], row["count"]) for row in rows}
    assert about == {(model, measured.dataset.name, "consensus", "all", "4")}


def test_evaluate_of_a_part_of_a_split(measured: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = measured.study_keys()
    split = tmp_path / "split.json"
    split.write_text(json.dumps({"test": [[key, "ANT", "p", "normal"] for key in keys[:2]], "training": []}))
    assert main(["evaluate", str(SMALL_MODEL), str(measured.folder), "--split", str(split), "--samples", "5", "--json"]) == 0
    assert next(line for line in lines(capsys) if line["name"] == "label accuracy")["count"] == 2
    split.write_text("{}")
    assert main(["evaluate", str(SMALL_MODEL), str(measured.folder), "--split", str(split)]) == 2


def test_evaluate_says_what_it_cannot_do(tmp_path: Path, measured: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(SMALL_MODEL), str(tmp_path)]) == 2
    assert main(["evaluate", str(tmp_path), str(measured.folder)]) == 2
    assert main(["evaluate", str(SMALL_MODEL), str(measured.folder), "--labels", "R9"]) == 2
    assert main(["evaluate", str(SMALL_MODEL), str(measured.folder), "--record"]) == 2
    said = capsys.readouterr().err
    assert "not a dataset" in said and "card.json" in said and "R9" in said and "--maps" in said
