"""Command lines whose help and refusals are in the language of who reads them, as the sentences of the commands are."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from dspic_gui.commands import UNUSABLE
from dspic_gui.commands.parser import HelpText, Parser
from dspic_gui.language.spoken import spoken
from dspic_gui.sentence import Sentence, Templates, plain, recognised

ARGPARSE_WORDS: Templates = {
    "usage": "usage: ",
    "positional": "positional arguments",
    "options": "options",
    "help": "show this help message and exit",
    "default": "(default: ",
    "choices": "(one of: ",
    "version": "show program's version number and exit",
}
"""What argparse writes by itself."""

REFUSALS: Templates = {
    "required": "the following arguments are required: {names}",
    "one_of": "one of the arguments {names} is required",
    "unrecognised": "unrecognized arguments: {names}",
    "one": "argument {name}: expected one argument",
    "some": "argument {name}: expected at least one argument",
    "choice": "argument {name}: invalid choice: {value} (choose from {choices})",
    "value": "argument {name}: invalid {kind} value: {value}",
    "against": "argument {name}: not allowed with argument {other}",
}
"""What argparse says of a command line that it cannot follow."""


class SpokenFormatter(HelpText):
    """Help with its defaults and choices, as argparse lays it out."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line of usage, with its own word before it."""
        super().add_usage(usage, actions, groups, said("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """The heading of a group of arguments."""
        super().start_section(said(heading) if heading else heading)

    def _get_help_string(self, action: argparse.Action) -> str:  # the place that argparse has for it
        own, words = action.help or "", super()._get_help_string(action)
        added = words[len(own) :].replace("(default: ", said("(default: ")).replace("(one of: ", said("(one of: "))
        return (said(own) if own else "") + added


class ListingFormatter(SpokenFormatter, argparse.RawDescriptionHelpFormatter):
    """The same for a help that ends in a list, whose lines stay as they are."""


class SpokenParser(Parser):
    """A parser for `dspic`; those of its acts are such parsers too."""

    def __init__(self, *, description: str | None = None, **options: Any) -> None:
        options.setdefault("formatter_class", SpokenFormatter)
        super().__init__(description=said(description) if description else None, **options)

    def error(self, message: str) -> NoReturn:
        """Usage and what is wrong, on the stream for errors; the exit code for wrong use."""
        self.print_usage(sys.stderr)
        sentence = recognised(message, tuple(REFUSALS.values()))
        words = spoken(Sentence("{command}: error: {problem}", command=self.prog, problem=sentence))
        self.exit(UNUSABLE, f"{words}\n")


def listed(rows: Iterable[tuple[str, str]]) -> str:
    """The commands, a line each, with what they do."""
    return "\n".join(f"  {name:14} {said(text)}" for name, text in rows)


def said(text: str) -> str:
    """A text of the help in the language of who reads it."""
    return spoken(text if isinstance(text, Sentence) else plain(text))
