"""Which files this process opens: for tests that say of what a reader may not see that it is not even read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_opened: list[str] = []
_watching = [False]


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _watching[0] and event == "open":
        _opened.append(str(arguments[0]).replace("\\", "/"))


sys.addaudithook(_watch)


@contextmanager
def opened_files() -> Iterator[list[str]]:
    """Every file that is opened from here on, in the order of time; the list may be cleared in between."""
    _opened.clear()
    _watching[0] = True
    try:
        yield _opened
    finally:
        _watching[0] = False
