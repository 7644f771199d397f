"""`dspic report DATASET STUDY OUT.pdf`: the report of a study as one A4 page, or of every study."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dspic_gui.burden.weights import DEFAULT
from dspic_gui.commands import DONE, FINDINGS, CommandError, lead_archive, print_said
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.folder import CONSENSUS
from dspic_gui.exchange.noted import note_export
from dspic_gui.language.spoken import chosen, spoken
from dspic_gui.sentence import SaidError

if TYPE_CHECKING:
    from dspic_gui.lesion_model.region_reader import RegionReader

HELP = (
    "Write the report of a study as one A4 page: both views with marks, the table of lesions, answer, votes, description and "
    "suggestion. STUDY is a key, its beginning, or “all”: OUT is a folder then. Research use only. Not for diagnosis."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, study, target; whose answer, in which language, with which second opinion."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset folder")
    parser.add_argument("study", metavar="STUDY", help="the study's key, the beginning of one, or all")
    parser.add_argument("out", type=Path, metavar="OUT", help="the PDF to write, or a folder for all")
    parser.add_argument("--by", default=CONSENSUS, metavar="consensus|READER", help="whose answer; the consensus by default")
    parser.add_argument("--model", metavar="MODEL", help="show what this model's kept prediction says as the second opinion")
    parser.add_argument("--index", action="store_true", help="add the bone scan index, by the shipped lesion model's map of the skeleton")
    parser.add_argument("--weights", default=DEFAULT, metavar="NAME", help="the index' table of weights, or a .json file")
    own = "zh" if chosen().startswith("zh") else "en"
    parser.add_argument("--language", choices=("en", "zh"), default=own, help="the language of the draft of the description")


def run(arguments: argparse.Namespace) -> int:
    """Write what can be written; exit code 1 where of some study nothing final is said."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        archive = lead_archive(arguments.dataset)
        keys = _keys(archive, arguments.study)
    except ArchiveError as problem:
        raise CommandError(str(problem)) from problem
    several = arguments.study == "all"
    if several:
        try:
            arguments.out.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            text = "{name} could not be made. Nothing was written; choose another folder."
            raise CommandError(text, name=arguments.out.name) from problem
    written = _write_all(archive, keys, several, arguments)
    print_said("{written} of {count} report(s) written.", written=written, count=len(keys))
    for _, unnoted in note_export(archive, f"pages, answers of {arguments.by}, {written} reports: {arguments.out.name}") if written else ():
        print(f"dspic: {spoken(unnoted)}", file=sys.stderr)
    return DONE if written == len(keys) else FINDINGS


def _keys(archive: Archive, asked: str) -> list[str]:
    if asked == "all":
        return list(archive.study_keys())
    found = [key for key in archive.study_keys() if key.startswith(asked.lower())]
    if len(found) != 1:
        text = "{count} studies of the dataset begin with “{key}”. Nothing was written; give the key of one."
        raise CommandError(text, count=len(found), key=asked[:40])
    return found


def _write_all(archive: Archive, keys: list[str], several: bool, arguments: argparse.Namespace) -> int:
    """How many were written; the map of the skeleton is opened once for all."""
    from dspic_gui.model.model_card import ModelError
    from dspic_gui.qt.window.app import make_application
    from dspic_gui.study_report.skeleton_share import open_regions

    application = make_application(log=False)  # held: text cannot be drawn once it is gone
    try:
        with open_regions() if arguments.index else nullcontext() as regions:
            written = sum(
                _write(archive, key, arguments.out / f"report-{key}.pdf" if several else arguments.out, arguments, regions) for key in keys
            )
    except ModelError as problem:
        raise CommandError(str(problem)) from problem
    application.processEvents()
    return written


def _write(archive: Archive, key: str, path: Path, arguments: argparse.Namespace, regions: RegionReader | None) -> bool:
    from dspic_gui.qt.carry.study_page import write_pdf
    from dspic_gui.study_report.content import report_of
    from dspic_gui.study_report.draft import Language
    from dspic_gui.study_report.skeleton_share import skeleton_share

    try:
        number = list(archive.study_keys()).index(key) + 1
        report = report_of(archive, key, arguments.by, model=arguments.model, language=Language(arguments.language), number=number)
        if regions is not None:
            share = skeleton_share(report.lesions, report.study, report.views, weights=arguments.weights, regions=regions)
            report = replace(report, index=share)
        write_pdf(report, path)
    except (SaidError, OSError) as problem:
        print(f"dspic: {spoken(problem)}", file=sys.stderr)
        return False
    return True
