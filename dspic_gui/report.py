"""The textual diagnostic report of a study: its description and its suggestion, and the body parts that it names."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import lru_cache

from dspic_gui.code import CodeBook
from dspic_gui.sentence import SaidError

MAXIMUM_BYTES = 1 << 20


class ReportError(SaidError, ValueError):
    """A report that cannot be read; the text is a sentence for the reader."""


@dataclass(frozen=True)
class Report:
    """What the diagnosing physician wrote: what is seen, and what is suggested."""

    description: str
    suggestion: str = ""

    def __bool__(self) -> bool:
        return bool(self.description or self.suggestion)


@dataclass(frozen=True, slots=True)
class PartWord:
    """A body part's name in a text: the characters from `start` to `end`, and the part's key."""

    start: int
    end: int
    part: str


_HEADING = re.compile(
    r"^[ \t]*(?P<heading>description|findings|suggestion|impression|conclusion|描述|所见|检查所见|建议|诊断意见|提示)[ \t]*[:：][ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_DESCRIBES = frozenset({"description", "findings", "描述", "所见", "检查所见"})


def read_report(content: bytes, name: str) -> Report:
    """The report in a .json {description, suggestion} or a text; `name` decides by its ending. ReportError where it is neither."""
    if len(content) > MAXIMUM_BYTES:
        raise ReportError("The report is larger than 1 MiB and was not read. Nothing was changed; shorten it.")
    text = _decode(content)
    return _from_json(text) if name.lower().endswith(".json") else split_report(text)


def split_report(text: str) -> Report:
    """Split at "Description:" and "Suggestion:" (or Findings, Impression); without such a line all of it is the description."""
    parts: dict[bool, list[str]] = {True: [], False: []}
    describes, start = True, 0
    for heading in _HEADING.finditer(text):
        parts[describes].append(text[start : heading.start()])
        describes, start = heading["heading"].lower() in _DESCRIBES, heading.end()
    parts[describes].append(text[start:])
    return Report(_joined(parts[True]), _joined(parts[False]))


def write_report(report: Report) -> bytes:
    """The bytes of reports/<study>.json."""
    return json.dumps(asdict(report), indent=1, ensure_ascii=False).encode() + b"\n"


def part_words(text: str, book: CodeBook) -> list[PartWord]:
    """Every body part that the text names, in order; of overlapping names the longest counts."""
    pattern, keys = _pattern(tuple((part.key, part.title, part.words) for part in book.parts))
    return [PartWord(match.start(), match.end(), keys[match[0].lower()]) for match in pattern.finditer(text)]


def _from_json(text: str) -> Report:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ReportError("The report is no valid JSON. Nothing was changed; correct the file or save it as text.") from problem
    if not isinstance(content, dict) or not {"description", "suggestion"} & content.keys():
        raise ReportError('The report has neither "description" nor "suggestion". Nothing was changed; correct the file.')
    parts = [content.get(part) or "" for part in ("description", "suggestion")]
    if not all(isinstance(part, str) for part in parts):
        raise ReportError("The report's description and suggestion must be text. Nothing was changed; correct the file.")
    return Report(parts[0].strip(), parts[1].strip())


def _decode(content: bytes) -> str:
    """UTF-8 or UTF-16 with a mark, else the Chinese GB 18030 (a superset of ASCII), as such reports are stored; ReportError otherwise."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise ReportError("The report's text is in no known encoding. Nothing was changed; save it as UTF-8.")


def _joined(parts: list[str]) -> str:
    return "\n".join(part.strip() for part in parts if part.strip())


@lru_cache(maxsize=8)
def _pattern(parts: tuple[tuple[str, str, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    keys: dict[str, str] = {}
    for key, title, words in parts:
        for word in (title, key.replace("_", " "), *words):
            for form in {word.lower(), _plural(word.lower())}:
                keys.setdefault(form, key)
    longest_first = sorted(keys, key=len, reverse=True)
    return re.compile("|".join(_bounded(word) for word in longest_first), re.IGNORECASE), keys


def _plural(word: str) -> str:
    return word if word.endswith("s") or not word.isascii() else f"{word}s"


def _bounded(word: str) -> str:
    """Whole words only, where words have ends: Chinese has no spaces."""
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
