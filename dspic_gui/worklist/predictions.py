"""What the list shows of the second opinion: the newest prediction of each study, and whether consensus and networks differ."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dspic_gui.dataset import blinding
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import SEAL
from dspic_gui.dataset.journals import Journals
from dspic_gui.disease import Answer
from dspic_gui.worklist.facts import VIEWS, read_json, stamp


@dataclass(frozen=True, slots=True)
class PredictionFacts:
    """What which model says of a study, how probable its first class is, and whether the consensus says something else (None: unknown).

    `unlike`: the scan is unlike what the model learned, so that it has no answer. `disputed`: whether a network that answers for views
    and one that finds lesions say something else of it; None where not both have an answer.
    """

    said: Answer | None = None
    probability: float | None = None
    differs: bool | None = None
    model: str | None = None
    unlike: bool = False
    disputed: bool | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A prediction of a study: the folder of its model, when it was written, and its stamp."""

    model: str
    written: int
    stamp: str


Newest = tuple[Written, ...]
"""The predictions of a study, the last written first."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a kept prediction says of a study, and whether its model finds lesions."""

    model: str
    said: Answer
    probability: float
    unlike: bool
    finds_lesions: bool


class Predictions:
    """The predictions that one person may see: a reader those of studies whose own reading is sealed, the study lead all.

    Whether a prediction differs from the consensus a reader learns when all planned readers have sealed.
    """

    def __init__(self, folder: Path, reader: str | None) -> None:
        self._folder, self._reader = folder, reader
        self._others: dict[str, Journals] = {}

    def newest(self) -> dict[str, Newest]:
        """The predictions of every study, the newest first."""
        found: dict[str, list[Written]] = {}
        for model in self._models():
            with suppress(FileNotFoundError), os.scandir(self._folder / layout.PREDICTIONS / model) as entries:
                for entry in entries:
                    if entry.name.endswith(".json"):
                        found.setdefault(entry.name[:-5], []).append(_written(model, entry.stat()))
        return {key: _sorted(ones) for key, ones in found.items()}

    def newest_of(self, key: str) -> dict[str, Newest]:
        """The same for one study."""
        found = []
        for model in self._models():
            with suppress(FileNotFoundError):
                found.append(_written(model, (self._folder / layout.prediction_file(model, key)).stat()))
        return {key: _sorted(found)} if found else {}

    def _sees_prediction(self, own: bool) -> bool:
        return blinding.may_see_predictions(self._reader, lambda _: own)

    def _sees_consensus(self, key: str, own: bool, readers: tuple[str, ...]) -> bool:
        """Another's audit is opened only when the own reading is sealed."""

        def sealed(reader: str) -> bool:
            return own if reader == self._reader else self._journal(reader).acts_of_audit().get(key) == SEAL

        return self._sees_prediction(own) and blinding.may_see_others(self._reader, readers, sealed)

    def mark(self, key: str, newest: Mapping[str, Newest], sealed: bool, readers: tuple[str, ...]) -> str:
        """What changes when the list should show something else of this study's prediction; empty where nothing may be shown."""
        found = newest.get(key)
        if not found or not self._sees_prediction(sealed):
            return ""
        agreed = ""
        if self._sees_consensus(key, sealed, readers):
            agreed = ".".join(stamp(self._consensus(key, view)) for view in VIEWS)
        return f"{'+'.join(f'{one.model}.{one.written:x}.{one.stamp}' for one in found)}/{agreed}"

    def facts(self, key: str, newest: Mapping[str, Newest], sealed: bool, readers: tuple[str, ...]) -> PredictionFacts:
        """What may be shown of a study's prediction; nothing where the scan is another one than was classified."""
        if not newest.get(key) or not self._sees_prediction(sealed):
            return PredictionFacts()
        told = [one for one in (self._told(key, written) for written in newest[key]) if one is not None]
        if not told:
            return PredictionFacts()
        shown = next((one for one in told if not one.finds_lesions), told[0])
        said = None if shown.unlike else shown.said
        agreed = self._agreed(key) if self._sees_consensus(key, sealed, readers) else None
        differs = None if agreed is None or said is None else said is not agreed
        return PredictionFacts(said, None if shown.unlike else shown.probability, differs, shown.model, shown.unlike, _disputed(told))

    def _told(self, key: str, written: Written) -> _Told | None:
        """What a kept prediction says; None where it was said of another scan, or cannot be read."""
        try:
            stated = read_json(self._folder / layout.prediction_file(written.model, key))
            views = read_json(self._folder / layout.study_file(key))["views"]
            if {name: one["sha256"] for name, one in views.items()} != {n: o["source_sha256"] for n, o in stated["views"].items()}:
                return None
            overall = stated["overall"]
            probability = float(overall["probabilities"][overall["top1"]])
            unlike, finds_lesions = overall.get("unlike") is True, "lesions" in overall
            return _Told(written.model, Answer(overall["label"]), probability, unlike, finds_lesions)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

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


def _disputed(told: list[_Told]) -> bool | None:
    """Whether the newest answers of both kinds of network differ; None where one has none."""
    counted = [one for one in told if not one.unlike]
    of_kind = [next((one.said for one in counted if one.finds_lesions is kind), None) for kind in (False, True)]
    return None if None in of_kind else of_kind[0] is not of_kind[1]


def _written(model: str, stat: os.stat_result) -> Written:
    return Written(model, stat.st_mtime_ns, f"{stat.st_ino:x}.{stat.st_size:x}")


def _sorted(found: list[Written]) -> Newest:
    return tuple(sorted(found, key=lambda one: (-one.written, one.model)))
