"""`dspic simulate`: a dataset of simulated scans with reports, truth and three sealed readings."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dspic_gui.commands import DONE, CommandError
from dspic_gui.disease import Answer
from dspic_gui.sentence import SaidError
from training.commands import check_packages

if TYPE_CHECKING:
    from training.simulate.case import Case

HELP = (
    "Make a dataset of simulated whole-body bone scans in OUT: scans, pictures, reports, truth and three sealed readings. "
    "The same seed gives the same bytes for any number of workers; the same call takes up a run that was stopped."
)
_CONDITIONS = {"normal": Answer.NORMAL, "metastatic": Answer.METASTATIC, "arthritic": Answer.ARTHRITIC, "both": Answer.BOTH}
_NEEDED = ("mujoco", "myo_sim", "contourpy")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("out", type=Path, metavar="OUT", help="folder of the dataset, new or begun by the same call")
    parser.add_argument("--patients", type=int, required=True, metavar="N", help="how many patients")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="decides everything that is drawn (default: 0)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="W", help="processes (default: one per core)")
    parser.add_argument(
        "--compress", choices=["none", "rle", "jpeg2000"], default="none", help="transfer syntax of the scans, all lossless (default: none)"
    )
    parser.add_argument(
        "--follow-up", type=float, default=0.0, metavar="SHARE", help="share of patients who are scanned twice (default: 0)"
    )
    parser.add_argument(
        "--conditions",
        default="",
        metavar="LIST",
        help="conditions of the first patients, joined by commas: normal, metastatic, arthritic, both",
    )
    parser.add_argument(
        "--expected", choices=["half", "full"], default="", help="store the expected counts before noise too, for training (default: not)"
    )
    parser.add_argument("--name", default="Simulated bone scans", help="name of the dataset")
    parser.add_argument("--json", action="store_true", help="print progress as one JSON object per line")


def run(arguments: argparse.Namespace) -> int:
    """Simulate; 0 when the dataset is complete."""
    _check(arguments)
    from training.simulate.folder import Recipe, simulate

    recipe = Recipe(
        arguments.patients,
        arguments.seed,
        arguments.compress,
        arguments.follow_up,
        _conditions(arguments.conditions),
        arguments.name,
        arguments.expected,
    )
    printer = Printer(arguments.json)
    try:
        simulate(arguments.out, recipe, workers=arguments.workers, progress=printer)
    except SaidError as problem:
        printer.close()
        raise CommandError(problem.sentence) from problem
    printer.close()
    return DONE


def command_of(stated: Mapping[str, Any], folder: str) -> str:
    """The command that makes a dataset of which dataset.json states this, but for its name."""
    words = ["dspic", "simulate", folder, "--patients", str(stated["patients"]), "--seed", str(stated["seed"])]
    if stated["compression"] != "none":
        words += ["--compress", str(stated["compression"])]
    if stated["follow_up"]:
        words += ["--follow-up", str(stated["follow_up"])]
    if stated["conditions"]:
        word_of = {str(answer): word for word, answer in _CONDITIONS.items()}
        words += ["--conditions", ",".join(word_of[one] for one in stated["conditions"])]
    if stated.get("expected"):
        words += ["--expected", str(stated["expected"])]
    return shlex.join(words)


def _check(arguments: argparse.Namespace) -> None:
    check_packages(*_NEEDED)
    for wrong, what in (
        (arguments.patients < 1, "--patients must be 1 or more"),
        (arguments.patients > 99_999, "--patients must be below 100,000"),
        (arguments.workers < 1, "--workers must be 1 or more"),
        (arguments.seed < 0, "--seed must not be negative"),
        (not 0.0 <= arguments.follow_up <= 1.0, "--follow-up must lie between 0 and 1"),
    ):
        if wrong:
            raise CommandError(f"{what}. Nothing was done.")


def _conditions(text: str) -> tuple[Answer, ...]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    unknown = [word for word in words if word not in _CONDITIONS]
    if unknown:
        raise CommandError(f"“{unknown[0]}” is no condition; there are {', '.join(_CONDITIONS)}. Nothing was done.")
    return tuple(_CONDITIONS[word] for word in words)


class Printer:
    """Tells how far the simulation is: one line that is rewritten on a terminal, or one JSON object per study."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._started = time.monotonic()
        self._before = 0
        self._views: Counter[str] = Counter()
        self._open_line = False

    def __call__(self, done: int, total: int, case: Case | None) -> None:
        """Note that `done` of `total` studies are there."""
        if case is None:
            self._before = done
        else:
            self._views.update(str(answer) for answer in case.truth)
        rate = (done - self._before) / max(time.monotonic() - self._started, 1e-6)
        if self._as_json:
            study = case.study.key if case else None
            print(json.dumps({"event": "study", "done": done, "total": total, "study": study, "per_second": round(rate, 3)}), flush=True)
            return
        left = f", {(total - done) / rate:.0f} s left" if rate and done < total else ""
        text = f"{done} of {total} studies, {rate:.1f} a second{left}"
        if sys.stdout.isatty():
            print(f"\r\033[K{text}", end="", flush=True)
            self._open_line = True
        elif done == total or done % 100 == 0:
            print(text, flush=True)

    def close(self) -> None:
        """End the open line and say what the new views show."""
        if self._open_line:
            print()
        if not self._as_json and self._views:
            print("new views: " + ", ".join(f"{count} {answer}" for answer, count in sorted(self._views.items())))
