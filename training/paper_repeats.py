"""What one training of each row cannot say: the same row with other seeds, and whether two rows differ, paired by patient."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dspic_gui.csv_table import read_csv
from dspic_gui.disease import CLASSES, Answer
from dspic_gui.model.score_differences import Difference, differences_of
from dspic_gui.model.scores import Cases
from dspic_gui.plain_file import text_of
from training.paper import REPEATED, WITHOUT_POOLING, Experiment, Row, collected, read_row
from training.paper_tables import NOT_RUN, Table
from training.store import write_file

KEPT, PREDICTIONS = "comparisons.json", "predictions.csv"
SAMPLES = 1000
TOLD = ("label accuracy", "macro f1", "auc macro")
COMPARED = ("label accuracy", "auc macro")
PAIRS: tuple[tuple[str, str], ...] = (
    ("dSPIC-AM_D_1_batch8", "dSPIC-AM_D_2_batch8"),
    ("dSPIC-AM_D_3_batch8", "dSPIC-AM_D_2_batch8"),
    ("dSPIC-RM_D_1_batch8", "dSPIC-RM_D_2_batch8"),
    ("dSPIC-RM_D_2_batch8", "dSPIC-AM_D_2_batch8"),
    ("AlexNet_D_2_batch8", "dSPIC-AM_D_2_batch8"),
    ("SI_CLF_D_2_batch8", "SI_CLF+AM_D_2_batch8"),
    ("SI_CLF_D_2_batch8", "SI_CLF+RM_D_2_batch8"),
    ("SI_CLF_D_2_batch8", "dSPIC-AM_D_2_batch8"),
    (f"{WITHOUT_POOLING}_D_2_batch8".replace(" ", "-"), "dSPIC-AM_D_2_batch8"),
    ("dSPIC-AM_D_2_batch16", "dSPIC-AM_D_2_batch8"),
    ("dSPIC-RM_D_2_batch16", "dSPIC-RM_D_2_batch8"),
)
"""The rows between which the paper's own tables invite a comparison; a difference is the second minus the first."""


@dataclass(frozen=True)
class Repeated:
    """A row with what came of it under each seed; a seed whose scores are None has not been run."""

    experiment: Experiment
    rows: Mapping[int, Row]

    def values(self, name: str) -> list[float]:
        """A figure under every seed that has been run."""
        found = (row.value(name) for row in self.rows.values())
        return [value for value in found if value is not None]


def repeated_rows(out: Path, facts: Mapping[str, Any]) -> tuple[Repeated, ...]:
    """The rows that are run with several seeds, by the folder's seed and `facts["seeds"]`."""
    first = int(facts["settings"]["seed"])
    found = []
    for row in collected(out):
        one = row.experiment
        if (one.network, one.data, one.batch) in REPEATED:
            others = {
                seed: read_row(one.with_seed(seed), out)
                for seed in facts.get("seeds", ())
                if seed != first
            }
            found.append(Repeated(one, {first: row, **others}))
    return tuple(found)


def seeds_table(repeated: Sequence[Repeated]) -> Table:
    """A line for each row and score: the figure under each seed, their mean and range."""
    rows = []
    for one in repeated:
        for name in TOLD:
            each = [
                f"{seed}: {NOT_RUN if (value := row.value(name)) is None else f'{value:.4f}'}"
                for seed, row in one.rows.items()
            ]
            found = one.values(name)
            spread = (
                f"{np.mean(found):.4f} ({min(found):.4f}–{max(found):.4f})" if found else NOT_RUN
            )
            rows.append(
                (one.experiment.network, one.experiment.data, name, ", ".join(each), spread)
            )
    title = "Several seeds: the same parts, other first weights, order and augmentation"
    return Table(
        "seeds",
        title,
        ("network", "data", "score", "by seed", "mean (lowest–highest)"),
        tuple(rows),
    )


def comparisons(out: Path) -> dict[str, list[dict[str, Any]]]:
    """The differences of each pair of rows that have both been run; what was computed once is kept beside the rows."""
    path = out / KEPT
    kept: dict[str, Any] = json.loads(text_of(path)) if path.exists() else {}
    done = {row.experiment.name: row for row in collected(out) if (row.folder / PREDICTIONS).exists() and row.scores}
    found = {}
    for first, second in PAIRS:
        name = f"{first} / {second}"
        if name in kept:
            found[name] = kept[name]
        elif first in done and second in done:
            drawn = differences_of(
                "view", cases_of(done[first]), cases_of(done[second]), samples=SAMPLES
            )
            found[name] = [asdict(one) for one in drawn if one.name in COMPARED]
    if found != kept:
        write_file(path, json.dumps(found, indent=1))
    return found


def comparisons_table(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> Table:
    """A line for each pair: differences with intervals and p."""
    rows = []
    for first, second in PAIRS:
        lines = {one["name"]: Difference(**one) for one in found.get(f"{first} / {second}", ())}
        rows.append((first, second, *(_difference(lines.get(name)) for name in COMPARED)))
    note = "95 % intervals and p over 1,000 draws of patients, the same for both rows; one seed each, which no interval holds."
    title = "Differences between rows: second minus first"
    return Table(
        "comparisons", title, ("first", "second", "accuracy", "AUC"), tuple(rows), note
    )


def _difference(one: Difference | None) -> str:
    if one is None:
        return NOT_RUN
    if one.difference is None or one.low is None or one.high is None:
        return "–"
    return f"{one.difference:+.4f} ({one.low:+.3f} to {one.high:+.3f}), p = {one.p:.3f}"


def cases_of(row: Row) -> Cases:
    """What a row said of the unseen part, by its predictions.csv; the patients by its split.json."""
    parts = json.loads(text_of(row.folder / "split.json"))
    patients = {(study, view): patient for study, view, patient, _ in parts["test"]}
    lines = sorted(read_csv(row.folder / PREDICTIONS), key=lambda line: (line["study"], line["view"]))
    assert row.scores is not None
    return Cases(
        tuple(Answer(line["truth"]) for line in lines),
        np.array([[float(line[str(name)]) for name in CLASSES] for line in lines]),
        tuple(patients[line["study"], line["view"]] for line in lines),
        float(row.scores["threshold"]),
        tuple(Answer(line["said"]) for line in lines),
    )
