"""`dspic statistics DATASET`: patients, lesions, classes and maximum counts of a dataset."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dspic_gui.commands import DONE, FINDINGS, CommandError, print_said
from dspic_gui.commands.progress import ProgressLine
from dspic_gui.csv_table import write_csv
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.folder import CONSENSUS
from dspic_gui.disease import Disease
from dspic_gui.ground_truth.dataset_statistics import DatasetStatistics, dataset_statistics, tables
from dspic_gui.ground_truth.label_source import Labels, Tally, dataset_labels, default_source
from dspic_gui.language.spoken import spoken
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.study import Projection, Study

HELP = "Describe a dataset by the paper's figures: patients by sex and age, lesions by body part, classes, maximum counts per view."

Problem = Callable[[str, str], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, source of the labels, counts, tables, JSON."""
    parser.add_argument("dataset", type=Path, help="the dataset folder")
    parser.add_argument("--labels", metavar="consensus|truth|READER", help="whose labels; the consensus, or the truth where there is none")
    parser.add_argument(
        "--provisional", action="store_true", help="take in provisional and disputed answers too, which are left out without it"
    )
    parser.add_argument("--no-counts", action="store_true", help="leave the maximum counts out (they need every picture)")
    parser.add_argument("--csv", type=Path, metavar="FOLDER", help="write each table as a CSV file too")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Count and print; 1 where something could not be read."""
    problems: list[tuple[str, str]] = []

    def problem(key: str, sentence: str) -> None:
        problems.append((key, sentence))

    try:
        archive = Archive(arguments.dataset)
        source = arguments.labels or _source(archive)
        labels = dataset_labels(archive, source, provisional=arguments.provisional, problem=problem) if source else None
    except ArchiveError as fault:
        raise CommandError(str(fault)) from fault
    studies = list(_studies(archive, problem))
    maxima = [] if arguments.no_counts else list(view_maxima(archive, studies, problem))
    found = dataset_statistics(studies, labels.views if labels else (), maxima)
    _print(found, _Counted(labels, arguments.labels is None), problems, arguments.json)
    if arguments.csv:
        write_tables(arguments.csv, found)
    return FINDINGS if problems else DONE


@dataclass(frozen=True)
class _Counted:
    """Which labels were counted (None: there are none yet), and whether that was chosen here."""

    labels: Labels | None
    by_default: bool

    @property
    def sentence(self) -> str:
        """Which labels these are, in words."""
        if self.labels is None:
            return "No consensus and no truth yet, so there are no classes and lesions to count."
        why = ", for there is no consensus yet" if self.by_default and self.labels.source != CONSENSUS else ""
        return f"Labels: {self.labels.source}{why}."

    @property
    def stated(self) -> dict[str, Any]:
        """The same for `--json`."""
        if self.labels is None:
            return {"labels": None, **Tally().figures, "notice": None}
        return {"labels": self.labels.source, **self.labels.tally.figures, "notice": self.labels.notice}


def _source(archive: Archive) -> str | None:
    """The source of labels, None for a dataset that has none yet: its patients and counts can be shown all the same."""
    try:
        return default_source(archive)
    except ArchiveError:
        return None


def _studies(archive: Archive, problem: Problem) -> Iterator[Study]:
    for key in archive.study_keys():
        try:
            yield archive.study(key)
        except ArchiveError as fault:
            problem(key, str(fault))


def view_maxima(archive: Archive, studies: list[Study], problem: Problem) -> Iterator[tuple[str, Projection, float]]:
    """The maximum count of every view (Fig 4), read from the scans; `problem` is told what cannot be decoded."""
    with ProgressLine("studies measured") as progress:
        for number, study in enumerate(studies, start=1):
            progress(number, len(studies))
            try:
                views = archive.views(study.key)
            except (ArchiveError, DecodeError) as fault:
                problem(study.key, str(fault))
                continue
            yield from ((study.key, projection, float(view.counts.max())) for projection, view in views.items())


def _print(found: DatasetStatistics, counted: _Counted, problems: list[tuple[str, str]], as_json: bool) -> None:
    if as_json:
        content = {name: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] for name, rows in tables(found).items()}
        errors = [{"source": key, "error": sentence} for key, sentence in problems]
        about = {"studies": found.studies, "views": found.views, **counted.stated}
        print(json.dumps({**about, **content, "errors": errors}, ensure_ascii=False))
        return
    remarks = counted.labels.remarks if counted.labels else None
    for sentence in (*(said for _, said in problems), *([remarks] if remarks else [])):
        print(spoken(sentence), file=sys.stderr)
    people = ", ".join(f"{count} {sex}" for sex, count in found.patients.items())
    print_said(
        "{studies} studies, {views} views, {patients} patients ({people}).",
        studies=found.studies,
        views=found.views,
        patients=sum(found.patients.values()),
        people=people,
    )
    print(spoken(counted.sentence))
    for name, rows in tables(found).items():
        if name != "maxima" and (counted.labels or name == "patients"):
            print(f"\n{name}")
            print("\n".join(columns(rows)))
    for disease in Disease:
        if per_view := found.lesions_per_view(disease):
            print_said(
                "\n{count} lesions of {disease} in {views} views: {mean:.1f} a view.",
                count=found.lesions[disease],
                disease=disease,
                views=found.views_with[disease],
                mean=per_view,
            )
    for projection in Projection:
        if spread := found.maxima_quartiles(projection):
            values = ", ".join(f"{value:g}" for value in spread)
            print_said("Maximum counts {view}: {values} (smallest, quartiles, largest)", view=projection, values=values)


def columns(rows: Sequence[Sequence[object]]) -> list[str]:
    """The rows as lines in which every column is as wide as its widest cell; numbers stand at the right."""
    widths = [max(len(str(row[at])) for row in rows) for at in range(len(rows[0]))]
    numbers = [all(isinstance(row[at], int | float) for row in rows[1:]) for at in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [f"{cell!s:>{width}}" if right else f"{cell!s:{width}}" for cell, width, right in zip(row, widths, numbers, strict=True)]
        lines.append(("  " + "  ".join(cells)).rstrip())
    return lines


def write_tables(folder: Path, found: DatasetStatistics) -> None:
    """Each table as a CSV file in the folder, which is made; CommandError where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in tables(found).items():
            write_csv(folder / f"{name}.csv", rows)
    except OSError as problem:
        raise CommandError(
            "{name} could not be written ({reason}). The figures stand; choose another place.", name=folder.name, reason=problem.strerror
        ) from problem
