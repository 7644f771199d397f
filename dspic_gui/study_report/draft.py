"""A draft of the description, written from the marks in plain clinical words: a reader edits it before it is used."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from dspic_gui.code import BodyPart, CodeBook, Side
from dspic_gui.disease import Answer, Disease
from dspic_gui.reading import Lesion
from dspic_gui.report import Report

DOUBTFUL = 2
"""A certainty up to this (of 5) is said to be uncertain."""


class Language(StrEnum):
    """The languages in which a draft can be written."""

    ENGLISH = "en"
    CHINESE = "zh"


@dataclass(frozen=True)
class Place:
    """Where lesions of one disease are: how many in this part on this side, and whether each of them is uncertain."""

    part: BodyPart
    side: Side | None
    count: int
    uncertain: bool


def draft(lesions: Sequence[Lesion], answer: Answer | None, book: CodeBook, language: Language = Language.ENGLISH) -> Report:
    """Description and suggestion that follow from these marks and this answer; both are empty where nothing is said yet.

    Marks of one number (`group_id`) are one lesion seen in both views. Parts come in the order of the code book.
    """
    words = _words(language)
    if answer is None and not lesions:
        return Report("")
    said, suggested = [], []
    for disease in Disease:
        found = places([lesion for lesion in lesions if lesion.disease is disease], book)
        if found:
            said.append(words[disease].format(places=_listed(found, words, language)))
            suggested.append(words[f"{disease} suggestion"].format(parts=_parts(found, words)))
    if not said:
        said.append(words["normal"])
        suggested.append(words["normal suggestion"])
    said += _others(lesions, book, words)
    gap = "" if language is Language.CHINESE else " "
    return Report(gap.join(said), gap.join(suggested))


def places(lesions: Sequence[Lesion], book: CodeBook) -> list[Place]:
    """The places of these lesions in the order of the code book, right before left before both."""
    counted: dict[tuple[str, Side | None], dict[object, list[Lesion]]] = {}
    for lesion in lesions:
        code = lesion.code
        if code is not None and code.part is not None and code.part in book.part_by_key:
            one = lesion.group_id if lesion.group_id is not None else lesion.uid
            counted.setdefault((code.part, code.side), {}).setdefault(one, []).append(lesion)
    order = {part.key: at for at, part in enumerate(book.parts)}
    sides = [None, Side.RIGHT, Side.LEFT, Side.BILATERAL]
    keys = sorted(counted, key=lambda key: (order[key[0]], sides.index(key[1])))
    return [_place(book.part_by_key[part], side, counted[part, side]) for part, side in keys]


def _place(part: BodyPart, side: Side | None, groups: Mapping[object, Sequence[Lesion]]) -> Place:
    grades = [max((mark.certainty or 5 for mark in marks), default=5) for marks in groups.values()]
    return Place(part, side, len(groups), all(grade <= DOUBTFUL for grade in grades))


def _others(lesions: Sequence[Lesion], book: CodeBook, words: Mapping[str, str]) -> list[str]:
    """A sentence for each finding that is no disease and that the words know, once."""
    said = []
    for finding in book.findings:
        marks = [lesion for lesion in lesions if lesion.code and lesion.code.finding == finding.key]
        if marks and not finding.votes and finding.key in words:
            said.append(words[finding.key])
    return said


def _listed(found: Sequence[Place], words: Mapping[str, str], language: Language) -> str:
    texts = [_named(place, words) for place in found]
    if language is Language.CHINESE or len(texts) < 2:
        return words["comma"].join(texts)
    return f"{', '.join(texts[:-1])}{words['and']}{texts[-1]}"


def _named(place: Place, words: Mapping[str, str]) -> str:
    text = _part(place, words)
    if place.count > 1:
        text += words["several"].format(count=place.count)
    return text + (words["uncertain"] if place.uncertain else "")


def _part(place: Place, words: Mapping[str, str]) -> str:
    """A part with its side; of a part that there are many of (ribs), nobody said which."""
    side = place.side or "none"
    one_of_many = words.get(f"{'many' if place.count > 1 else 'one'} {place.part.key} {side}")
    part = words.get(f"part {place.part.key}", place.part.title.lower())
    return one_of_many or words[f"side {side}"].format(part=part)


def _parts(found: Sequence[Place], words: Mapping[str, str]) -> str:
    return words["comma"].join(dict.fromkeys(_part(place, words) for place in found))


@lru_cache(maxsize=4)
def _words(language: Language) -> Mapping[str, str]:
    stated: dict[str, Any] = json.loads(resources.files("resources").joinpath("report_words.json").read_text(encoding="utf-8"))
    return {str(name): str(text) for name, text in stated[language].items()}
