"""Doing the next few things beside the one at hand, in order, with a bounded number of results waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Kind = TypeVar("Kind")
Made = TypeVar("Made")


def ahead(
    work: Callable[[Kind], Made], entries: Iterable[Kind], workers: int, depth: int
) -> Iterator[tuple[Kind, Future[Made]]]:
    """Each entry with the finished work on it; so many workers are never more than `depth` entries ahead.

    Who stops early waits for what is being worked on, not for what is not begun.
    """
    waiting: deque[tuple[Kind, Future[Made]]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="import")
    try:
        for entry in entries:
            waiting.append((entry, pool.submit(work, entry)))
            if len(waiting) > depth:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        pool.shutdown(cancel_futures=True)
