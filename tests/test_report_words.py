"""Body parts are found in a report's text as whole words, the longest name first."""

from __future__ import annotations

from dspic_gui.code import BodyPart, CodeBook, load_code_book
from dspic_gui.report_words import part_words

BOOK = load_code_book()


def found(text: str) -> list[tuple[str, str]]:
    return [(text[word.start : word.end], word.part) for word in part_words(text, BOOK)]


def test_parts_are_found_inside_sentences() -> None:
    text = "Intense uptake in the left seventh rib, the lumbar vertebrae and both knees; right-sided scapula."
    assert found(text) == [
        ("rib", "rib"),
        ("lumbar vertebrae", "lumbar_spine"),
        ("knees", "knee"),
        ("scapula", "scapula"),
    ]


def test_parts_of_words_do_not_count() -> None:
    assert found("Tribute is attributed to ribonuclease in the footnote.") == []


def test_every_word_of_the_code_book_leads_to_its_part() -> None:
    for part in BOOK.parts:
        for word in (part.title, *part.words):
            assert [name for _, name in found(f"Uptake: {word}.")] == [part.key], word


def test_words_without_spaces_between_them_are_found() -> None:
    book = CodeBook("1", BOOK.findings, (BodyPart("rib", "Rib", "r", True, None, ("肋骨",)),))
    assert [(word.start, word.end) for word in part_words("左侧肋骨异常", book)] == [(2, 4)]
