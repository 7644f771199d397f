"""A whole simulated dataset on disk: made by worker processes, written and sealed in order by one, so that it may stop anywhere."""

from __future__ import annotations

import json
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from dspic_gui import durable
from dspic_gui.code import load_code_book
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.creation import write_description, write_foundation
from dspic_gui.dataset.description import Dataset, DatasetError, read_dataset
from dspic_gui.disease import Answer
from dspic_gui.sentence import SaidError
from training.simulate.case import Case, Order, key_of, make, secret_of
from training.simulate.reader import HABITS
from training.simulate.version import VERSION

Progress = Callable[[int, int, Case | None], None]
"""Called with how many studies are there, how many there will be, and the case just written (None: it was there before)."""


class SimulationError(SaidError):
    """The dataset cannot be simulated there; the text is a sentence for the user."""


@dataclass(frozen=True)
class Recipe:
    """All that decides the bytes of a simulated dataset.

    `conditions` are given to the first patients in turn, the rest is drawn; `follow_up` is the share of patients who come twice;
    `expected` is “half” or “full” where the expected counts are stored too, at that size; `changes` gives the metastases of those who
    come twice a known change each.
    """

    patients: int
    seed: int = 0
    compression: str = "none"
    follow_up: float = 0.0
    conditions: tuple[Answer, ...] = ()
    name: str = "Simulated bone scans"
    expected: str = ""
    changes: bool = False

    def orders(self) -> list[Order]:
        """One order per study, in the order of the dataset."""
        found: list[Order] = []
        for number in range(self.patients):
            condition = self.conditions[number] if number < len(self.conditions) else None
            twice = float(np.random.default_rng([self.seed, number, 5]).random()) < self.follow_up
            for visit in range(2 if twice else 1):
                found.append(Order(self.seed, number, visit, len(found), self.compression, condition, self.expected, self.changes))
        return found

    def stated(self) -> dict[str, Any]:
        """What dataset.json says of the simulation."""
        return {
            "version": VERSION,
            "seed": self.seed,
            "patients": self.patients,
            "compression": self.compression,
            "follow_up": self.follow_up,
            "conditions": [str(condition) for condition in self.conditions],
            **({"expected": self.expected} if self.expected else {}),
            **({"changes": True} if self.changes else {}),
            "warning": "Simulated scans; not patients. Research use only. Not for diagnosis.",
        }


def simulate(folder: Path, recipe: Recipe, *, workers: int = 1, progress: Progress | None = None) -> Archive:
    """Write the dataset, or what is missing of it; SimulationError where another one stands there. NotSaved when the disk refuses."""
    archive = _begin(folder, recipe)
    orders = recipe.orders()
    missing = [order for order in orders if not (folder / layout.study_file(key_of(order))).exists()]
    done = len(orders) - len(missing)
    if progress:
        progress(done, len(orders), None)
    for case in _made(missing, workers):
        _write(archive, case)
        done += 1
        if progress:
            progress(done, len(orders), case)
    return archive


def _begin(folder: Path, recipe: Recipe) -> Archive:
    """The dataset to write into: a new one, or the one that the same recipe began (more patients may be asked for)."""
    if (folder / layout.DATASET).exists():
        _require_same(folder, recipe)
    elif folder.exists() and any(entry.name not in (durable.LOCK, layout.SECRET, layout.LABELS) for entry in folder.iterdir()):
        raise SimulationError(
            "{folder} is not empty and holds no dataset. "
            "Nothing was changed; choose another folder.",
            folder=folder.name,
        )
    else:
        write_foundation(folder, load_code_book(), secret_of(recipe.seed))
    readers = tuple(habit.name for habit in HABITS)
    dataset = Dataset(recipe.name, readers, extra={"simulation": recipe.stated()})
    write_description(folder, dataset)
    return Archive(folder)


def _require_same(folder: Path, recipe: Recipe) -> None:
    try:
        there = read_dataset(folder)
    except DatasetError as problem:
        raise SimulationError(problem.sentence) from problem
    stated, asked = there.extra.get("simulation"), recipe.stated()
    if not isinstance(stated, dict):
        raise SimulationError(
            "{folder} holds a dataset that was not simulated. "
            "Nothing was changed; choose another folder.",
            folder=folder.name,
        )
    more = asked["patients"] >= stated.get("patients", 0)
    if {**stated, "patients": 0} != {**asked, "patients": 0} or not more or there.name != recipe.name:
        raise SimulationError(
            "{folder} was simulated with other settings ({settings}). Nothing was changed; "
            "repeat those settings to go on with it, or choose another folder.",
            folder=folder.name,
            settings=json.dumps(stated),
        )


def _made(orders: Sequence[Order], workers: int) -> Iterator[Case]:
    """The cases in order; with several workers a few are made ahead. Stopping early stops the workers."""
    if workers <= 1 or len(orders) < 4:
        yield from map(make, orders)
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_the_parent)
    ahead: deque[Future[Case]] = deque()
    try:
        waiting = iter(orders)
        for order in waiting:
            ahead.append(pool.submit(make, order))
            if len(ahead) >= 3 * workers:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _write(archive: Archive, case: Case) -> None:
    """All files of a case, then its seals, and last the study's own JSON, which says that it is complete.

    A label file that a stop left without its line in the audit is made anew; while the study's JSON is missing it is nobody else's.
    """
    for name, content in case.files.items():
        durable.write(archive.folder / name, content, root=archive.folder, keep_versions=False)
    for reading, statistics in zip(case.readings, case.statistics, strict=True):
        store = archive.store(reading.reader)
        if not store.is_sealed(case.study.key):
            for view in case.study.projections:
                store.path(case.study.key, view).unlink(missing_ok=True)
            store.seal(reading, case.study, statistics, reading.sealed_at)
    archive.save_study(case.study, report=case.files.get(layout.report_file(case.study.key)))
