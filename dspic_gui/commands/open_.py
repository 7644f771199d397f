"""`dspic open [DATASET]`: the window, or a picture of it without a display."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from dspic_gui.commands import CommandError

HELP = "Open the window on a dataset. With --screenshot the window is rendered without a display, saved, and the command ends."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, reader, study, screenshot."""
    parser.add_argument("dataset", nargs="?", type=Path, help="the dataset folder; without it the start page opens")
    parser.add_argument("--demo", action="store_true", help="open the demo dataset")
    parser.add_argument("--reader", help="sign in as this reader")
    parser.add_argument("--study", metavar="KEY", help="open this study")
    parser.add_argument("--screenshot", metavar="OUT.png", type=Path, help="save a picture of the window and end")


def run(arguments: argparse.Namespace) -> int:
    """Open the window and give its exit code."""
    if arguments.screenshot is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    dataset = _dataset(arguments)
    from dspic_gui.qt.window import app

    if arguments.screenshot is not None:
        return app.screenshot(dataset, arguments.reader, arguments.study, arguments.screenshot)
    return app.open_window(dataset, arguments.reader, arguments.study)


def _dataset(arguments: argparse.Namespace) -> Path | None:
    from dspic_gui.dataset.description import DatasetError, read_dataset

    if arguments.demo:
        from dspic_gui.demo import DemoError, demo_dataset

        try:
            return demo_dataset()
        except DemoError as problem:
            raise CommandError(str(problem)) from problem
    if arguments.dataset is not None:
        if arguments.dataset.is_file():
            text = (
                "{path} is a file; dspic open opens a dataset, which is a folder. Nothing was changed. "
                "Import a scan first: dspic import DATASET {name}"
            )
            raise CommandError(text, path=arguments.dataset, name=arguments.dataset.name)
        try:
            read_dataset(arguments.dataset)
        except DatasetError as problem:
            raise CommandError(str(problem)) from problem
    dataset: Path | None = arguments.dataset
    return dataset
