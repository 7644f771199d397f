"""A code in words, as it is shown in lists: "Metastasis, rib, left"."""

from __future__ import annotations

from dspic_gui.code import Code, CodeBook, Side, split_label
from dspic_gui.sentence import Sentence, joined, plain

SIDES = {Side.LEFT: Sentence("left"), Side.RIGHT: Sentence("right"), Side.BILATERAL: Sentence("bilateral")}


def describe_label(label: str, book: CodeBook) -> str:
    """The label's finding, part and side in the book's words; a label that the book does not know as it is written, marked."""
    code = split_label(label)
    if code is None or not book.knows(label):
        return f"? {label}"
    return describe_code(code, book)


def describe_code(code: Code, book: CodeBook) -> Sentence:
    """Finding, part and side in the book's words."""
    words = [plain(book.finding_by_key[code.finding].title)]
    if code.part:
        words.append(plain(book.part_by_key[code.part].title.lower()))
    if code.side:
        words.append(SIDES[code.side])
    return joined(", ", words)
