"""Moments as files keep them: ISO 8601 in UTC with milliseconds, as in 2026-03-04T05:06:07.089Z; and as they begin file names.

Earlier versions wrote them with whole seconds, and with +00:00 in place of Z. `moment` reads all of these; texts of different
kinds do not sort by time, so moments are compared, never texts.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_IN_NAMES = "%Y%m%dT%H%M%S%fZ"
"""Without colons, which Windows does not allow in the name of a file."""


def now() -> str:
    """The present."""
    return written(datetime.now(UTC))


def written(at: datetime) -> str:
    """A moment as files keep it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """The moment that a file states, in UTC; ValueError for any other text. A time without a zone is taken as UTC."""
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def stamp(after: datetime | None = None) -> str:
    """The present as it begins the name of a version or a copy.

    Where the clock was set back it is a microsecond later than `after`, the newest there is, so that names sort as they were made.
    """
    present = datetime.now(UTC)
    return (present if after is None or present > after else after + timedelta(microseconds=1)).strftime(_IN_NAMES)


def stamped(name: str) -> datetime:
    """The moment (UTC) with which a file's name begins, up to its first dot; ValueError for any other name."""
    return datetime.strptime(name.partition(".")[0], _IN_NAMES).replace(tzinfo=UTC)
