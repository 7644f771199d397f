"""A scored case of a course in words and on the pictures: what was missed, and what was drawn where nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dspic_gui.code import CodeBook, describe_label
from dspic_gui.qt.canvas.lesion_item import Appearance
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.reading import Lesion

if TYPE_CHECKING:  # matching marks is imported when the first case is scored
    from dspic_gui.ground_truth.course_scores import CaseScore

MISSED_LOOK, FALSE_LOOK = ("#ff8c00", "dash-dot-dot"), ("#4d8dff", "dot")
"""Colour and line, told apart without colour too; the colours are those of the page of the course."""


@dataclass(frozen=True)
class Told:
    """A line of the score; `uid` is the mark that it is about, on the pictures, empty for an answer."""

    text: str
    uid: str = ""


def missed_marks(score: CaseScore) -> tuple[Lesion, ...]:
    """What is there and was not marked, under names that no mark of the reader has."""
    return tuple(replace(one, uid=f"missed/{one.uid}", locked=True) for view in score.views for one in view.missed)


def looks(score: CaseScore, book: CodeBook) -> dict[str, Appearance]:
    """How the missed lesions are drawn, and the reader's marks where nothing is; found ones keep the look of their code."""
    found = {one.uid: _look(MISSED_LOOK, translate("CaseScorePanel", "Missed"), one, book) for one in missed_marks(score)}
    nothing = translate("CaseScorePanel", "Nothing is there")
    return found | {one.uid: _look(FALSE_LOOK, nothing, one, book) for view in score.views for one in view.false}


def _look(look: tuple[str, str], word: str, lesion: Lesion, book: CodeBook) -> Appearance:
    return Appearance(*look, f"{word}: {in_words(describe_label(lesion.label, book))}", word)


def summary(score: CaseScore, total: int) -> str:
    """The score in one line; `total` is how many cases the course has."""
    found, missed, false = score.lesions
    text = translate(
        "CaseScorePanel",
        "Sealed {number} of {total}. Answers right: {right} of {views}. Lesions: {found} found, {missed} missed, "
        "{false} drawn where nothing is.",
    )
    right = sum(view.right for view in score.views)
    return text.format(number=score.number, total=total, right=right, views=len(score.views), found=found, missed=missed, false=false)


def lines(score: CaseScore, book: CodeBook) -> Iterator[Told]:
    """What was not right: answers first, then missed lesions, then marks where nothing is."""
    for view in score.views:
        if not view.right:
            text = translate("CaseScorePanel", "{view}: you said {said}; it is {truth}.")
            yield Told(text.format(view=view.projection, said=answer_text(view.said), truth=answer_text(view.truth)))
    missed = translate("CaseScorePanel", "Missed, {view}: {name}")
    for one in missed_marks(score):
        yield Told(missed.format(view=one.projection, name=in_words(describe_label(one.label, book))), one.uid)
    nothing = translate("CaseScorePanel", "Nothing is there, {view}: {name}")
    for view in score.views:
        for one in view.false:
            yield Told(nothing.format(view=one.projection, name=in_words(describe_label(one.label, book))), one.uid)
