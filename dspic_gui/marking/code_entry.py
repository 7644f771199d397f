"""Choosing a code by keystrokes: finding, body part, side. Each key gives a new entry; no window is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from dspic_gui.code import BodyPart, Code, CodeBook, CodeError, Side, split_label
from dspic_gui.sentence import plain
from dspic_gui.shape import Shape
from dspic_gui.study import COLUMNS, Projection

MIDDLE = 6.0
"""How far from the middle column, in pixels, a mark must lie to suggest a side."""
SURE = 0.75
"""From this share on, against the next likely part, a place is not ambiguous."""
FEWEST = 0.2
"""Parts that together have less than this share of what lies under a mark are not suggested."""


@dataclass(frozen=True)
class PlaceHint:
    """What a map of regions says lies under a mark: parts with their shares, the likelier first, and the side where it is clear."""

    parts: tuple[tuple[str, float], ...] = ()
    side: Side | None = None


@dataclass(frozen=True)
class CodeChoice:
    """What a reader said of a mark: its label, certainty 1 to 5 or None, free text or None."""

    label: str
    certainty: int | None = None
    description: str | None = None


@dataclass(frozen=True)
class CodeEntry:
    """A code being chosen.

    `letters` counts the letters typed: the first is the finding's, the next the part's. `settled`: the last key completed
    the code, so it can be taken without Enter. `suggested_side` is taken by Enter where a paired part has no side yet, and
    so is the likeliest part of `hint` for a disease that has no part yet.
    """

    book: CodeBook
    finding: str | None = None
    part: str | None = None
    side: Side | None = None
    suggested_side: Side | None = None
    letters: int = 0
    settled: bool = False
    hint: PlaceHint | None = None

    @classmethod
    def of(cls, book: CodeBook, label: str, suggested_side: Side | None = None) -> Self:
        """An entry that starts from a label; words that the book does not know are left out."""
        code = split_label(label)
        if code is None or code.finding not in book.finding_by_key:
            return cls(book, suggested_side=suggested_side)
        part = book.part_by_key.get(code.part or "") if book.makes_sense(label) else None
        side = code.side if part and part.paired else None
        return cls(book, code.finding, part.key if part else None, side, suggested_side)

    @property
    def body_part(self) -> BodyPart | None:
        """The part chosen so far, or the one that Enter would take."""
        return self.book.part_by_key.get(self.effective_part or "")

    @property
    def hinted_parts(self) -> tuple[tuple[str, float], ...]:
        """The one or two bones that the map of regions names here, with their shares of what it names; two where it is not sure.

        Empty for a finding that is no disease: what is no lesion of bone may be anywhere.
        """
        if self.hint is None or (self.finding is not None and not self.book.finding_by_key[self.finding].votes):
            return ()
        bones = [(key, share) for key, share in self.hint.parts if key in self.book.part_by_key and self.book.part_by_key[key].bone]
        total = sum(share for _, share in bones[:2])
        if total < FEWEST:
            return ()
        shares = tuple((key, share / total) for key, share in bones[:2])
        return shares[:1] if shares[0][1] >= SURE else shares

    @property
    def effective_part(self) -> str | None:
        """The part that Enter would take."""
        hinted = self.hinted_parts
        return self.part or (hinted[0][0] if hinted else None)

    @property
    def part_is_hinted(self) -> bool:
        """Whether the part comes from the map of regions and not from the reader."""
        return self.part is None and self.effective_part is not None

    @property
    def takes_side(self) -> bool:
        """Whether the part chosen so far has sides."""
        return self.body_part is not None and self.body_part.paired

    @property
    def effective_side(self) -> Side | None:
        """The side that Enter would take."""
        hinted = self.hint.side if self.hint else None
        return (self.side or hinted or self.suggested_side) if self.takes_side else None

    def label(self) -> str:
        """The label as Enter would take it; CodeError says what is missing."""
        if self.finding is None:
            raise CodeError("Pick a finding first: type its letter. Nothing was stored.")
        part = self.effective_part
        label = Code(self.finding, part, self.effective_side).label
        self.book.parse(label)
        self._check(self.finding, part)
        return label

    def typed(self, letter: str) -> Self:
        """The entry after a letter; CodeError where no row has that letter."""
        letter = letter.lower()
        if self.letters == 0:
            finding = next((row for row in self.book.findings if row.letter == letter), None)
            if finding is None:
                raise CodeError("No finding has the letter “{letter}”.", letter=letter.upper())
            return self.with_finding(finding.key)
        part = next((row for row in self.book.parts if row.letter == letter), None)
        if part is None:
            raise CodeError("No body part has the letter “{letter}”.", letter=letter.upper())
        return self.with_part(part.key)

    def with_finding(self, key: str) -> Self:
        """The entry with this finding; a part where it cannot be is left out."""
        part = self.part if self.book.makes_sense(Code(key, self.part).label) else None
        return replace(self, finding=key, part=part, letters=1, settled=False)

    def with_part(self, key: str) -> Self:
        """The entry with this body part; settled when that is on the midline or the side was said. CodeError where it makes no sense."""
        self._check(self.finding, key)
        side = self.side if self.book.part_by_key[key].paired else None
        chosen = replace(self, part=key, side=side, letters=2 if self.finding else 0)
        return replace(chosen, settled=self.finding is not None and (not chosen.takes_side or side is not None))

    def _check(self, finding: str | None, part: str | None) -> None:
        if finding and part and not self.book.makes_sense(Code(finding, part).label):
            raise CodeError(
                "{finding} is a disease of bone, and {part} is none. Choose another body part, or another finding.",
                finding=plain(self.book.finding_by_key[finding].title),
                part=plain(self.book.part_by_key[part].title),
            )

    def other_place(self) -> Self:
        """The entry with the other of the two parts that the map of regions names; the same where there are no two."""
        named = [key for key, _ in self.hinted_parts]
        if len(named) < 2:
            return self
        return replace(self, part=named[1 - named.index(self.effective_part)] if self.effective_part in named else named[0], settled=False)

    def with_side(self, side: Side) -> Self:
        """The entry with this side, remembered until a paired part is chosen; CodeError on the midline."""
        part = self.book.part_by_key.get(self.part or "")
        if part is not None and not part.paired:
            raise CodeError("{part} is on the midline and has no side.", part=plain(part.title))
        taken = self.part or (self.effective_part if self.finding and self.takes_side else None)
        return replace(self, part=taken, side=side, settled=self.finding is not None and taken is not None)

    def stepped_back(self) -> Self:
        """The entry without what was said last."""
        if self.side is not None:
            return replace(self, side=None, settled=False)
        if self.part is not None:
            return replace(self, part=None, letters=min(self.letters, 1), settled=False)
        return replace(self, finding=None, letters=0, settled=False)


def side_of(shape: Shape, projection: Projection, columns: int = COLUMNS) -> Side | None:
    """The patient's side on which a mark lies, None near the middle. Anterior: the patient's right is at small x."""
    offset = shape.centre[0] - columns / 2
    if abs(offset) < MIDDLE:
        return None
    return Side.RIGHT if (offset < 0) == (projection is Projection.ANT) else Side.LEFT
