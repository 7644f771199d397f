"""`dspic evaluate MODEL DATASET`: the scores of a model on a dataset, with intervals drawn by patient."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dspic_gui.commands import DONE, FINDINGS, CommandError, print_said
from dspic_gui.commands.classify import shares_from
from dspic_gui.commands.lesion_figures import print_lesions
from dspic_gui.commands.progress import ProgressLine
from dspic_gui.commands.training_overlap import add_unseen, overlap_of
from dspic_gui.csv_table import write_csv
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.disease import CLASSES, Answer
from dspic_gui.durable import NotSaved
from dspic_gui.ground_truth.label_source import default_source
from dspic_gui.language.spoken import spoken
from dspic_gui.lesion_model.lesion_card import record_curves
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.opened import Model, open_model
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_engine import without_chatter
from dspic_gui.model.scores import confusion, roc, with_intervals
from dspic_gui.opinion.evaluation import Evaluation, evaluate
from dspic_gui.opinion.lesion_evaluation import LesionEvaluation, evaluate_lesions
from dspic_gui.opinion.map_bar import MapBar, measure_maps, record
from dspic_gui.plain_file import LARGEST_JSON, content_of
from dspic_gui.scans import decoder
from dspic_gui.sentence import RuleError, Sentence
from dspic_gui.study import Projection

HELP = (
    "Measure a model on a dataset: accuracy, precision, sensitivity, specificity, F-1 and AUC of views and of studies, confusion, "
    "calibration and lesion sizes, with 95 % intervals drawn by patient."
)
COLUMNS = ("model", "dataset", "labels", "part", "level", "name", "value", "low", "high", "count")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Model, dataset, labels, part, samples, maps, table, JSON."""
    parser.add_argument("model", type=Path, metavar="MODEL", help="a model folder")
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset folder")
    parser.add_argument("--labels", help="what is true: consensus, truth or a reader's name (default: consensus, until there is one truth)")
    parser.add_argument(
        "--provisional", action="store_true", help="take in provisional and disputed answers too, which are left out without it"
    )
    parser.add_argument("--split", type=Path, metavar="split.json", help="only views of one part of a training run's split.json")
    parser.add_argument(
        "--part", default="test", choices=["training", "validation", "test"], help="which part of the split (default: test)"
    )
    parser.add_argument("--samples", type=int, default=1000, metavar="N", help="draws for the intervals (default: 1000)")
    parser.add_argument("--maps", action="store_true", help="measure the maps too: how often their maximum lies on a metastasis")
    parser.add_argument(
        "--record",
        action="store_true",
        help="write into the model's card which --maps beat the control, or the free-response curves of a model that finds lesions",
    )
    parser.add_argument(
        "--shares", metavar="N,M,A,B", help="how frequent normal, metastatic, arthritic and both are, for a model that finds lesions"
    )
    parser.add_argument("--keep-unlike", action="store_true", help="count the answers of views unlike what the model learned from too")
    add_unseen(parser)
    parser.add_argument("--csv", type=Path, metavar="OUT.csv", help="write the scores as a table too")
    parser.add_argument("--json", action="store_true", help="print one JSON object per figure")


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; 1 where a study had to be left out."""
    if arguments.samples < 1:
        raise CommandError("--samples must be 1 or more. Nothing was measured.")
    decoder.warm_up()
    problems: list[tuple[str, str]] = []
    try:
        archive = Archive(arguments.dataset)
        with without_chatter():
            classifier = _for_population(open_model(arguments.model), arguments.shares)
        if arguments.record and not arguments.maps and not isinstance(classifier, LesionClassifier):
            raise CommandError("--record needs --maps for this model. Nothing was measured.")
        labels = arguments.labels or default_source(archive)
        chosen = _chosen(arguments.split, arguments.part) if arguments.split else None
        overlap = overlap_of(archive, [arguments.model], chosen, unseen=arguments.unseen)
        chosen = overlap.chosen
        with ProgressLine("studies") as progress:
            found = evaluate(
                archive,
                classifier,
                labels,
                provisional=arguments.provisional,
                chosen=chosen,
                problem=lambda key, sentence: problems.append((key, sentence)),
                progress=progress,
                keep_unlike=arguments.keep_unlike,
            )
        bar = _maps(archive, classifier, found) if arguments.maps else None
        lesions = _lesions(archive, classifier, labels, chosen, arguments)
        if bar and arguments.record:
            record(arguments.model, bar)
        if lesions is not None and arguments.record:
            record_curves(arguments.model, lesions.curves())
    except (ArchiveError, ModelError, NotSaved, RuleError) as problem:
        raise CommandError(str(problem)) from problem
    figures = [*_scores(found, arguments.samples)]
    _print(found, figures, problems, arguments.json)
    if lesions is not None:
        figures += print_lesions(lesions, arguments.samples, arguments.json)
    _print_maps(bar, arguments)
    _print_warning(classifier, arguments.json)
    _print_labels(found, arguments.json)
    overlap.say({one.study for one in found.views}, arguments.json)
    if arguments.csv:
        about = {"model": found.model, "dataset": found.dataset, "labels": found.labels, "part": _part(arguments)}
        _write(arguments.csv, [about | row for row in (*figures, _left_out(found))])
    return FINDINGS if problems else DONE


def _part(arguments: argparse.Namespace) -> str:
    """Which views were measured."""
    return str(arguments.part) if arguments.split else "unseen" if arguments.unseen else "all"


def _print_warning(model: Model, as_json: bool) -> None:
    """What the model says of itself: beside the figures, and among them for programs."""
    if as_json:
        print(json.dumps({"model": model.identity, "warning": model.card.warning}, ensure_ascii=False))
    else:
        print(spoken(model.card.warning), file=sys.stderr)


def _left_out(found: Evaluation) -> dict[str, Any]:
    """How many views count as unanswered, because they are unlike what the model learned from."""
    return {"level": "view", "name": "left out as unlike what it learned", "value": found.unlike, "count": len(found.views)}


def _for_population(model: Model, shares: str | None) -> Model:
    if shares and not isinstance(model, LesionClassifier):
        raise CommandError("--shares is for models that find lesions, and this one is none. Nothing was measured.")
    return model.with_shares(shares_from(shares)) if shares and isinstance(model, LesionClassifier) else model


def _maps(archive: Archive, model: Model, found: Evaluation) -> MapBar | None:
    if isinstance(model, LesionClassifier):
        raise CommandError("This model finds lesions and has no map to measure. Nothing was measured; leave --maps out.")
    return measure_maps(archive, model, found)


def _lesions(
    archive: Archive, model: Model, labels: str, chosen: list[tuple[str, Projection]] | None, arguments: argparse.Namespace
) -> LesionEvaluation | None:
    if not isinstance(model, LesionClassifier):
        return None
    return evaluate_lesions(archive, model, labels, provisional=arguments.provisional, chosen=chosen, keep_unlike=arguments.keep_unlike)


def _chosen(path: Path, part: str) -> list[tuple[str, Projection]]:
    try:
        rows = json.loads(content_of(path, LARGEST_JSON))[part]
        return [(str(study), Projection(view)) for study, view, *_ in rows]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise CommandError(
            "{name} is not the split of a training run ({problem}). Nothing was measured.", name=path.name, problem=problem
        ) from problem


def _scores(found: Evaluation, samples: int) -> Iterator[dict[str, Any]]:
    """One row per score of views and of studies; a score that does not exist is None."""
    for level, cases in (("view", found.cases), ("study", found.study_cases)):
        for name, row in with_intervals(cases, samples).items():
            numbers = {key: value if math.isfinite(value) else None for key, value in row.items()}
            yield {"level": level, "name": name, **numbers, "count": len(cases.truth)}


def _print(found: Evaluation, figures: Iterable[dict[str, Any]], problems: Iterable[tuple[str, str]], as_json: bool) -> None:
    for key, sentence in problems:
        print(json.dumps({"source": key, "error": sentence}, ensure_ascii=False) if as_json else f"{key}: {spoken(sentence)}",
              file=sys.stdout if as_json else sys.stderr)  # fmt: skip
    if as_json:
        for row in (*figures, *_details(found)):
            print(json.dumps({"model": found.model, "labels": found.labels, **row}, ensure_ascii=False))
        return
    print_said(
        "{model} on {dataset}, labels: {labels}, {views} views, {studies} studies.",
        model=found.model,
        dataset=found.dataset,
        labels=found.labels,
        views=len(found.views),
        studies=len(found.study_cases.truth),
    )
    if found.unlike:
        print_said(
            "{count} more views are left out: they are unlike what the model learned from, and its answers count as none.",
            count=found.unlike,
        )
    if found.open_studies:
        print_said("{count} more studies are left out of the studies' scores: the answer of the study is open.", count=found.open_studies)
    for row in figures:
        interval = f" ({row['low']:.3f} to {row['high']:.3f})" if row["value"] is not None and row["low"] is not None else ""
        value = "not defined" if row["value"] is None else f"{row['value']:.3f}"
        print(f"{row['level']:6} {row['name']:24} {value}{interval}")
    _print_tables(found)


def _print_labels(found: Evaluation, as_json: bool) -> None:
    """Which labels were used and left out, and what is amiss with them."""
    if as_json:
        about = {"model": found.model, "labels": found.labels, "level": "dataset", "name": "labels"}
        print(json.dumps({**about, "views": len(found.views), **found.tally.figures, "unlike": found.unlike}))
        if found.notice is not None:
            print(json.dumps({"notice": found.notice}))
    elif found.remarks is not None:
        print(spoken(found.remarks), file=sys.stderr)


def _print_tables(found: Evaluation) -> None:
    print_said("Views by true answer (rows) and said answer (columns): {answers}", answers=", ".join(map(str, Answer)))
    for name, line in zip(Answer, confusion(found.cases).tolist(), strict=True):
        print(f"  {name:22} " + " ".join(f"{count:5}" for count in line))
    errors = ", ".join(f"{name} {found.calibration_error(name):.3f}" for name in CLASSES)
    print_said("Expected calibration error: {errors}", errors=errors)
    for row in found.sizes():
        if row.views:
            print_said(
                "{disease}, largest lesion {low} to {high} px²: named in {named} of {views} views",
                disease=row.disease, low=f"{row.low:g}", high=f"{row.high:g}", named=row.named, views=row.views,
            )  # fmt: skip


def _details(found: Evaluation) -> Iterator[dict[str, Any]]:
    for level, cases in (("view", found.cases), ("study", found.study_cases)):
        yield {"level": level, "name": "confusion", "answers": list(map(str, Answer)), "rows_truth_columns_said": confusion(cases).tolist()}
    for place, name in enumerate(CLASSES):
        false, true = (rates.round(6).tolist() for rates in roc(found.cases, place))
        if all(map(math.isfinite, (*false, *true))):
            yield {"level": "view", "name": "roc", "class": str(name), "false_positive_rate": false, "true_positive_rate": true}
        bins = [vars(one) for one in found.calibration(name)]
        yield {"level": "view", "name": "calibration", "class": str(name), "error": found.calibration_error(name), "bins": bins}
    for row in found.sizes():
        high = row.high if math.isfinite(row.high) else None
        yield {"level": "view", "name": "lesion size", "disease": str(row.disease), "low": row.low, "high": high,
               "views": row.views, "named": row.named, "value": row.sensitivity}  # fmt: skip
    for one in found.wrong:
        yield {"level": "view", "name": "wrong", "study": one.study, "view": one.label.projection.value, "truth": str(one.truth),
               "label": str(one.prediction.answer), "confidence": round(one.confidence, 6)}  # fmt: skip


def _print_maps(bar: MapBar | None, arguments: argparse.Namespace) -> None:
    if bar is None:
        if arguments.maps:
            print_said("No view with a metastasis was classified correctly, so the maps were not measured.", to=sys.stderr)
        return
    if arguments.json:
        for row in bar.rows:
            print(json.dumps({"model": bar.model, "level": "map", **vars(row)}))
        print(json.dumps({"model": bar.model, "level": "map", "name": "explanations", "value": list(bar.explanations)}))
        return
    print(bar.markdown(), end="")
    names = ", ".join(bar.explanations) or Sentence("none, for no map beats the control.")
    print_said("Offered as explanations: {names}", names=names)


def _write(path: Path, figures: Iterable[dict[str, Any]]) -> None:
    try:
        write_csv(path, [COLUMNS, *([row.get(column, "") for column in COLUMNS] for row in figures)])
    except OSError as problem:
        raise CommandError(
            "{name} could not be written ({reason}). The figures above stand.", name=path.name, reason=problem.strerror
        ) from problem
