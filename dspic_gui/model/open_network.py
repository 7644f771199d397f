"""A network file opened for use: LiteRT's door. Whatever a card names is checked by hash, shapes and self-test before it serves."""

from __future__ import annotations

import hashlib
import io
import os
import threading
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from dspic_gui.model.model_card import SELF_TEST, ModelError
from dspic_gui.model.network_engine import (
    Array,
    ChildEngine,
    Engine,
    EngineError,
    LocalEngine,
    Shapes,
)
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.plain_file import opened
from dspic_gui.sentence import RuleError, reason_of, told

LARGEST_SELF_TEST = 64 << 20
_MOST_THREADS = 4

Expected = Mapping[str, tuple[Shapes, Shapes]]
"""What a network must take and give, by the name of the call."""


class OpenNetwork:
    """A network that runs here or in a child process; one call at a time, from any thread."""

    def __init__(self, folder: str, content: bytes, engine: Engine) -> None:
        self._folder = folder
        self.content = content
        self.engine = engine
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folder: Path, content: bytes, threads: int | None, *, apart: bool) -> Self:
        """The network of this file's content; ModelError where it cannot be opened.

        `apart` runs it in a child process: LiteRT holds Python's lock for a tenth of a second when
        it opens a network, and a window must not wait for that. None are as many threads as cores,
        up to four.
        """
        threads = threads or min(os.cpu_count() or 1, _MOST_THREADS)
        text = "its network cannot be opened ({reason})."
        try:
            engine = ChildEngine(content, threads) if apart else LocalEngine(content, threads)
        except ImportError as problem:
            why = "the package ai-edge-litert, which runs networks, is not installed."
            raise ModelError(folder.name, why) from problem
        except (EngineError, NetworkInputError, OSError) as problem:
            raise ModelError(folder.name, text, reason=str(problem)[:200]) from problem
        return cls(folder.name, content, engine)

    def close(self) -> None:
        """Let go of the network; a child process ends."""
        with self._lock:
            self.engine.close()

    def run(self, signature: str, **inputs: Array) -> dict[str, Array]:
        """One call by its name; NetworkInputError where the network does not run."""
        return self.timed(signature, **inputs)[0]

    def timed(self, signature: str, **inputs: Array) -> tuple[dict[str, Array], float]:
        """The same with the milliseconds that the network took, without the wait for its turn."""
        with self._lock:
            started = time.perf_counter()
            try:
                outputs = self.engine.run(signature, inputs)
            except EngineError as problem:
                text = "The network does not run on this view ({problem}). Nothing was classified."
                raise NetworkInputError(text, problem=str(problem)) from problem
            return outputs, 1000 * (time.perf_counter() - started)

    def check_shapes(self, expected: Expected) -> None:
        """ModelError unless each call takes and gives what it should."""
        try:
            for signature, shapes in expected.items():
                if self.engine.shapes(signature) != shapes:
                    text = "its network does not take and give what card.json says."
                    raise ModelError(self._folder, text)
        except (EngineError, NetworkInputError) as problem:
            text = "its network lacks what card.json names."
            raise ModelError(self._folder, text) from problem

    def check_self_test(
        self,
        look: Callable[[], Mapping[str, Array]],
        wanted: Mapping[str, NDArray[Any]],
        tolerances: Mapping[str, float],
    ) -> None:
        """ModelError where an output is not, within its tolerance, what it was at the export.

        `look` runs the network on what the self-test looked at; `wanted` are outputs with the
        batch, of which those named in `tolerances` count where they are there.
        """
        try:
            outputs = look()
        except (NetworkInputError, ValueError, MemoryError) as problem:
            text = "its network does not run on its self-test ({reason})."
            raise ModelError(self._folder, text, reason=told(problem)) from problem
        for name, allowed in tolerances.items():
            if name in wanted and not _near(outputs.get(name), wanted[name], allowed):
                text = "its self-test gave another result than when it was made ({name})."
                raise ModelError(self._folder, text, name=name.replace("_", " "))


def _near(given: Array | None, wanted: NDArray[Any], allowed: float) -> bool:
    if given is None or given.shape != wanted.shape:
        return False
    return float(np.abs(given - wanted).max()) <= allowed


def hashed_file(folder: Path, name: str, digest: str, largest: int) -> bytes:
    """The content of a file of the folder, whose hash the card names; ModelError where it is missing or another."""
    try:
        with opened(folder / name) as file:
            content = file.read(largest + 1)
    except OSError as problem:
        text = "{file} cannot be read ({reason})."
        raise ModelError(folder.name, text, file=name, reason=reason_of(problem)) from problem
    if len(content) > largest:
        text = "{file} is larger than {limit} MiB."
        raise ModelError(folder.name, text, file=name, limit=largest >> 20)
    if hashlib.sha256(content).hexdigest() != digest:
        text = "{file} is not the file that card.json names (its hash differs)."
        raise ModelError(folder.name, text, file=name)
    return content


def read_self_test(
    folder: Path, digest: str, names: Sequence[str], needed: Set[str]
) -> dict[str, NDArray[Any]]:
    """The arrays of selftest.npz by these names: what was looked at and what was said of it; ModelError where it cannot be used."""
    content = hashed_file(folder, SELF_TEST, digest, LARGEST_SELF_TEST)
    try:
        found = _unpacked(content, names)
    except (
        *(OSError, ValueError, KeyError, EOFError, MemoryError),
        *(zipfile.BadZipFile, NotImplementedError, RuntimeError),
    ) as problem:
        text = "selftest.npz cannot be used ({reason})."
        raise ModelError(folder.name, text, reason=told(problem)) from problem
    if not needed <= set(found) or any(array.dtype.kind not in "iuf" for array in found.values()):
        text = "selftest.npz does not hold a view and what was said of it."
        raise ModelError(folder.name, text)
    return found


def _unpacked(content: bytes, names: Sequence[str]) -> dict[str, NDArray[Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > LARGEST_SELF_TEST:
            raise RuleError("it unpacks to too much")
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in names if name in arrays}
