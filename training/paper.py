"""The paper's experiments on any dataset, one row at a time: networks, data, batch sizes, and where each result goes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dspic_gui.csv_table import read_csv
from dspic_gui.plain_file import text_of
from training.dataset import Split
from training.dcgan import DcganSettings
from training.leak import COLUMN
from training.progress import Tell, silent
from training.run import train
from training.settings import Settings, TrainingError
from training.store import write_file

COMPARED = ("SI_CLF", "SI_CLF+AM", "SI_CLF+RM", "SI_CLF+AM+RM", "AlexNet", "dSPIC-AM")
FACTS = "experiments.json"
FREE = ("settings", "seeds", "simulation")
"""Facts that may be others, or more, in a later call; settings are compared by themselves."""
WITHOUT_POOLING = "dSPIC-AM without pooling"


@dataclass(frozen=True)
class Experiment:
    """A network trained on one dataset with one batch size; `tables` are where the paper prints its result.

    `seed`: of a row that is run again with another seed than the folder's.
    """

    network: str
    data: str
    batch: int
    tables: tuple[str, ...]
    seed: int | None = None

    @property
    def name(self) -> str:
        """The name of its folder and row."""
        again = "" if self.seed is None else f"_seed{self.seed}"
        return f"{self.network}_{self.data}_batch{self.batch}{again}".replace(" ", "-")

    def with_seed(self, seed: int) -> Experiment:
        """The same row under another seed."""
        return replace(self, seed=seed)


@dataclass(frozen=True)
class Row:
    """An experiment with what came of it: settings, scores.json, the learning curve; None while it has not been run."""

    experiment: Experiment
    folder: Path
    scores: dict[str, Any] | None
    history: tuple[dict[str, float], ...]

    @property
    def seconds_per_epoch(self) -> float | None:
        """The mean training time of a whole epoch, validation apart; None where nothing was trained.

        A last epoch that a budget of steps cut short is left out; where there is no other, its seconds per step count.
        """
        if not self.history or self.scores is None:
            return None
        ends = [row["steps"] for row in self.history]
        steps = [end - before for before, end in zip((0.0, *ends), ends, strict=False)]
        whole = float(self.scores.get("steps_per_epoch", steps[0]))
        seconds = [row["seconds"] for row, count in zip(self.history, steps, strict=True) if count == whole]
        return sum(seconds) / len(seconds) if seconds else self.history[0]["seconds"] / steps[0] * whole

    def value(self, name: str) -> float | None:
        """One figure of the unseen part."""
        found = self.scores["scores"][name]["value"] if self.scores else None
        return None if found is None else float(found)


EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment("dSPIC-AM", "D_2", 8, ("Table 5", "Table 8", "Table 9", "Figure 8", "Figure 9", "Figure 10", "Figure 11")),
    Experiment("dSPIC-AM", "D_1", 8, ("Table 5",)),
    Experiment("dSPIC-RM", "D_1", 8, ("Table 6",)),
    Experiment("dSPIC-RM", "D_2", 8, ("Table 6",)),
    Experiment("AlexNet", "D_2", 8, ("Table 8", "Figure 10", "Figure 11")),
    *(Experiment(network, "D_2", 8, ("Table 8", "Figure 10", "Figure 11")) for network in COMPARED[:4]),
    Experiment(WITHOUT_POOLING, "D_2", 8, ("Table 9",)),
    Experiment("dSPIC-AM", "D_3", 8, ("Table 5",)),
    Experiment("dSPIC-RM", "D_3", 8, ("Table 6",)),
    Experiment("dSPIC-AM", "D_2", 16, ("Table 4",)),
    Experiment("dSPIC-RM", "D_2", 16, ("Table 4",)),
)


REPEATED = (("dSPIC-AM", "D_2", 8), ("dSPIC-AM", "D_1", 8), ("dSPIC-RM", "D_2", 8))
"""The rows that several seeds are for."""


def with_seeds(rows: Sequence[Experiment], seeds: Sequence[int], first: int) -> tuple[Experiment, ...]:
    """The rows, and after all of them, seed by seed, those of `REPEATED` again with each seed but the folder's own (`first`)."""
    again = [row for row in rows if (row.network, row.data, row.batch) in REPEATED]
    return (*rows, *(row.with_seed(seed) for seed in seeds if seed != first for row in again))


