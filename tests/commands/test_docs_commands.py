"""Every command that the pages show exists and takes what they give it, and is run by a test."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec

import pytest

from dspic_gui import cli
from dspic_gui.commands.parser import Parser
from tests.made.docs_commands import Shown, shown_commands, spelled_out
from tests.places import ROOT
from tools.command_samples import RUNS, SAMPLES

VALUES = {"N": "1", "SEED": "1", "S": "1", "LIST": "normal", "port": "1"}
"""What stands for a number or a list."""
RUN_BY = {
    "dspic open": "tests/commands/test_open.py",
    "dspic report": "tests/commands/test_report.py",
    "dspic pacs": "tests/exchange/test_passwords.py",
    "dspic pacs add": "tests/exchange/test_passwords.py",
    "dspic pacs test": "tests/exchange/test_peers.py",
}
"""The commands that print no JSON, and are run by these tests."""
MODULES = {
    "tests.benchmarks": "tests/tools/test_bench_rows.py",
    "tests.faults": "tests/test_faults.py",
    "tools.command_page": "tests/tools/test_command_page.py",
    "tools.docs_check": "tests/tools/test_docs_check.py",
    "tools.translations": "tests/tools/test_translations.py",
    "tools.house": "tests/test_layers.py",
    "tools.measured_tables": "tests/proofs/test_paper_queue.py",
    "tools.code_check": "tests/tools/test_code_check.py",
    "tools.check_tests": "tests/tools/test_check_tests.py",
    "tools.lesion_ablations": "tests/tools/test_lesion_ablations.py",
    "tools.lesion_rule": "tests/tools/test_lesion_rule.py",
    "tools.lesion_tables": "tools/docs_check.py",
    "tools.schedule_worth": "tests/proofs/test_schedule_worth.py",
    "dspic_gui.scans.decoder_child": "dspic_gui/scans/decoder.py",
}
"""What developers start, and what runs it; pictures and probes are looked at by whoever makes them."""
PROBES = ("screenshots", "consensus_pictures", "contact_sheet", "house_picture", "hardness_probe", "tell_apart")
LOOKED_AT = frozenset([*(f"tools.{name}" for name in PROBES), "tests.proofs.crowded_window"])
SHOWN = shown_commands()
CALLS = [one for one in SHOWN if one.whole and one.text.startswith("dspic ")]
NAMED = [one for one in SHOWN if not one.whole and one.text.startswith("dspic ")]


def named(one: Shown) -> str:
    return f"{one.page} {one.text[:50]}"


@cache
def parser_of(name: str) -> argparse.ArgumentParser:
    module = importlib.import_module(cli.COMMANDS[name])
    parser = Parser(prog=f"dspic {name}", exit_on_error=False)
    module.add_arguments(parser)
    return parser


def flags(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield from flags(one)


def test_the_pages_are_read() -> None:
    whole = [one for one in SHOWN if one.whole]
    assert len(whole) > 60 and {one.name.split()[0] for one in whole} == {"dspic", "python"}
    assert {"dspic train", "dspic paper", "dspic pacs send", "dspic course"} <= {one.name for one in whole}


@pytest.mark.parametrize("one", CALLS, ids=named)
def test_a_shown_call_is_taken_as_it_stands(one: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    for _, name, *words in spelled_out(one.text):
        given = [VALUES.get(word, word) for word in words]
        try:
            parser_of(name).parse_args(given)
        except (argparse.ArgumentError, SystemExit) as problem:
            pytest.fail(f"{one.page}: dspic {name} {' '.join(given)}: {problem} {capsys.readouterr().err}")


@pytest.mark.parametrize("one", NAMED, ids=named)
def test_a_command_named_in_prose_has_these_options(one: Shown) -> None:
    name = one.text.split()[1]
    known = set(flags(parser_of(name)))
    given = {word.strip("[],.|") for word in one.text.split() if word.startswith(("--", "[--"))}
    assert given <= known


def test_every_command_that_is_shown_is_run_by_a_test() -> None:
    sampled = {f"dspic {name}" for name, _ in (*SAMPLES, *RUNS)}
    for one in SHOWN:
        if not one.text.startswith("dspic ") or one.name in sampled:
            continue
        test = ROOT / RUN_BY[one.name]
        assert f'"{one.name.split()[-1]}"' in test.read_text(encoding="utf-8"), f"{one.name}: {test}"


def test_every_module_that_is_shown_is_there_and_run_or_looked_at() -> None:
    for one in SHOWN:
        words = one.text.split()
        if words[0] == "dspic":
            continue
        module = words[words.index("-m") + 1]
        if module in ("pytest", "venv", "pip"):
            continue
        assert find_spec(module) is not None, f"{one.page}: {module}"
        assert module in LOOKED_AT or (ROOT / MODULES[module]).exists(), f"{one.page}: {module}"
        if module in MODULES and MODULES[module].startswith("tests"):
            last = module.split(".")[-1]
            assert last in (ROOT / MODULES[module]).read_text(encoding="utf-8"), module


def test_what_is_optional_is_spelled_out() -> None:
    assert spelled_out("dspic x A [--b 1|2] [--c]") == [
        ["dspic", "x", "A"],
        ["dspic", "x", "A", "--b", "1"],
        ["dspic", "x", "A", "--b", "2"],
        ["dspic", "x", "A", "--c"],
    ]
