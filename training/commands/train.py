"""`dspic train`: a network learns from a dataset's labels and becomes a model folder."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dspic_gui.commands import DONE, CommandError
from dspic_gui.sentence import SaidError, from_line
from dspic_gui.training_run.options import KINDS, LEAKS, LEFT_OUT, OPTIONS, WATCHED, add_options, lesion_settings_of, settings_of
from training.commands import check_packages, refused
from training.commands.repeated import add_repeated, is_repeated, train_repeated
from training.commands.simulate import command_of
from training.commands.watched import Listener, Stopped, step_back

HELP = "Train a network on a dataset (or on folders of PNG by class), score it on patients it never saw, and export it to OUT/model."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line; the defaults are the paper's."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="dataset folder, or folders of PNG named by class")
    parser.add_argument("out", type=Path, metavar="OUT", help="folder of the run; the same call takes up a run that was stopped")
    add_network_arguments(parser)
    add_options(parser, (option for option in OPTIONS if option.train_only))
    parser.add_argument("--kind", choices=KINDS, default=KINDS[0], help="a network that answers for a view, or one that finds lesions")
    parser.add_argument("--leave-out", choices=LEFT_OUT, help="with --kind lesions: train without it, to measure what it is worth")
    parser.add_argument("--widths", metavar="C,C,...", help="with --kind lesions: channels at 1/2, 1/4, ... of the input")
    add_repeated(parser)
    parser.add_argument("--no-export", action="store_true", help="leave out the model folder")
    parser.add_argument("--watched", action="store_true", help="stop when a line “stop” comes on standard input, or its end; step back")


def add_network_arguments(parser: argparse.ArgumentParser) -> None:
    """What `train` and `paper` share."""
    add_options(parser, (option for option in OPTIONS if not option.train_only))
    parser.add_argument("--json", action="store_true", help="print progress as one JSON object per line")


def settings_from(arguments: argparse.Namespace) -> Any:
    """The Settings of a command line; CommandError for values that nothing could follow."""
    from dspic_gui.network.plan import Deviations
    from training.settings import Settings

    settings, deviations = settings_of(vars(arguments))
    try:
        return Settings(deviations=Deviations(**deviations), **settings)
    except SaidError as problem:
        raise refused(problem, arguments.json) from problem


def run(arguments: argparse.Namespace) -> int:
    """Train, score and export; 0 when the model folder is there, or when it was stopped to be taken up."""
    of_lesions = arguments.kind == "lesions"
    if of_lesions and is_repeated(arguments):
        raise CommandError("--seeds and --folds are for networks that answer for a view. Nothing was written; leave them out.")
    settings = lesion_settings_from(arguments) if of_lesions else settings_from(arguments)
    if arguments.watched:
        step_back()
    check_packages("keras", "tensorflow", "safetensors", "psutil")

    try:
        return _train_lesions(arguments, settings) if of_lesions else _train(arguments, settings)
    except SaidError as problem:
        raise refused(problem, arguments.json) from problem


def lesion_settings_from(arguments: argparse.Namespace) -> Any:
    """The LesionSettings of a command line; CommandError for values that nothing could follow."""
    from training.lesions.settings import LesionSettings

    try:
        settings = LesionSettings(**lesion_settings_of(vars(arguments)))
        return settings.with_widths(arguments.widths) if arguments.widths else settings
    except SaidError as problem:
        raise refused(problem, arguments.json) from problem
    except ValueError as flag:
        raise CommandError("{flag} says nothing to a network that finds lesions. Nothing was written; leave it out.", flag=flag) from flag


def _train_lesions(arguments: argparse.Namespace, settings: Any) -> int:
    from training.lesions.run import prepare, train
    from training.run_folder import check_folder

    check_folder(arguments.out, settings)
    report, asked = _reporter(arguments)
    try:
        trained = train(prepare(arguments.dataset, settings, report), arguments.out, settings, report, stopped=asked)
    except Stopped:
        trained = None
    if trained is None:
        report({"event": "stopped"})
        return DONE
    report({"event": "scores", **{name: trained_value(trained.views, name) for name in SHOWN_SCORES}})
    if not arguments.no_export:
        report(_exported_lesions(arguments, trained))
    return DONE


def _exported_lesions(arguments: argparse.Namespace, trained: Any) -> dict[str, Any]:
    from dspic_gui.model.model_card import WARNINGS
    from training.lesions.run import export_to, facts_of

    facts = facts_of(trained, _command(arguments), arguments.dataset)
    simulation = facts["data"]["simulation"]
    facts["data"]["command"] = command_of(simulation, arguments.dataset.name) if simulation else None
    facts["warning"] = WARNINGS["simulated" if simulation else "readings"]
    comparison = export_to(arguments.out / "model", trained, arguments.name or "lesions", facts)
    return {"event": "export", "folder": str(arguments.out / "model"), "largest_difference": comparison.probability}


def _reporter(arguments: argparse.Namespace) -> tuple[Callable[[Mapping[str, Any]], None], Callable[[], bool]]:
    """What tells of the training, and what says whether it is to stop."""
    tell = Printer(arguments.json)
    listener = Listener(sys.stdin.fileno()) if arguments.watched else None

    def report(event: Mapping[str, Any]) -> None:
        tell(event)
        if listener is not None and event["event"] in BEFORE_THE_START:
            listener.check()

    return report, listener.asked if listener else lambda: False


def _train(arguments: argparse.Namespace, settings: Any) -> int:
    from dspic_gui.network.build import check_trainable, plan_named
    from dspic_gui.network.plan import INPUT_SIZE, Head
    from training.run import prepare, train
    from training.run_folder import check_folder

    check_trainable(plan_named(settings.network), Head(settings.head), settings.deviations, INPUT_SIZE)
    if is_repeated(arguments):
        return train_repeated(arguments, settings, *_reporter(arguments), _exported)
    check_folder(arguments.out, settings)
    tell, asked = _reporter(arguments)
    try:
        parts = prepare(arguments.dataset, settings, tell)
        trained = train(parts, arguments.out, settings, tell, devices=arguments.devices, stopped=asked)
    except Stopped:
        trained = None
    if trained is None:
        tell({"event": "stopped"})
        return DONE
    values = {name: trained_value(trained.cases, name) for name in SHOWN_SCORES}
    tell({"event": "scores", **values, **({"leaking": True} if parts.leaking else {})})
    if trained.chief and not arguments.no_export:
        tell(_exported(arguments, settings, trained, parts))
    return DONE


def _exported(arguments: argparse.Namespace, settings: Any, trained: Any, parts: Any) -> dict[str, Any]:
    """Write the model folder; the event that says so."""
    import numpy as np

    from dspic_gui.model.model_card import WARNINGS
    from training.export import export
    from training.likeness import likeness_facts
    from training.run import facts_of, self_test_view

    facts = facts_of(trained, parts, _command(arguments), arguments.dataset)
    simulation = facts["data"]["simulation"]
    facts["data"]["command"] = command_of(simulation, arguments.dataset.name) if simulation else None
    facts |= likeness_facts(parts)
    facts["warning"] = WARNINGS["simulated" if simulation else "readings"]
    comparison = export(
        arguments.out / "model", trained.learner.plain_model(), settings, name=arguments.name or settings.network,
        counts=self_test_view(parts), checked=np.stack(parts.test.inputs[:100]), threshold=trained.threshold, facts=facts,
    )  # fmt: skip
    return {"event": "export", "folder": str(arguments.out / "model"), "largest_difference": comparison.probability}


def _command(arguments: argparse.Namespace) -> str:
    """The command as it was given, with the names of folders in place of their paths: a model is handed on."""
    folders = (arguments.dataset, arguments.out, Path(arguments.start_from or "."))
    words = [word for word in sys.argv[2:] if word not in WATCHED]
    return shlex.join(["dspic", "train", *(Path(word).name if Path(word) in folders else word for word in words)])


def trained_value(cases: Any, name: str) -> float:
    """One score of the unseen cases."""
    from dspic_gui.model.scores import figures

    return figures(cases)[name]


SHOWN_SCORES = ("label accuracy", "macro f1", "auc macro")
BEFORE_THE_START = ("labels", "load", "transforms", "dcgan", "parts")
"""Events after which a training that is to stop ends at once: there is no checkpoint to reach yet."""

SENTENCES = {
    "load": "reading views {done}/{total}",
    "note": "{text}",
    "row": "row {number} of {of}: {name}",
    "transforms": "{class}: {examples} views are fewer than {fewest}, so transforms take the place of generated pictures",
    "dcgan": "generating {class}: step {step}/{steps}",
    "start": "training on {examples} views, {steps} steps, from step {step}",
    "step": "epoch {epoch}, step {step}/{steps}, loss {loss:.3f}, accuracy {accuracy:.3f}, "
    "{images_per_second:.1f} views/s, {minutes:.0f} min left",
    "epoch": "epoch {epoch}: loss {loss:.3f}, accuracy {accuracy:.3f}, validation loss {validation_loss:.3f}, "
    "accuracy {validation_accuracy:.3f}, {seconds:.0f} s",
    "stopped": "stopped; the last finished epoch is kept, and the same call goes on from there",
    "end": "best epoch {best_epoch} of {epochs}, validation loss {validation_loss:.3f}",
    "scores": "label accuracy {label accuracy:.3f}, macro F-1 {macro f1:.3f}, macro AUC {auc macro:.3f}",
    "over runs": "{score}: {mean:.3f} in the mean of {runs} runs, {lowest:.3f} to {highest:.3f}",
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
    if event["event"] == "labels":
        return _about_labels(event)
    if event["event"] == "together":
        return _together(event)
    if event["event"] == "step":
        event = {**event, "minutes": event["seconds_left"] / 60}
    return form.format(**event) + (f". {LEAKS}" if event["event"] == "scores" and event.get("leaking") else "") if form else None


def _together(event: Mapping[str, Any]) -> str:
    """The scores of a cross-validation, every patient unseen once."""
    rows = [f"{name} {row['value']:.3f} ({row['low']:.3f} to {row['high']:.3f})" for name, row in event.items() if isinstance(row, Mapping)]
    return f"all folds together, {event['of']}: " + ", ".join(rows)


def _about_labels(event: Mapping[str, Any]) -> str:
    """Whose labels are learned from, what is left out of them, and what is amiss with them."""
    text = f"{event['views']} views with the labels of {event['labels']}."
    return f"{text} {from_line(event['remarks'])}" if event["remarks"] else text
