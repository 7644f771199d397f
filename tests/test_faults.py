"""The short form of the fault matrix: a few of each fault, so that the long campaign (`make faults`) never finds them first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import __main__ as faults
from tests.faults import calls, power
from tests.faults.row import Row


@pytest.mark.parametrize("name", ["two-programs", "bits", "tamperings"])
def test_a_few_of_each(name: str) -> None:
    row = faults.ROWS[name](0.005)
    assert row.tries >= 20 and row.wrong == 0


@pytest.mark.skipif(not calls.possible(), reason="strace is not here")
@pytest.mark.parametrize("call", [3, 17])
def test_a_seal_killed_at_one_of_its_calls_is_whole_or_not_there(call: int, tmp_path: Path) -> None:
    act, before, state, allowed = calls.ACTS["seal"]
    before(tmp_path)
    ended, status = calls.stopped_at(call, "signal=KILL", tmp_path, act, calls.CHANGING)
    assert not ended and status != 0
    assert allowed(state(tmp_path))


@pytest.mark.skipif(not power.possible("ext4"), reason="needs root, mkfs.ext4 and a loop device")
def test_two_power_cuts_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    row = power.power_cuts("ext4", 0.002)
    assert row.tries == 2 and row.wrong == 0


def test_the_page_names_every_row_and_says_which_never_ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "KEPT", tmp_path)
    faults.keep("bits", Row("bits", "all", 16384, 0), 1.0)
    faults.write_page(tmp_path, tmp_path / "page.md")
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| 16,384 | 0 |" in page and page.count("never run here") == len(faults.ROWS) + len(faults.suites.SUITES) - 1
