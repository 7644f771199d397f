"""Marks whose code says another place than the map of regions shows: asked about before the seal, never refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dspic_gui.code import SIDES, CodeBook, Side
from dspic_gui.dataset.seal_rules import Rule, SealWarning
from dspic_gui.lesion_model.region_reader import ViewRegions
from dspic_gui.marking.code_entry import SURE, CodeEntry
from dspic_gui.reading import Lesion, Reading
from dspic_gui.sentence import Sentence, joined, plain
from dspic_gui.study import Projection

TEMPLATE = (
    "{name} lies where a network sees {place}. Look again: is the code right? "
    "(The network learned from simulated scans and was not validated on patients.)"
)


def place_doubts(
    reading: Reading, regions: Mapping[Projection, ViewRegions], book: CodeBook
) -> tuple[SealWarning, ...]:
    """A question for each lesion in whose surroundings the map has neither its part nor its side."""
    return tuple(
        found
        for lesion in reading.lesions
        if lesion.projection in regions
        for found in _of_one(lesion, regions[lesion.projection], book)
    )


def _of_one(lesion: Lesion, regions: ViewRegions, book: CodeBook) -> Iterator[SealWarning]:
    code, hint = lesion.code, regions.under(lesion.shape)
    if code is None or code.disease is None or hint is None or code.part not in book.part_by_key:
        return
    there = CodeEntry(book, finding=code.finding, hint=hint)
    named, around = there.hinted_parts, regions.around(lesion.shape)
    if len(named) != 1 or dict(hint.parts)[named[0][0]] < SURE:
        return
    part, side = named[0][0], there.effective_side
    sided = code.part in around and around[code.part] - {None}
    wrong_side = code.side in (Side.LEFT, Side.RIGHT) and sided and code.side not in sided
    if code.part not in around or wrong_side:
        name = f"“{lesion.label[:80]}”"
        values = (("name", name), ("place", _place(book, part, side)))
        uid, view = lesion.uid, lesion.projection
        yield SealWarning(Rule.PLACE_DOUBTED, TEMPLATE, uid, view, values=values)


def _place(book: CodeBook, part: str, side: Side | None) -> Sentence:
    words = [plain(book.part_by_key[part].title.lower())]
    return joined(", ", [*words, *([SIDES[side]] if side else [])])
