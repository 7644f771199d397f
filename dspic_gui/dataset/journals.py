"""A reader's sittings and audit, read on line by line: which studies were skipped, sealed and reopened."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import SEAL, STANDING
from dspic_gui.plain_file import opened


@dataclass(frozen=True, slots=True)
class Acts:
    """What a reader's journals say of each study now: the reason of a skip that stands, and the last act on the seal."""

    skipped: Mapping[str, str]
    last: Mapping[str, str]

    def mark(self, key: str) -> str:
        """What changes when the journals say something else of a study."""
        skipped = f"skipped {self.skipped[key]}" if key in self.skipped else ""
        return f"{self.last.get(key, '')} {skipped}"

    def sealed(self, key: str) -> bool:
        """Whether the reading of a study is sealed."""
        return self.last.get(key) == SEAL


class Journals:
    """A reader's sittings and audit, read on from where the last look ended. Whether a reading is sealed the audit alone says."""

    def __init__(self, folder: Path, reader: str) -> None:
        self._sittings = folder / layout.sittings_file(reader)
        self._audit = folder / layout.audit_file(reader)
        self._read_to = {self._sittings: 0, self._audit: 0}
        self._skipped: dict[str, str] = {}
        self._last: dict[str, str] = {}

    def acts(self) -> Acts:
        """What they say now."""
        for line in self._new_lines(self._sittings, (b'"skip"', b'"resume"', b'"seal"')):
            if line.get("act") == "skip":
                self._skipped[str(line.get("study"))] = str(line.get("reason") or "")
            elif line.get("act") in ("resume", "seal"):
                self._skipped.pop(str(line.get("study")), None)
        return Acts(self._skipped, self.acts_of_audit())

    def acts_of_audit(self) -> Mapping[str, str]:
        """The last act on the seal of each study; the sittings are not opened."""
        for line in self._new_lines(self._audit, (b'"seal"', b'"reopen"', b'"set aside"')):
            if line.get("act") in STANDING:
                self._last[str(line.get("study"))] = str(line["act"])
        return self._last

    def _new_lines(self, path: Path, words: tuple[bytes, ...]) -> Iterator[dict[str, Any]]:
        """The whole lines that are new and hold one of these words; a journal that became shorter is read from its beginning."""
        try:
            with opened(path) as file:
                start = self._read_to[path]
                file.seek(start if start <= os.fstat(file.fileno()).st_size else 0)
                for text in file:
                    if not text.endswith(b"\n"):
                        return
                    self._read_to[path] = file.tell()
                    if any(word in text for word in words) and (line := _line(text)) is not None:
                        yield line
        except FileNotFoundError:
            return


def _line(text: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None
