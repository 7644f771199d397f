"""Words looked for in the rows of the index in memory, where SQLite would decode every row for each keystroke."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import compress
from typing import Any

State = tuple[int, int]
"""What changes when any row changes."""

WHOLE = 3
"""A word of so many letters may stand anywhere in a row; a shorter one begins a word."""

HIDDEN = " \n "
"""In a row's text, what its columns show stands before this mark, and its keys and what else is known after it."""

_TEXTS = "SELECT id, ' ' || number || ' ' || words FROM study"


class SearchTexts:
    """The searched text of each row in an order of rows; read again where the index has changed."""

    def __init__(self, fetch: Callable[[str, Sequence[object]], list[tuple[Any, ...]]]) -> None:
        self._fetch = fetch
        self._state: State | None = None
        self._by_id: dict[int, str] = {}
        self._order: array[int] | None = None
        self._shown: list[str] = []
        self._all_shown = ""
        self._whole: list[str] = []

    def holding(self, words: Sequence[str], order: array[int], state: State) -> array[int]:
        """The ids of the order whose rows hold all of the words, in that order: in what the list shows, else in what it does not.

        A word of one or two letters is looked for where words begin: "F 8" are women of eighty, not every key with an 8 in it.
        """
        if self._state != state:
            self._by_id, self._state, self._order = dict(self._fetch(_TEXTS, [])), state, None
        if self._order is not order:
            self._order, self._whole = order, [self._by_id.get(number, HIDDEN) for number in order]
            self._shown = [text.partition(HIDDEN)[0] for text in self._whole]
            self._all_shown = "\n".join(self._shown)
        looked_for = [word if len(word) >= WHOLE else f" {word}" for word in words]
        found = self._in_shown(looked_for)
        return array("q", compress(order, found if any(found) else _with_all(self._whole, looked_for)))

    def _in_shown(self, words: Sequence[str]) -> list[bool]:
        """For each row whether what the list shows holds all words; empty where one look says that no row does."""
        there = all(word in self._all_shown for word in words)
        return _with_all(self._shown, words) if there else []


def _with_all(texts: Sequence[str], words: Sequence[str]) -> list[bool]:
    found = [words[0] in text for text in texts]
    for word in words[1:]:
        found = [had and word in text for had, text in zip(found, texts, strict=True)]
    return found
