"""Run the benchmarks, each module in a process of its own beside the references; print a table, keep it, compare it."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.benchmarks import page
from tests.benchmarks.rows import (
    UNSTEADY,
    Row,
    median_of_runs,
    merged,
    of_peer,
    row,
    scaled,
    share_of_floor,
    slower,
    unsteady,
    verdict,
)
from tests.places import ROOT

RESULT = ROOT / "build" / "bench.json"
SECONDS = 1200
"""No module takes so long; one that hangs is ended, and the others are measured."""
QUICK_SECONDS = 150.0
"""A quick run begins no further round that would end later than this."""
ROUNDS = 3


def names(quick: bool = False) -> list[str]:
    """The modules that measure something; for the quick form those that can do so in seconds."""
    own = Path(__file__).parent
    asked = "def quick(" if quick else "def measure("
    return sorted(path.stem for path in own.glob("[a-z]*_speed.py") if asked in path.read_text(encoding="utf-8"))


def run(name: str, work: str = "measure") -> list[Row]:
    """The rows of one module, measured in a fresh process; a row that says so where it fails."""
    script = f"import json; from tests.benchmarks import {name}; print('ROWS' + json.dumps({name}.{work}()))"
    try:
        rows: list[Row] = _answer([sys.executable, "-c", script], "ROWS")
    except (RuntimeError, subprocess.TimeoutExpired) as problem:
        return [row(name, None, f"not measured: {problem}")]
    return rows


def _answer(command: list[str], word: str) -> Any:
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith(word)]
    if done.returncode or not lines:
        raise RuntimeError((done.stderr.strip().splitlines() or ["no result"])[-1])
    return json.loads(lines[-1].removeprefix(word))


def machine() -> dict[str, Any]:
    """What `reference.py` says now, in a process that did nothing else."""
    return dict(_answer([sys.executable, "-m", "tests.benchmarks.reference"], "MACHINE"))


def in_rounds(
    chosen: Sequence[str], work: str, rounds: int, limit: float | None = None
) -> tuple[list[Row], dict[str, Any]]:
    """The medians of so many rounds over all modules, and the machine as it was; the references are measured between modules.

    A further round begins only if it would end before `limit` seconds. Ctrl-C ends it with what was measured until then.
    """
    found: dict[str, list[Row]] = {}
    machines = [machine()]
    begun = time.monotonic()
    with suppress(KeyboardInterrupt):
        for number in range(rounds):
            if limit is not None and number and (time.monotonic() - begun) * (number + 1) / number > limit:
                break
            for name in chosen:
                print(f"{name}, round {number + 1} ...", file=sys.stderr, flush=True)
                _module(name, work, found, machines)
    return [median_of_runs(runs) for runs in found.values()], _middle(machines)


def _module(name: str, work: str, found: dict[str, list[Row]], machines: list[dict[str, Any]]) -> None:
    """One module once: its rows among those that were found, each scaled, and the machine as it is behind it."""
    measured = run(name, work)
    try:
        machines.append(machine())
    except (RuntimeError, subprocess.TimeoutExpired) as problem:
        print(f"The references were not measured again: {problem}", file=sys.stderr)
        machines.append(machines[-1])
    here, there = _between(machines[-2], machines[-1]), page.goal_references()
    for one in measured:
        beside = {"scaled": scaled(one, here, there), "share": share_of_floor(one, here)}
        found.setdefault(one["name"], []).append(one | beside)


def _between(before: dict[str, Any], after: dict[str, Any]) -> dict[str, float]:
    """The references of the time between two measurements of them."""
    first, second = before["references"], after["references"]
    return {name: (first[name] + second[name]) / 2 for name in first}


def _middle(machines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The machine with the median of each reference, and the heaviest load that was seen."""
    runs = [[row(name, value, "") for name, value in one["references"].items()] for one in machines]
    middle = [median_of_runs(of) for of in zip(*runs, strict=True)]
    loads = [one["load"] for one in machines if one["load"] is not None]
    return {
        **machines[-1],
        "load": max(loads, default=None),
        "references": {one["name"]: one["value"] for one in middle},
        "spread": {one["name"]: round(one["spread"], 2) for one in middle},
    }


