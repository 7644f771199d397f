"""`dspic burden`: an index per study, a trend, a table, a comparison, and what it says of itself."""

import csv
import json

import pytest

from dspic_gui.cli import main
from dspic_gui.disease import Answer
from tests.made.lesion_dataset import lesion_dataset
from tests.places import SMALL_LESION_MODEL

ANSWERS = (Answer.NORMAL, Answer.METASTATIC, Answer.METASTATIC, Answer.NORMAL)
MODEL = ("--model", str(SMALL_LESION_MODEL))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(lesion_dataset(tmp_path_factory.mktemp("burden command") / "d", ANSWERS, patients=2).folder)


def test_truth_needs_no_network_and_writes_a_table(folder, tmp_path, capsys):
    table = tmp_path / "burden.csv"
    assert main(["burden", folder, "--weights", "icrp110", "--csv", str(table)]) == 0
    said = capsys.readouterr()
    assert said.out.count("\n") == 4 and "first" not in said.out and "(" in said.out
    assert "Weights: icrp110 (ICRP 110 adults)" in said.err and "within repeatability" in said.err
    assert "simulated" not in said.err, "no network was asked"
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["weights"] for row in rows] == ["icrp110"] * 4
    assert sorted(row["course"] for row in rows) == ["first", "first", "within repeatability", "within repeatability"]


def test_the_network_against_the_truth(folder, capsys):
    words = ["burden", folder, "--labels", "network", "--against", "truth", *MODEL, "--level", "0.3", "--keep-unlike"]
    assert main([*words, "--json", "--samples", "20"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    figures = {line["name"]: line for line in lines if "against" in line}
    assert figures["r, all"]["studies"] == 4 and figures["r, all"]["value"] > 0.8
    studies = [line for line in lines if "study" in line]
    assert [line["labels"] for line in studies] == ["network"] * 4 and any("spine" in line["bones"] for line in studies)
    assert main(words) == 0
    assert "trained on simulated scans; it was not validated on patients" in capsys.readouterr().err


def test_wrong_words_are_sentences(folder, tmp_path, capsys):
    for words, said in (
        (["--weights", "nobody"], "no table of weights"),
        (["--labels", "R7"], "none of this dataset's labels"),
        (["--labels", "R1", *MODEL], "no answer of “R1” that stands"),
        (["--labels", "network", "--model", str(tmp_path)], "there is no lesion model there"),
        (["--level", "2"], "between 0 and 1"),
    ):
        assert main(["burden", folder, *words]) == 2
        assert said in capsys.readouterr().err
