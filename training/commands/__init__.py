"""The commands that need the extra `training`: simulate, train and paper."""

from __future__ import annotations

import json
from importlib.util import find_spec

from dspic_gui.commands import CommandError
from dspic_gui.sentence import SaidError, to_line

REFUSED = "refused"
"""The event that gives the sentence of an error to a window, which may speak another language."""


def check_packages(*names: str) -> None:
    """Raise ModuleNotFoundError for the first package that is not installed; called before anything is read or written."""
    for name in names:
        if find_spec(name) is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def refused(problem: SaidError, as_json: bool) -> CommandError:
    """The end of a command over an error; where it tells JSON lines, the sentence is one of them too."""
    if as_json:
        print(json.dumps({"event": REFUSED, "sentence": to_line(problem.sentence)}), flush=True)
    return CommandError(problem.sentence)
