"""The `dspic` command: every capability without a window; only the chosen command's module is imported."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from dspic_gui import __version__
from dspic_gui.commands import INTERRUPTED, UNUSABLE
from dspic_gui.commands.spoken_parser import ListingFormatter, SpokenParser, listed, said
from dspic_gui.durable import keep_private, leave_no_core_file
from dspic_gui.language.spoken import spoken
from dspic_gui.sentence import SaidError, Sentence, Templates

COMMANDS: dict[str, str] = {
    "open": "dspic_gui.commands.open_",
    "import": "dspic_gui.commands.import_",
    "worklist": "dspic_gui.commands.worklist",
    "check": "dspic_gui.commands.check",
    "verify": "dspic_gui.commands.verify",
    "consolidate": "dspic_gui.commands.consolidate",
    "agreement": "dspic_gui.commands.agreement",
    "classify": "dspic_gui.commands.classify",
    "evaluate": "dspic_gui.commands.evaluate",
    "compare": "dspic_gui.commands.compare",
    "stress": "dspic_gui.commands.stress",
    "burden": "dspic_gui.commands.burden",
    "subtract": "dspic_gui.commands.subtract",
    "statistics": "dspic_gui.commands.statistics",
    "repeats": "dspic_gui.commands.repeats",
    "order": "dspic_gui.commands.order",
    "course": "dspic_gui.commands.course",
    "samplesize": "dspic_gui.commands.samplesize",
    "report": "dspic_gui.commands.report",
    "export": "dspic_gui.commands.export",
    "export-labels": "dspic_gui.commands.export_labels",
    "import-labels": "dspic_gui.commands.import_labels",
    "deidentify": "dspic_gui.commands.deidentify",
    "pacs": "dspic_gui.commands.pacs",
    "receive": "dspic_gui.commands.receive",
    "simulate": "training.commands.simulate",
    "train": "training.commands.train",
    "paper": "training.commands.paper",
}
HELP = "dSPIC Workstation: read whole-body bone scans. Research use only. Not for diagnosis."
SUMMARIES: Templates = {
    "open": "open the window on a dataset, or save a picture of it",
    "import": "import DICOM files, PNG pictures and reports into a dataset",
    "worklist": "list the studies of a dataset",
    "check": "check files against the rules of their formats",
    "verify": "verify the audit chains and the files they name",
    "consolidate": "let the sealed readings of a dataset vote",
    "agreement": "measure how far the readers agree",
    "classify": "say what the network says of scans",
    "evaluate": "measure a model on a dataset",
    "compare": "compare two models on a dataset, paired by patient",
    "stress": "measure a model on altered scans",
    "burden": "the bone scan index of each study, and its trend",
    "subtract": "measure how known change between serial scans is found",
    "statistics": "describe a dataset: patients, lesions, counts, classes",
    "repeats": "let some studies come a second time, hidden, to each reader",
    "order": "put the studies still to be read in an order",
    "course": "make a course for readers who learn, or score it",
    "samplesize": "how many studies a kappa or a sensitivity needs",
    "report": "write the report of a study, or of all, as one page (PDF)",
    "export": "write labels for other programs: COCO, YOLO, VOC, CSV, masks, LabelMe",
    "export-labels": "write the one annotation file that feeds a classifier (see export)",
    "import-labels": "take labels of other tools into a reader's draft",
    "deidentify": "write a dataset that can leave the house",
    "pacs": "query a PACS or DICOMweb server, fetch from it, send to it",
    "receive": "take what a scanner or PACS pushes into a dataset",
    "simulate": "make a dataset of simulated scans",
    "train": "train a network on a dataset",
    "paper": "run the experiments of the paper on a dataset",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; without one, open the window. Gives the exit code.

    0 done, 1 findings, 2 wrong use or unreadable input, 130 stopped by Ctrl+C.
    """
    keep_private()
    leave_no_core_file()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words:
        words = ["open"]
    if words[0] not in COMMANDS:
        return _overview(words)
    try:
        module = importlib.import_module(COMMANDS[words[0]])
        parser = SpokenParser(prog=f"dspic {words[0]}", description=module.HELP)
        module.add_arguments(parser)
        return int(module.run(parser.parse_args(words[1:])))
    except ModuleNotFoundError as missing:
        return _refuse(_missing(words[0], missing))
    except KeyboardInterrupt:
        _refuse(Sentence("Stopped. What was finished is kept; run the command again to go on."))
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return UNUSABLE
    except (SaidError, OSError) as problem:
        return _refuse(problem)


def _overview(words: Sequence[str]) -> int:
    parser = SpokenParser(
        prog="dspic",
        description=HELP,
        formatter_class=ListingFormatter,
        epilog=f"{said(Sentence('commands:'))}\n{listed(SUMMARIES.items())}",
    )
    parser.add_argument("--version", action="version", version=f"dSPIC Workstation {__version__}")
    parser.add_argument("command", nargs="?", choices=tuple(COMMANDS), metavar="command", help="one of the commands below")
    parser.parse_args(words)
    return UNUSABLE


def _missing(command: str, missing: ModuleNotFoundError) -> str:
    package = (missing.name or "").partition(".")[0]
    if package in ("dspic_gui", "training", ""):
        raise missing
    extra = "training" if command in ("simulate", "train", "paper") else "test"
    return Sentence(
        "“dspic {command}” needs the package {package}, which is not installed. Nothing was done; "
        "install it with: pip install 'dspic-workstation[{extra}]'",
        command=command,
        package=package,
        extra=extra,
    )


def _refuse(what: str | Exception) -> int:
    print(f"dspic: {spoken(what)}", file=sys.stderr)
    return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
