"""`dspic burden DATASET`: the bone scan index of each study, its trend, and how sources compare."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from dspic_gui.burden.against import Comparison, comparisons, pairs_of
from dspic_gui.burden.dataset_burden import StudyBurden, dataset_burdens
from dspic_gui.burden.index import POOLING
from dspic_gui.burden.models import LesionModels
from dspic_gui.burden.sources import (
    LEVEL,
    NETWORK,
    SIMULATED,
    FoundMetastases,
    LabelledMetastases,
    MetastasisSource,
    NetworkRegions,
    RegionSource,
    TruthRegions,
)
from dspic_gui.burden.table import csv_rows, json_rows
from dspic_gui.burden.trend import BAND, Step, trends
from dspic_gui.burden.weights import DEFAULT, WeightsError, WeightTable, load_weights, shipped_names
from dspic_gui.commands import DONE, FINDINGS, CommandError
from dspic_gui.csv_table import write_csv
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.folder import TRUTH
from dspic_gui.ground_truth.label_source import check_source, default_source
from dspic_gui.language.spoken import spoken
from dspic_gui.lesion_model.opened import SHIPPED_LESIONS
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_engine import without_chatter
from dspic_gui.scans import decoder
from dspic_gui.sentence import Sentence

HELP = (
    "The bone scan index: the percent of the skeleton that metastases involve, per study and per "
    "bone, with its trend over a patient's studies. The metastases are the consensus', the truth's, "
    "a reader's or the network's; the bones are the simulator's region maps or a lesion model's."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, labels, regions, weights, comparison, outputs."""
    names = ", ".join(shipped_names())
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset folder")
    parser.add_argument(
        "--labels", metavar="WHOSE",
        help="whose metastases: consensus, truth, a reader's name or network "
        "(default: consensus, until there is one truth)",
    )  # fmt: skip
    parser.add_argument(
        "--against", metavar="WHOSE",
        help="compare with this source's index too: r, mean difference and limits of agreement",
    )  # fmt: skip
    parser.add_argument(
        "--regions", choices=("truth", "network"),
        help="which region maps: the simulator's or a model's (default: truth for --labels truth, "
        "else network); a source compared by --against uses its own default",
    )  # fmt: skip
    parser.add_argument(
        "--model", type=Path, default=SHIPPED_LESIONS, metavar="DIR",
        help="folder of the lesion model (default: the one that is shipped)",
    )  # fmt: skip
    parser.add_argument(
        "--weights", default=DEFAULT, metavar="NAME",
        help=Sentence("the table of weights: {names}, or a .json file (default: {name})", names=names, name=DEFAULT),
    )  # fmt: skip
    parser.add_argument(
        "--level", type=float, default=LEVEL, metavar="P",
        help=Sentence("metastases of the network count from this probability on (default: {level})", level=f"{LEVEL:g}"),
    )  # fmt: skip
    parser.add_argument("--provisional", action="store_true", help="take provisional and disputed answers too")
    parser.add_argument(
        "--keep-unlike", action="store_true",
        help="count the network's answers on scans unlike its training data too",
    )  # fmt: skip
    parser.add_argument("--samples", type=int, default=1000, metavar="N", help="draws for the intervals (default: 1000)")
    parser.add_argument("--csv", type=Path, metavar="OUT.csv", help="write a row per study and a column per bone")
    parser.add_argument("--json", action="store_true", help="print one JSON object per study and per figure")


def run(arguments: argparse.Namespace) -> int:
    """Compute and print; 1 where a study had to be left out."""
    if not 0.0 < arguments.level < 1.0 or arguments.samples < 1:
        raise CommandError("--level must lie between 0 and 1, --samples be 1 or more. Nothing was computed.")
    decoder.warm_up()
    problems: list[tuple[str, Sentence]] = []
    try:
        archive = Archive(arguments.dataset)
        table = load_weights(arguments.weights)
        sources = Sources(archive, arguments)
        labels = arguments.labels or default_source(archive)
        chosen = _measured(sources, labels, table, arguments, problems)
        reference = None
        if arguments.against:
            reference = _measured(sources, arguments.against, table, arguments, problems)
    except (ArchiveError, ModelError, WeightsError) as problem:
        raise CommandError(str(problem)) from problem
    figures = [] if reference is None else list(comparisons(pairs_of(reference, chosen), arguments.samples))
    _print(chosen, table, figures, arguments, problems)
    if arguments.csv:
        _write(arguments.csv, chosen, reference or [])
    return FINDINGS if problems else DONE


