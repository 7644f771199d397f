"""Work on many studies in processes of their own, in the order of the studies: every core helps, and a window stays quick."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool as BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

MOST_WORKERS = 4
AHEAD = 2
"""Errands that wait for each worker: what is made ahead stays small."""
Result = TypeVar("Result")


def in_workers(make: Callable[[str], Result], keys: Sequence[str], *, few: int, chunk: int) -> Iterator[Result]:
    """`make` of each key, in their order; where there are more than `few`, `make` travels to other processes, `chunk` keys an errand.

    Stopping early stops the processes. BrokenProcessPool where one of them dies.
    """
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    if len(keys) <= few or workers < 2:
        yield from map(make, keys)
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _leave_interrupts_to_the_parent)
    try:
        yield from _in_order(pool, make, keys, chunk, workers * AHEAD)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, make: Callable[[str], Result], keys: Sequence[str], chunk: int, most: int
) -> Iterator[Result]:
    waiting: deque[Future[list[Result]]] = deque()
    for start in range(0, len(keys), chunk):
        waiting.append(pool.submit(_several, make, keys[start : start + chunk]))
        if len(waiting) >= most:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _several(make: Callable[[str], Result], keys: Iterable[str]) -> list[Result]:
    return [make(key) for key in keys]


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
