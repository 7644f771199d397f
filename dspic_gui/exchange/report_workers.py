"""Reports of many studies are made in processes of their own: a report costs a tenth of a second, and a window stays quick."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from dspic_gui.exchange.new_folder import ExchangeError

FEW = 32
"""So many are made where they are asked for: a process needs a second to start."""
MOST_WORKERS = 4
CHUNK, AHEAD = 4, 2
"""Studies of one errand, and errands that wait for each worker: what is made ahead stays small."""
Result = TypeVar("Result")


def in_workers(make: Callable[[str], Result], keys: Sequence[str]) -> Iterator[Result]:
    """`make` of each key, in their order; `make` travels to other processes where there are many.

    Stopping early stops the processes. ExchangeError where one of them dies.
    """
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    if len(keys) <= FEW or workers < 2:
        yield from map(make, keys)
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _leave_interrupts_to_the_parent)
    try:
        yield from _in_order(pool, make, keys, workers * AHEAD)
    except BrokenProcessPool as problem:
        text = "A process that makes reports was ended by the system. Nothing was written; free memory and try again."
        raise ExchangeError(text) from problem
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, make: Callable[[str], Result], keys: Sequence[str], most: int
) -> Iterator[Result]:
    waiting: deque[Future[list[Result]]] = deque()
    for start in range(0, len(keys), CHUNK):
        waiting.append(pool.submit(_several, make, keys[start : start + CHUNK]))
        if len(waiting) >= most:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _several(make: Callable[[str], Result], keys: Iterable[str]) -> list[Result]:
    return [make(key) for key in keys]


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
