"""What `dspic evaluate --maps --json` prints is what the page of the second opinion is made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dspic_gui import cli
from dspic_gui.disease import Answer
from tests.made.evaluated_dataset import evaluated_dataset
from tests.places import SMALL_MODEL
from tools.measured_tables import evaluation_blocks, kept_lines


def test_the_printed_evaluation_fills_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluated_dataset(tmp_path / "d", (Answer.NORMAL, Answer.METASTATIC, Answer.ARTHRITIC), wrong_labels=0)
    words = ["evaluate", str(SMALL_MODEL), str(tmp_path / "d"), "--maps", "--json", "--samples", "2"]
    assert cli.main(words) == 0
    printed = capsys.readouterr().out
    kept = kept_lines(printed)
    assert not {"roc", "wrong"} & {line["name"] for line in kept} and any("roc" in line for line in printed.splitlines())
    again = [json.loads(json.dumps(line)) for line in kept]
    blocks = evaluation_blocks(again)
    assert "6 views of 3 simulated studies" in blocks["asked"] and "| label accuracy |" in blocks["evaluated"]
    assert blocks["said"].count("\n") == 5 and "| attention |" in blocks["maps"]
