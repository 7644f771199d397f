"""`dspic paper`: the paper's experiments on a dataset, as tables, figures and a page."""

from __future__ import annotations

import argparse
import json
import shlex
from pathlib import Path
from typing import Any

from dspic_gui.commands import DONE, FINDINGS
from dspic_gui.language.spoken import spoken
from dspic_gui.sentence import SaidError
from dspic_gui.training_run.options import shared_words, values_of
from training.commands import check_packages, refused
from training.commands.repeated import numbers
from training.commands.train import Printer, add_network_arguments, settings_from

HELP = (
    "Run the paper's experiments on a dataset, all rows one after another under one budget, and write its tables 1, 2, 4-9 and figures "
    "8-13. Run it again after a stop or a kill: it goes on at the last finished epoch of the row where it was."
)

DCGAN_STEPS = 2000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line; the defaults are the paper's."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="dataset folder, or folders of PNG named by class")
    parser.add_argument("out", type=Path, metavar="OUT", help="folder of the experiments")
    add_network_arguments(parser)
    parser.add_argument("--networks", help="only these, joined by commas")
    parser.add_argument("--data", dest="sets", help="only these of D_1,D_2,D_3, joined by commas")
    parser.add_argument("--batches", help="only these of 8,16, joined by commas")
    parser.add_argument(
        "--seeds", metavar="N,N,...", help="run dSPIC-AM on D_1 and D_2 and dSPIC-RM on D_2 with each of these seeds too: mean and range"
    )
    parser.add_argument("--dcgan-steps", type=int, default=DCGAN_STEPS, help="steps of the generating network per class (default: 2000)")
    parser.add_argument("--list", action="store_true", help="say which rows are done and which are not, and end")


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen rows, 0 when they are done, 1 where some could not be; with --list 1 where some of all rows are left, else 0."""
    settings = settings_from(arguments)
    check_packages("keras", "tensorflow", "sklearn", "safetensors", "psutil", "matplotlib")

    try:
        return _run(arguments, settings)
    except SaidError as problem:
        raise refused(problem, arguments.json) from problem


def _run(arguments: argparse.Namespace, settings: Any) -> int:
    from dspic_gui.network.build import check_trainable, plan_named
    from dspic_gui.network.plan import INPUT_SIZE, Head
    from training.dcgan import DcganSettings
    from training.paper import chosen, collected, read_facts, run_experiments, save_parts, with_seeds
    from training.paper_cases import case_figures
    from training.paper_page import write_page
    from training.run import prepare, simulation_of
    from training.run_folder import check_is_folder
    from training.step import is_chief, open_strategy

    report = Printer(arguments.json)
    seeds = numbers(arguments.seeds)
    experiments = chosen(_words(arguments.networks), _words(arguments.sets), _words(arguments.batches))
    dcgan = DcganSettings(steps=arguments.dcgan_steps)
    if arguments.list:
        return _listed(collected(arguments.out), arguments, settings, seeds)
    check_is_folder(arguments.out)
    for network in dict.fromkeys(experiment.network for experiment in experiments):
        check_trainable(plan_named(network), Head(settings.head), settings.deviations, INPUT_SIZE)
    chief = is_chief(open_strategy(arguments.devices))
    parts = prepare(arguments.dataset, settings, report)
    counts = {str(answer): count for answer, count in parts.training.counts.items()}
    views = len(parts.training) + len(parts.validation) + len(parts.test)
    facts = {"views": views, "training_counts": counts, "dcgan_steps": dcgan.steps, "seeds": seeds}
    facts["simulation"] = simulation_of(arguments.dataset)
    save_parts(arguments.out, parts, settings, arguments.dataset.name, facts, writes=chief)

    marks = marks_of(arguments.dataset, settings)

    def write() -> None:
        cases = case_figures(collected(arguments.out), parts.test, marks, parts.leaking)
        write_page(arguments.out, read_facts(arguments.out), cases)

    if chief:
        write()
    rows = with_seeds(experiments, seeds, settings.seed)
    failed = run_experiments(parts, arguments.out, settings, rows, report, devices=arguments.devices, dcgan=dcgan, finished=write)
    for name, problem in failed:
        report({"event": "note", "text": f"{name}: {spoken(problem)}"})
    return FINDINGS if failed else DONE


def marks_of(source: Path, settings: Any) -> dict[tuple[str, str], Any]:
    """The lesions of each view by study and view, for Figure 13; none of folders with pictures."""
    from dspic_gui.dataset import folder as layout
    from dspic_gui.dataset.archive import Archive
    from dspic_gui.ground_truth.label_source import dataset_labels

    if not layout.is_dataset(source):
        return {}
    labels = dataset_labels(Archive(source), settings.labels, provisional=settings.provisional)
    return {(view.study.key, view.projection.value): view.lesions for view in labels.views}


def _listed(rows: Any, arguments: argparse.Namespace, settings: Any, seeds: list[int]) -> int:
    """Print each row with its accuracy, or with the command that runs it, with the settings that the folder was begun with."""
    from training.leak import VALUE
    from training.paper import read_facts
    from training.paper_repeats import repeated_rows

    facts = read_facts(arguments.out) or {"settings": json.loads(settings.as_json())}
    words = ["dspic", "paper", str(arguments.dataset), str(arguments.out), *shared_words(values_of(facts["settings"]))]
    if (steps := facts.get("dcgan_steps", arguments.dcgan_steps)) != DCGAN_STEPS:
        words += ["--dcgan-steps", str(steps)]
    wanted = {**facts, "seeds": sorted({*facts.get("seeds", ()), *seeds})}
    rows = [*rows, *(row for one in repeated_rows(arguments.out, wanted) for row in one.rows.values() if row.experiment.seed is not None)]
    for row in rows:
        one = row.experiment
        again = [] if one.seed is None else ["--seeds", str(one.seed)]
        command = shlex.join([*words, "--networks", one.network, "--data", one.data, "--batches", str(one.batch), *again])
        accuracy = row.value("label accuracy")
        marked = f" (split {VALUE})" if facts.get("leaking") else ""
        print(f"{one.name}: {command if accuracy is None else f'accuracy {accuracy:.4f}{marked}'}")
    return FINDINGS if any(row.scores is None for row in rows) else DONE


def _words(text: str | None) -> list[str]:
    return [word.strip() for word in (text or "").split(",") if word.strip()]
