"""The commands that README and docs show: found in code blocks and in prose, with what is optional in them spelled out."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tests.places import ROOT

GENERATED = frozenset({"commands.md"})
_FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    (\S.*)$", re.MULTILINE)
_INLINE = re.compile(r"`([^`]+)`")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_ENDS = re.compile(r"\s+#.*$|\s*>>?\s+\S+$|\s{3,}\S.*$")
"""A remark, a file that the output goes to, and what stands in a column beside."""
_SHELL = re.compile(r'"\$\(.*\)"')
"""What the shell puts together."""
_STARTS = ("dspic ", "python -m ", ".venv/bin/python -m ")


@dataclass(frozen=True)
class Shown:
    """A command as a page shows it; `whole`: in a code block, to be typed as it stands, else named in prose."""

    page: str
    text: str
    whole: bool

    @property
    def name(self) -> str:
        """`dspic evaluate`, `dspic pacs send`, or `python -m tools.house`."""
        words = self.text.split()
        if words[0] == "dspic":
            deep = 3 if words[1:2] == ["pacs"] and len(words) > 2 and words[2].islower() else 2
            return " ".join(words[:deep])
        return " ".join(words[:3])


def shown_commands() -> list[Shown]:
    """Every command of README, CONTRIBUTING and the pages of docs/, those that are written from the commands themselves apart."""
    pages = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
    return [one for page in pages if page.name not in GENERATED for one in _of_page(page)]


def _of_page(page: Path) -> Iterator[Shown]:
    text = re.sub(r"\\\n\s*", " ", page.read_text(encoding="utf-8"))
    name = page.relative_to(ROOT).as_posix()
    blocks = _FENCED.findall(text)
    rest = _FENCED.sub("", text)
    for line in "\n".join((*blocks, *_INDENTED.findall(rest))).splitlines():
        call = _ENDS.sub("", _SHELL.sub("LIST", line.strip()))
        if call.startswith(_STARTS):
            yield Shown(name, call, True)
    for found in _INLINE.findall(_INDENTED.sub("", rest)):
        line = " ".join(found.split())
        if line.startswith(_STARTS):
            yield Shown(name, line, False)


def spelled_out(text: str) -> list[list[str]]:
    """The calls that a line stands for: without what is optional, with each optional part, and with each alternative in turn."""
    parts = _OPTIONAL.findall(text)
    bare = _OPTIONAL.sub("", text)
    lines = [bare, *(f"{bare} {part}" for part in parts)]
    return [words for line in lines for words in _alternatives(shlex.split(line))]


def _alternatives(words: list[str]) -> Iterator[list[str]]:
    choices = [word.split("|") if "|" in word and "{" not in word else [word] for word in words]
    for chosen in product(*choices):
        yield [re.sub(r"(\.\.\.|…)$", "", word) for word in chosen if word not in ("...", "…")]
