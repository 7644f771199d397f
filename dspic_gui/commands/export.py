"""`dspic export DATASET OUT --format ...`: labels, reports and pictures for other programs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dspic_gui.commands import DONE, FINDINGS, CommandError, lead_archive, print_said
from dspic_gui.commands.progress import ProgressLine
from dspic_gui.language.spoken import spoken

if TYPE_CHECKING:
    from dspic_gui.dataset.archive import Archive
    from dspic_gui.exchange.label_export import Exported

LABEL_FORMATS = ("coco", "yolo", "yolo-seg", "voc", "csv", "masks", "labelme")
PICTURES = ("8bit", "16bit", "counts-npz", "none")

REPORT_FORMATS = ("sr", "sc")
HELP = (
    "Write the labels of a dataset into a folder for other programs, with pictures, a table of the views and a README; "
    "or DICOM reports for a PACS: structured reports (sr), pictures with marks (sc)."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, target, format, and what goes along."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset folder")
    parser.add_argument(
        "out", type=Path, metavar="OUT", help="the folder to write, which must be new or empty"
    )
    parser.add_argument(
        "--format",
        required=True,
        choices=(*LABEL_FORMATS, *REPORT_FORMATS),
        help="the format of the labels",
    )
    parser.add_argument(
        "--labels",
        metavar="consensus|truth|READER",
        help="whose labels; the consensus, or the truth where there is none",
    )
    parser.add_argument(
        "--pictures",
        choices=PICTURES,
        default="8bit",
        help="pictures to look at (8bit) or counts (16bit, counts-npz)",
    )
    parser.add_argument(
        "--split",
        type=Path,
        metavar="split.json",
        help="studies or patients by part; what has no part stays behind",
    )
    parser.add_argument(
        "--classes",
        choices=("code", "disease"),
        default="code",
        help="classes are whole codes, or the diseases alone",
    )
    parser.add_argument(
        "--provisional",
        action="store_true",
        help="provisional and disputed views too, which are left out otherwise",
    )
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Export; 1 where something could not be read."""
    from dspic_gui.dataset.archive import ArchiveError
    from dspic_gui.exchange.new_folder import ExchangeError
    from dspic_gui.scans.decoder import DecodeError

    try:
        archive = lead_archive(arguments.dataset)
        return (_reports if arguments.format in REPORT_FORMATS else _labels)(archive, arguments)
    except (ArchiveError, ExchangeError, DecodeError) as problem:
        raise CommandError(str(problem)) from problem


def _labels(archive: Archive, arguments: argparse.Namespace) -> int:
    from dspic_gui.exchange.label_export import LabelExport, export_labels
    from dspic_gui.exchange.label_pictures import Pictures
    from dspic_gui.ground_truth.label_source import check_source, default_source

    source = arguments.labels or default_source(archive)
    check_source(archive, source)
    wanted = LabelExport(
        arguments.format,
        source,
        Pictures(arguments.pictures),
        arguments.split,
        arguments.provisional,
        arguments.classes,
    )
    with ProgressLine("pictures") as progress:
        done = export_labels(archive, arguments.out, wanted, progress)
    _say(done, source, arguments)
    return FINDINGS if done.problems else DONE


def _reports(archive: Archive, arguments: argparse.Namespace) -> int:
    from dspic_gui.exchange.report_export import export_reports

    by = arguments.labels or "consensus"
    with ProgressLine("studies") as progress:
        done = export_reports(
            archive,
            arguments.out,
            by,
            arguments.format,
            provisional=arguments.provisional,
            progress=progress,
        )
    stream = sys.stdout if arguments.json else sys.stderr
    for key, sentence in done.problems:
        said = (
            json.dumps({"source": key, "error": sentence})
            if arguments.json
            else f"{key}: {spoken(sentence)}"
        )
        print(said, file=stream)
    if arguments.json:
        told = {"written": str(arguments.out), "format": arguments.format, "labels": by}
        print(json.dumps({**told, "studies": len(done.studies), "open": len(done.left_out)}))
    else:
        print_said(
            "{count} reports of {by}: {out}", count=len(done.studies), by=by, out=arguments.out
        )
        if done.left_out:
            print_said(
                "{count} studies whose answer may still change were left out.",
                count=len(done.left_out),
            )
    return FINDINGS if done.problems else DONE


def _say(done: Exported, source: str, arguments: argparse.Namespace) -> None:
    from dspic_gui.ground_truth.label_source import remarks

    stream = sys.stdout if arguments.json else sys.stderr
    for key, sentence in done.problems:
        said = (
            json.dumps({"source": key, "error": sentence}) if arguments.json else spoken(sentence)
        )
        print(said, file=stream)
    if arguments.json:
        about = {"written": str(arguments.out), "format": arguments.format, "labels": source}
        counted = {"views": done.views, "lesions": done.lesions, "without_part": done.without_part}
        print(json.dumps({**about, **counted, **done.tally.figures}))
        if done.notice is not None:
            print(json.dumps({"notice": done.notice}))
        return
    print_said(
        "{views} views with {lesions} lesions by {source}: {out}",
        views=done.views,
        lesions=done.lesions,
        source=source,
        out=arguments.out,
    )
    if (remark := remarks(done.tally, done.notice)) is not None:
        print(spoken(remark), file=sys.stderr)
    if done.without_part:
        print_said(
            "{views} views belong to no part of the split and were left out.",
            views=done.without_part,
        )
