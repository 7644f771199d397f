"""`dspic export-labels DATASET OUT`: the one annotation file that feeds a classifier."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from dspic_gui import durable
from dspic_gui.commands import DONE, FINDINGS, CommandError, lead_archive, print_said
from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.exchange.noted import note_export
from dspic_gui.ground_truth.annotation_table import as_csv, as_json, rows
from dspic_gui.ground_truth.label_source import Labels, dataset_labels, default_source
from dspic_gui.language.spoken import spoken

HELP = "Write the annotation file of a dataset: study, view, picture, class and lesions of every view, as CSV and JSON."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, target, source of the labels, JSON."""
    parser.add_argument("dataset", type=Path, help="the dataset folder")
    parser.add_argument(
        "out", type=Path, metavar="OUT", help="OUT.csv and OUT.json are written; with an ending .csv or .json only that one"
    )
    parser.add_argument("--labels", metavar="consensus|truth|READER", help="whose labels; the consensus, or the truth where there is none")
    parser.add_argument(
        "--provisional", action="store_true", help="take in provisional and disputed answers too, which are left out without it"
    )
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Write the table; 1 where something could not be read."""
    problems: list[tuple[str, str]] = []
    try:
        archive = lead_archive(arguments.dataset)
        source = arguments.labels or default_source(archive)
        labels = dataset_labels(
            archive,
            source,
            provisional=arguments.provisional,
            problem=lambda key, sentence: problems.append((key, sentence)),
        )
    except ArchiveError as problem:
        raise CommandError(str(problem)) from problem
    table = rows(labels.views)
    if not table:
        left_out = f" {labels.tally.sentence}" if labels.tally.sentence else ""
        raise CommandError(
            "{name} has no labels by {source}.{left_out} Nothing was written.", name=archive.dataset.name, source=source, left_out=left_out
        )
    contents = {".csv": as_csv(table), ".json": as_json(table, source)}
    written = []
    for suffix, content in contents.items():
        if arguments.out.suffix in (suffix, *({arguments.out.suffix} - set(contents))):
            path = arguments.out if arguments.out.suffix == suffix else arguments.out.with_name(arguments.out.name + suffix)
            _write(path, content)
            written.append(path)
    problems += note_export(archive, f"annotation file, labels of {source}, {len(labels.views)} views: {arguments.out.name}")
    _say(written, labels, problems, arguments.json)
    return FINDINGS if problems else DONE


def _write(path: Path, content: bytes) -> None:
    try:
        durable.write_together([(path, content)])
    except durable.NotSaved as problem:
        raise CommandError(str(problem)) from problem


def _say(written: list[Path], labels: Labels, problems: list[tuple[str, str]], json_wanted: bool) -> None:
    for key, sentence in problems:
        print(
            json.dumps({"source": key, "error": sentence}) if json_wanted else spoken(sentence),
            file=sys.stdout if json_wanted else sys.stderr,
        )
    names = [str(path) for path in written]
    if json_wanted:
        print(json.dumps({"written": names, "labels": labels.source, "views": len(labels.views), **labels.tally.figures}))
        if labels.notice is not None:
            print(json.dumps({"notice": labels.notice}))
        return
    print_said("{count} views with the labels of {source}: {names}", count=len(labels.views), source=labels.source, names=", ".join(names))
    if labels.remarks is not None:
        print(spoken(labels.remarks), file=sys.stderr)
