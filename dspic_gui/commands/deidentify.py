"""`dspic deidentify DATASET OUT`: a dataset that can leave the house."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dspic_gui.commands import DONE, FINDINGS, CommandError, asked, lead_archive, print_said
from dspic_gui.language.spoken import spoken
from dspic_gui.sentence import Sentence

if TYPE_CHECKING:
    from dspic_gui.dataset.archive import Archive
    from dspic_gui.exchange.hand_over_note import HandedOver

HELP = (
    "Write a de-identified copy of a dataset: new scans from an allow-list, new keys, moved dates, no free text. "
    "Every byte of it is searched for every text of the original; where something is found nothing is kept."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, target, dates, reports."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset folder")
    parser.add_argument(
        "out", type=Path, metavar="OUT", help="the folder to write, which must be new or empty"
    )
    parser.add_argument("--name", default="Hand-over", help="the name of the new dataset")
    parser.add_argument(
        "--dates",
        choices=("shift", "remove"),
        default="shift",
        help="move each patient's dates, or leave them out",
    )
    parser.add_argument(
        "--reports",
        choices=("none", "ask"),
        default="none",
        help="leave reports out, or show each for approval",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """De-identify; 1 where a study was left out or should be looked at."""
    from dspic_gui.commands.progress import ProgressLine
    from dspic_gui.dataset.archive import ArchiveError
    from dspic_gui.durable import NotSaved
    from dspic_gui.exchange.hand_over import hand_over
    from dspic_gui.exchange.hand_over_note import HandOver
    from dspic_gui.exchange.new_folder import ExchangeError

    try:
        archive = lead_archive(arguments.dataset)
        approved = _approved(archive) if arguments.reports == "ask" else frozenset()
        wanted = HandOver(arguments.name, arguments.dates == "shift", approved)
        with ProgressLine("studies") as progress:
            done = hand_over(archive, arguments.out, wanted, progress)
    except (ArchiveError, ExchangeError, NotSaved) as problem:
        raise CommandError(str(problem)) from problem
    _say(done, arguments)
    return FINDINGS if done.problems or done.warnings else DONE


def _approved(archive: Archive) -> frozenset[str]:
    """Show each report; only what a person says yes to goes along."""
    if not sys.stdin.isatty():
        raise CommandError(
            "Reports are approved by a person at a terminal. Nothing was written; run it there, or use the window."
        )
    found = set()
    for key in archive.study_keys():
        report = archive.report(key)
        if report is not None:
            print(f"\n{key}\n{report.description}\n{report.suggestion}")
            if asked(Sentence("Does this text name nobody, and may it leave the house? [y/N] ")):
                found.add(key)
    return frozenset(found)


def _say(done: HandedOver, arguments: argparse.Namespace) -> None:
    if arguments.json:
        left = [{"source": key, "error": said} for key, said in done.problems]
        look = [{"study": key, "warning": said} for key, said in done.warnings]
        told = {
            "written": str(arguments.out),
            "studies": len(done.studies),
            "searched": done.searched,
        }
        print(json.dumps({**told, "left": left, "look_at": look}))
        return
    for key, said in (*done.problems, *done.warnings):
        print(f"{key}: {spoken(said)}", file=sys.stderr)
    print_said(
        "{count} studies: {out}. {searched} texts of the dataset were searched for; none was found.",
        count=len(done.studies), out=arguments.out, searched=done.searched,
    )  # fmt: skip
