"""Where a report's text names a body part of the code book."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dspic_gui.code import CodeBook


@dataclass(frozen=True, slots=True)
class PartWord:
    """A body part's name in a text: the characters from `start` to `end`, and the part's key."""

    start: int
    end: int
    part: str


def part_words(text: str, book: CodeBook) -> list[PartWord]:
    """Every body part that the text names, in order; of overlapping names the longest counts."""
    pattern, keys = _pattern(tuple((part.key, part.title, part.words) for part in book.parts))
    return [PartWord(match.start(), match.end(), keys[match[0].lower()]) for match in pattern.finditer(text)]


@lru_cache(maxsize=8)
def _pattern(parts: tuple[tuple[str, str, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    keys: dict[str, str] = {}
    for key, title, words in parts:
        for word in (title, key.replace("_", " "), *words):
            for form in {word.lower(), _plural(word.lower())}:
                keys.setdefault(form, key)
    longest_first = sorted(keys, key=len, reverse=True)
    return re.compile("|".join(_bounded(word) for word in longest_first), re.IGNORECASE), keys


def _plural(word: str) -> str:
    return word if word.endswith("s") or not word.isascii() else f"{word}s"


def _bounded(word: str) -> str:
    """Whole words only, where words have ends: Chinese has no spaces."""
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
