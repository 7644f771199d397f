"""`python -m tests.faults [ROW ...]`: run rows of the fault matrix, keep each in build/faults, write docs/fault-matrix.md."""

from __future__ import annotations

import argparse
import json
import platform
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

from tests.faults import calls, changes, power, suites, window_kills
from tests.faults.row import Measure, Row
from tests.places import ROOT

ROWS: dict[str, Measure] = {
    "power-ext4": partial(power.power_cuts, "ext4"),
    "power-xfs": partial(power.power_cuts, "xfs"),
    "kills": calls.kills,
    "refusals": calls.refusals,
    "window": window_kills.window_kills,
    "two-programs": changes.two_programs,
    "bits": changes.flipped_bits,
    "tamperings": changes.tamperings,
}
KEPT = ROOT / "build" / "faults"
PAGE = ROOT / "docs" / "fault-matrix.md"

HEAD = """# The fault matrix

What the program was held against, how often, and how often it went wrong. `make faults` runs all of it again and writes
this page; `make test` runs a small part of every row. What each figure stands for, and what no figure can promise, is in
[promises.md](promises.md).

| fault | figure to reach | tries | went wrong | remarks | when, at which scale, where |
|---|---|---|---|---|---|
"""


def main() -> int:
    """Run what was asked for; 1 where something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join((*ROWS, *suites.SUITES))}; all unless given")
    parser.add_argument("--scale", type=float, default=1.0, help="the share of the whole campaign, 1.0 unless given")
    arguments = parser.parse_args()
    wrong = 0
    for name in arguments.rows or (*ROWS, *suites.SUITES):
        row = ROWS[name](arguments.scale) if name in ROWS else suites.suite(name)
        wrong += row.wrong
        keep(name, row, arguments.scale)
        print(f"{row.what}: {row.tries} tries, {row.wrong} went wrong. {row.said}", flush=True)
        write_page()
    return 1 if wrong else 0


def keep(name: str, row: Row, scale: float) -> None:
    """Keep the figures of a row until it is run again."""
    KEPT.mkdir(parents=True, exist_ok=True)
    where = f"{platform.system()} {platform.release()}, {changes.processor()}"
    content = {**asdict(row), "when": date.today().isoformat(), "scale": scale, "where": where}
    (KEPT / f"{name}.json").write_text(json.dumps(content, indent=1), encoding="utf-8")


def write_page(kept: Path = KEPT, page: Path = PAGE) -> None:
    """The page of all rows that are kept; a row that was never run says so."""
    lines = []
    for name in (*ROWS, *suites.SUITES):
        path = kept / f"{name}.json"
        if not path.exists():
            lines.append(f"| {name} | | | | never run here | |")
            continue
        row = json.loads(path.read_text(encoding="utf-8"))
        when = f"{row['when']}, {row['scale']:g}, {row['where']}"
        cells = (row["what"], row["figure"], f"{row['tries']:,}", str(row["wrong"]), row["said"].replace("|", "/"), when)
        lines.append("| " + " | ".join(cells) + " |")
    page.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
