"""`dspic order DATASET --by ...`: which studies are read next in a dataset still being labelled."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dspic_gui.commands import DONE, CommandError, print_said
from dspic_gui.commands.progress import ProgressLine
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.durable import NotSaved
from dspic_gui.lesion_model.opened import Model, open_model
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_engine import without_chatter
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.opinion.next_case import OrderBy, set_next_cases, unset_next_cases
from dspic_gui.scans.decoder import DecodeError

HELP = (
    "Put the studies of a dataset in the order in which they are to be read: first those of which a model is least certain, on which "
    "readers disagree, or with lesions where few were read. The protocol records it, and readers see no reason. Off unless this is run; "
    "a dataset for measuring readers keeps the given or the random order."
)
OFF = ("given", "random")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, by what, model, JSON."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset folder")
    parser.add_argument(
        "--by",
        required=True,
        choices=(*OrderBy, *OFF),
        help="what puts a study forward; or back to given or random",
    )
    parser.add_argument(
        "--model", type=Path, metavar="MODEL", help="the model folder, for uncertainty and region"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Write the order."""
    try:
        archive = Archive(arguments.dataset)
        if arguments.by in OFF:
            unset_next_cases(archive, arguments.by)
            keys: tuple[str, ...] = ()
        else:
            with ProgressLine("studies") as progress:
                keys = set_next_cases(
                    archive, OrderBy(arguments.by), _model(arguments.model), progress
                )
        archive.note("", "set the order", f"by {arguments.by}")
    except (ArchiveError, ModelError, NotSaved, DecodeError, NetworkInputError) as problem:
        raise CommandError(str(problem)) from problem
    if arguments.json:
        print(
            json.dumps(
                {"dataset": archive.dataset.name, "by": str(arguments.by), "studies": list(keys)}
            )
        )
    else:
        print_said(
            "The studies of {dataset} are read in the order: {by}.",
            dataset=archive.dataset.name,
            by=arguments.by,
        )
    return DONE


def _model(folder: Path | None) -> Model | None:
    if folder is None:
        return None
    with without_chatter():
        return open_model(folder)
