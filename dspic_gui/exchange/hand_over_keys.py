"""Pseudonyms of a hand-over: UIDs, keys and shifts of dates, made by a keyed hash of the dataset, so that a later one fits an earlier."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dspic_gui.dataset.folder import SECRET
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.plain_file import content_of
from dspic_gui.sentence import reason_of

OLDEST = 90
"""Ages above this are given as this: there are few people who are older."""
_DAYS = 3650


@dataclass(frozen=True)
class HandOverKeys:
    """What names become. Without the dataset's key, which stays in the house, nothing here can be turned back."""

    secret: bytes
    shift: bool

    def hex(self, what: str, name: str) -> str:
        """64 hex digits for a name of that kind."""
        return hmac.new(
            self.secret, f"hand-over:{what}:{name}".encode(), hashlib.sha256
        ).hexdigest()

    def key(self, what: str, name: str) -> str:
        """The 16 hex digits of a study or a patient."""
        return self.hex(what, name)[:16]

    def uid(self, name: str) -> str:
        """A UID in the arc of UUIDs (PS3.5 B.2)."""
        return f"2.25.{int(self.hex('uid', name)[:32], 16)}"

    def day(self, patient: str, stated: str | None) -> str | None:
        """An ISO date moved back by the patient's own number of days, the same for all of the patient's dates; None without shifts."""
        if stated is None or not self.shift:
            return None
        try:
            moved = date.fromisoformat(stated[:10]) - timedelta(days=self._days(patient))
        except (ValueError, OverflowError):
            return None
        return moved.isoformat()

    def _days(self, patient: str) -> int:
        """From one day to ten years; never none."""
        return 1 + int(self.hex("days", patient)[:8], 16) % _DAYS


def keys_of(folder: Path, *, shift: bool) -> HandOverKeys:
    """The keys of the dataset in this folder; ExchangeError where its secret is not there."""
    try:
        return HandOverKeys(content_of(folder / SECRET).strip(), shift)
    except OSError as problem:
        text = "The key of the dataset cannot be read ({reason}), so nobody can be given a pseudonym. Nothing was written."
        raise ExchangeError(text, reason=reason_of(problem)) from problem