def table(rows: Sequence[Row]) -> str:
    """The rows as text, aligned."""
    lines = [("figure", "value", "scaled", "unit", "goal", "", "of the floor", "of the peer", "peer", "")]
    lines += [_line(one) for one in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _line(one: Row) -> tuple[str, ...]:
    note = f"varies by {one['spread']:.0%}" if unsteady(one) else ""
    governed = one.get("scaled") is not None and one.get("by")
    return (
        one["name"],
        _number(one["value"]),
        _number(one["scaled"]) if governed else "",
        one["unit"],
        one["goal"] or "",
        verdict(one),
        _number(one.get("share"), ""),
        _number(of_peer(one), ""),
        one["peer"] or "",
        note,
    )


def _number(value: float | None, missing: str = "-") -> str:
    return missing if value is None else f"{value:.4g}"


def compared(before: Sequence[Row], now: Sequence[Row]) -> list[str]:
    """A line for each row that got slower by more than noise."""
    old = {one["name"]: one for one in before}
    worse = [(one, slower(old[one["name"]], one)) for one in now if one["name"] in old]
    return [
        f"SLOWER: {one['name']}: {times:.2f} times ({_number(old[one['name']].get('scaled'))} before, "
        f"{_number(one.get('scaled'))} {one['unit']} now)"
        for one, times in worse
        if times
    ]


def main(arguments: Sequence[str]) -> int:
    """Measure what was chosen, or everything. Exit code 1 where a quick run finds something slower."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="a module, or none for all")
    parser.add_argument("--quick", action="store_true", help="under 3 minutes, compared with docs/performance.json")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each module runs (default: %(default)s)")
    parser.add_argument("--minutes", type=float, help="begin no further round that would end later than this")
    parser.add_argument("--keep", action="store_true", help="write the rows into docs/performance.json and its page")
    asked = parser.parse_args(arguments)
    known = names(asked.quick)
    unknown = set(asked.names) - set(known)
    if unknown:
        print(f"No benchmark {sorted(unknown)[0]}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    work, limit = ("quick", QUICK_SECONDS) if asked.quick else ("measure", asked.minutes and 60 * asked.minutes)
    rows, here = in_rounds(asked.names or known, work, asked.rounds, limit)
    _report(rows, here)
    _keep_result(rows, here, partly=bool(asked.names) or asked.quick)
    found = _compare(here["name"], rows) if asked.quick else 0
    if asked.keep:
        page.keep(here, rows)
    return found


def _compare(name: str, rows: Sequence[Row]) -> int:
    before = page.rows_of(name)
    if not before:
        print(f"Nothing was kept yet of {name}; KEEP=1 keeps a run.")
        return 0
    worse = compared(before, rows)
    print("\n".join(worse) or "Nothing got slower by more than noise.")
    return 1 if worse else 0


def _report(rows: Sequence[Row], here: dict[str, Any]) -> None:
    speeds = ", ".join(f"{name} {value:.4g}" for name, value in here["references"].items())
    print(f"{here['name']}, Python {here['python']}, {here['system']}, load up to {here['load']}: {speeds}")
    shaken = [f"{name} {share:.0%}" for name, share in here["spread"].items() if share > UNSTEADY]
    if shaken:
        print(f"The machine itself varied while it measured ({', '.join(shaken)}): read the scaled figures.")
    print(table(rows))


def _keep_result(rows: Sequence[Row], here: dict[str, Any], partly: bool) -> None:
    """In build/bench.json, beside what other modules measured before."""
    RESULT.parent.mkdir(exist_ok=True)
    before = json.loads(RESULT.read_text(encoding="utf-8")) if partly and RESULT.exists() else {}
    kept = merged(before["rows"], rows) if isinstance(before, dict) and "rows" in before else list(rows)
    text = json.dumps({"machine": here, "rows": kept}, indent=1, ensure_ascii=False)
    RESULT.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
