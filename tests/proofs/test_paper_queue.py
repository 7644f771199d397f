"""The queue of the paper's rows is killed in the middle of one, goes on there, and ends as if nothing had been; then its page."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

pytest.importorskip("keras")

from tests.made.evaluated_dataset import evaluated_dataset
from tests.places import ROOT
from tools import measured_tables

ROWS = ("AlexNet_D_2_batch8", "SI_CLF_D_2_batch8")
QUEUE = (
    *("--head", "gap", "--epochs", "3", "--patience", "0", "--lr", "0.001", "--seed", "1", "--labels", "consensus"),
    *("--networks", "AlexNet,SI_CLF", "--data", "D_2", "--seeds", "1,2", "--json"),
)  # fmt: skip


def queue(dataset: Path, out: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "dspic_gui.cli", "paper", str(dataset), str(out), *QUEUE]
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=quiet)


def events(lines: IO[str] | None) -> Any:
    assert lines is not None
    return (json.loads(line) for line in lines if line.startswith("{"))


def killed_in_the_second_row(dataset: Path, out: Path) -> None:
    """Killed, as by a power cut, in the second epoch of the second row."""
    rows = 0
    with queue(dataset, out) as process:
        for event in events(process.stdout):
            rows += event["event"] == "row"
            if rows == 2 and event["event"] == "step" and event["epoch"] == 2:
                os.kill(process.pid, signal.SIGKILL)
                break
    assert process.returncode == -signal.SIGKILL


def to_the_end(dataset: Path, out: Path) -> list[dict[str, Any]]:
    with queue(dataset, out) as process:
        told = list(events(process.stdout))
    assert process.returncode == 0
    return told


def predictions(out: Path, row: str) -> list[list[str]]:
    with (out / "rows" / row / "predictions.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_a_killed_queue_goes_on_and_its_results_become_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset, cut, whole = (tmp_path / name for name in ("dataset", "cut", "whole"))
    evaluated_dataset(dataset)
    killed_in_the_second_row(dataset, cut)
    assert len(list(cut.glob("rows/*/scores.json"))) == 1
    told = to_the_end(dataset, cut)
    assert [event["epoch"] for event in told if event["event"] == "start"] == [1], "the first row is done; the second goes on"
    to_the_end(dataset, whole)
    for row in ROWS:
        for one, other in zip(predictions(cut, row), predictions(whole, row), strict=True):
            assert one[:4] == other[:4]
            assert one[4:] == other[4:] or [*map(float, one[4:])] == pytest.approx([*map(float, other[4:])], abs=1e-4)
    blocks = measured_tables.result_blocks(cut)
    assert blocks["rows"].startswith("2 of 14 rows have been run: ")
    assert blocks["table5"].count("not run yet") == 18 and "| AlexNet | D_2 | ours | 0." in blocks["figure10"]
    assert "--seeds 1,2" in blocks["data"] and "not run yet" in blocks["seeds"]
    assert blocks["left"].count("dspic paper") == 12
    monkeypatch.setattr(measured_tables, "RESULTS", tmp_path / "kept")
    measured_tables.keep(cut)
    assert measured_tables.result_blocks(tmp_path / "kept") == blocks, "the page can be held against what is kept"
