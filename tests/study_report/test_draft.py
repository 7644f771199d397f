"""The draft of a description: what the marks say, in English and Chinese, and nothing that they do not say."""

from __future__ import annotations

import json
from importlib import resources

from dspic_gui.code import load_code_book
from dspic_gui.disease import Answer, Disease
from dspic_gui.reading import Lesion
from dspic_gui.report import part_words
from dspic_gui.shape import Rectangle
from dspic_gui.study import Projection
from dspic_gui.study_report.draft import Language, draft, places

BOOK = load_code_book()


def mark(label: str, group: int | None = None, certainty: int | None = None, view: Projection = Projection.ANT) -> Lesion:
    return Lesion(view, Rectangle((10, 10), (20, 20)), label, group_id=group, certainty=certainty)


MARKS = (
    mark("arthritis:knee:left"),
    mark("metastasis:rib:right", 1),
    mark("metastasis:rib:right", 1, view=Projection.POST),
    mark("metastasis:thoracic_spine", 2),
    mark("metastasis:thoracic_spine", 3, certainty=2),
    mark("injection"),
)


def test_linked_marks_are_one_lesion_and_parts_come_in_the_books_order() -> None:
    found = [(place.part.key, place.side, place.count) for place in places([m for m in MARKS if m.disease is Disease.METASTASIS], BOOK)]
    assert found == [("thoracic_spine", None, 2), ("rib", "right", 1)]


def test_the_english_draft_says_each_disease_with_its_places() -> None:
    said = draft(MARKS, Answer.BOTH, BOOK)
    assert "the thoracic spine (2 lesions) and a right rib, of a pattern as in bone metastasis" in said.description
    assert "the left knee, of degenerative or arthritic type" in said.description and "injection site" in said.description
    assert said.suggestion.startswith("Suspicious for bone metastasis (the thoracic spine, a right rib)")
    assert [word.part for word in part_words(said.description, BOOK)] == ["thoracic_spine", "rib", "knee"]


def test_of_twelve_ribs_nobody_said_which() -> None:
    several = [mark("metastasis:rib:left", 1), mark("metastasis:rib:left", 2), mark("metastasis:rib")]
    assert "in a rib and left ribs (2 lesions), of a pattern" in draft(several, Answer.METASTATIC, BOOK).description


def test_the_chinese_draft_uses_its_own_words() -> None:
    said = draft(MARKS, Answer.BOTH, BOOK, Language.CHINESE)
    assert "胸椎（2处）、右侧肋骨" in said.description and "左侧膝关节" in said.description and "骨转移" in said.suggestion
    assert not any(letter.isascii() and letter.isalpha() for letter in said.description.replace("CT", "").replace("MRI", ""))


def test_an_uncertain_lesion_is_said_to_be_so() -> None:
    said = draft([mark("metastasis:sternum", certainty=1)], Answer.METASTATIC, BOOK)
    assert "the sternum (uncertain)" in said.description


def test_normal_is_said_only_where_it_was_said() -> None:
    assert draft((), Answer.NORMAL, BOOK).suggestion.startswith("No sign")
    assert not draft((), None, BOOK)
    assert "未见明显骨转移" in draft((), Answer.NORMAL, BOOK, Language.CHINESE).suggestion


def test_every_body_part_has_a_chinese_name_and_both_languages_say_the_same_things() -> None:
    words = json.loads(resources.files("resources").joinpath("report_words.json").read_text(encoding="utf-8"))
    assert {f"part {part.key}" for part in BOOK.parts} <= words["zh"].keys()
    assert {name for name in words["zh"] if not name.startswith("part ")} == words["en"].keys()
