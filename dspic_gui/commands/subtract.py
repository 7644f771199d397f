"""`dspic subtract DATASET`: how well known change is found with temporal subtraction, and without."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from dspic_gui.burden.models import LesionModels
from dspic_gui.burden.sources import SIMULATED, NetworkRegions, RegionSource, TruthRegions
from dspic_gui.commands import DONE, FINDINGS, CommandError
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.language.spoken import spoken
from dspic_gui.lesion_model.opened import SHIPPED_LESIONS
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_engine import without_chatter
from dspic_gui.scans import decoder
from dspic_gui.sentence import Sentence, joined
from dspic_gui.serial.measure import Sensitivity, measure, pairs_of, sensitivity

HELP = (
    "Measure temporal subtraction on simulated follow-ups with known change (dspic simulate "
    "--follow-up 1 --changes): the share of new and grown metastases that a simple detector finds "
    "at so many false marks a case, in the present scan alone and with the prior subtracted."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, regions, model, rates, JSON."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="a simulated dataset with follow-ups")
    parser.add_argument(
        "--regions", choices=("truth", "network"), default="truth",
        help="which region maps lay the prior over the present scan (default: truth)",
    )  # fmt: skip
    parser.add_argument(
        "--model", type=Path, default=SHIPPED_LESIONS, metavar="DIR",
        help="folder of the lesion model (default: the one that is shipped)",
    )  # fmt: skip
    parser.add_argument(
        "--false", type=float, nargs="+", default=[1.0, 2.0, 4.0], metavar="N",
        help="false marks a case (default: 1 2 4)",
    )  # fmt: skip
    parser.add_argument("--pairs", type=int, metavar="N", help="only the first N pairs of studies (default: all)")
    parser.add_argument("--samples", type=int, default=1000, metavar="N", help="draws for the intervals (default: 1000)")
    parser.add_argument("--json", action="store_true", help="print one JSON object per method and rate")


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; 1 where a pair had to be left out."""
    few = arguments.pairs is not None and arguments.pairs < 1
    if few or arguments.samples < 1 or min(arguments.false) <= 0:
        raise CommandError("--pairs and --samples must be 1 or more, --false above 0. Nothing was measured.")
    decoder.warm_up()
    problems: list[tuple[str, Sentence]] = []
    try:
        archive = Archive(arguments.dataset)
        pairs = pairs_of(archive)[: arguments.pairs]
        regions = _regions(archive, arguments)
    except (ArchiveError, ModelError) as problem:
        raise CommandError(str(problem)) from problem
    if not pairs:
        raise CommandError("No patient of {name} has two studies, so there is no change to measure.", name=archive.dataset.name)
    found = measure(archive, regions, pairs, lambda key, said: problems.append((key, said)))
    for key, said in problems:
        if arguments.json:
            print(json.dumps({"source": key, "error": said}, ensure_ascii=False))
        else:
            print(f"{key}: {spoken(said)}", file=sys.stderr)
    for method, cases in found.items():
        for rate in arguments.false:
            row = sensitivity(method, cases, rate, arguments.samples)
            shown = asdict(row) | {"regions": arguments.regions}
            print(json.dumps(_finite(shown)) if arguments.json else _line(row))
    if not arguments.json:
        print(spoken(_about(arguments)), file=sys.stderr)
    return FINDINGS if problems else DONE


def _regions(archive: Archive, arguments: argparse.Namespace) -> RegionSource:
    if arguments.regions == "truth":
        return TruthRegions(archive)
    with without_chatter():
        return NetworkRegions(archive, LesionModels(arguments.model).regions(), "network")


def _line(row: Sensitivity) -> str:
    return (
        f"{row.method:40} {row.value:.3f} ({row.low:.3f} to {row.high:.3f}) at {row.rate:g} false a case, "
        f"{row.changes} changes in {row.cases} cases"
    )


def _about(arguments: argparse.Namespace) -> str:
    text = Sentence("Simulated follow-ups; a simple detector, no reader. Intervals are 95 %, drawn by patient.")
    return joined(" ", (text, SIMULATED)) if arguments.regions == "network" else text


def _finite(row: dict[str, object]) -> dict[str, object]:
    return {name: None if value != value else value for name, value in row.items()}
