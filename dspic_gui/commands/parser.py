"""The parser of every command: its `--help` shows each default and each choice."""

from __future__ import annotations

import argparse
from typing import Any


class HelpText(argparse.HelpFormatter):
    """Help that ends with the default and the choices, where the words do not name them already."""

    def _get_help_string(self, action: argparse.Action) -> str:
        words = action.help or ""
        if (
            action.choices is not None
            and action.metavar is not None
            and not isinstance(action, argparse._SubParsersAction)
        ):
            words += " (one of: " + ", ".join(map(str, action.choices)).replace("%", "%%") + ")"
        if _has_default(action) and "default" not in words and "unless given" not in words:
            words += " (default: %(default)s)"
        return words.strip()


def _has_default(action: argparse.Action) -> bool:
    """Whether there is a default to name: no switch, no empty text, nothing that is simply left out."""
    return (
        bool(action.option_strings)
        and action.default not in (None, False, "", (), argparse.SUPPRESS)
        and action.default != []
    )


class Parser(argparse.ArgumentParser):
    """An argument parser with that help; the parsers of its own subcommands are of the same kind."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        named.setdefault("formatter_class", HelpText)
        super().__init__(*arguments, **named)
