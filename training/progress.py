"""How a training tells what it does: one event at a time, for a terminal, a window or a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Tell = Callable[[Mapping[str, Any]], None]
"""Takes an event: its kind under "event", and plain values that JSON can hold; docs/training.md lists the kinds."""


def silent(event: Mapping[str, Any]) -> None:
    """Tell nobody."""
