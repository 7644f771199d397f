"""What holds for every command: its help names defaults and choices, Ctrl+C ends it with 130, progress is for terminals alone."""

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dspic_gui import cli
from dspic_gui.commands.parser import Parser
from dspic_gui.commands.progress import ProgressLine
from dspic_gui.commands.statistics import columns
from tests.exchange.dicom_dataset import dicom_dataset
from tests.made.evaluated_dataset import evaluated_copy
from tests.places import ROOT, SMALL_MODEL


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evaluated_copy(tmp_path_factory)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield from parsers(one)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_help_names_every_default_and_every_choice(name: str) -> None:
    module = importlib.import_module(cli.COMMANDS[name])
    parser = Parser(prog=f"dspic {name}", description=module.HELP)
    module.add_arguments(parser)
    for one in parsers(parser):
        formatter = one._get_formatter()
        for action in one._actions:
            if isinstance(action, argparse._SubParsersAction):
                continue
            said = formatter._expand_help(action) if action.help else ""
            assert said, f"{one.prog} says nothing of {action.dest}"
            shown = f"{said} {formatter._format_args(action, action.dest.upper())}"
            assert all(str(choice) in shown for choice in action.choices or ()), (
                f"{one.prog} {action.dest}"
            )
            plain = (
                action.default not in (None, False, "", (), argparse.SUPPRESS)
                and action.default != []
            )
            if plain and action.option_strings:
                assert "default" in said or "unless given" in said, f"{one.prog} {action.dest}"
        assert one.format_help()


def test_a_network_of_the_paper_can_be_chosen_by_its_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["train", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "dSPIC-AM without pooling" in said
    assert "(default: 0.0001; of a network that finds lesions: 0.0025)" in said


def test_progress_goes_to_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, file = Terminal(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", terminal)
    with ProgressLine("studies") as progress:
        progress(3, 8)
        assert terminal.getvalue().endswith("3 of 8 studies")
    assert terminal.getvalue().endswith("\r\x1b[K")
    monkeypatch.setattr(sys, "stdout", Terminal())
    silent = ProgressLine("studies", beside_output=True)
    before = terminal.getvalue()
    silent(4, 8)
    assert terminal.getvalue() == before
    monkeypatch.setattr(sys, "stderr", file)
    ProgressLine("studies")(1, 2)
    assert file.getvalue() == ""


@pytest.mark.parametrize(
    "words", [["agreement", "DATASET", "--resamples", "0"], ["consolidate", "DATASET"], ["evaluate", "MODEL", "DATASET", "--samples", "5"],
              ["classify", "DATASET", "--model", "MODEL"]],
)  # fmt: skip
def test_long_commands_tell_how_far_they_are(
    words: list[str], evaluated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(evaluated, tmp_path / "dataset")
    places = {"DATASET": str(tmp_path / "dataset"), "MODEL": str(SMALL_MODEL)}
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert cli.main([places.get(word, word) for word in words]) == 0
    assert "8 of 8 " in terminal.getvalue() and "\r\x1b[K" in terminal.getvalue()


def test_ctrl_c_ends_with_130(evaluated: Path) -> None:
    """The real signal, in a process of its own, while the command waits for what it reads."""
    program = (
        "import signal, sys, dspic_gui.commands.agreement as one, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell that runs the tests in the background ignores it
        "from dspic_gui import cli\n"
        "def reads(*words):\n"
        "    print('reading', flush=True)\n"
        "    time.sleep(600)\n"
        "one.read_studies = reads\n"
        "sys.exit(cli.main(['agreement', sys.argv[1]]))\n"
    )
    command = [sys.executable, "-c", program, str(evaluated)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout and process.stdout.readline() == "reading\n"
        os.kill(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (
        errors.strip()
        == "dspic: Stopped. What was finished is kept; run the command again to go on."
    )


def test_columns_are_as_wide_as_their_cells() -> None:
    assert columns([("class", "views"), ("metastatic & arthritic", 8), ("normal", 12)]) == [
        "  class                   views",
        "  metastatic & arthritic      8",
        "  normal                     12",
    ]


def test_statistics_keep_classes_and_short_names_apart(
    evaluated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["statistics", str(evaluated), "--no-counts"]) == 0
    (line,) = [
        line for line in capsys.readouterr().out.splitlines() if "metastatic & arthritic" in line
    ]
    assert line.split() == ["metastatic", "&", "arthritic", "M&A", "2", "1"]


def test_no_lock_is_left_beside_what_is_exported(evaluated: Path, tmp_path: Path) -> None:
    assert cli.main(["export-labels", str(evaluated), str(tmp_path / "table")]) == 0
    assert (
        cli.main(
            [
                "export",
                str(evaluated),
                str(tmp_path / "csv"),
                "--format",
                "csv",
                "--pictures",
                "none",
            ]
        )
        == 0
    )
    assert (
        cli.main(["statistics", str(evaluated), "--no-counts", "--csv", str(tmp_path / "figures")])
        == 0
    )
    dicom_dataset(tmp_path / "source")
    assert cli.main(["deidentify", str(tmp_path / "source"), str(tmp_path / "handed")]) in (0, 1)
    shutil.rmtree(tmp_path / "source")
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 20 and [path for path in written if path.name == ".lock"] == []


def test_what_a_model_says_of_itself_is_among_the_json(
    evaluated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model, dataset = str(SMALL_MODEL), str(evaluated)
    for words in (
        ["classify", dataset, "--model", model],
        ["evaluate", model, dataset, "--samples", "5"],
    ):
        assert cli.main([*words, "--json"]) == 0
        (line,) = [
            one for one in map(json.loads, capsys.readouterr().out.splitlines()) if "warning" in one
        ]
        assert line["model"].startswith("small-") and "not" in line["warning"]
