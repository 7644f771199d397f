"""The commands of `dspic`, one module each: HELP, add_arguments(parser), run(arguments) -> exit code."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dspic_gui.language.spoken import spoken
from dspic_gui.sentence import SaidError, Sentence, plain

if TYPE_CHECKING:
    from dspic_gui.dataset.archive import Archive

DONE, FINDINGS, UNUSABLE = 0, 1, 2
INTERRUPTED = 130
"""After Ctrl+C, as shells have it: 128 and the number of the signal."""


class CommandError(SaidError):
    """Wrong use or unreadable input: the sentence is printed and the command ends with 2."""

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template if isinstance(template, Sentence) or values else plain(template), **values)


def asked(question: Sentence) -> bool:
    """Ask at the terminal; only a plain yes, y, is one."""
    return input(spoken(question)).strip().lower() == "y"


def lead_archive(folder: Path) -> Archive:
    """The dataset as the study lead sees it, by the name of the login: whoever votes or gives something out stands in the audit."""
    from dspic_gui.dataset.archive import Archive

    return Archive(folder, lead=_login())


def _login() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system without names
        return None


def print_said(template: str, /, *, to: TextIO | None = None, **values: object) -> None:
    """Print a sentence in the language of who reads it; what programs read is printed as JSON, and is English."""
    print(spoken(Sentence(template, **values)), file=to, flush=True)
