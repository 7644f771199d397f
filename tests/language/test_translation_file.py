"""Translators' files: which one a user gets, what is left out of it, and whether the Chinese one says all and means the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dspic_gui.language.translation_file import FOLDER, Message, file_for, languages, messages, translations
from tests.qt.chinese import NAMES

CHINESE = FOLDER / "dspic_zh_CN.ts"
_FIELDS = re.compile(r"\{[^{}]*\}")
_MNEMONIC = re.compile(r"&(\w)")
_WORDS = re.compile(r"[A-Za-z]{2,}")


def test_chinese_can_be_chosen() -> None:
    assert languages()[0] == "en"
    assert "zh_CN" in languages()


@pytest.mark.parametrize("wanted", [["zh-Hans-CN", "zh-CN", "zh-Hans", "zh"], ["zh_CN"], ["de-DE", "zh-CN"]])
def test_the_first_language_that_there_is_counts(wanted: list[str]) -> None:
    assert file_for(wanted) == CHINESE


@pytest.mark.parametrize("wanted", [[], ["C"], ["en-US", "zh-CN"], ["en"], ["zh-Hant-TW", "zh-TW", "zh-Hant"], ["../zh_CN"]])
def test_else_it_is_english(wanted: list[str]) -> None:
    assert file_for(wanted) is None


def test_what_is_not_finished_or_does_not_fit_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "dspic_zz.ts"
    lines = (
        "<source>one</source><translation>1</translation>",
        '<source>two</source><translation type="unfinished">2</translation>',
        '<source>three</source><translation type="unfinished" />',
        "<source>{four}</source><translation>{five}</translation>",
        "<source>six</source>",
    )
    content = "".join(f"<message>{line}</message>" for line in lines)
    path.write_text(f"<TS><context><name>Page</name>{content}</context></TS>", encoding="utf-8")
    assert translations(path) == {("Page", "one"): "1"}
    assert languages(tmp_path) == ("en", "zz")


@pytest.fixture(scope="module")
def chinese() -> list[Message]:
    return [one for one in messages(CHINESE) if one.said and one.source not in ("en", "zh")]  # names of languages, for programs


def words(text: str) -> set[str]:
    return set(_WORDS.findall(_FIELDS.sub(" ", text.replace("&", ""))))


def lower(some: set[str] | frozenset[str]) -> set[str]:
    return {word.lower() for word in some}


def test_chinese_adds_no_english_word_and_leaves_only_names(chinese: list[Message]) -> None:
    assert len(chinese) > 1800
    assert not [one for one in chinese if lower(words(one.said)) - lower(words(one.source) | NAMES)]
    assert not [one for one in chinese if one.said == one.source and words(one.source) - NAMES]


def test_chinese_keeps_the_letter_that_picks_a_row_and_says_that_a_dialog_follows(chinese: list[Message]) -> None:
    assert not [one for one in chinese if len(_MNEMONIC.findall(one.source)) == 1 and not same_letter(one)]
    assert not [one for one in chinese if one.source.endswith("…") != one.said.endswith("…")]


def same_letter(one: Message) -> bool:
    return [letter.upper() for letter in _MNEMONIC.findall(one.said)] == [letter.upper() for letter in _MNEMONIC.findall(one.source)]


def test_chinese_has_one_word_for_one_thing(chinese: list[Message]) -> None:
    """The glossary's terms, where they stand alone."""
    said = {one.source: one.said for one in chinese}
    terms = {"anterior": "前位", "posterior": "后位", "left": "左", "Metastasis": "骨转移", "Arthritis": "退行性变/关节炎"}
    terms |= {"Lesions": "病灶", "Consensus": "共识", "draft": "草稿", "Certainty": "把握度", "Second opinion": "第二意见"}
    assert {source: said[source] for source in terms} == terms
