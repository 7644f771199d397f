"""Words looked for in the rows of the index in memory, where SQLite would decode every row for each keystroke."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import compress
from typing import Any

State = tuple[int, int]
"""What changes when any row changes."""


class SearchTexts:
    """The searched text of each row in an order of rows; read again where the index has changed."""

    def __init__(self, fetch: Callable[[str, Sequence[object]], list[tuple[Any, ...]]]) -> None:
        self._fetch = fetch
        self._state: State | None = None
        self._by_id: dict[int, str] = {}
        self._order: array[int] | None = None
        self._texts: list[str] = []

    def holding(self, words: Sequence[str], order: array[int], state: State) -> array[int]:
        """The ids of the order whose rows hold all of the words, in that order."""
        if self._state != state:
            self._by_id, self._state, self._order = dict(self._fetch("SELECT id, words FROM study", [])), state, None
        if self._order is not order:
            self._order, self._texts = order, [self._by_id.get(number, "") for number in order]
        found = [words[0] in text for text in self._texts]
        for word in words[1:]:
            found = [had and word in text for had, text in zip(found, self._texts, strict=True)]
        return array("q", compress(order, found))
