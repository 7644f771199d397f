"""`dspic import-labels DATASET FILE --reader R1`: marks of other tools become a reader's draft."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dspic_gui.commands import DONE, FINDINGS, UNUSABLE, CommandError, print_said
from dspic_gui.language.spoken import spoken

if TYPE_CHECKING:
    from dspic_gui.code import CodeBook
    from dspic_gui.exchange.label_import import Imported

HELP = (
    "Take labels of other tools (COCO, YOLO, Pascal VOC, LabelMe, DICOM SR) into a reader's draft. Nothing is sealed. "
    "A picture's name says its view: <study>_ANT or <study>_POST."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, file, reader, mapping."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset folder")
    parser.add_argument("file", type=Path, metavar="FILE", help="a label file, or a folder of them")
    parser.add_argument(
        "--reader", required=True, metavar="NAME", help="whose draft the marks become"
    )
    parser.add_argument(
        "--format",
        choices=("coco", "yolo", "voc", "labelme", "sr"),
        help="the format, where it is not told by the files",
    )
    parser.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE.json",
        help='{"their label": "metastasis:rib:left", "other": null}',
    )
    parser.add_argument(
        "--add",
        action="store_true",
        help="add to drafts that hold marks already, which are left alone otherwise",
    )
    parser.add_argument(
        "--scale",
        action="store_true",
        help="scale marks that were drawn on pictures of another size",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Import; 0 all taken, 1 some left, 2 none taken."""
    from dspic_gui.dataset.archive import Archive, ArchiveError
    from dspic_gui.exchange.label_import import import_labels, read_labels, read_mapping, unmapped
    from dspic_gui.exchange.new_folder import ExchangeError

    try:
        archive = Archive(arguments.dataset)
        archive.as_reader(arguments.reader)
        found = read_labels(arguments.file, archive, arguments.format)
        mapping = read_mapping(arguments.mapping) if arguments.mapping else {}
        open_ones = unmapped(found, archive.book, mapping)
        if open_ones and sys.stdin.isatty() and not arguments.json:
            mapping = {**mapping, **_asked(open_ones, archive.book)}
        done = import_labels(
            archive, arguments.reader, found, mapping, add=arguments.add, scale=arguments.scale
        )
    except (ArchiveError, ExchangeError) as problem:
        raise CommandError(str(problem)) from problem
    _say(done, arguments)
    return UNUSABLE if not done.studies else FINDINGS if done.left or done.unknown else DONE


def _asked(labels: dict[str, int], book: CodeBook) -> dict[str, str | None]:
    """Ask what each label means: a code, a minus to leave it out, nothing to keep it as it is."""
    mapping: dict[str, str | None] = {}
    print_said(
        "A code (finding:part:side), - to leave the label out, or Enter to code its marks later:"
    )
    for label, count in labels.items():
        while (
            (said := input(f"  {label} ({count} marks): ").strip())
            and said != "-"
            and not book.knows(said)
        ):
            print_said("  This is no code of the dataset's book; labels.txt lists them.")
        if said:
            mapping[label] = None if said == "-" else said
    return mapping


def _say(done: Imported, arguments: argparse.Namespace) -> None:
    if arguments.json:
        from dspic_gui.exchange.label_import import to_json

        print(json.dumps(to_json(done), ensure_ascii=False))
        return
    for name, sentence in done.left:
        print(f"{name}: {spoken(sentence)}", file=sys.stderr)
    print_said(
        "{marks} marks in {studies} studies are a draft of {reader}. {left} things were not taken.",
        marks=done.marks,
        studies=len(done.studies),
        reader=arguments.reader,
        left=len(done.left),
    )
    for label, count in done.unknown.items():
        print_said(
            "“{label}” is no code of the dataset: its {count} marks wait for one in the draft.",
            label=label,
            count=count,
        )
