"""How many gestures a task takes: counted with a reader's hands, and held against what the page for readers says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from tests.journeys.hands import Hands
from tests.places import ROOT


def said(task: str) -> int:
    """What the page for readers says of a task."""
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    found = re.search(rf"^\| {re.escape(task)} \|.*\| (\d+) \|$", page, re.M)
    assert found is not None, task
    return int(found[1])


@contextmanager
def counted(hands: Hands, task: str) -> Iterator[None]:
    before = hands.strokes
    yield
    assert hands.strokes - before == said(task), task
