"""What the list shows of the second opinion: the newest prediction of each study, and whether it differs from the consensus."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import SEAL
from dspic_gui.dataset.journals import Journals
from dspic_gui.disease import Answer
from dspic_gui.worklist.facts import VIEWS, read_json, stamp


@dataclass(frozen=True, slots=True)
class PredictionFacts:
    """What which model says of a study, how probable its first class is, and whether the consensus says something else (None: unknown)."""

    said: Answer | None = None
    probability: float | None = None
    differs: bool | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Newest:
    """The prediction of a study that was written last: the folder of its model, when, and its stamp."""

    model: str
    written: int
    stamp: str


class Predictions:
    """The predictions that one person may see: a reader those of studies whose own reading is sealed, the study lead all.

    Whether a prediction differs from the consensus a reader learns when all planned readers have sealed.
    """

    def __init__(self, folder: Path, reader: str | None) -> None:
        self._folder, self._reader = folder, reader
        self._others: dict[str, Journals] = {}

    def newest(self) -> dict[str, Newest]:
        """The newest prediction of every study."""
        found: dict[str, Newest] = {}
        for model in self._models():
            with suppress(FileNotFoundError), os.scandir(self._folder / layout.PREDICTIONS / model) as entries:
                for entry in entries:
                    if entry.name.endswith(".json"):
                        stat = entry.stat()
                        _keep(found, entry.name[:-5], Newest(model, stat.st_mtime_ns, f"{stat.st_ino:x}.{stat.st_size:x}"))
        return found

    def newest_of(self, key: str) -> dict[str, Newest]:
        """The same for one study."""
        found: dict[str, Newest] = {}
        for model in self._models():
            try:
                stat = (self._folder / layout.prediction_file(model, key)).stat()
            except FileNotFoundError:
                continue
            _keep(found, key, Newest(model, stat.st_mtime_ns, f"{stat.st_ino:x}.{stat.st_size:x}"))
        return found

    def all_sealed(self, key: str, readers: tuple[str, ...]) -> bool:
        """Whether all planned readers have sealed; asked only when the own reading is sealed, for it opens the others' audits."""
        others = [reader for reader in readers if reader != self._reader]
        return all(self._journal(reader).acts_of_audit().get(key) == SEAL for reader in others)

    def mark(self, key: str, newest: Mapping[str, Newest], sealed: bool, readers: tuple[str, ...]) -> str:
        """What changes when the list should show something else of this study's prediction; empty where nothing may be shown."""
        found = newest.get(key)
        if found is None or not (sealed or self._reader is None):
            return ""
        agreed = ""
        if self._reader is None or self.all_sealed(key, readers):
            agreed = ".".join(stamp(self._consensus(key, view)) for view in VIEWS)
        return f"{found.model}.{found.written:x}.{found.stamp}/{agreed}"

    def facts(self, key: str, newest: Mapping[str, Newest], sealed: bool, readers: tuple[str, ...]) -> PredictionFacts:
        """What may be shown of a study's prediction; nothing where the scan is another one than was classified."""
        found = newest.get(key)
        if found is None or not (sealed or self._reader is None):
            return PredictionFacts()
        try:
            stated = read_json(self._folder / layout.prediction_file(found.model, key))
            views = read_json(self._folder / layout.study_file(key))["views"]
            if {name: one["sha256"] for name, one in views.items()} != {n: o["source_sha256"] for n, o in stated["views"].items()}:
                return PredictionFacts()
            overall = stated["overall"]
            said, probability = Answer(overall["label"]), float(overall["probabilities"][overall["top1"]])
        except (KeyError, TypeError, ValueError, AttributeError):
            return PredictionFacts()
        agreed = self._agreed(key) if self._reader is None or self.all_sealed(key, readers) else None
        return PredictionFacts(said, probability, None if agreed is None else said is not agreed, found.model)

    def _agreed(self, key: str) -> Answer | None:
        """The result of the study's vote on disk, None where it is open or there is none."""
        for view in VIEWS:
            content: Any = read_json(self._consensus(key, view))
            try:
                return Answer(content["dspic"]["study_vote"]["result"])
            except (KeyError, TypeError, ValueError):
                continue
        return None

    def _consensus(self, key: str, view: str) -> Path:
        return self._folder / layout.consensus_file(key, view)

    def _models(self) -> list[str]:
        return layout.models_with_predictions(self._folder)

    def _journal(self, reader: str) -> Journals:
        return self._others.setdefault(reader, Journals(self._folder, reader))


def _keep(found: dict[str, Newest], key: str, one: Newest) -> None:
    if key not in found or found[key].written < one.written:
        found[key] = one
