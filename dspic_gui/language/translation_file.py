"""A translator's file, resources/translations/dspic_LANGUAGE.ts: what it says, and which languages there are."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree

FOLDER = Path(str(resources.files("resources"))) / "translations"
PREFIX = "dspic_"
ENGLISH = "en"
"""The language of the source, which needs no file."""

_OPEN = frozenset({"unfinished", "vanished", "obsolete"})


@dataclass(frozen=True, slots=True)
class Message:
    """A text with its context, and what it is in the other language; `said` is empty where nobody has finished it."""

    context: str
    source: str
    said: str

    @property
    def fits(self) -> bool:
        """Whether the translation names no field that the text does not have: it would have no value."""
        return fields(self.said) <= fields(self.source)


def messages(path: Path) -> Iterator[Message]:
    """Every message of a .ts file; OSError or ElementTree.ParseError where it cannot be read."""
    for context in ElementTree.parse(path).iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            said = message.find("translation")
            done = said is not None and said.get("type") not in _OPEN
            yield Message(name, message.findtext("source", ""), (said.text or "") if said is not None and done else "")


def translations(path: Path) -> Mapping[tuple[str, str], str]:
    """What is translated, by context and text; what does not fit is left out, so that it never hides a text."""
    return {(one.context, one.source): one.said for one in messages(path) if one.said and one.fits}


def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that can be chosen, English first, by names like zh_CN."""
    return (ENGLISH, *sorted(path.stem.removeprefix(PREFIX) for path in folder.glob(f"{PREFIX}*.ts")))


def file_for(wanted: Iterable[str], folder: Path = FOLDER) -> Path | None:
    """The file of the first of these languages that there is; None for English, and where there is none of them.

    `wanted` are names like zh_CN or zh-Hans-CN, best first, as QLocale.uiLanguages gives them.
    """
    there = languages(folder)
    for name in (one.replace("-", "_") for one in wanted):
        if name.partition("_")[0] == ENGLISH:
            return None
        if name in there:
            return folder / f"{PREFIX}{name}.ts"
    return None


def fields(text: str) -> set[str]:
    """The named fields in braces; a text with broken braces has one that nothing else has."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"a broken brace"}
