"""What became of reports that were sent."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Sent:
    """The studies whose report the server took, those it refused with the sentence, and those it shows when it is asked."""

    taken: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
