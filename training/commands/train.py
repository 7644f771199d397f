"""`dspic train`: a network learns from a dataset's labels and becomes a model folder."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dspic_gui.commands import DONE, CommandError

HELP = "Train a network on a dataset (or on folders of PNG by class), score it on patients it never saw, and export it to OUT/model."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line; the defaults are the paper's."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="dataset folder, or folders of PNG named by class")
    parser.add_argument("out", type=Path, metavar="OUT", help="folder of the run; the same call takes up a run that was stopped")
    add_network_arguments(parser)
    parser.add_argument("--network", default="dSPIC-AM", help="dSPIC-AM, dSPIC-RM, SI_CLF, SI_CLF+AM, SI_CLF+RM, SI_CLF+AM+RM, AlexNet")
    parser.add_argument("--data", default="D_1", choices=["D_1", "D_2", "D_3"], help="no augmentation, transforms, or generated pictures")
    parser.add_argument("--name", help="name of the model in its card (default: the network's)")
    parser.add_argument("--no-export", action="store_true", help="leave out the model folder")


def add_network_arguments(parser: argparse.ArgumentParser) -> None:
    """What `train` and `paper` share."""
    parser.add_argument("--labels", default="consensus", help="consensus, truth, or a reader's name")
    parser.add_argument(
        "--split", default="patient", choices=["patient", "image"], help="by image leaks, as the paper's split did, and is marked so"
    )
    parser.add_argument("--head", default="2x8", choices=["table3", "pool3", "6x6", "2x8", "gap"], help="what lies before the dense layers")
    numbers: tuple[tuple[str, type, Any, str], ...] = (
        ("--epochs", int, 300, "passes over the training part"),
        ("--batch", int, 8, "pictures a step"),
        ("--lr", float, 1e-4, "Adam's learning rate"),
        ("--steps", int, None, "budget of steps for the whole training"),
        ("--patience", int, 20, "stop after so many epochs without a better validation loss; 0 for never"),
        ("--seed", int, 0, "decides split, order, weights and augmentation"),
        ("--warm-up", int, 0, "epochs of rising learning rate"),
        ("--weight-decay", float, 0.0, "AdamW instead of Adam"),
        ("--smoothing", float, 0.0, "label smoothing"),
        ("--clip", float, 0.0, "limit of the gradient's norm"),
        ("--dropout", float, 0.0, "share of the dense units left out in a step"),
    )
    for name, kind, default, text in numbers:
        parser.add_argument(name, type=kind, default=default, help=f"{text} (default: {default})")
    parser.add_argument("--schedule", default="constant", choices=["constant", "cosine"])
    parser.add_argument("--initialiser", default="glorot_uniform", choices=["glorot_uniform", "glorot_normal", "he_uniform", "he_normal"])
    parser.add_argument("--precision", default="float32", choices=["float32", "mixed_bfloat16"])
    for name, text in (
        ("--batch-normalisation", "normalise after every convolution"),
        ("--refined-product", "multiply with the channel-refined map as CBAM does, where Eq 6 multiplies with the map itself"),
        ("--class-weights", "weigh classes by the inverse of their counts"),
        ("--natural-shares", "take the classes' changed shares after augmentation back out of the probabilities"),
        ("--vary", "draw new transforms for every picture in every epoch"),
    ):
        parser.add_argument(name, action="store_true", help=text)
    parser.add_argument("--devices", help="GPU:0,GPU:1 for several devices, “hosts” for the cluster in TF_CONFIG")
    parser.add_argument("--json", action="store_true", help="print progress as one JSON object per line")


def settings_from(arguments: argparse.Namespace) -> Any:
    """The Settings of a command line; CommandError for values that nothing could follow."""
    from dspic_gui.network.plan import Deviations, NetworkError
    from training.settings import Settings, TrainingError

    given = vars(arguments)
    names = ("network", "data", "head", "labels", "split", "seed", "epochs", "batch", "steps", "patience", "schedule", "warm_up")
    more = ("weight_decay", "smoothing", "clip", "class_weights", "vary", "natural_shares", "precision")
    try:
        deviations = Deviations(**{name: given[name] for name in ("initialiser", "batch_normalisation", "dropout", "refined_product")})
        return Settings(rate=arguments.lr, deviations=deviations, **{name: given[name] for name in names + more if name in given})
    except (TrainingError, NetworkError) as problem:
        raise CommandError(str(problem)) from problem


def run(arguments: argparse.Namespace) -> int:
    """Train, score and export; 0 when the model folder is there."""
    settings = settings_from(arguments)
    import keras  # noqa: F401  (a missing extra is told before the dataset is read)

    from dspic_gui.archive import ArchiveError
    from dspic_gui.network.plan import NetworkError
    from dspic_gui.network_input import NetworkInputError
    from training.dataset import DatasetError
    from training.settings import TrainingError

    try:
        return _train(arguments, settings)
    except (ArchiveError, DatasetError, NetworkError, NetworkInputError, TrainingError) as problem:
        raise CommandError(str(problem)) from problem


def _train(arguments: argparse.Namespace, settings: Any) -> int:
    from dspic_gui.network.build import check_trainable, plan_named
    from dspic_gui.network.plan import INPUT_SIZE, Head
    from training.run import check_folder, facts_of, prepare, self_test_view, train

    check_trainable(plan_named(settings.network), Head(settings.head), settings.deviations, INPUT_SIZE)
    check_folder(arguments.out, settings)
    report = Printer(arguments.json)
    parts = prepare(arguments.dataset, settings, report)
    trained = train(parts, arguments.out, settings, report, devices=arguments.devices)
    if trained is None:
        return DONE
    report({"event": "scores", **{name: trained_value(trained.cases, name) for name in ("label accuracy", "macro f1", "auc macro")}})
    if not arguments.no_export:
        from training.export import READINGS, SIMULATED, export

        command = "dspic train " + shlex.join(sys.argv[2:])
        facts = facts_of(trained, parts, command, arguments.dataset)
        facts["warning"] = SIMULATED if facts["data"]["simulation"] else READINGS
        checked = parts.test.pictures[:100]
        comparison = export(
            arguments.out / "model", trained.learner.model, settings, name=arguments.name or settings.network,
            counts=self_test_view(parts), checked=checked, threshold=trained.threshold, facts=facts,
        )  # fmt: skip
        report({"event": "export", "folder": str(arguments.out / "model"), "largest_difference": comparison.probability})
    return DONE


def trained_value(cases: Any, name: str) -> float:
    """One score of the unseen cases."""
    from training.score import figures

    return figures(cases)[name]


SENTENCES = {
    "load": "reading views {done}/{total}",
    "note": "{text}",
    "transforms": "{class}: {examples} views are fewer than {fewest}, so transforms take the place of generated pictures",
    "dcgan": "generating {class}: step {step}/{steps}",
    "start": "training on {examples} views, {steps} steps, from step {step}",
    "step": "epoch {epoch}, step {step}/{steps}, loss {loss:.3f}, {images_per_second:.1f} views/s, {minutes:.0f} min left",
    "epoch": "epoch {epoch}: loss {loss:.3f}, accuracy {accuracy:.3f}, validation loss {validation_loss:.3f}, "
    "accuracy {validation_accuracy:.3f}, {seconds:.0f} s",
    "end": "best epoch {best_epoch} of {epochs}, validation loss {validation_loss:.3f}",
    "scores": "label accuracy {label accuracy:.3f}, macro F-1 {macro f1:.3f}, macro AUC {auc macro:.3f}",
    "export": "model written to {folder} (largest difference to training {largest_difference:.4f})",
}
"""How each event reads on a terminal."""


class Printer:
    """Prints events as JSON lines, or as sentences with one line that is rewritten at each step."""

    def __init__(self, as_json: bool) -> None:
        """`as_json`: one JSON object per line on standard output."""
        self._as_json = as_json
        self._open_line = False

    def __call__(self, event: Mapping[str, Any]) -> None:
        """Print one event."""
        if self._as_json:
            print(json.dumps(event, default=float), flush=True)
            return
        text = _sentence(event)
        if text is None:
            return
        passing = event["event"] in ("step", "load", "dcgan") and sys.stdout.isatty()
        if event["event"] in ("step", "load", "dcgan") and not passing:
            return
        print(("\r\033[K" if self._open_line else "") + text, end="" if passing else "\n", flush=True)
        self._open_line = passing


def _sentence(event: Mapping[str, Any]) -> str | None:
    form = SENTENCES.get(event["event"])
    if event["event"] == "parts":
        rows = event["counts"].items()
        return "\n".join(f"{name}: " + ", ".join(f"{count} {label}" for label, count in row.items()) for name, row in rows)
    if event["event"] == "step":
        event = {**event, "minutes": event["seconds_left"] / 60}
    return form.format(**event) if form else None
