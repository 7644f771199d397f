"""The arithmetic of measured figures: scaling, floors, medians, noise, before and after, and what a run keeps."""

from __future__ import annotations

from typing import Any

import pytest

from tests.benchmarks import page
from tests.benchmarks.__main__ import compared, names, table
from tests.benchmarks.rows import (
    Row,
    median_of_runs,
    merged,
    row,
    scaled,
    share_of_floor,
    slower,
    spread,
    unsteady,
    verdict,
)

FAST = {"python": 50.0, "matrix": 200.0, "disk": 2000.0}
SLOW = {"python": 20.0, "matrix": 50.0, "disk": 500.0}


def test_rows_that_were_measured_again_stand_in_their_places() -> None:
    before = [{"name": "start", "value": 1.0}, {"name": "save", "value": 2.0}]
    assert merged(before, [{"name": "save", "value": 3.0}, {"name": "day", "value": 4.0}]) == [
        {"name": "start", "value": 1.0},
        {"name": "save", "value": 3.0},
        {"name": "day", "value": 4.0},
    ]


@pytest.mark.parametrize(
    ("value", "unit", "by", "expected"),
    [
        (10.0, "ms", "python", 4.0),
        (10.0, "s of CPU", "matrix", 2.5),
        (10.0, "studies/s", "python", 25.0),
        (10.0, "MB", "python", 10.0),
        (10.0, "ms", None, 10.0),
        (10.0, "ms", "qt", 10.0),
        (None, "not measured: no disk", "disk", None),
    ],
)
def test_a_figure_is_scaled_by_the_reference_that_governs_it(
    value: float | None, unit: str, by: str | None, expected: float | None
) -> None:
    assert scaled(row("figure", value, unit, by=by), SLOW, FAST) == pytest.approx(expected)


def test_the_floor_is_what_the_machine_itself_needs() -> None:
    view = row("one view", 200.0, "ms", floor=("matrix", 5.0))
    assert share_of_floor(view, SLOW) == pytest.approx(0.5)
    assert share_of_floor(row("save", 0.008, "s", floor=("disk", 3)), SLOW) == pytest.approx(0.75)
    assert share_of_floor(row("drag", 1.0, "ms"), SLOW) is None


def test_a_goal_is_held_against_the_scaled_figure() -> None:
    one = row("filter", 100.0, "ms", "<= 60", by="python")
    assert verdict(one) == "NOT REACHED"
    assert verdict(one | {"scaled": scaled(one, SLOW, FAST)}) == "reached"
    assert verdict(row("rate", 12.0, "/s", ">= 15")) == "NOT REACHED"
    assert verdict(row("exact", 15.0, "/s", 15)) == "reached"
    assert verdict(row("no goal", 12.0, "/s")) == ""


def test_the_median_of_runs_says_how_far_they_spread() -> None:
    middle = median_of_runs([_run(value) for value in (1.0, 1.3, 0.9)])
    assert (middle["value"], middle["runs"]) == (1.0, 3)
    assert middle["spread"] == pytest.approx(0.4)
    assert unsteady(middle)
    assert not unsteady(median_of_runs([_run(1.0), _run(1.1)]))
    assert spread([2.0]) == 0.0


def test_a_run_that_failed_does_not_hide_the_others() -> None:
    failed = row("figure", None, "not measured: no result")
    assert median_of_runs([_run(2.0), failed, _run(4.0)])["value"] == 3.0
    assert median_of_runs([failed])["value"] is None


def _run(value: float, unit: str = "ms", **more: Any) -> Row:
    return row("figure", value, unit) | more


@pytest.mark.parametrize(
    ("before", "now", "worse"),
    [
        (_run(10.0), _run(12.0), 1.2),
        (_run(10.0), _run(10.9), None),
        (_run(10.0), _run(5.0), None),
        (_run(10.0, spread=0.3), _run(12.0), None),
        (_run(10.0), _run(12.0, spread=0.25), None),
        (_run(10.0, "/s"), _run(5.0, "/s"), 2.0),
        (_run(10.0, "/s"), _run(20.0, "/s"), None),
        (_run(10.0, scaled=4.0), _run(10.0, scaled=6.0), 1.5),
        (_run(10.0), _run(12.0, "s"), None),
        (row("figure", None, "not measured"), _run(12.0), None),
    ],
)
def test_slower_is_what_lies_beyond_the_noise_of_both(before: Row, now: Row, worse: float | None) -> None:
    assert slower(before, now) == (None if worse is None else pytest.approx(worse))


def test_a_comparison_names_what_got_slower() -> None:
    before = [row("start", 1.0, "s"), row("save", 5.0, "ms")]
    now = [row("start", 1.05, "s"), row("save", 9.0, "ms"), row("new", 1.0, "s")]
    (line,) = compared(before, now)
    assert line.startswith("SLOWER: save: 1.80 times")


def test_the_table_names_what_varies_and_what_the_peer_takes() -> None:
    one = median_of_runs([row("drag", value, "ms", 0.4, "labelme", 100.0) for value in (0.2, 0.3, 0.5)])
    text = table([one, row("gone", None, "not measured: no peer")])
    assert "varies by 100%" in text
    assert "0.003" in text
    assert "not measured: no peer" in text


def test_the_page_has_a_column_for_each_machine() -> None:
    slow = row("start", 2.0, "s", "<= 1.0", by="python") | {"scaled": 0.8}
    machines = {
        "fast": {"references": FAST, "rows": [row("start", 0.9, "s", "<= 1.0"), row("gone", 1.0, "s")]},
        "slow": {"references": SLOW, "rows": [slow]},
    }
    lines = page.table({"goals_of": "fast", "machines": machines}).splitlines()
    assert lines[0] == "| figure | goal | fast | slow |"
    assert "| start | <= 1.0 s | 0.9 s | 2 s, scaled 0.8 |" in lines
    assert "| gone |  | 1 s |  |" in lines
    assert "| *python* |  | *50* | *20* |" in lines


def test_what_is_kept_is_the_machine_of_the_goals_and_its_page() -> None:
    file = page.stored()
    assert set(page.goal_references()) == {"matrix", "memory", "python", "qt", "disk"}
    assert page.table(file) in page.PAGE.read_text(encoding="utf-8")


def test_every_quick_module_is_a_module_of_the_whole() -> None:
    assert set(names(quick=True)) < set(names())
    assert "consensus_speed" in names(quick=True)
