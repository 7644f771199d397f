"""Searching a hand-over for everything that the original says: every byte of every file and name, for every text of the input."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from dspic_gui.plain_file import LARGEST_JSON, content_of

SHORTEST = 4
"""Shorter texts stand everywhere by chance."""
SHORTEST_IN_PIXELS = 7
"""Among a million numbers of a picture a shorter text stands by chance."""
_TEXTS = frozenset(
    [
        "AE",
        "AS",
        "CS",
        "DA",
        "DS",
        "DT",
        "IS",
        "LO",
        "LT",
        "PN",
        "SH",
        "ST",
        "TM",
        "UC",
        "UI",
        "UR",
        "UT",
        "UN",
        "OB",
    ]
)
_WORDS = re.compile(r"[^\s\\^=,;:/()\[\]{}\"']+")
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_MADE = re.compile(r"[0-9a-f]{16,}|\d{4}-\d{2}-\d{2}T[0-9:.+Z-]+")
"""Hashes and times: their parts stand everywhere by chance."""
_HASHES = re.compile(rb"[0-9a-f]{16,}|2\.25\.\d+")
_LONG = 16
CAMERA = ("ActualFrameDuration", "ScanVelocity", "ScanLength")
RETAINED = frozenset({"PatientAge", "PatientSex", "CountsAccumulated", "PixelSpacing", *CAMERA})
"""What a hand-over keeps (PS3.15, 113108), or counts anew."""
_DERIVED = frozenset({"points", "version", "target", "basis", "pixels_sha256"})
"""What follows from outlines, counts and votes, or names the format: it is the same wherever those are."""


@dataclass
class Tokens:
    """The texts to search for, each with the field it comes from; `local` ones count in their study's files only."""

    everywhere: dict[str, str] = field(default_factory=dict)
    local: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, text: object, source: str, study: str | None = None) -> None:
        """A text as a whole, and its words that hold a digit or are long; dates count in their study only."""
        whole = str(text).strip().strip("\0").strip()
        date = _DATE.fullmatch(whole)
        if date:
            where = self.local.setdefault(study or "", {})
            where |= {"".join(date.groups()): source, "-".join(date.groups()): source}
            return
        words = set() if _MADE.fullmatch(whole) else set(_WORDS.findall(whole))
        for word in {whole, *words}:
            if _tells(word, whole):
                self.everywhere.setdefault(word, source)


def _tells(word: str, whole: str) -> bool:
    """Whether finding this word would tell something: it is long enough, and no common word or small number."""
    if len(word) < (SHORTEST if word.isascii() else 2) or _is_small_number(word):
        return False
    special = not word.isascii() or any(letter.isdigit() for letter in word)
    return word == whole or len(word) >= 6 or special


@dataclass(frozen=True)
class Leak:
    """Something of the input in the output: the file, the field that it comes from (never the text itself), and how it is written."""

    file: str
    source: str
    encoding: str


def tokens_of_file(content: bytes, tokens: Tokens, study: str | None) -> None:
    """Add every text of a DICOM file: fields at any depth, private ones, bytes that look like text, the preamble."""
    from pydicom import dcmread

    if content[128:132] == b"DICM":
        for text in _runs(content[:128]):
            tokens.add(text, "preamble", study)
    data_set = dcmread(io.BytesIO(content), stop_before_pixels=True, force=True)
    data_set.decode()
    for part in (data_set, data_set.file_meta):
        _walk(part, tokens, study)


def _walk(data_set: Any, tokens: Tokens, study: str | None) -> None:
    for element in data_set:
        source = element.keyword or str(element.tag)
        if source in RETAINED:
            continue
        if element.VR == "SQ":
            for item in element.value or ():
                _walk(item, tokens, study)
        elif element.VR in _TEXTS:
            for text in _texts(element.value):
                tokens.add(text, source, study)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, bytes):
        yield from _runs(value)
    elif isinstance(value, list | tuple) or type(value).__name__ == "MultiValue":
        for one in value:
            yield from _texts(one)
    elif value is not None:
        yield str(value)


def _runs(content: bytes) -> Iterator[str]:
    """The readable runs of bytes."""
    for run in re.findall(rb"[\x20-\x7e]{4,}", content[: 1 << 20]):
        yield run.decode("ascii")


