"""`dspic stress MODEL DATASET`: how much a model loses on scans altered as real ones differ."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dspic_gui.commands import DONE, FINDINGS, CommandError, print_said
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.durable import NotSaved
from dspic_gui.ground_truth.label_source import default_source
from dspic_gui.language.spoken import spoken
from dspic_gui.lesion_model.opened import open_model
from dspic_gui.model.model_card import ROBUSTNESS, ModelError, amend_card
from dspic_gui.model.network_engine import without_chatter
from dspic_gui.opinion.stress import StressRow, stress
from dspic_gui.scans import decoder

HELP = (
    "Measure a model on a dataset as it is and altered: a full bladder, a spot at the injection, fewer or more counts, other sizes and "
    "places, blur, cut arms, other pixels. Accuracy of the four answers with 95 % intervals drawn by patient."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Model, dataset, labels, how many studies, samples, JSON."""
    parser.add_argument("model", type=Path, metavar="MODEL", help="a model folder")
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset folder")
    parser.add_argument("--labels", help="what is true: consensus, truth or a reader's name (default: consensus, until there is one truth)")
    parser.add_argument("--studies", type=int, metavar="N", help="only the first N studies (default: all)")
    parser.add_argument("--samples", type=int, default=300, metavar="N", help="draws for the intervals (default: 300)")
    parser.add_argument("--record", action="store_true", help="write the table into the model's card")
    parser.add_argument("--json", action="store_true", help="print one JSON object per alteration")


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; 1 where a study had to be left out."""
    if arguments.samples < 1 or (arguments.studies is not None and arguments.studies < 1):
        raise CommandError("--samples and --studies must be 1 or more. Nothing was measured.")
    decoder.warm_up()
    problems: list[tuple[str, str]] = []
    try:
        archive = Archive(arguments.dataset)
        labels = arguments.labels or default_source(archive)
        with without_chatter():
            model = open_model(arguments.model)
        rows = stress(
            archive, model, labels, most=arguments.studies, samples=arguments.samples,
            problem=lambda key, sentence: problems.append((key, sentence)),
        )  # fmt: skip
        if arguments.record:
            amend_card(arguments.model, {ROBUSTNESS: _recorded(archive.dataset.name, labels, rows)})
    except (ArchiveError, ModelError, NotSaved) as problem:
        raise CommandError(str(problem)) from problem
    for key, sentence in problems:
        print(json.dumps({"source": key, "error": sentence}, ensure_ascii=False) if arguments.json else f"{key}: {spoken(sentence)}",
              file=sys.stdout if arguments.json else sys.stderr)  # fmt: skip
    for row in rows:
        print(_json(model.identity, row) if arguments.json else _line(row))
    if arguments.json:
        print(json.dumps({"model": model.identity, "warning": model.card.warning}, ensure_ascii=False))
    else:
        about = {"model": model.identity, "count": rows[0].views, "warning": model.card.warning}
        print_said("{model}, {count} views. {warning}", to=sys.stderr, **about)
    return FINDINGS if problems else DONE


def _line(row: StressRow) -> str:
    return (
        f"{row.name:18} accuracy {row.accuracy:.3f} ({row.low:.3f} to {row.high:.3f}), lost {row.loss:+.3f}, "
        f"macro AUC {row.auc:.3f}, unlike {row.unlike:.3f}"
    )


def _json(model: str, row: StressRow) -> str:
    return json.dumps({"model": model, **_numbers(row)})


def _numbers(row: StressRow) -> dict[str, Any]:
    return {name: None if isinstance(value, float) and not math.isfinite(value) else value for name, value in asdict(row).items()}


def _recorded(dataset: str, labels: str, rows: Sequence[StressRow]) -> dict[str, Any]:
    """What the card keeps."""
    return {"dataset": dataset, "labels": labels, "rows": [_numbers(row) for row in rows]}
