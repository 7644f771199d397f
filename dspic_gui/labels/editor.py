"""The real labelme as a stand-by editor: where it is installed, and the command line that opens a view in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dspic_gui.labels.view_file import IMAGE_FLAGS
from dspic_gui.sentence import SaidError

OLDEST = (6, 3)
ANSWER_SECONDS = 20
SHAPE_FLAGS = '{".*": [certain, symmetric]}'

_MISSING = (
    "labelme was not found on this computer. Your reading is not affected. Install it in an environment of its own "
    "(for example: pipx install labelme), or choose the program labelme in the settings."
)


class LabelmeEditorError(SaidError):
    """labelme cannot be started; the text is a sentence for the reader."""

_NO_TEXT = (
    "labelme was not started: the name of the folder {folder} is no UTF-8, and labelme cannot be given such a name. "
    "Your reading is not affected. Rename the folder, open the dataset again, then start labelme."
)


@dataclass(frozen=True)
class LabelmeProgram:
    """An installed labelme that answered when asked for its version."""

    path: Path
    version: str

    def command_line(self, picture: Path, label_folder: Path, labels: Path) -> list[str]:
        """Program and arguments that open a picture, with the label file of the same stem in `label_folder`, and allow our labels only."""
        arguments = [picture, "--output", label_folder, "--labels", labels, "--validate-label", "exact"]
        flags = ["--flags", ",".join(IMAGE_FLAGS), "--label-flags", SHAPE_FLAGS]
        return [str(word) for word in (self.path, *arguments, *flags)]


def _require_text(folder: Path) -> None:
    try:
        str(folder).encode()
    except UnicodeEncodeError as problem:
        name = os.fsencode(folder).decode("utf-8", "replace")
        raise LabelmeEditorError(_NO_TEXT, folder=name) from problem


def find_labelme(folder: Path, chosen: Path | None = None) -> LabelmeProgram:
    """The labelme that the user chose, else the one beside this Python, on PATH or put there by pipx.

    LabelmeEditorError when none answers, and where it cannot be given the name of the `folder` in which it shall work. It asks
    each for its version, which takes a second or more: call it off the window's thread.
    """
    _require_text(folder)
    too_old = None
    for path in [chosen] if chosen else _candidates():
        version = _version(path)
        if version is None:
            continue
        if tuple(int(number) for number in version.split(".")[:2]) >= OLDEST:
            return LabelmeProgram(path, version)
        too_old = version
    if too_old:
        text = "labelme {version} is too old. Your reading is not affected. Install labelme 6.3 or newer."
        raise LabelmeEditorError(text, version=too_old)
    if chosen:
        text = "{program} is not a labelme that runs. Your reading is not affected. Choose another program."
        raise LabelmeEditorError(text, program=str(chosen))
    raise LabelmeEditorError(_MISSING)


def _candidates() -> Iterator[Path]:
    name = "labelme.exe" if os.name == "nt" else "labelme"
    beside = Path(sys.executable).parent / name
    found = shutil.which("labelme")
    for path in dict.fromkeys((beside, Path(found) if found else beside, Path.home() / ".local" / "bin" / name)):
        if path.is_file():
            yield path


def _version(path: Path) -> str | None:
    """What the program answers to --version; None where it does not run (a pyenv shim may exist and not run)."""
    try:
        done = subprocess.run([str(path), "--version"], capture_output=True, text=True, timeout=ANSWER_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    said = re.search(r"^labelme (\d+\.\d+(?:\.\d+)*)", done.stdout, re.MULTILINE | re.IGNORECASE)
    return said[1] if said else None
