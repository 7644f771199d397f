"""`dspic samplesize WHAT`: how many studies a kappa, a sensitivity or a specificity needs for a given interval."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from dspic_gui.commands import DONE, CommandError, print_said
from dspic_gui.ground_truth.sample_size import (
    CONFIDENCE,
    SampleSize,
    design_effect,
    for_kappa,
    for_share,
)
from dspic_gui.sentence import RuleError

HELP = (
    "How many studies must be read so that a kappa between two readers, a sensitivity or a specificity has an interval of a given width: "
    "Fleiss, Cohen and Everitt (1969) for kappa, Buderer (1996) for sensitivity and specificity, Kish (1965) for several views a patient."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command for each figure."""
    acts = parser.add_subparsers(dest="what", required=True, metavar="what")
    kappa = acts.add_parser("kappa", help="Cohen's kappa of two readers")
    kappa.add_argument(
        "--kappa", type=float, default=0.7, metavar="K", help="the kappa that is expected"
    )
    kappa.add_argument(
        "--shares", default="0.435,0.227,0.328,0.010", metavar="P,P,...",
        help="how often each answer is said; the shares of the paper's normal, metastatic, arthritic and both unless given",
    )  # fmt: skip
    for name in ("sensitivity", "specificity"):
        one = acts.add_parser(name, help=f"the {name} of a reader or a network")
        one.add_argument(
            "--value", type=float, default=0.85, metavar="P", help=f"the {name} that is expected"
        )
        one.add_argument(
            "--prevalence",
            type=float,
            default=0.237,
            metavar="P",
            help="the share of studies with the disease",
        )
    for one in acts.choices.values():
        one.add_argument(
            "--half-width",
            type=float,
            default=0.1,
            metavar="D",
            help="half the width of the interval",
        )
        one.add_argument(
            "--confidence",
            type=float,
            default=CONFIDENCE,
            metavar="C",
            help="the confidence of the interval",
        )
        one.add_argument(
            "--units", type=float, default=1.0, metavar="M", help="views counted for each patient"
        )
        one.add_argument(
            "--correlation",
            type=float,
            default=0.0,
            metavar="R",
            help="how alike the views of one patient are, from 0 to 1",
        )
        one.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Compute and print."""
    try:
        found = _computed(arguments)
    except RuleError as problem:
        raise CommandError(problem.sentence) from problem
    if arguments.json:
        print(
            json.dumps(
                {
                    "what": arguments.what,
                    "half_width": arguments.half_width,
                    "confidence": arguments.confidence,
                    **asdict(found),
                }
            )
        )
        return DONE
    print_said(
        "{studies} studies must be read for a {what} with a half-width of {width}; {cases} of them count.",
        studies=found.studies, what=arguments.what, width=f"{arguments.half_width:g}", cases=found.cases,
    )  # fmt: skip
    return DONE


def _computed(arguments: argparse.Namespace) -> SampleSize:
    common: dict[str, Any] = {
        "confidence": arguments.confidence,
        "design": design_effect(arguments.units, arguments.correlation),
    }
    if arguments.what == "kappa":
        return for_kappa(
            arguments.kappa, arguments.half_width, _numbers(arguments.shares), **common
        )
    having = arguments.prevalence if arguments.what == "sensitivity" else 1 - arguments.prevalence
    return for_share(arguments.value, arguments.half_width, having, **common)


def _numbers(text: str) -> list[float]:
    try:
        return [float(word) for word in text.split(",")]
    except ValueError as problem:
        raise CommandError(
            "“{text}” is no list of numbers joined by commas. Nothing was done.", text=text
        ) from problem
