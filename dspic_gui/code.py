"""The code book: finding, body part and side in one label string, `finding[:part[:side]]`, for example `metastasis:rib:left`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from dspic_gui.disease import Disease
from dspic_gui.plain_file import text_of
from dspic_gui.sentence import RuleError, SaidError, Sentence, joined, plain, told

_WORD = re.compile(r"[a-z][a-z0-9_]*\Z")


class CodeError(SaidError, ValueError):
    """A label or a code book that breaks the rules; the text is a sentence for the reader."""


class Side(StrEnum):
    """The patient's side."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"

    @property
    def mirrored(self) -> Side:
        """The side that a mirror image shows."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BILATERAL: Side.BILATERAL}[self]


_DISEASES = {disease.value: disease for disease in Disease}
_SIDES = frozenset(side.value for side in Side)
SIDES = {Side.LEFT: Sentence("L"), Side.RIGHT: Sentence("R"), Side.BILATERAL: Sentence("L+R")}


@dataclass(frozen=True, slots=True)
class Code:
    """What a mark says: the finding (a voting disease or a mark that never votes), the body part and the side."""

    finding: str
    part: str | None = None
    side: Side | None = None

    @property
    def label(self) -> str:
        """The spelling that is stored: lower snake_case words joined by colons."""
        return ":".join(word for word in (self.finding, self.part, self.side) if word)

    @property
    def disease(self) -> Disease | None:
        """The voting disease, or None for a mark that never votes."""
        return _DISEASES.get(self.finding)


@lru_cache(maxsize=4096)
def split_label(label: str) -> Code | None:
    """The Code that the grammar finds in a label, whether or not a code book knows its words; None if it is no label."""
    words = label.split(":")
    if not 1 <= len(words) <= 3 or not all(_WORD.match(word) for word in words):
        return None
    if len(words) == 3 and words[2] not in _SIDES:
        return None
    return Code(words[0], words[1] if len(words) > 1 else None, Side(words[2]) if len(words) > 2 else None)


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of the code book: a disease or a mark, the letter that picks it, its colour and line style on screen."""

    key: str
    title: str
    letter: str
    colour: str
    line: str
    snomed: str | None = None

    @property
    def votes(self) -> bool:
        """Whether a mark of this finding counts as a lesion."""
        return self.key in _DISEASES


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A row of the code book: a body part, the letter that picks it, whether it has sides and is bone, the words a report uses for it."""

    key: str
    title: str
    letter: str
    paired: bool
    snomed: str | None = None
    words: tuple[str, ...] = ()
    bone: bool = True


@dataclass(frozen=True)
class CodeBook:
    """The findings and body parts that a dataset's readers may say."""

    version: str
    findings: tuple[Finding, ...]
    parts: tuple[BodyPart, ...]

    @cached_property
    def finding_by_key(self) -> Mapping[str, Finding]:
        """Findings by their key."""
        return {finding.key: finding for finding in self.findings}

    @cached_property
    def part_by_key(self) -> Mapping[str, BodyPart]:
        """Body parts by their key."""
        return {part.key: part for part in self.parts}

    def parse(self, label: str) -> Code:
        """The Code of a label that this book allows; CodeError says what is wrong with any other."""
        code = split_label(label)
        if code is None:
            raise CodeError("“{label}” is no code: a code is finding, body part and side joined by colons.", label=label[:80])
        if code.finding not in self.finding_by_key:
            raise CodeError("“{finding}” is not a finding of this dataset's code book.", finding=code.finding)
        if code.part is None:
            if code.disease:
                raise CodeError("“{label}” names no body part, and a lesion needs one.", label=label)
        elif code.part not in self.part_by_key:
            raise CodeError("“{part}” is not a body part of this dataset's code book.", part=code.part)
        elif code.side and not self.part_by_key[code.part].paired:
            raise CodeError("“{label}” gives a side to a body part on the midline.", label=label)
        return code

    def makes_sense(self, label: str) -> bool:
        """Whether the label does not put a disease of bone into a part that is none; what is no lesion may be anywhere."""
        code = split_label(label)
        part = self.part_by_key.get(code.part or "") if code else None
        return code is None or part is None or code.disease is None or part.bone

    def knows(self, label: str) -> bool:
        """Whether this book allows the label."""
        try:
            self.parse(label)
        except CodeError:
            return False
        return True

    def labels(self) -> list[str]:
        """Every spelling that this book allows, in the book's order."""
        spellings = []
        for finding in self.findings:
            if not finding.votes:
                spellings.append(finding.key)
            for part in self.parts:
                sides: tuple[Side | None, ...] = (None, *Side) if part.paired else (None,)
                spellings += [Code(finding.key, part.key, side).label for side in sides]
        return spellings


def load_code_book(path: Path | None = None) -> CodeBook:
    """The code book in a JSON file, or the built-in one; CodeError when the file breaks a rule."""
    if path is None:
        return _built_in()
    try:
        return _from_json(json.loads(text_of(path)))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        text = "The code book {file} cannot be used ({problem}). Nothing was changed; mend the file or take it out of dataset.json."
        raise CodeError(text, file=path.name, problem=told(problem)) from problem


def describe_label(label: str, book: CodeBook) -> str:
    """The label's finding, part and side in the book's words; a label that the book does not know as it is written, marked."""
    code = split_label(label)
    if code is None or not book.knows(label):
        return f"? {label}"
    return describe_code(code, book)


def describe_code(code: Code, book: CodeBook) -> Sentence:
    """Finding, part and side in the book's words, as they are written on every screen: "Metastasis · Rib L"."""
    words = [plain(book.finding_by_key[code.finding].title)]
    if code.part:
        words.append(_place(code, plain(book.part_by_key[code.part].title)))
    return joined(" · ", words)


def short_code(code: Code, book: CodeBook) -> Sentence:
    """The finding's letter, part and side, where there is little room: "M rib L"."""
    words = [plain(book.finding_by_key[code.finding].letter.upper())]
    if code.part:
        words.append(_place(code, plain(book.part_by_key[code.part].title.lower())))
    return joined(" ", words)


def _place(code: Code, part: Sentence) -> Sentence:
    return Sentence("{part} {side}", part=part, side=SIDES[code.side]) if code.side else part


@lru_cache(maxsize=1)
def _built_in() -> CodeBook:
    return _from_json(json.loads(resources.files("resources").joinpath("codes.json").read_text(encoding="utf-8")))


def _from_json(content: Mapping[str, Any]) -> CodeBook:
    book = CodeBook(
        str(content["version"]),
        tuple(Finding(**row) for row in content["findings"]),
        tuple(BodyPart(**{**row, "words": tuple(row.get("words", ()))}) for row in content["parts"]),
    )
    _check(book)
    return book


def _check(book: CodeBook) -> None:
    rows: tuple[tuple[Sentence, tuple[Finding, ...] | tuple[BodyPart, ...]], ...] = (
        (Sentence("finding"), book.findings),
        (Sentence("body part"), book.parts),
    )
    for kind, entries in rows:
        for attribute in ("key", "letter"):
            values = [getattr(entry, attribute) for entry in entries]
            repeated = {value for value in values if values.count(value) > 1}
            if repeated:
                text = "two rows share the {kind} {attribute} {value}"
                raise RuleError(text, kind=kind, attribute=attribute, value=repr(sorted(repeated)[0]))
        for entry in entries:
            if not _WORD.match(entry.key):
                raise RuleError("{key} is not lower snake_case", key=repr(entry.key))
    missing = [disease for disease in Disease if disease not in book.finding_by_key]
    if missing:
        raise RuleError("the voting disease {disease} is missing", disease=missing[0])
