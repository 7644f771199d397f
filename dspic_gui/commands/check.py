"""`dspic check DATASET|FILE.json`: files against the rules of their formats."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from dspic_gui.checks.folder import DatasetCheck, dataset_of
from dspic_gui.checks.label_file import Breach, check_label_file
from dspic_gui.code import load_code_book
from dspic_gui.commands import DONE, FINDINGS, CommandError, print_said
from dspic_gui.commands.progress import ProgressLine
from dspic_gui.dataset.description import DatasetError
from dspic_gui.language.spoken import spoken

HELP = (
    "Check the files of a dataset, or one label file, against the rules of their formats, and every scan against the hash of its import. "
    "Exit code 1 where a rule is broken."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to check, and JSON."""
    parser.add_argument("path", metavar="DATASET|FILE.json", type=Path, help="a dataset folder or one label file")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line: each broken rule, then the counts")


def run(arguments: argparse.Namespace) -> int:
    """Print every broken rule with file, shape index and value, then what was looked at."""
    path: Path = arguments.path
    if not path.exists():
        raise CommandError("{path} is neither a folder nor a file. Nothing was checked.", path=path)
    try:
        breaches, counts = _check(path)
        found = _print(breaches, arguments.json)
    except DatasetError as problem:
        raise CommandError(str(problem)) from problem
    _print_counts(counts, found, arguments.json)
    if path.is_dir() and not arguments.json:
        print_said("Not looked at: seals and audit chains, which dspic verify compares, and the earlier versions under .versions.")
    return FINDINGS if found else DONE


def _check(path: Path) -> tuple[Iterable[Breach], Mapping[str, int]]:
    """The broken rules of a dataset, of a file in a dataset, or of a label file that stands alone; the counts grow on the way."""
    if path.is_dir():
        dataset = DatasetCheck(path, ProgressLine("studies", beside_output=True))
        return dataset.breaches(), dataset.counts
    home = dataset_of(path)
    if home:
        dataset = DatasetCheck(home)
        return dataset.file(path.absolute()), dataset.counts
    file, breaches = check_label_file(path, None, load_code_book())
    return breaches, {"plain LabelMe files" if file and file.plain else "label files": 1}


def _print(breaches: Iterable[Breach], as_json: bool) -> int:
    found = 0
    for breach in breaches:
        found += 1
        print(json.dumps(asdict(breach), ensure_ascii=False) if as_json else f"{breach.place}: {spoken(breach.sentence)}")
    return found


def _print_counts(counts: Mapping[str, int], found: int, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"checked": dict(counts), "breaches": found}, ensure_ascii=False))
        return
    looked = ", ".join(f"{number} {kind}" for kind, number in counts.items()) or "nothing"
    if found:
        print_said("Checked: {looked}. {count} broken rule(s).", looked=looked, count=found)
    else:
        print_said("Checked: {looked}. Every rule is kept.", looked=looked)
