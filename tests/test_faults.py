"""The short form of the fault matrix: a few of each fault, so that the long campaign (`make faults`) never finds them first."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.faults import __main__ as faults
from tests.faults import calls, campaign, planted, power, watched
from tests.faults.calls import Point
from tests.faults.row import Fault, Try, fixed


@pytest.mark.parametrize(("name", "tries"), [("two-programs", 40), ("bits", 50), ("tamperings", 50), ("fuzz", 120), ("window", 1)])
def test_a_few_of_each(name: str, tries: int) -> None:
    fault = faults.ROWS[name]
    count = campaign.some(fault, campaign.spread(fault, tries))
    assert count.tries >= tries // 2 and count.wrong == 0, count.finds


@pytest.mark.parametrize("script", [planted.IN_THE_WINDOW, watched.AT_WORK], ids=["planted", "watched"])
def test_the_programs_that_rows_start_are_python(script: str) -> None:
    """These rows are too long for a short form."""
    assert ast.parse(script).body


KILLS = [Point("seal", "rename", 2, "kill"), Point("seal", "write", 4, "kill"), Point("second vote", "rename", 4, "kill")]
REFUSALS = [
    Point("save of both views", "fsync", 3, "ENOSPC"),
    Point("settlement", "write", 2, "EIO"),
    Point("exchange of views", "rename", 5, "EROFS"),
    Point("turning views", "fsync", 21, "ENOSPC"),  # the line stands in a new audit whose folder is not confirmed
]


@pytest.mark.skipif(bool(calls.why_not()), reason="strace is not here")
@pytest.mark.parametrize("point", [*KILLS, *REFUSALS], ids=str)
def test_an_act_that_is_killed_or_refused_at_one_of_its_calls_is_whole_or_not_there(point: Point, tmp_path: Path) -> None:
    done = calls._kill(point, tmp_path) if point.meets == "kill" else calls._refuse(point, tmp_path, again=True)
    assert done == Try(point.act)


@pytest.mark.skipif(not power.possible("ext4"), reason="needs root, mkfs.ext4 and a loop device")
def test_two_power_cuts_lose_nothing() -> None:
    count = campaign.some(faults.ROWS["power-ext4"], range(2))
    assert (count.tries, count.wrong) == (2, 0), count.finds


def test_a_campaign_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    seen: list[int] = []

    def tries(numbers):  # type: ignore[no-untyped-def]
        for number in numbers:
            seen.append(number)
            yield None if number == 3 else Try("odd" if number % 2 else "even", "wrong" if number == 5 else "")

    fault, kept = Fault("what", "0", fixed(8), tries), tmp_path / "kept.json"
    first = campaign.go_on(fault, kept=kept, seconds=-1)
    assert (first.position, first.whole) == (1, False)
    assert "**short: 1 of 8**" in campaign.line("what", kept)
    whole = campaign.go_on(fault, kept=kept)
    assert seen == list(range(8)) and whole.whole
    assert (whole.tries, whole.wrong, whole.parts, whole.finds) == (7, 1, {"even": 4, "odd": 3}, ["wrong"])
    assert campaign.go_on(fault, kept=kept, seconds=-1).position == 1


def test_the_page_names_every_row_and_says_which_never_ran(tmp_path: Path) -> None:
    campaign.keep(campaign.Count("bits", "all", 16384, 16384, 16384), tmp_path / "bits.json")
    campaign.write_page(faults.ROWS, faults.HEAD, "The end.\n", tmp_path / "page.md", tmp_path)
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| 16,384 | 0 |" in page and page.count("never run here") == len(faults.ROWS) - 1 and page.endswith("The end.\n")
