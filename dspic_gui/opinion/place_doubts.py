"""Marks whose code says another place than the map of regions shows: asked about before the seal, never refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dspic_gui.code import SIDES, Code, CodeBook, Side
from dspic_gui.dataset.seal_rules import Rule, SealWarning
from dspic_gui.lesion_model.region_reader import ViewRegions
from dspic_gui.marking.code_entry import SURE, CodeEntry
from dspic_gui.reading import Lesion, Reading
from dspic_gui.sentence import Sentence, joined, plain
from dspic_gui.study import Projection

UNSURE_NEAR = 14
"""Where the map hesitates between bones, or names one beside the mark alone, a part counts as near within so many pixels."""
UNSURE_SPECK = 0.005
"""And what covers this share of those surroundings is there."""
TEMPLATE = "{name} lies where a network sees {place}. Look again: is the code right? ({warning})"


def place_doubts(
    reading: Reading, regions: Mapping[Projection, ViewRegions], book: CodeBook, warning: str
) -> tuple[SealWarning, ...]:
    """A question for each lesion in whose surroundings the map lacks its part or its side; `warning` is the model's."""
    return tuple(
        found
        for lesion in reading.lesions
        if lesion.projection in regions
        for found in _of_one(lesion, regions[lesion.projection], book, warning)
    )


def _of_one(
    lesion: Lesion, regions: ViewRegions, book: CodeBook, warning: str
) -> Iterator[SealWarning]:
    code, hint = lesion.code, regions.under(lesion.shape)
    if code is None or code.disease is None or hint is None or code.part not in book.part_by_key:
        return
    there = CodeEntry(book, finding=code.finding, hint=hint)
    near = regions.around(lesion.shape)
    far = regions.around(lesion.shape, UNSURE_NEAR, UNSURE_SPECK)
    seen = [key for key, _ in there.hinted_parts] or (_bones(near, book) or _bones(far, book))[:1]
    if not seen or (code.part in seen and not _other_side(code, near)):
        return
    around = near if len(seen) == 1 and dict(hint.parts).get(seen[0], 0.0) >= SURE else far
    if code.part not in around or _other_side(code, around):
        name = f"“{lesion.label[:80]}”"
        values = (("name", name), ("place", _place(book, seen, near or far)), ("warning", warning))
        uid, view = lesion.uid, lesion.projection
        yield SealWarning(Rule.PLACE_DOUBTED, TEMPLATE, uid, view, values=values)


def _bones(parts: Iterable[str], book: CodeBook) -> list[str]:
    return [key for key in parts if key in book.part_by_key and book.part_by_key[key].bone]


def _other_side(code: Code, around: Mapping[str, set[Side | None]]) -> bool:
    """Whether the map has the code's part here, on the other side alone."""
    sided = around.get(code.part or "", set()) - {None}
    return bool(code.side in (Side.LEFT, Side.RIGHT) and sided and code.side not in sided)


def _place(book: CodeBook, seen: Iterable[str], near: Mapping[str, set[Side | None]]) -> Sentence:
    """The bones that the map names, each with its side where it has one there."""
    named = []
    for key in seen:
        sides = near.get(key, set()) - {None}
        side = [SIDES[side] for side in sides if side] if len(sides) == 1 else []
        named.append(joined(" ", [plain(book.part_by_key[key].title.lower()), *side]))
    return joined(" / ", named)
