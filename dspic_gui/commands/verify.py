"""`dspic verify DATASET`: audit chains and the files they name."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from dspic_gui.checks.audit import verify
from dspic_gui.commands import DONE, FINDINGS, CommandError, print_said
from dspic_gui.dataset.description import DatasetError, read_dataset
from dspic_gui.language.spoken import spoken

HELP = "Verify the audit chains of a dataset and the files they name. Exit code 1 where something does not fit."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The dataset, and JSON."""
    parser.add_argument("dataset", type=Path, help="the dataset folder")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print what was verified and what does not fit."""
    try:
        read_dataset(arguments.dataset)
    except DatasetError as problem:
        raise CommandError(str(problem)) from problem
    chains, found = verify(arguments.dataset)
    if arguments.json:
        print(json.dumps({"chains": [asdict(chain) for chain in chains], "findings": [asdict(one) for one in found]}, ensure_ascii=False))
    else:
        for chain in chains:
            print_said("{reader}: {acts} acts, head {head}", reader=chain.reader, acts=chain.acts, head=chain.head)
        for one in found:
            print(f"{one.file}: {spoken(one.sentence)}")
        if found:
            print_said("{count} finding(s)", count=len(found))
        else:
            print_said("Everything fits.")
    return FINDINGS if found else DONE
