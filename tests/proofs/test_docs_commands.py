"""What the pages show is run as it stands there, scaled down: the same words on a small dataset, with few steps and few draws."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from dspic_gui import cli
from dspic_gui.dataset.archive import Archive
from dspic_gui.reading import Reading
from tests.made.docs_commands import Shown, shown_commands, spelled_out
from tests.places import ROOT
from tools.command_samples import places

ELSEWHERE = {"open", "report", "pacs", "receive", "train", "paper", "simulate"}
"""A window, servers, and what takes minutes: run by test_command_schemas, test_paper_queue, and the tests that `RUN_BY` names."""
PLACES = ["DATASET", "MODEL", "LESIONS", "DICOM", "BROKEN", "SCAN", "REGIONS", "FOLLOWED", "OTHER", "UNREAD"]
ON_OTHERS = {
    "burden": {"DATASET": "REGIONS", "MODEL": "LESIONS"},
    "subtract": {"pairs": "FOLLOWED", "MODEL": "LESIONS"},
    "import-labels": {"DATASET": "UNREAD"},
    "order": {"MODEL": "LESIONS"},
}
LEFT_OUT = {"yolo", "voc", "labelme"}
"""Alternatives that need another file than the one that stands here; the exchange's own tests read and write every format."""
NOT_HERE = (["--labels", "MODEL"], ["--reports", "ask"])
"""Needs kept predictions; needs a person at a terminal."""
DRAWN = {"evaluate", "compare", "stress", "burden", "subtract"}
"""Commands that draw samples: 20 are enough here."""
CALLS = [one for one in shown_commands() if one.whole and one.text.startswith("dspic ") and one.name.split()[1] not in ELSEWHERE]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mapping[str, str]]:
    """A folder with everything that the pages speak of, by the names that they give it."""
    with places(tmp_path, set(PLACES)) as found:
        key = Archive(tmp_path / "dataset").study_keys()[0]
        _read(tmp_path / "regions")
        shutil.copytree(tmp_path / "dataset", tmp_path / "my-dataset")
        for name in ("pairs", "lesion_test_natural", "lesion_test_both", "ship"):
            shutil.copytree(tmp_path / "regions", tmp_path / name)
        shutil.copytree(tmp_path / "followed", tmp_path / "serial" / "test")
        shutil.copytree(tmp_path / "model", tmp_path / "resources" / "model")
        _scans(tmp_path, Path(found["SCAN"]))
        monkeypatch.chdir(tmp_path)
        yield {**found, "STUDY": key, "COURSE": "course", "N": "2", "PATH": "dataset", "FILE": "coco", "SOURCE": "scans/"}


def _read(folder: Path) -> None:
    """R1 seals what is true, and the parts of a training are noted as it notes them."""
    rows = []
    for key in Archive(folder).study_keys():
        gold = Archive(folder).truth(key)
        assert gold is not None
        Archive(folder, "R1").seal(Reading(key, "R1", gold.lesions, says_normal=not gold.lesions))
        rows += [[key, view, "patient", "normal"] for view in ("ANT", "POST")]
    (folder.parent / "OUT").mkdir()
    (folder.parent / "OUT" / "split.json").write_text(json.dumps({"training": [], "validation": [], "test": rows}))


def _scans(folder: Path, scan: Path) -> None:
    (folder / "scans").mkdir()
    for place in (folder / "scans" / "scan.dcm", folder / "a.dcm", folder / "b.dcm", folder / "report.dcm"):
        shutil.copy(scan, place)
    shutil.make_archive(str(folder / "export"), "zip", folder / "scans")
    shutil.copy(ROOT / "resources" / "codes.json", folder / "own.json")
    (folder / "labels.json").write_text('{"other": null}')
    (folder / "split.json").write_text('{"training": [], "test": []}')
    (folder / "R1").mkdir()
    label = next((folder / "dataset" / "readings" / "R1").glob("*_ANT.json"))
    shutil.copy(label, folder / "R1" / "0123_ANT.json")


@pytest.mark.parametrize("one", CALLS, ids=lambda one: f"{one.page} {one.text[:60]}")
def test_a_shown_call_runs(one: Shown, workplace: Mapping[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0, or 1 for findings: never wrong use, never a crash."""
    for number, (_, name, *words) in enumerate(spelled_out(one.text)):
        if (name == "import-labels" and LEFT_OUT & set(words)) or words[-2:] in NOT_HERE:
            continue
        given = _scaled(name, words, workplace, tmp_path, number)
        _before(name, given, tmp_path)
        assert cli.main([name, *given]) in (0, 1), f"{name} {given}: {capsys.readouterr().err}"


def _scaled(name: str, words: list[str], workplace: Mapping[str, str], folder: Path, number: int) -> list[str]:
    swapped = dict(ON_OTHERS.get(name, {}))
    if {"truth", "READER"} & set(words):
        swapped |= {"DATASET": "REGIONS", "READER": "R1"}
    if name == "deidentify" or {"sr", "sc"} & set(words):
        swapped |= {"DATASET": "DICOM", "READER": "R1"}
    if "lesion_test_natural" in words or "lesion_test_both" in words:
        swapped |= {"MODEL": "LESIONS"}
    found = []
    for at, word in enumerate(words):
        plain = swapped.get(word, word)
        given = workplace.get(plain, plain)
        before = words[at - 1] if at else ""
        if before in ("--cases", "--studies"):
            given = "2"
        if before == "--shares" and "," in word:
            given = "1,1,1,1"
        if re.fullmatch(r"OUT|OUT\.\w+|FOLDER|page\.html|burden\.csv", word):
            given = str(folder / f"written{number}{Path(word).suffix}")
        found.append(given)
    if name == "order" and not {"--model", "disagreement", "given", "random"} & set(found):
        found += ["--model", "lesions"]
    return [*found, "--samples", "20"] if name in DRAWN else found


def _before(name: str, given: list[str], folder: Path) -> None:
    """What a page takes as done before."""
    if name == "import-labels":
        for begun in ("readings", "audit"):
            shutil.rmtree(folder / "unread" / begun, ignore_errors=True)
    if name == "import-labels" and not (folder / "coco").exists():
        assert cli.main(["export", "dataset", "coco", "--format", "coco", "--pictures", "none"]) == 0
    if name == "course" and "--scores" in given and not (folder / "course").exists():
        assert cli.main(["course", "dataset", "course", "--readers", "T1", "--cases", "2"]) == 0
        for key in Archive(folder / "course", "T1").study_keys():
            gold = Archive(folder / "course").truth(key)
            assert gold is not None
            Archive(folder / "course", "T1").seal(Reading(key, "T1", gold.lesions, says_normal=not gold.lesions))
    if name == "course" and "--scores" not in given:
        shutil.rmtree(folder / "course", ignore_errors=True)
    if name in ("repeats", "order"):
        shutil.rmtree(folder / "dataset")
        shutil.copytree(folder / "my-dataset", folder / "dataset")