def chosen(networks: Sequence[str] = (), data: Sequence[str] = (), batches: Sequence[str] = ()) -> tuple[Experiment, ...]:
    """The experiments of these networks, datasets and batch sizes (all, where none is named), in the order they are run.

    TrainingError for a name that the paper does not have, and where no experiment fits.
    """
    rows = EXPERIMENTS
    for asked, name_of in ((networks, lambda one: one.network), (data, lambda one: one.data), (batches, lambda one: str(one.batch))):
        known = list(dict.fromkeys(name_of(one) for one in EXPERIMENTS))
        if unknown := [word for word in asked if word not in known]:
            raise TrainingError(
                "“{word}” is not among the paper's experiments; there are {known}. "
                "Nothing was written.",
                word=unknown[0],
                known=", ".join(known),
            )
        rows = tuple(one for one in rows if not asked or name_of(one) in asked)
    if not rows:
        raise TrainingError(
            "No experiment of the paper has that network, that data and that batch together. "
            "Nothing was written; --list names all of them."
        )
    return rows


def run_experiments(
    parts: Split,
    out: Path,
    settings: Settings,
    experiments: Sequence[Experiment],
    tell: Tell = silent,
    *,
    devices: str | None = None,
    dcgan: DcganSettings = DcganSettings(),
    stopped: Callable[[], bool] = lambda: False,
    finished: Callable[[], None] = lambda: None,
) -> list[tuple[str, TrainingError]]:
    """Train each row that has no scores yet, all with the same settings and parts; the chief calls `finished` after each row.

    A row that cannot be trained does not keep the others waiting: gives their names, and why.
    """
    failed: list[tuple[str, TrainingError]] = []
    for number, experiment in enumerate(experiments, start=1):
        folder = out / "rows" / experiment.name
        tell({"event": "row", "name": experiment.name, "number": number, "of": len(experiments)})
        own = settings_of(experiment, settings)
        if (folder / "scores.json").exists() and _same(folder, own):
            continue
        try:
            trained = train(parts, folder, own, tell, devices=devices, dcgan=dcgan, stopped=stopped, kept=out / "generated")
        except TrainingError as problem:
            failed.append((experiment.name, problem))
            continue
        if trained is None:
            break
        if trained.chief:
            (folder / "checkpoint.safetensors").unlink(missing_ok=True)
            finished()
    return failed


def settings_of(experiment: Experiment, settings: Settings) -> Settings:
    """The folder's settings for this row."""
    seed = settings.seed if experiment.seed is None else experiment.seed
    return replace(settings, network=experiment.network, data=experiment.data, batch=experiment.batch, seed=seed)


def collected(out: Path) -> tuple[Row, ...]:
    """Every experiment with its result so far, in the paper's order."""
    return tuple(read_row(experiment, out) for experiment in EXPERIMENTS)


def save_parts(out: Path, parts: Split, settings: Settings, source: str, originals: Mapping[str, Any], *, writes: bool = True) -> None:
    """Note what all rows share, so that the tables can be written again without the dataset; TrainingError for another dataset's folder."""
    facts = {"source": source, "settings": json.loads(settings.as_json()), "leaking": parts.leaking, **originals}
    saved = {"dcgan_steps": DcganSettings().steps, **(read_facts(out) or facts)}
    facts = {"dcgan_steps": DcganSettings().steps, **facts}
    facts["seeds"] = sorted({*saved.get("seeds", ()), *facts.get("seeds", ())})
    others = [{name: value for name, value in one.items() if name not in FREE} for one in (saved, json.loads(json.dumps(facts)))]
    if others[0] != others[1] or not settings.are_saved_in(json.dumps(saved["settings"])):
        raise TrainingError(
            "{folder} holds experiments on other data or settings. They were left as they are; "
            "choose another folder.",
            folder=str(out),
        )
    if writes:
        write_file(out / FACTS, json.dumps(facts, indent=1))


def read_facts(out: Path) -> dict[str, Any]:
    """What all rows of a folder share; empty where none was begun."""
    path = out / FACTS
    return dict(json.loads(text_of(path))) if path.exists() else {}


def _same(folder: Path, settings: Settings) -> bool:
    return settings.are_saved_in(text_of(folder / "settings.json"))


def read_row(experiment: Experiment, out: Path) -> Row:
    """An experiment with its result so far."""
    folder = out / "rows" / experiment.name
    scores, history = folder / "scores.json", folder / "history.csv"
    if not scores.exists():
        return Row(experiment, folder, None, ())
    curve = tuple({name: float(value) for name, value in line.items() if name != COLUMN} for line in read_csv(history))
    return Row(experiment, folder, json.loads(text_of(scores)), curve)
