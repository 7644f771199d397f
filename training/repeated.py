"""One training several times: with several seeds, or once for each fold of a cross-validation; what comes of them together."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from dspic_gui.csv_table import csv_text
from dspic_gui.model.scores import Cases, as_json
from training.dataset import Split
from training.progress import Tell
from training.run import Trained, load, parts_of, train
from training.settings import Settings, TrainingError
from training.store import write_file

SUMMARY = "runs.json"
TOLD = ("label accuracy", "macro f1", "auc macro")
"""The scores that are told of each run, and of all."""


@dataclass(frozen=True)
class Run:
    """One of the trainings: the name of its folder, and its settings."""

    name: str
    settings: Settings


def runs_of(settings: Settings, seeds: Sequence[int] = (), folds: int = 0) -> tuple[Run, ...]:
    """The trainings that are asked for, seed by seed and fold by fold; TrainingError where nothing could follow them."""
    if folds and (folds < 2 or settings.split == "image"):
        raise TrainingError(
            "A cross-validation has two folds or more, and splits by patient. Nothing was written."
        )
    if len(set(seeds)) != len(seeds):
        raise TrainingError("Each seed is named once. Nothing was written.")
    found = []
    for seed in seeds or (settings.seed,):
        for fold in range(1, folds + 1) if folds else (0,):
            words = [f"seed{seed}"] * bool(seeds) + [f"fold{fold}"] * bool(folds)
            found.append(Run("-".join(words), replace(settings, seed=seed, folds=folds, fold=fold)))
    return tuple(found)


def train_all(
    source: Path,
    out: Path,
    runs: Sequence[Run],
    tell: Tell,
    *,
    devices: str | None = None,
    stopped: Callable[[], bool] = lambda: False,
    finished: Callable[[Run, Trained, Split], None] = lambda run, trained, parts: None,
) -> dict[str, Any] | None:
    """Train each into a folder of its own; what `summary` says of them, or None when it was stopped. Run again it goes on."""
    examples = load(source, runs[0].settings, tell)
    done: list[tuple[Run, Cases]] = []
    for number, run in enumerate(runs, start=1):
        tell({"event": "row", "name": run.name, "number": number, "of": len(runs)})
        parts = parts_of(examples, run.settings, tell)
        trained = train(parts, out / run.name, run.settings, tell, devices=devices, stopped=stopped)
        if trained is None:
            return None
        finished(run, trained, parts)
        done.append((run, trained.cases))
    found = summary(done)
    write_file(out / SUMMARY, json.dumps(found, indent=1))
    write_file(out / "runs.csv", csv_text(_table(found)))
    return found


def summary(done: Sequence[tuple[Run, Cases]]) -> dict[str, Any]:
    """The scores of each run, their mean and range, and of a cross-validation those of all patients together.

    Together: each patient is unseen in just one fold (of a seed); the answers, each by the threshold of its own fold, and the
    probabilities are put in one table, and the intervals are drawn by patient.
    """
    values = {run.name: _values(as_json(cases, samples=0)) for run, cases in done}
    columns = {name: [row[name] for row in values.values()] for name in next(iter(values.values()))}
    found = {
        name: [value for value in column if value is not None] for name, column in columns.items()
    }
    spread = {name: _spread(column) for name, column in found.items() if len(column) == len(done)}
    together = {}
    for seed in dict.fromkeys(run.settings.seed for run, _ in done if run.settings.folds):
        together[f"seed {seed}"] = as_json(
            joined_cases([cases for run, cases in done if run.settings.seed == seed])
        )["scores"]
    return {"runs": values, "over_runs": spread, "together": together}


def joined_cases(parts: Sequence[Cases]) -> Cases:
    """The cases of several networks as those of one."""
    return Cases(
        tuple(answer for part in parts for answer in part.truth),
        np.concatenate([part.probabilities for part in parts]),
        tuple(patient for part in parts for patient in part.patients),
        parts[0].threshold,
        tuple(answer for part in parts for answer in part.said),
    )


def _values(scores: dict[str, Any]) -> dict[str, float | None]:
    return {name: entry["value"] for name, entry in scores["scores"].items()}


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {
        "mean": float(np.mean(values)),
        "lowest": float(min(values)),
        "highest": float(max(values)),
    }


def _table(found: dict[str, Any]) -> list[list[Any]]:
    header = ["score", *found["runs"], "mean", "lowest", "highest"]
    rows = [
        [name, *(row[name] for row in found["runs"].values()), *spread.values()]
        for name, spread in found["over_runs"].items()
    ]
    return [header, *rows]
