"""`dspic agreement DATASET`: how far the sealed readings of a dataset agree, with intervals."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, astuple
from pathlib import Path

from dspic_gui.commands import DONE, FINDINGS, CommandError, print_said
from dspic_gui.commands.progress import ProgressLine
from dspic_gui.csv_table import write_csv
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.ground_truth.agreement import RESAMPLES, Figure
from dspic_gui.ground_truth.agreement_report import AgreementReport, agreement_report
from dspic_gui.ground_truth.consolidation import read_studies
from dspic_gui.ground_truth.intra_reader import intra_reader, twice_read
from dspic_gui.language.spoken import spoken
from dspic_gui.sentence import Sentence

HELP = "Measure how far the sealed readings of a dataset agree: answers, diseases and lesions, with 95 % intervals drawn by patient."

COLUMNS = ("name", "level", "about", "readers", "value", "low", "high", "count")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, resamples, table, JSON."""
    parser.add_argument("dataset", type=Path, help="the dataset folder")
    parser.add_argument("--resamples", type=int, default=RESAMPLES, metavar="N", help="bootstrap resamples; 0 leaves the intervals out")
    parser.add_argument("--csv", type=Path, metavar="OUT.csv", help="write the figures as a table too")
    parser.add_argument("--json", action="store_true", help="print a JSON object per figure and per cell of a confusion table")


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; 1 where a reading could not be used."""
    if arguments.resamples < 0:
        raise CommandError("The number of resamples cannot be negative.")
    problems: list[tuple[str, str]] = []
    try:
        archive = Archive(arguments.dataset)
        with ProgressLine("studies") as progress:
            studies = list(read_studies(archive, lambda key, sentence: problems.append((key, sentence)), progress))
        twice = list(twice_read(archive, lambda key, sentence: problems.append((key, sentence))))
    except ArchiveError as problem:
        raise CommandError(str(problem)) from problem
    if not any(one.readings for one in studies):
        raise CommandError("{name} has no sealed readings yet, so there is no agreement to measure.", name=archive.dataset.name)
    report = agreement_report(studies, archive.dataset.readers, archive.dataset.vote, resamples=arguments.resamples)
    _print(report, problems, arguments.json)
    own = intra_reader(twice, archive.dataset.vote, resamples=arguments.resamples)
    _print_own(own, len({pair.key for pair in twice}), arguments.json)
    if arguments.csv:
        _write(arguments.csv, [*report.all_figures, *own])
    return FINDINGS if problems else DONE


def _print(report: AgreementReport, problems: Iterable[tuple[str, str]], as_json: bool) -> None:
    for key, sentence in problems:
        if as_json:
            print(json.dumps({"source": key, "error": sentence}, ensure_ascii=False))
        else:
            print(spoken(sentence), file=sys.stderr)
    if as_json:
        _print_json(report)
        return
    print_said(
        "{studies} studies, readers {names}. The intervals are 95 %, resampled by patient.",
        studies=report.studies,
        names=", ".join(report.readers),
    )
    for figure in report.all_figures:
        print(_line(figure))
    voices = ", ".join(f"{count} with {number}" for number, count in report.lesions.voices.items())
    print_said("Marks that share a place, by number of voices: {voices}.", voices=voices or Sentence("none"))
    if report.assisted:
        print_said("Assisted by a network, and apart from the figures above: {count} readings.", count=len(report.assisted))
        for figure in report.of_assisted:
            print(f"assisted: {_line(figure)}")
    if report.unblinded:
        print_said("Left out, because reopened after others could be seen: {count} readings.", count=len(report.unblinded))


def _print_own(figures: Iterable[Figure], studies: int, as_json: bool) -> None:
    """How far each reader agrees with himself on the hidden repeats; nothing where there are none."""
    if studies and not as_json:
        print_said("Each reader against himself, on {count} studies that came a second time:", count=studies)
    for figure in figures:
        print(json.dumps(asdict(figure) | {"intra_reader": True}, ensure_ascii=False) if as_json else _line(figure))


def _print_json(report: AgreementReport) -> None:
    for figure in report.all_figures:
        print(json.dumps(asdict(figure), ensure_ascii=False))
    for figure in report.with_unblinded:
        print(json.dumps(asdict(figure) | {"with_unblinded": True}, ensure_ascii=False))
    for figure in report.of_assisted:
        print(json.dumps(asdict(figure) | {"assisted": True}, ensure_ascii=False))
    for pair, cells in report.confusion.items():
        for (one, other), views in sorted(cells.items(), key=lambda item: [said or "" for said in item[0]]):
            shown = [f"{key}_{view}" for key, view in views]
            print(json.dumps({"name": "confusion", "readers": pair, "answers": [one, other], "count": len(views), "views": shown}))
    print(json.dumps({"name": "voices", "counts": report.lesions.voices}))


def _line(figure: Figure) -> str:
    if figure.value is None:
        shown = "not defined"
    elif figure.low is None or figure.high is None:
        shown = f"{figure.value:.3f}"
    else:
        shown = f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"
    return f"{figure.level:7} {figure.about:11} {' '.join(figure.readers):12} {figure.name:58} {shown:26} n = {figure.count}"


def _write(path: Path, figures: Iterable[Figure]) -> None:
    try:
        cells = ([" ".join(cell) if isinstance(cell, tuple) else cell for cell in astuple(figure)] for figure in figures)
        write_csv(path, [COLUMNS, *cells])
    except OSError as problem:
        raise CommandError(
            "{name} could not be written ({reason}). The figures above stand; choose another place.",
            name=path.name,
            reason=problem.strerror,
        ) from problem
