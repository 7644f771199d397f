"""A program of its own that brings a worklist's index up to date, so that the window never waits for it: it prints a line for each step."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path

from dspic_gui.sentence import to_line

LISTED, DONE, FAILED = "listed", "done", "failed"


def command(folder: Path, reader: str | None, cache: Path) -> list[str]:
    """The arguments after the Python interpreter that start this program."""
    own = ["--reader", reader] if reader else []
    return ["-m", "dspic_gui.worklist.builder", str(folder), "--cache", str(cache), *own]


def main(arguments: list[str] | None = None) -> int:
    """Print `listed` when all rows stand, `DONE TOTAL` as they fill, `done` at the end, or `failed` and a sentence (`to_line`)."""
    from dspic_gui.worklist.rows import Worklist, WorklistError

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reader")
    parser.add_argument("--cache", type=Path)
    chosen = parser.parse_args(arguments)
    try:
        worklist = Worklist(chosen.folder, chosen.reader, chosen.cache)
        worklist.refresh(_tell)
    except WorklistError as problem:
        print(FAILED, to_line(problem.sentence), flush=True)
        return 2
    except BrokenPipeError:
        os._exit(0)  # the window is gone, and so is whoever would read a last word
    print(DONE, flush=True)
    return 0


def _tell(done: int, total: int) -> None:
    print(LISTED if not total else f"{done} {total}", flush=True)
    if not total:
        _step_back()


def _step_back() -> None:
    """With the first rows there, let the window go first where both want the processor."""
    with suppress(AttributeError, OSError):
        os.nice(10)


if __name__ == "__main__":
    sys.exit(main())
