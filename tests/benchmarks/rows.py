"""One figure as a row of the table, and the arithmetic of rows: scaling, floors, medians of runs, noise, before and after."""

from __future__ import annotations

import operator
import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = dict[str, Any]
Speeds = Mapping[str, float]
"""How fast a machine is: the references of `reference.py`, by name, all "more is faster"."""

COMPARE = {"<=": operator.le, ">=": operator.ge}
SECONDS = {"ms": 0.001, "s": 1.0, "s of CPU": 1.0, "min": 60.0}
"""Units of time, in seconds; what they count is better small."""
UNSTEADY = 0.20
"""Runs that spread by more than this share of their median are named."""
LEAST_NOISE = 0.10
"""Two figures that differ by less than this are the same, however steady they seem."""


def row(
    name: str,
    value: float | None,
    unit: str,
    goal: str | float | None = None,
    peer: str | None = None,
    peer_value: float | None = None,
    *,
    by: str | None = None,
    floor: tuple[str, float] | None = None,
) -> Row:
    """A figure; `goal` is a text such as "<= 20", or a number that means at most.

    `by` names the reference that governs it (python, qt, matrix, memory, disk): its goal holds for the machine of the
    goals, so the value is scaled to it. `floor` is what the work cannot do without: a reference and how much of it
    (Gmac of matrix product, GB moved, syncs of the disk). A value of None says in `unit` why there is none.
    """
    text = f"<= {goal:g}" if isinstance(goal, int | float) else goal
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "goal": text,
        "peer": peer,
        "peer_value": peer_value,
        "by": by,
        "floor": floor,
    }


def is_rate(unit: str) -> bool:
    """Whether more is better: studies/s."""
    return unit.endswith("/s")


def scaled(one: Row, here: Speeds, there: Speeds) -> float | None:
    """The value as the machine of the goals (`there`) would have it; the value itself where no reference governs it."""
    value, by = one["value"], one.get("by")
    if value is None or by not in here or by not in there:
        return value
    factor = here[by] / there[by]
    if one["unit"] in SECONDS:
        return float(value * factor)
    return float(value / factor) if is_rate(one["unit"]) else float(value)


def share_of_floor(one: Row, here: Speeds) -> float | None:
    """The floor's part of a time, 1 at best; None where there is no floor or the machine was not measured."""
    if one["value"] is None or not one.get("floor") or one["unit"] not in SECONDS:
        return None
    reference, amount = one["floor"]
    if reference not in here:
        return None
    return float(amount / here[reference] / (one["value"] * SECONDS[one["unit"]]))


def of_peer(one: Row) -> float | None:
    """The value as a multiple of the peer's; None for a row that is a share of it already."""
    theirs = one.get("peer_value")
    alike = one["unit"] in (*SECONDS, "MB", "MiB") or is_rate(one["unit"])
    return one["value"] / theirs if alike and one["value"] is not None and theirs else None


def verdict(one: Row) -> str:
    """Whether the goal is reached, by the scaled value where there is one."""
    value = one.get("scaled", one["value"])
    if value is None or not one["goal"]:
        return ""
    sign, _, bound = one["goal"].partition(" ")
    return "reached" if COMPARE[sign](value, float(bound)) else "NOT REACHED"


def median_of_runs(runs: Sequence[Row]) -> Row:
    """One row of several runs of it: medians; `spread` is the range of the values as a share of their median."""
    values = [one["value"] for one in runs if one["value"] is not None]
    if not values:
        return dict(runs[-1])
    kept = {name: _median(runs, name) for name in ("value", "scaled", "share", "peer_value")}
    return {**runs[-1], **kept, "spread": spread(values), "runs": len(values)}


def _median(runs: Iterable[Row], name: str) -> float | None:
    values = [one[name] for one in runs if one.get(name) is not None]
    return statistics.median(values) if values else None


def spread(values: Sequence[float]) -> float:
    """The range of values as a share of their median; 0 for a single one."""
    middle = statistics.median(values)
    return (max(values) - min(values)) / abs(middle) if middle else 0.0


def unsteady(one: Row) -> bool:
    """Whether its runs differ too much to say anything small."""
    return bool(one.get("spread", 0.0) > UNSTEADY)


def slower(before: Row, now: Row) -> float | None:
    """How many times worse a row is than before, None where that is within the noise of both or cannot be said."""
    old, new = (one.get("scaled", one["value"]) for one in (before, now))
    if not old or not new or before["unit"] != now["unit"] or old < 0 or new < 0:
        return None
    worse = old / new if is_rate(now["unit"]) or str(now["goal"]).startswith(">=") else new / old
    noise = max(LEAST_NOISE, before.get("spread", 0.0), now.get("spread", 0.0))
    return float(worse) if worse > 1 + noise else None


def merged(before: Iterable[Row], measured: Iterable[Row]) -> list[Row]:
    """The rows of an earlier run, those that were measured again in their places, and new ones at the end."""
    return list(({one["name"]: one for one in before} | {one["name"]: one for one in measured}).values())
