"""`dspic import`: take scans and reports into a dataset, which is made when there is none."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dspic_gui.commands import DONE, FINDINGS, UNUSABLE, CommandError, print_said
from dspic_gui.language.spoken import spoken
from dspic_gui.sentence import Sentence, Templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dspic_gui.dataset.archive import Archive
    from dspic_gui.intake.importing import Outcome

HELP = "Import DICOM files, PNG pictures and reports (files or folders) into a dataset. The sources are only ever read."
_WORDS: Templates = {
    "new": "new",
    "joined": "joined its study",
    "there": "already there",
    "replaced": "replaced views of",
    "corrected": "already there, its view corrected:",
    "report": "report of",
    "draft": "draft of",
    "marks": "MARKS LEFT",
    "skipped": "skipped",
    "refused": "NOT TAKEN",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset's folder; made when there is none")
    parser.add_argument("sources", type=Path, nargs="+", metavar="SOURCE", help="a file, or a folder with everything below it")
    parser.add_argument("--name", help="the name of a new dataset (its folder's name unless given)")
    parser.add_argument("--readers", help="the planned readers of a new dataset, separated by commas (R1,R2,R3 unless given)")
    parser.add_argument(
        "--adjudicator", metavar="NAME", help="who alone settles disagreement in a new dataset (a planned reader unless given)"
    )
    parser.add_argument(
        "--view",
        choices=("ANT", "POST"),
        help="the view of a scan that does not tell (of a two-frame file, of its first), also of one that is there already",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="take these scans in place of the views that their studies have (until a reading is sealed; the old files stay)",
    )
    parser.add_argument(
        "--shared",
        action="store_true",
        help="the group of a new dataset's folder may read and write it (else its user alone; files follow the folder's rights)",
    )
    parser.add_argument("--blind-to-report", action="store_true", help="in a new dataset, readers do not see the textual reports")
    parser.add_argument("--order", choices=("given", "random"), help="a new dataset's order of studies: random is another for each reader")
    parser.add_argument("--seed", type=int, metavar="N", help="the number from which random orders are drawn (0 unless given)")
    parser.add_argument(
        "--assisted",
        action="store_true",
        help="in a new dataset, readers start from the lesions that a network finds, and each such reading says so",
    )
    parser.add_argument("--codes", type=Path, metavar="FILE.json", help="the code book of a new dataset (the built-in one unless given)")
    parser.add_argument("--reader", metavar="NAME", help="whose draft the marks of structured reports become")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line, one line a file")


def run(arguments: argparse.Namespace) -> int:
    """Import and print what became of each file: 0 all taken, 1 some refused, 2 none taken."""
    from dspic_gui.dataset.archive import ArchiveError
    from dspic_gui.durable import NotSaved
    from dspic_gui.intake.importing import import_sources
    from dspic_gui.study import Projection

    try:
        archive = _dataset(arguments)
        view = Projection(arguments.view) if arguments.view else None
        progress = _show_progress if sys.stderr.isatty() and not arguments.json else None
        outcomes = import_sources(archive, arguments.sources, view=view, replace_views=arguments.replace, progress=progress)
        if arguments.reader:
            outcomes = _with_marks(archive, arguments.reader, outcomes)
    except (ArchiveError, NotSaved) as problem:
        raise CommandError(str(problem)) from problem
    if progress is not None:
        print("\r\x1b[K", end="", file=sys.stderr)
    _print(outcomes, as_json=arguments.json)
    return _exit_code(outcomes)


def _dataset(arguments: argparse.Namespace) -> Archive:
    from dspic_gui.dataset import folder as layout
    from dspic_gui.dataset.archive import Archive

    folder: Path = arguments.dataset
    if (folder / layout.DATASET).exists():
        fixed = ("name", "readers", "blind_to_report", "order", "seed", "codes", "adjudicator", "assisted", "shared")
        if any(getattr(arguments, option) not in (None, False) for option in fixed):
            text = "The dataset is there already, and its settings are fixed. Leave those options out."
            raise CommandError(text)
        return Archive(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError("{folder} is neither a dataset nor an empty folder. Nothing was written; choose another folder.", folder=folder)
    missing = [source for source in arguments.sources if not source.exists()]
    if len(missing) == len(arguments.sources):
        raise CommandError("{path} is not there. Nothing was written; check the path.", path=missing[0])
    if arguments.shared:
        _share(folder)
    readers = arguments.readers.split(",") if arguments.readers else ("R1", "R2", "R3")
    name = arguments.name or folder.resolve().name
    return Archive.create(
        folder,
        name,
        [reader.strip() for reader in readers],
        blind_to_report=arguments.blind_to_report,
        order=arguments.order or "given",
        seed=arguments.seed or 0,
        codes=arguments.codes,
        adjudicator=arguments.adjudicator,
        assisted=arguments.assisted,
    )


def _share(folder: Path) -> None:
    """Make the folder one that its group works in; what is made in it belongs to the same group."""
    from dspic_gui.durable import follow_rights_of, make_folder
    from dspic_gui.sentence import reason_of

    try:
        make_folder(folder)
        folder.chmod(0o2770)
    except OSError as problem:
        text = "{folder} cannot be shared ({reason}). Nothing was written; choose another folder."
        raise CommandError(text, folder=folder, reason=reason_of(problem)) from problem
    follow_rights_of(folder)


def _with_marks(archive: Archive, reader: str, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The marks of structured reports become a draft of that reader."""
    from dspic_gui.exchange.label_import import import_report

    return [import_report(archive, reader, one) if one.status == "marks" else one for one in outcomes]


def _show_progress(done: int, total: int, name: str) -> None:
    print(f"\r\x1b[K{done} of {total}  {name[:60]}", end="", file=sys.stderr, flush=True)


def _print(outcomes: Sequence[Outcome], *, as_json: bool) -> None:
    if as_json:
        for outcome in outcomes:
            print(json.dumps(outcome.to_json(), ensure_ascii=False))
        return
    for outcome in outcomes:
        print(f"{outcome.source}: {_sentence(outcome)}")
    studies = {outcome.study for outcome in outcomes if outcome.status in ("new", "joined", "replaced")}
    there = sum(outcome.status == "there" for outcome in outcomes)
    left = sum(not outcome.taken for outcome in outcomes)
    if len(studies) == 1:
        print_said("1 study taken, {there} files already there, {left} not taken.", there=there, left=left)
    else:
        print_said("{count} studies taken, {there} files already there, {left} not taken.", count=len(studies), there=there, left=left)


def _sentence(outcome: Outcome) -> str:
    word = spoken(Sentence(_WORDS[outcome.status]))
    if outcome.error is not None:
        return f"{word}. {spoken(outcome.error)}"
    views = [f"{projection}: {spoken(reason)}" for projection, reason in outcome.views.items()]
    return " ".join([f"{word} {outcome.study}.", *views, *map(spoken, outcome.notes)])


def _exit_code(outcomes: Sequence[Outcome]) -> int:
    if not any(outcome.taken for outcome in outcomes):
        return UNUSABLE
    return FINDINGS if any(outcome.status == "refused" for outcome in outcomes) else DONE
