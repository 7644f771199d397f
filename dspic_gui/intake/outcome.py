"""What became of one source of an import."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dspic_gui.scans.view_reasons import is_assumed
from dspic_gui.study import Projection


@dataclass(frozen=True)
class Outcome:
    """What became of one source: `views` maps a view to why it is that view.

    `code` names the refusal. `status` is new, joined, replaced, corrected, there, report, skipped, refused,
    marks (a report with marks that wait to become a draft) or draft (they became one).
    """

    source: str
    status: str
    study: str | None = None
    views: Mapping[Projection, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    error: str | None = None
    code: str | None = None

    @property
    def asked(self) -> tuple[Projection, ...]:
        """The views that are only assumed."""
        return tuple(projection for projection, reason in self.views.items() if is_assumed(reason))

    @property
    def waits(self) -> bool:
        """Whether the import was stopped before it: nothing speaks against it, it is only not imported yet."""
        return self.code == "cancelled"

    @property
    def taken(self) -> bool:
        """Whether its content is in the dataset now."""
        return self.status in ("new", "joined", "there", "replaced", "corrected", "report", "draft")

    def to_json(self) -> dict[str, Any]:
        """Plain values; an error line is {source, error}."""
        if self.error is not None:
            return {"source": self.source, "error": self.error}
        views = {projection.value: reason for projection, reason in self.views.items()}
        return {"source": self.source, "status": self.status, "study": self.study, "views": views, "notes": list(self.notes)}


def readable(path: Path) -> str:
    """The path as a text that can be shown and saved: a name that is no UTF-8 is Chinese, or its bytes are replaced."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
