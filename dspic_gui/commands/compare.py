"""`dspic compare MODEL MODEL DATASET`: two models on the same views, paired by patient."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from dspic_gui.commands import DONE, FINDINGS, CommandError, print_said
from dspic_gui.commands.progress import ProgressLine
from dspic_gui.commands.training_overlap import Overlap, add_unseen, overlap_of
from dspic_gui.csv_table import write_csv
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.ground_truth.label_source import default_source
from dspic_gui.language.spoken import spoken
from dspic_gui.lesion_model.opened import open_model
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_engine import without_chatter
from dspic_gui.model.score_differences import SAMPLES, Difference
from dspic_gui.opinion.evaluation import Evaluation, evaluate
from dspic_gui.opinion.model_comparison import Comparison, McNemar, compare
from dspic_gui.scans import decoder

HELP = (
    "Compare two models on the views of a dataset that both answer: differences of accuracy, F-1 and AUC with 95 % intervals and p over "
    "draws of patients that are the same for both, and McNemar's exact test of the answers of views and of studies."
)
COLUMNS = tuple(Difference.__dataclass_fields__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Models, dataset, labels, samples, table, JSON."""
    parser.add_argument("first", type=Path, metavar="MODEL", help="a model folder")
    parser.add_argument(
        "second",
        type=Path,
        metavar="MODEL",
        help="the other model folder; differences are second minus first",
    )
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset folder")
    parser.add_argument(
        "--labels",
        help="what is true: consensus, truth or a reader's name (default: consensus, until there is one truth)",
    )
    parser.add_argument(
        "--provisional",
        action="store_true",
        help="take in provisional and disputed answers too, which are left out without it",
    )
    parser.add_argument(
        "--samples",
        type=int,
        default=SAMPLES,
        metavar="N",
        help="draws of patients for intervals and p",
    )
    add_unseen(parser)
    parser.add_argument(
        "--keep-unlike",
        action="store_true",
        help="count the answers of views unlike what a model learned from too",
    )
    parser.add_argument(
        "--csv", type=Path, metavar="OUT.csv", help="write the differences as a table too"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object per figure")


def run(arguments: argparse.Namespace) -> int:
    """Measure both and print; 1 where a study had to be left out."""
    if arguments.samples < 1:
        raise CommandError("--samples must be 1 or more. Nothing was measured.")
    decoder.warm_up()
    problems: list[tuple[str, str]] = []
    folders = (arguments.first, arguments.second)
    try:
        archive = Archive(arguments.dataset)
        labels = arguments.labels or default_source(archive)
        overlap = overlap_of(archive, folders, unseen=arguments.unseen)
        first, second = (
            _measured(archive, folder, labels, overlap, arguments, problems) for folder in folders
        )
        result = compare(first, second, samples=arguments.samples)
    except (ArchiveError, ModelError) as problem:
        raise CommandError(str(problem)) from problem
    _print_problems(problems, arguments.json)
    _print(result, arguments.json)
    overlap.say({view.study for one in (first, second) for view in one.views}, arguments.json)
    if arguments.csv:
        _write(arguments.csv, result.differences)
    return FINDINGS if problems else DONE


def _measured(
    archive: Archive,
    folder: Path,
    labels: str,
    overlap: Overlap,
    arguments: argparse.Namespace,
    problems: list[tuple[str, str]],
) -> Evaluation:
    with without_chatter():
        model = open_model(folder)
    with ProgressLine("studies") as progress:
        return evaluate(
            archive,
            model,
            labels,
            provisional=arguments.provisional,
            chosen=overlap.chosen,
            problem=lambda key, sentence: problems.append((key, sentence)),
            progress=progress,
            keep_unlike=arguments.keep_unlike,
        )


def _print_problems(problems: Iterable[tuple[str, str]], as_json: bool) -> None:
    for key, sentence in dict.fromkeys(problems):
        if as_json:
            print(json.dumps({"source": key, "error": sentence}, ensure_ascii=False))
        else:
            print(f"{key}: {spoken(sentence)}", file=sys.stderr)


def _print(result: Comparison, as_json: bool) -> None:
    if as_json:
        about = {
            "first_model": result.first,
            "second_model": result.second,
            "labels": result.labels,
        }
        for line in (*map(asdict, result.differences), *map(asdict, result.tests)):
            print(json.dumps({**about, **line}))
        return
    print_said(
        "{second} against {first} on {dataset}, labels: {labels}. Intervals and p are drawn by patient.",
        first=result.first, second=result.second, dataset=result.dataset, labels=result.labels,
    )  # fmt: skip
    if result.left_out:
        print_said(
            "{count} views are left out, because only one of the models answers them.",
            count=result.left_out,
        )
    for row in result.differences:
        print(_line(row))
    for test in result.tests:
        print(_test(test))
    if result.notice is not None:
        print(spoken(result.notice), file=sys.stderr)


def _line(row: Difference) -> str:
    if row.difference is None or row.first is None or row.second is None:
        return f"{row.level:6} {row.name:16} not defined"
    interval = "" if row.low is None else f" ({row.low:+.3f} to {row.high:+.3f}), p = {row.p:.4f}"
    return f"{row.level:6} {row.name:16} {row.first:.3f}  {row.second:.3f}  {row.difference:+.3f}{interval}"


def _test(test: McNemar) -> str:
    return (
        f"{test.level:6} McNemar: right {test.both} both, {test.first} the first alone, {test.second} the second alone, "
        f"{test.neither} neither; p = {test.p:.4f}"
    )


def _write(path: Path, rows: Iterable[Difference]) -> None:
    try:
        write_csv(path, [COLUMNS, *([getattr(row, column) for column in COLUMNS] for row in rows)])
    except OSError as problem:
        raise CommandError(
            "{name} could not be written ({reason}). The figures above stand.",
            name=path.name,
            reason=problem.strerror,
        ) from problem
