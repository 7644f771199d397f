"""`dspic course DATASET OUT`: a course of gold cases for readers who learn; `dspic course OUT --scores`: how they do."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dspic_gui import durable
from dspic_gui.commands import DONE, CommandError, print_said
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.description import FEEDBACK
from dspic_gui.durable import NotSaved
from dspic_gui.exchange.course_page import course_page
from dspic_gui.exchange.training_course import make_course
from dspic_gui.ground_truth.course_scores import CaseScore, course_scores, has_sealed_all, learning_curve
from dspic_gui.ground_truth.label_source import default_source
from dspic_gui.labels.text import LabelError

HELP = (
    "Make a course in OUT for readers who learn: studies of DATASET with a settled truth, under other keys and dates, each reader in an "
    "order of the own. With --scores, DATASET is a course: say of each sealed case what was right, found and missed, and write OUT as a "
    "page with learning curves."
)


NEVER = "never"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, target, and either what the course is made of or how its readers are scored."""
    parser.add_argument(
        "dataset",
        type=Path,
        metavar="DATASET",
        help="the dataset folder; with --scores that of the course",
    )
    parser.add_argument(
        "out",
        type=Path,
        metavar="OUT",
        help="the folder of the course; with --scores the page to write (.html)",
    )
    parser.add_argument(
        "--scores", action="store_true", help="score the readers of a course in place of making one"
    )
    parser.add_argument(
        "--readers",
        default="T1",
        metavar="R,R,...",
        help="who takes the course, separated by commas",
    )
    parser.add_argument(
        "--cases",
        type=int,
        default=20,
        metavar="N",
        help="how many studies, as even over the four answers as there are",
    )
    parser.add_argument(
        "--labels",
        metavar="consensus|truth|READER",
        help="what is gold; the consensus, or the truth where there is none",
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="decides which studies, and their orders"
    )
    shown = "when the window scores a reader and shows what was missed: after each case, when all are sealed, or not at all"
    parser.add_argument("--feedback", choices=(*FEEDBACK, NEVER), default="case", help=shown)
    parser.add_argument(
        "--at-end",
        action="store_true",
        help="with --scores: only readers who have sealed every case",
    )
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object, with --scores one per case"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make the course, or score it."""
    try:
        archive = Archive(arguments.dataset)
        return _score(archive, arguments) if arguments.scores else _make(archive, arguments)
    except (ArchiveError, LabelError, NotSaved, OSError) as problem:
        raise CommandError(str(problem)) from problem


def _make(archive: Archive, arguments: argparse.Namespace) -> int:
    if arguments.out.exists() and (not arguments.out.is_dir() or any(arguments.out.iterdir())):
        raise CommandError(
            "{folder} is not an empty folder. Nothing was written; choose another.",
            folder=arguments.out,
        )
    readers = [name.strip() for name in arguments.readers.split(",")]
    source = arguments.labels or default_source(archive)
    feedback = None if arguments.feedback == NEVER else str(arguments.feedback)
    course = make_course(
        archive, arguments.out, readers, arguments.cases, source=source, seed=arguments.seed, feedback=feedback
    )
    if arguments.json:
        print(
            json.dumps(
                {
                    "written": str(arguments.out),
                    "cases": len(course.counted_keys()),
                    "readers": readers,
                    "labels": source,
                }
            )
        )
    else:
        print_said(
            "{count} cases for {names}: {out}",
            count=len(course.counted_keys()),
            names=", ".join(readers),
            out=arguments.out,
        )
    return DONE


def _score(archive: Archive, arguments: argparse.Namespace) -> int:
    scores = {reader: course_scores(archive, reader) for reader in archive.dataset.readers}
    total = len(archive.counted_keys())
    shown = {
        name: cases
        for name, cases in scores.items()
        if cases and (not arguments.at_end or has_sealed_all(archive, name))
    }
    if not shown:
        raise CommandError(
            "No reader of {dataset} has come so far yet. Nothing was written.",
            dataset=archive.dataset.name,
        )
    durable.write_together([(arguments.out, course_page(archive, shown).encode())])
    _print(shown, total, arguments.json)
    return DONE


def _print(shown: Mapping[str, Sequence[CaseScore]], total: int, as_json: bool) -> None:
    for reader, cases in shown.items():
        curve = learning_curve(cases)
        if as_json:
            for case, point in zip(cases, curve, strict=True):
                print(json.dumps(_row(case) | {"curve": asdict(point)}))
            continue
        last = curve[-1]
        found = "not defined" if last.sensitivity is None else f"{last.sensitivity:.2f}"
        print_said(
            "{reader}: {done} of {total} cases. Of the last cases: accuracy of views {accuracy}, lesions found {found}, "
            "false marks a view {false}.",
            reader=reader, done=len(cases), total=total, accuracy=f"{last.accuracy:.2f}", found=found, false=f"{last.false_per_view:.2f}",
        )  # fmt: skip


def _row(case: CaseScore) -> dict[str, Any]:
    found, missed, false = case.lesions
    about = {
        "reader": case.reader,
        "study": case.study,
        "case": case.number,
        "sealed_at": case.sealed_at,
        "right": case.right,
    }
    views = {
        view.projection.value: {"truth": str(view.truth), "said": str(view.said)}
        for view in case.views
    }
    return {**about, "found": found, "missed": missed, "false": false, "views": views}
