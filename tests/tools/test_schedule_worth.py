"""What a schedule is worth: the best loss of each training, and when it came to the plain one's best; a log that ended is read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tools.schedule_worth import as_markdown, compared, name_of, run, worth_of


def epochs(*rows: tuple[float, float]) -> list[dict[str, Any]]:
    """Events of a training with these validation losses after so many seconds of the processor, half of them by the clock."""
    told: list[dict[str, Any]] = [{"event": "start", "processor": 0.0, "wall": 0.0}]
    for number, (loss, seconds) in enumerate(rows, start=1):
        told.append({"event": "epoch", "steps": 10 * number, "validation_loss": loss, "processor": seconds, "wall": seconds / 2})
    return [*told, {"event": "end", "processor": rows[-1][1], "wall": rows[-1][1] / 2}]


def test_a_cheaper_training_is_held_against_the_plain_ones_best() -> None:
    told = {
        "plain": epochs((1.0, 10), (0.8, 20), (0.9, 30)),
        "faster": epochs((0.9, 5), (0.79, 10), (0.7, 15)),
        "worse": epochs((1.1, 5), (0.95, 10)),
    }
    plain, faster, worse = compared(told)
    assert (plain.best_loss, plain.processor, plain.wall, plain.equal, plain.steps) == (0.8, 20, 10, 20, 30)
    assert (faster.best_loss, faster.processor, faster.equal) == (0.7, 15, 10)
    assert (worse.best_loss, worse.equal, worse.steps) == (0.95, None, 20)
    table = as_markdown([plain, faster, worse]).splitlines()
    assert table[3] == "| faster | 30 | 0.700 | 15 s | 8 s | 10 s |" and table[4].endswith("| not reached |")


def test_a_training_without_an_epoch_has_no_worth() -> None:
    with pytest.raises(ValueError, match="ended no epoch"):
        worth_of("plain", [{"event": "start"}])


def test_a_name_is_made_of_the_words() -> None:
    assert name_of("") == "plain" and name_of("--coarse 0.6 --lr 1e-3") == "coarse-0.6-lr-1e-3"


def test_what_ended_is_not_run_again_and_what_was_cut_off_is_not_gone_on_with(tmp_path: Path) -> None:
    told = epochs((0.5, 1))
    (tmp_path / "plain.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    assert run(tmp_path / "none", tmp_path, "plain", []) == told
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain.jsonl").write_text(json.dumps(told[0]), encoding="utf-8")
    with pytest.raises(FileExistsError, match="time is not known"):
        run(tmp_path / "none", tmp_path, "plain", [])
