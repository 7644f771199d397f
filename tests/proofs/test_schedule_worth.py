"""The measure of what a schedule is worth, run whole on a small dataset: two trainings, their losses over processor time, a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("keras")

from tests.made.evaluated_dataset import evaluated_dataset
from tools import schedule_worth


def test_plain_and_mixed_precision_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluated_dataset(tmp_path / "dataset")
    words = [
        *(str(tmp_path / "dataset"), str(tmp_path / "out"), "--variant", "--precision mixed_bfloat16"),
        *("--common", "--labels consensus --network AlexNet --head gap --epochs 2 --patience 0 --lr 0.001 --seed 1"),
    ]
    schedule_worth.main(words)
    table = capsys.readouterr().out.splitlines()
    assert [line.split(" | ")[0] for line in table[2:]] == ["| plain", "| precision-mixed-bfloat16"]
    kept = json.loads((tmp_path / "out" / "worth.json").read_text(encoding="utf-8"))
    for one in kept["trainings"]:
        assert one["steps"] >= 2 and one["processor"] > 0 and one["wall"] > 0 and 0 < one["best_loss"] < 5
        settings = json.loads((tmp_path / "out" / one["name"] / "settings.json").read_text(encoding="utf-8"))
        assert (settings["precision"] == "mixed_bfloat16") is (one["name"] != "plain")
    schedule_worth.main(words)
    assert capsys.readouterr().out.splitlines() == table, "what ended is read and not trained again"
