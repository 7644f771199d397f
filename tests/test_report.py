"""Reports: text with or without headings, JSON, the encodings they come in, what is refused, and the body parts they name."""

from __future__ import annotations

import json

import pytest

from dspic_gui.code import BodyPart, CodeBook, load_code_book
from dspic_gui.report import Report, ReportError, part_words, read_report, write_report

BOOK = load_code_book()

TEXTS = {
    "english": ("Description: Hot spot in L3.\nSuggestion: MRI.", Report("Hot spot in L3.", "MRI.")),
    "several lines": ("Description:\nfirst\nsecond\n\nSuggestion:\nthird\n", Report("first\nsecond", "third")),
    "lower case": ("description: a\nsuggestion: b", Report("a", "b")),
    "synonyms": ("Findings: a\nImpression: b\nConclusion: c", Report("a", "b\nc")),
    "suggestion first": ("Suggestion: b\nDescription: a", Report("a", "b")),
    "words before the heading": ("Bone scan.\nDescription: a\nSuggestion: b", Report("Bone scan.\na", "b")),
    "no heading": ("All of it is seen.", Report("All of it is seen.", "")),
    "heading within a sentence": ("The description: none.", Report("The description: none.", "")),
    "chinese": ("所见：全身骨显像清晰\n建议：随访", Report("全身骨显像清晰", "随访")),
    "chinese, of a hospital": ("检查所见：第5胸椎见浓聚灶。\n诊断意见：考虑骨转移。", Report("第5胸椎见浓聚灶。", "考虑骨转移。")),
    "chinese, of imaging": ("影像所见: 未见异常\n提示: 随诊", Report("未见异常", "随诊")),
    "chinese, in brackets": ("【检查所见】双膝对称。\n【诊断印象】退行性变", Report("双膝对称。", "退行性变")),
    "chinese, alone on a line": ("影像学所见\n　左侧肋骨浓聚。\n检查提示\n骨转移", Report("左侧肋骨浓聚。", "骨转移")),
    "chinese, in one line": ("检查所见：骨盆见浓聚灶。诊断意见：骨转移可能。", Report("骨盆见浓聚灶。", "骨转移可能。")),
    "chinese, no heading": ("全身骨显像清晰，提示未见异常。", Report("全身骨显像清晰，提示未见异常。", "")),
    "empty": ("", Report("", "")),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_is_split_at_its_headings(name: str, encoding: str) -> None:
    text, expected = TEXTS[name]
    assert read_report(text.encode(encoding), "r.txt") == expected


def test_windows_line_ends_are_line_ends() -> None:
    assert read_report(b"Description: a\r\nSuggestion: b\r\n", "R.TXT") == Report("a", "b")


def test_json_is_taken_by_its_keys() -> None:
    content = json.dumps({"description": " a ", "suggestion": None, "more": 1}).encode()
    assert read_report(content, "r.json") == Report("a", "")


def test_what_is_written_is_read_back() -> None:
    report = Report("Größe: 3 cm\n第二行", "随访")
    assert read_report(write_report(report), "k.json") == report


REFUSED = {
    "no json": b"{",
    "a list": b"[]",
    "neither key": b'{"text": "a"}',
    "a number": b'{"description": 3}',
    "deep": b"[" * 100_000,
    "too large": b'{"description": "' + b"a" * (1 << 20) + b'"}',
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_json_report_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(ReportError, match=r"report.*\."):
        read_report(REFUSED[name], "r.json")


@pytest.mark.parametrize("content", [b"\xff\xff\xff\x81", b"a\0b"])
def test_a_text_in_no_encoding_is_refused(content: bytes) -> None:
    with pytest.raises(ReportError, match="encoding"):
        read_report(content, "r.txt")


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


def test_chinese_parts_are_found_and_the_longest_name_counts() -> None:
    text = "左侧第6后肋、右侧骶髂关节、股骨头及第3腰椎放射性浓聚；双肾显影，术后手术区不足为据。"
    assert found(text) == [
        ("后肋", "rib"),
        ("骶髂关节", "sacroiliac_joint"),
        ("股骨头", "hip"),
        ("腰椎", "lumbar_spine"),
        ("双肾", "kidney"),
    ]


def test_words_without_spaces_between_them_are_found() -> None:
    book = CodeBook("1", BOOK.findings, (BodyPart("rib", "Rib", "r", True, None, ("肋骨",)),))
    assert [(word.start, word.end) for word in part_words("左侧肋骨异常", book)] == [(2, 4)]


def test_a_text_without_end_is_searched_for_its_first_pages_only() -> None:
    words = part_words("rib " * 200_000, load_code_book())
    assert len(words) == 5000 and {word.part for word in words} == {"rib"}
