"""Run the benchmarks, each module in a process of its own; print a table and write build/bench.json."""

from __future__ import annotations

import json
import operator
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.places import ROOT

RESULT = ROOT / "build" / "bench.json"
SECONDS = 1800
COMPARE = {"<=": operator.le, ">=": operator.ge}


def names() -> list[str]:
    """The modules that measure something."""
    own = Path(__file__).parent
    return sorted(path.stem for path in own.glob("[a-z]*.py") if "def measure(" in path.read_text(encoding="utf-8"))


def run(name: str) -> list[dict[str, Any]]:
    """The rows of one module, measured in a fresh process; a row that says so where it fails."""
    script = f"import json; from tests.benchmarks import {name}; print('ROWS' + json.dumps({name}.measure()))"
    try:
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return [failed(name, f"not finished within {SECONDS} s")]
    lines = [line for line in done.stdout.splitlines() if line.startswith("ROWS")]
    if done.returncode or not lines:
        return [failed(name, (done.stderr.strip().splitlines() or ["no result"])[-1])]
    rows: list[dict[str, Any]] = json.loads(lines[-1][4:])
    return [row | {"goal": f"<= {row['goal']:g}"} if isinstance(row["goal"], int | float) else row for row in rows]


def merged(before: list[dict[str, Any]], measured: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of an earlier run, those that were measured again in their places, and new ones at the end."""
    return list(({row["name"]: row for row in before} | {row["name"]: row for row in measured}).values())


def failed(name: str, reason: str) -> dict[str, Any]:
    return {"name": name, "value": None, "unit": f"not measured: {reason}", "goal": None, "peer": None, "peer_value": None}


def verdict(row: dict[str, Any]) -> str:
    """Whether the goal is reached."""
    if row["value"] is None or not row["goal"]:
        return ""
    sign, _, bound = row["goal"].partition(" ")
    return "reached" if COMPARE[sign](row["value"], float(bound)) else "NOT REACHED"


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as text, aligned."""
    header = ("figure", "value", "unit", "goal", "", "peer", "peer's value")
    lines = [header]
    for row in rows:
        value = "-" if row["value"] is None else f"{row['value']:.4g}"
        peer_value = "" if row["peer_value"] is None else f"{row['peer_value']:.4g}"
        lines.append((row["name"], value, row["unit"], row["goal"] or "", verdict(row), row["peer"] or "", peer_value))
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def main(chosen: list[str]) -> int:
    """Measure what was chosen, or everything."""
    unknown = set(chosen) - set(names())
    if unknown:
        print(f"No benchmark {sorted(unknown)[0]}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    rows: list[dict[str, Any]] = []
    for name in chosen or names():
        print(f"{name} ...", file=sys.stderr, flush=True)
        rows += run(name)
    RESULT.parent.mkdir(exist_ok=True)
    if chosen and RESULT.exists():
        rows = merged(json.loads(RESULT.read_text(encoding="utf-8")), rows)
    RESULT.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}")
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