class Sources:
    """What the command's words name, opened when it is needed."""

    def __init__(self, archive: Archive, arguments: argparse.Namespace) -> None:
        self.archive, self._given = archive, arguments
        self._models = LesionModels(arguments.model)

    def marks(self, labels: str) -> MetastasisSource:
        """Where the metastases come from; ArchiveError or ModelError where they cannot."""
        if labels != NETWORK:
            check_source(self.archive, labels)
            return LabelledMetastases(self.archive, labels, provisional=self._given.provisional)
        with without_chatter():
            return FoundMetastases(self.archive, self._models.lesions(), self._given.level)

    def regions(self, labels: str) -> RegionSource | None:
        """Where the regions come from; None: with the network's metastases."""
        chosen = self._given.regions if labels == (self._given.labels or labels) else None
        if (chosen or (TRUTH if labels == TRUTH else NETWORK)) == TRUTH:
            return TruthRegions(self.archive)
        if labels == NETWORK:
            return None
        with without_chatter():
            return NetworkRegions(self.archive, self._models.regions(), NETWORK)


def _measured(
    sources: Sources, labels: str, table: WeightTable, arguments: argparse.Namespace,
    problems: list[tuple[str, Sentence]],
) -> list[StudyBurden]:  # fmt: skip
    marks, regions = sources.marks(labels), sources.regions(labels)
    found = dataset_burdens(
        sources.archive, marks, regions, table, keep_unlike=arguments.keep_unlike,
        problem=lambda key, sentence: problems.append((key, sentence)),
    )  # fmt: skip
    rows = list(found)
    if not rows and not problems:
        text = "{dataset} holds no answer of “{labels}” that stands, so there is no index."
        raise ArchiveError(text, dataset=sources.archive.dataset.name, labels=labels)
    return rows


def _print(
    studies: list[StudyBurden], table: WeightTable, figures: list[Comparison],
    arguments: argparse.Namespace, problems: list[tuple[str, Sentence]],
) -> None:  # fmt: skip
    steps = [step for patient in trends(studies) for step in patient]
    if arguments.json:
        lines: list[dict[str, object]] = [{"source": key, "error": said} for key, said in problems]
        lines += json_rows(steps)
        lines += [{"against": arguments.against, **asdict(one)} for one in figures]
        for line in lines:
            print(json.dumps(line, ensure_ascii=False))
        return
    for key, said in problems:
        print(f"{key}: {spoken(said)}", file=sys.stderr)
    for step in steps:
        print(_line(step))
    for one in figures:
        print(_figure(one))
    for remark in _remarks(studies, table):
        print(spoken(remark), file=sys.stderr)


def _remarks(studies: list[StudyBurden], table: WeightTable) -> Iterator[str]:
    yield f"Weights: {table.name} ({table.title}). {POOLING}"
    yield str(BAND)
    if any(NETWORK in (one.labels, one.regions) for one in studies):
        yield str(SIMULATED)


def _line(step: Step) -> str:
    one = step.study
    about = f"{one.study.patient}  {one.study.time.day or '-':10}  {one.study.key}  {one.labels}"
    if one.index is None:
        return f"{about}  no index: unlike the network's training scans"
    change = "" if step.change is None else f"  {step.change:+.2f} ({step.course})"
    worst = sorted((bone for bone in one.bones if bone.hot), key=lambda bone: -bone.index)[:3]
    names = ", ".join(f"{bone.bone.title}{f' {bone.side}' if bone.side else ''} {bone.index:.2f}" for bone in worst)
    cut = f"  (views show {one.found.seen:.0f} %)" if one.found and one.found.seen < 99.5 else ""
    return f"{about}  {one.index:6.2f} %{change}{cut}  {names}".rstrip()


def _figure(one: Comparison) -> str:
    if one.value is None:
        return f"{one.name:28} not defined, n = {one.studies}"
    interval = "" if one.low is None or one.high is None else f" ({one.low:.3f} to {one.high:.3f})"
    return f"{one.name:28} {one.value:.3f}{interval}, n = {one.studies}"


def _write(path: Path, studies: list[StudyBurden], reference: list[StudyBurden]) -> None:
    try:
        write_csv(path, [*csv_rows(studies), *csv_rows(reference)[1:]])
    except OSError as problem:
        text = "{name} could not be written ({reason}). Choose another place."
        raise CommandError(text, name=path.name, reason=problem.strerror) from problem
