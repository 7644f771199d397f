"""`python -m tests.faults [ROW ...]`: go on with rows of the fault matrix, keep their counts in build/faults, write docs/fault-matrix.md.

A row that was whole is begun anew; one that was stopped, by `--seconds` or by hand, goes on where it was, unless the program was
changed meanwhile: then it is begun anew, too.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.faults import calls, campaign, changes, fuzz, planted, power, suites, watched, window_kills
from tests.faults.row import Fault
from tests.places import ROOT

ROWS: dict[str, Fault] = {
    "power-ext4": power.power_cuts("ext4"),
    "power-xfs": power.power_cuts("xfs"),
    "kills": calls.KILLS,
    "refusals": calls.REFUSALS,
    "window": window_kills.WINDOW_KILLS,
    "two-programs": changes.TWO_PROGRAMS,
    "bits": changes.FLIPPED_BITS,
    "tamperings": changes.TAMPERINGS,
    "fuzz": fuzz.FUZZ,
    "planted": planted.PLANTED,
    "blinding": watched.BLINDING,
    **suites.SUITES,
}
PAGE = ROOT / "docs" / "fault-matrix.md"
TRIED = Path(__file__).with_name("tried.md")
"""What was tried by hand and by scripts of one use, told at the end of the page."""

HEAD = """# The fault matrix

What the program was held against, how often, and how often it went wrong. `make faults` runs all of it again and writes
this page; a row that is stopped goes on where it was (`make faults ROWS=kills`). `make test` runs a few tries of every
kind. What each figure stands for, and what no figure can promise, is in [promises.md](promises.md).

A row counts tries of one code of the program only. The code is named by the first digits of
`git rev-parse COMMIT:dspic_gui`; a row of another code than the newest was not repeated since.

| fault | figure to reach | tries | went wrong | remarks | when, how long, which code, where |
|---|---|---|---|---|---|
"""


def main() -> int:
    """Run what was asked for; 1 where something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; all unless given")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop each row after this time; the next run goes on")
    parser.add_argument("--page", action="store_true", help="only write the page of what is kept")
    arguments = parser.parse_args()
    wrong = 0
    for name in () if arguments.page else arguments.rows or ROWS:
        count = campaign.go_on(ROWS[name], kept=campaign.KEPT / f"{name}.json", seconds=arguments.seconds)
        wrong += count.wrong
        print(f"{count.what}: {count.position} of {count.size}, {count.tries} tries, {count.wrong} went wrong, {count.seconds:.0f} s")
        print(*(f"  {said}" for said in (count.remark, *count.finds) if said), sep="\n", flush=True)
        write_page()
    if arguments.page:
        write_page()
    return 1 if wrong else 0


def write_page() -> None:
    """Write the page of what is kept."""
    campaign.write_page(ROWS, HEAD, TRIED.read_text(encoding="utf-8") if TRIED.exists() else "", PAGE)


if __name__ == "__main__":
    raise SystemExit(main())
