"""The mark that outputs of a split by image carry: views of one patient stand in several of its parts, so its scores flatter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dspic_gui.training_run.options import LEAKS

COLUMN = "split"
VALUE = "by image, leaking"
WARNING = str(LEAKS)
"""The sentence for figures and terminals."""


def marked(rows: Iterable[Sequence[str]], leaking: bool) -> list[list[str]]:
    """A table, header first; where the split leaks, with a first column that says so in every row."""
    if not leaking:
        return [list(row) for row in rows]
    return [[VALUE if number else COLUMN, *row] for number, row in enumerate(rows)]