def tokens_of_json(content: Any, source: str, tokens: Tokens, study: str | None) -> None:
    """Add every text value of a JSON document."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key in _DERIVED and isinstance(value, str):
                continue
            tokens_of_json(value, f"{source} {key}" if len(source) < 60 else source, tokens, study)
    elif isinstance(content, list):
        for value in content:
            tokens_of_json(value, source, tokens, study)
    elif isinstance(content, str):
        tokens.add(content, source, study)


def own_words(texts: Iterable[bytes]) -> bytes:
    """What the program itself writes, in one text: a token that stands there says nothing of a patient."""
    return b"\n".join(texts).lower()


class Patterns:
    """Texts in every way they may be written (UTF-8, UTF-16, GB18030; small letters), found all at once in a file."""

    def __init__(self, tokens: dict[str, str]) -> None:
        self._by_head: dict[bytes, list[tuple[bytes, str, str]]] = {}
        self._heads = np.zeros(1 << 24, bool)
        seen: set[bytes] = set()
        for token, source in tokens.items():
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
                sought = token.lower().encode(encoding, "replace")
                if sought not in seen:
                    seen.add(sought)
                    self._by_head.setdefault(sought[:3], []).append((sought, source, encoding))
                    self._heads[int.from_bytes(sought[:3], "little")] = True

    def found_in(self, content: bytes, shortest: int = 0) -> Iterator[tuple[str, str]]:
        """Source and encoding of each text that stands in these bytes (small letters)."""
        told: set[bytes] = set()
        for place in self._places(content):
            for sought, source, encoding in self._by_head[content[place : place + 3]]:
                fits = len(sought) >= shortest and sought not in told
                if fits and content.startswith(sought, place) and _stands(content, place, sought):
                    told.add(sought)
                    yield source, encoding

    def _places(self, content: bytes) -> list[int]:
        """Where three bytes stand with which a text begins."""
        values = np.frombuffer(content, np.uint8).astype(np.uint32)
        if len(values) < 3 or not self._by_head:
            return []
        heads = values[:-2] | values[1:-1] << 8 | values[2:] << 16
        found: list[int] = np.flatnonzero(self._heads[heads]).tolist()
        return found


def _stands(content: bytes, place: int, sought: bytes) -> bool:
    """A number counts where it stands alone, not inside of a longer one."""
    if not sought.isdigit():
        return True
    before, after = content[max(place - 1, 0) : place], content[place + len(sought) :][:1]
    return not any(beside.isdigit() or beside == b"." for beside in (before, after))


def leaks(folder: Path, tokens: Tokens, own: bytes, study_of: dict[str, str]) -> list[Leak]:
    """Every token that stands in a file or in a file's name below the folder.

    `study_of` maps the study keys of the output to those of the input, for tokens that count in their study's files only;
    `own` is what the program itself writes, in small letters.
    """
    wanted = {
        token: source
        for token, source in tokens.everywhere.items()
        if token.lower().encode("utf-8", "replace") not in own
    }
    long = Patterns({token: source for token, source in wanted.items() if len(token) >= _LONG})
    short = Patterns({token: source for token, source in wanted.items() if len(token) < _LONG})
    local = (
        {key: Patterns(found) for key, found in tokens.local.items()}
        if len(tokens.local) < 64
        else {}
    )
    found: list[Leak] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        head, pixels = _parts(path)
        head = head.lower() + b"\n" + name.lower().encode()
        plain = _HASHES.sub(b" ", head)
        study = next((old for new, old in study_of.items() if new in name), "")
        own_dates = local.get(study) or Patterns(tokens.local.get(study, {}))
        said = [*long.found_in(head), *short.found_in(plain), *own_dates.found_in(plain)]
        said += [*long.found_in(pixels), *short.found_in(pixels, SHORTEST_IN_PIXELS)]
        found += [Leak(name, source, encoding) for source, encoding in said]
    return found


def _parts(path: Path) -> tuple[bytes, bytes]:
    """A file's bytes, and apart from them those that are pixels; a PNG's are compressed and made of the scan's."""
    content = content_of(path)
    if path.suffix == ".dcm":
        at = content.find(b"\xe0\x7f\x10\x00OW")
        end = at + 12 + int.from_bytes(content[at + 8 : at + 12], "little")
        return (content[:at] + content[end:], content[at:end]) if at > 0 else (content, b"")
    if path.suffix == ".png":
        at = content.find(b"IDAT")
        return (content[:at], b"") if at > 0 else (content, b"")
    return content, b""


def _is_small_number(word: str) -> bool:
    """Small numbers stand everywhere; from five digits on a number may name somebody."""
    digits = word.replace(".", "", 1).replace("-", "", 1)
    return digits.isdecimal() and (len(digits) < 5 or "." in word)


def load_json(path: Path) -> Any:
    """The JSON of a file, None where it is none."""
    try:
        return json.loads(content_of(path, LARGEST_JSON))
    except (OSError, ValueError, RecursionError):
        return None
