"""What became of reports that were sent."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Sent:
    """The studies whose report the server took, those it refused with the sentence, and those it shows when it is asked.

    `kept` are those that it has confirmed to keep for good, `commitment` is what is to be said of that, where it was asked.
    """

    taken: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    commitment: str = ""
