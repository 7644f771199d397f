"""A program of its own that brings a long worklist's index up to date beside the window: it prints a line for each step.

A short list is made sooner than a program starts, and so quickly that a thread beside the window is not noticed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.description import DatasetError, read_dataset
from dspic_gui.sentence import to_line

LISTED, DONE, FAILED = "listed", "done", "failed"

FEW_FILES = 1000
"""About 200 studies with a reader's marks and what a network says of them."""
FEW_BYTES = 4 * 2**20
SMALL_FILE = 2**18
"""Bytes that are read as one value in a few milliseconds, while which the window stands still."""


def is_short(folder: Path, reader: str | None) -> bool:
    """Whether the files that a list is made of are so few and small that it is made in a fifth of a second.

    They are counted, not opened, and no further than needed. What cannot be read counts as nothing: who makes the list says why.
    """
    count = total = 0
    with suppress(DatasetError, OSError):
        for size in _sizes(folder, (reader,) if reader else read_dataset(folder).readers):
            count, total = count + 1, total + size
            if count > FEW_FILES or total > FEW_BYTES or size > SMALL_FILE:
                return False
    return True


def _sizes(folder: Path, readers: tuple[str, ...]) -> Iterator[int]:
    """The bytes of each file of the studies, these readers' marks and the networks' predictions."""
    marks = (folder / layout.READINGS / one for one in readers)
    said = (folder / layout.PREDICTIONS / model for model in layout.models_with_predictions(folder))
    for place in (folder / layout.STUDIES, *marks, *said):
        with suppress(FileNotFoundError), os.scandir(place) as entries:
            yield from (entry.stat().st_size for entry in entries)


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
