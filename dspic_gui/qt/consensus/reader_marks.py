"""What the canvases show while settling: every reader's marks in that reader's colour and line, the agreed outlines on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dspic_gui.code import CodeBook, describe_code, short_code
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, Item, Proposal
from dspic_gui.qt.canvas.lesion_item import Appearance
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Lesion
from dspic_gui.shape import Shape
from dspic_gui.study import Projection

READER_LOOKS: tuple[tuple[str, str], ...] = (
    ("#e69f00", "dash"),
    ("#56b4e9", "dot"),
    ("#cc79a7", "dash-dot"),
    ("#d55e00", "dash-dot-dot"),
    ("#8c9bff", "dash"),
)
"""Colour and line of the first reader and the following ones: told apart without colour too, and by the colour-blind."""
SURROUNDINGS = 2.0
"""A lesion in question is seen with so many times the surroundings that one's own is, so that it is recognised where it lies."""

AGREED_LOOK = ("#2fd07a", "solid")


@dataclass(frozen=True)
class ShownMarks:
    """Lesions for the canvas with their looks, and the item that each belongs to."""

    lesions: tuple[Lesion, ...]
    appearances: Mapping[str, Appearance]
    targets: Mapping[str, str]

    def uids_of(self, target: str) -> tuple[str, ...]:
        """The shown outlines of an item: what is on top of it, or its marks."""
        found = [uid for uid, item in self.targets.items() if item == target]
        return tuple(uid for uid in found if not uid.startswith("reader/")) or tuple(found)


class DrawnMarks:
    """Draws the marks of the study that is settled, and knows which item each belongs to."""

    def __init__(self, canvas: CanvasPair, book: CodeBook) -> None:
        self._canvas, self._book = canvas, book
        self.shown = ShownMarks((), {}, {})

    def draw(self, desk: AdjudicationDesk | None, item: Item | None, proposal: Proposal) -> None:
        """Draw everything with the item's proposed outlines; without a desk, nothing."""
        if desk is None:
            self.shown = ShownMarks((), {}, {})
        else:
            rejected = item is not None and item.settled is not None and item.settled.rejected
            proposed = desk.preview(item, proposal) if item is not None and not rejected else {}
            self.shown = marks_to_show(desk, self._book, item, proposed)
        chosen = item.target if item is not None else None
        self._canvas.show_lesions(self.shown.lesions, self._book, appearances=self.shown.appearances)
        self._canvas.set_selection([uid for uid, target in self.shown.targets.items() if target == chosen])

    def centre_on(self, item: Item | None) -> None:
        """Bring a lesion into the middle; an answer of a view has no place."""
        uids = self.shown.uids_of(item.target) if item is not None and item.lesion is not None else ()
        if uids:
            self._canvas.centre_on(uids[0], SURROUNDINGS)

    def target_of(self, uids: Sequence[str]) -> str | None:
        """The item that the last of these marks belongs to."""
        return self.shown.targets.get(uids[-1]) if uids else None


def look_of(readers: Sequence[str], reader: str) -> tuple[str, str]:
    """Colour and line style of a reader."""
    return READER_LOOKS[list(readers).index(reader) % len(READER_LOOKS)]


def marks_to_show(desk: AdjudicationDesk, book: CodeBook, chosen: Item | None, proposed: Mapping[Projection, Shape]) -> ShownMarks:
    """Everything to draw; the chosen item's proposed outlines stand in for its agreed ones. A place has one caption."""
    lesions: list[Lesion] = []
    appearances: dict[str, Appearance] = {}
    targets: dict[str, str] = {}

    def show(lesion: Lesion, look: tuple[str, str], caption: str, target: str, short: str = "") -> None:
        lesions.append(lesion)
        appearances[lesion.uid] = Appearance(*look, caption, short)
        targets[lesion.uid] = target

    readers = desk.consensus.readers
    outlines = {found.uid: {view: outline.shape for view, outline in found.outlines.items()} for found in desk.consensus.lesions}
    if chosen is not None and chosen.lesion is not None:
        outlines[chosen.target] = dict(proposed)
    for found in desk.consensus.lesions:
        for place in found.places:
            for at, mark in enumerate(place.marks):
                named = at == 0 and place.projection not in outlines[found.uid]
                shown = replace(mark.lesion, uid=f"reader/{mark.key}", locked=True)
                show(shown, look_of(readers, mark.reader), f"{mark.reader}  #{found.number}" if named else "", found.uid)
    for found in desk.consensus.lesions:
        words, short = (in_words(say(found.code, book)) if found.code else "?" for say in (describe_code, short_code))
        for view, shape in outlines[found.uid].items():
            label = found.code.label if found.code else found.marks[0].lesion.label
            lesion = Lesion(view, shape, label, uid=f"agreed/{found.uid}/{view}", locked=True)
            show(lesion, AGREED_LOOK, f"{words}  #{found.number}", found.uid, f"{short} #{found.number}")
    return ShownMarks(tuple(lesions), appearances, targets)
