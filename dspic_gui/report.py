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


_DESCRIBES = ("description", "findings", "检查所见", "影像所见", "影像学所见", "显像所见", "检查描述", "影像表现", "所见", "描述")
_SUGGESTS = (
    *("suggestion", "impression", "conclusion", "诊断意见", "诊断印象", "诊断结论", "诊断提示", "检查提示", "检查结论", "影像诊断"),
    *("提示", "印象", "结论", "意见", "建议", "诊断"),
)
_CHINESE = "|".join(word for word in (*_DESCRIBES, *_SUGGESTS) if not word.isascii())
_ENGLISH = "|".join(word for word in (*_DESCRIBES, *_SUGGESTS) if word.isascii())
_HEADING = re.compile(
    # at the start of a line with a colon; Chinese ones in brackets or alone on the line too, and in a line after the end of a sentence
    rf"^[ \t\u3000]*(?P<english>{_ENGLISH})[ \t]*[:：][ \t]*"
    rf"|^[ \t\u3000]*(?:[【［\[](?P<bracketed>{_CHINESE})[】］\]][ \t]*[:：]?|(?P<alone>{_CHINESE})[ \t\u3000]*(?:[:：]|$))[ \t\u3000]*"
    rf"|(?<=[。；;])[ \t\u3000]*[【［\[]?(?P<within>{_CHINESE})[】］\]]?[:：][ \t\u3000]*",
    re.IGNORECASE | re.MULTILINE,
)


def read_report(content: bytes, name: str) -> Report:
    """The report in a .json {description, suggestion} or a text; `name` decides by its ending. ReportError where it is neither."""
    if len(content) > MAXIMUM_BYTES:
        raise ReportError("The report is larger than 1 MiB and was not read. Nothing was changed; shorten it.")
    text = _decode(content)
    return _from_json(text) if name.lower().endswith(".json") else split_report(text)


def split_report(text: str) -> Report:
    """Split at "Description:" and "Suggestion:" (or Findings, Impression; 检查所见, 诊断意见 and the like).

    Without such a heading all of it is the description.
    """
    parts: dict[bool, list[str]] = {True: [], False: []}
    describes, start = True, 0
    for heading in _HEADING.finditer(text):
        parts[describes].append(text[start : heading.start()])
        word = next(word for word in heading.groups() if word)
        describes, start = word.lower() in _DESCRIBES, heading.end()
    parts[describes].append(text[start:])
    return Report(_joined(parts[True]), _joined(parts[False]))


def write_report(report: Report) -> bytes:
    """The bytes of reports/<study>.json."""
    return json.dumps(asdict(report), indent=1, ensure_ascii=False).encode() + b"\n"


READ_FOR_PARTS = 20_000
"""Characters, about ten printed pages: no report is longer, and a text of a megabyte would stop the window."""


def part_words(text: str, book: CodeBook) -> list[PartWord]:
    """Every body part that the first pages of the text name, in order; of overlapping names the longest counts."""
    pattern, keys = _pattern(tuple((part.key, part.title, part.words) for part in book.parts))
    return [PartWord(match.start(), match.end(), keys[match[0].lower()]) for match in pattern.finditer(text, 0, READ_FOR_PARTS)]


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
