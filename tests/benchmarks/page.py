"""What was measured, machine by machine: docs/performance.json, and the table of docs/performance.md that is made of it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.benchmarks.rows import Row, merged, of_peer, unsteady, verdict
from tests.places import ROOT

STORED = ROOT / "docs" / "performance.json"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured -->", "<!-- end of measured -->"
_KEPT = ("name", "value", "scaled", "unit", "goal", "peer", "peer_value", "share", "by", "spread", "runs")


def stored() -> dict[str, Any]:
    """The file: `goals_of`, the machine that goals in seconds are for, and `machines` by name, each with its rows."""
    return dict(json.loads(STORED.read_text(encoding="utf-8")))


def goal_references() -> dict[str, float]:
    """How fast the machine of the goals is."""
    file = stored()
    return dict(file["machines"][file["goals_of"]]["references"])


def rows_of(machine: str) -> list[Row]:
    """The rows that were last kept of a machine; none where it is not in the file."""
    return list(stored()["machines"].get(machine, {}).get("rows", []))


def keep(here: Mapping[str, Any], rows: Sequence[Row]) -> None:
    """The rows in the file, in the machine's own column; rows that were not measured now stay as they were."""
    file = stored()
    column = file["machines"].setdefault(here["name"], {"rows": []})
    column |= {name: here[name] for name in ("python", "system", "load")}
    column["measured"] = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    if here["name"] != file["goals_of"]:
        column["references"] = _rounded(here["references"])
    column["rows"] = merged(column["rows"], [_slim(one) for one in rows])
    STORED.write_text(json.dumps(file, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_page(file)


def _slim(one: Row) -> Row:
    kept = {name: one[name] for name in _KEPT if one.get(name) is not None}
    numbers = {name: value for name, value in kept.items() if isinstance(value, float)}
    return {"value": None, "goal": None, **kept, **_rounded(numbers)}


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: float(f"{value:.4g}") for name, value in values.items()}


def write_page(file: Mapping[str, Any]) -> None:
    """The table between its marks in the page."""
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n\n{table(file)}\n\n{END}{tail}", encoding="utf-8")


def table(file: Mapping[str, Any]) -> str:
    """A row for each figure, a column for each machine; then how fast each machine was."""
    machines: Mapping[str, Any] = file["machines"]
    newest = {one["name"]: one for column in machines.values() for one in column["rows"]}
    lines = [_line("figure", "goal", *machines), _line("---", "---:", *("---:" for _ in machines))]
    for name, one in newest.items():
        of = [_row_of(column["rows"], name) for column in machines.values()]
        lines.append(_line(name, _goal(one), *(_cell(cell) for cell in of)))
    for name in dict.fromkeys(name for column in machines.values() for name in column["references"]):
        speeds = [column["references"].get(name) for column in machines.values()]
        lines.append(_line(f"*{name}*", "", *("" if speed is None else f"*{speed:.4g}*" for speed in speeds)))
    loads = [column.get("load") for column in machines.values()]
    lines.append(_line("*load, at most*", "", *("" if load is None else f"*{load:g}*" for load in loads)))
    return "\n".join(lines)


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _row_of(rows: Sequence[Row], name: str) -> Row | None:
    return next((one for one in rows if one["name"] == name), None)


def _goal(one: Row) -> str:
    return f"{one['goal']} {one['unit']}" if one["goal"] else ""


def _cell(one: Row | None) -> str:
    """Raw, scaled, share of the floor, ratio to the peer; what falls short or varies is marked."""
    if one is None:
        return ""
    if one["value"] is None:
        return str(one["unit"])
    parts = [f"{one['value']:.4g} {one['unit']}".strip()]
    if one.get("by") and one.get("scaled") is not None and f"{one['scaled']:.3g}" != f"{one['value']:.3g}":
        parts.append(f"scaled {one['scaled']:.4g}")
    if one.get("share") is not None:
        parts.append(f"{one['share']:.0%} of the floor")
    ratio = of_peer(one)
    if ratio is not None:
        parts.append(f"{ratio:.2g} of {one['peer']}")
    if unsteady(one):
        parts.append(f"varies by {one['spread']:.0%}")
    text = ", ".join(parts)
    return f"**{text}**" if verdict(one) == "NOT REACHED" else text
