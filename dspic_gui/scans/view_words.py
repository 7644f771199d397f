"""The words that tell a view: in a description, and in the names of files and folders of pictures."""

from __future__ import annotations

import re
from pathlib import PurePath

from dspic_gui.study import Projection

_TOKEN = re.compile(r"[A-Za-z]+|\d+|[\u4e00-\u9fff]+")
_WORDS = {"ANT": Projection.ANT, "ANTERIOR": Projection.ANT, "POST": Projection.POST, "POSTERIOR": Projection.POST}
_CHINESE = {"前": Projection.ANT, "后": Projection.POST, "後": Projection.POST}
_AFTER = frozenset(
    (
        "INJ",
        "INJECTION",
        "THERAPY",
        "THER",
        "TX",
        "RX",
        "RT",
        "VOID",
        "OP",
        "SURGERY",
        "CHEMO",
        "TREATMENT",
        "DOSE",
        "PROCESSED",
        "PROCESSING",
    )
)
_TIME = frozenset(("H", "HR", "HRS", "HOUR", "HOURS", "MIN", "MINS", "MINUTES"))


def projection_in(words: str) -> Projection | None:
    """The one view that the words name; None where they name none or both. "Post" before a therapy, an injection or a time is no view."""
    tokens = [token.upper() for token in _TOKEN.findall(words)]
    named = {projection for place in range(len(tokens)) if (projection := _projection_at(tokens, place))}
    return named.pop() if len(named) == 1 else None


def pair_name(path: PurePath) -> tuple[str, Projection | None]:
    """What two pictures of one study share, and which view this one is: the file's name decides, else one of the two nearest folders."""
    projection: Projection | None = None
    parts: list[str] = []
    for part in (path.stem, *reversed(path.parts[:-1])):
        named = projection_in(part) if projection is None and len(parts) <= 2 else None
        projection = projection or named
        parts.append(_without_view(part) if named else part)
    return "/".join(reversed(parts)), projection


def _projection_at(tokens: list[str], place: int) -> Projection | None:
    token = tokens[place]
    if token not in _WORDS:
        return next((projection for sign, projection in _CHINESE.items() if sign in token), None)
    following = tokens[place + 1 : place + 3]
    of_something = following[:1] and (following[0] in _AFTER or (following[0].isdigit() and following[-1] in _TIME))
    return None if of_something and _WORDS[token] is Projection.POST else _WORDS[token]


def _without_view(part: str) -> str:
    """The name with the word for the view taken out and what separated it."""

    def blank(found: re.Match[str]) -> str:
        token = found[0]
        return "" if token.upper() in _WORDS else re.sub("[前后後]", "", token)

    return re.sub(r"[\s_.-]+", " ", _TOKEN.sub(blank, part)).strip()
