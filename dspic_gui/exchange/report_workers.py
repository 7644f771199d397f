"""Reports of many studies are made in processes of their own: a report costs a tenth of a second, and a window stays quick."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dspic_gui.dataset import workers
from dspic_gui.dataset.workers import MOST_WORKERS as MOST_WORKERS
from dspic_gui.dataset.workers import Result
from dspic_gui.exchange.new_folder import ExchangeError

FEW = 32
"""So many are made where they are asked for: a process needs a second to start."""
CHUNK = 4


def in_workers(make: Callable[[str], Result], keys: Sequence[str]) -> Iterator[Result]:
    """`make` of each key, in their order; ExchangeError where a process dies."""
    try:
        yield from workers.in_workers(make, keys, few=FEW, chunk=CHUNK)
    except workers.BrokenProcessPool as problem:
        text = "A process that makes reports was ended by the system. Nothing was written; free memory and try again."
        raise ExchangeError(text) from problem
