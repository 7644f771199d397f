"""The line that shows how far a command is: on standard error, and only where a terminal is."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

_CLEAR = "\r\x1b[K"


class ProgressLine:
    """Told (done, total), it rewrites one line such as “12 of 80 studies”; at its end the line is gone.

    `beside_output`: results are printed meanwhile, so that the line is shown only where those go elsewhere than to the terminal.
    """

    def __init__(self, word: str, *, beside_output: bool = False) -> None:
        self._word = word
        self._shown = sys.stderr.isatty() and not (beside_output and sys.stdout.isatty())
        self._open = False

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is."""
        if self._shown:
            print(f"{_CLEAR}{done} of {total} {self._word}", end="", file=sys.stderr, flush=True)
            self._open = True

    def close(self) -> None:
        """Take the line away."""
        if self._open:
            print(_CLEAR, end="", file=sys.stderr, flush=True)
            self._open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
