"""`dspic train --seeds 1,2,3` and `--folds K`: the same training several times, and what comes of them together."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from dspic_gui.commands import DONE, CommandError
from training.commands.watched import Stopped

Tell = Callable[[Mapping[str, Any]], None]
Export = Callable[[argparse.Namespace, Any, Any, Any], dict[str, Any]]


def add_repeated(parser: argparse.ArgumentParser) -> None:
    """Seeds and folds."""
    text = "train once for each of these seeds, in OUT/seedN; OUT/runs.csv has mean and range"
    parser.add_argument("--seeds", metavar="N,N,...", help=text)
    parser.add_argument(
        "--folds",
        type=int,
        default=0,
        metavar="K",
        help="cross-validation: train K times, in OUT/foldN, each time with another K-th of the patients unseen (0: one 7:3 split)",
    )


def is_repeated(arguments: argparse.Namespace) -> bool:
    """Whether more than one training is asked for."""
    return bool(arguments.seeds or arguments.folds)


def train_repeated(
    arguments: argparse.Namespace,
    settings: Any,
    tell: Tell,
    asked: Callable[[], bool],
    export: Export,
) -> int:
    """Train all of them; each is taken up where it stands by the same call."""
    from training.repeated import runs_of, train_all
    from training.run_folder import check_folder

    runs = runs_of(settings, numbers(arguments.seeds), arguments.folds)
    for run in runs:
        check_folder(arguments.out / run.name, run.settings)

    def finished(run: Any, trained: Any, parts: Any) -> None:
        if trained.chief and not arguments.no_export:
            own = argparse.Namespace(**{**vars(arguments), "out": arguments.out / run.name})
            tell(export(own, run.settings, trained, parts))

    try:
        found = train_all(
            arguments.dataset,
            arguments.out,
            runs,
            tell,
            devices=arguments.devices,
            stopped=asked,
            finished=finished,
        )
    except Stopped:
        found = None
    if found is None:
        tell({"event": "stopped"})
        return DONE
    for name, spread in found["over_runs"].items():
        if name in _TOLD:
            tell({"event": "over runs", "score": name, "runs": len(runs), **spread})
    for seed, scores in found["together"].items():
        tell({"event": "together", "of": seed, **{name: scores[name] for name in _TOLD}})
    return DONE


_TOLD = ("label accuracy", "macro f1", "auc macro")


def numbers(text: str | None) -> list[int]:
    """The numbers of a list joined by commas; CommandError for what is none."""
    try:
        return [int(word) for word in text.split(",")] if text else []
    except ValueError as problem:
        raise CommandError(
            "“{text}” is no list of whole numbers joined by commas. Nothing was written.", text=text
        ) from problem
