"""`dspic repeats DATASET`: some studies come a second time to every reader, hidden; how far each reader agrees with himself."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dspic_gui.commands import DONE, CommandError, print_said
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.durable import NotSaved
from dspic_gui.intake.hidden_repeats import add_repeats

HELP = (
    "Let a share of the studies come a second time to every planned reader, far from the first and under another key, patient and date. "
    "They are never counted twice; `dspic agreement` then tells how far each reader agrees with himself. Best before anybody reads: until "
    "a reader has sealed all studies, the dataset shows that reader neither other readings nor predictions."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, share, seed, JSON."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset folder")
    parser.add_argument(
        "--share",
        type=float,
        default=0.1,
        metavar="SHARE",
        help="the share of the studies that comes again",
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="decides which studies come again"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Write the repeats; which they are is not printed, for readers may stand by."""
    try:
        archive = Archive(arguments.dataset)
        made = add_repeats(archive, arguments.share, arguments.seed)
        archive.note("", "repeat studies", f"share {arguments.share:g}, seed {arguments.seed}")
    except (ArchiveError, NotSaved, OSError) as problem:
        raise CommandError(str(problem)) from problem
    if arguments.json:
        print(
            json.dumps(
                {
                    "dataset": archive.dataset.name,
                    "repeats": len(made),
                    "share": arguments.share,
                    "seed": arguments.seed,
                }
            )
        )
    else:
        print_said("{count} studies come a second time to each reader.", count=len(made))
    return DONE
