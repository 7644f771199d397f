"""A translator's way: every text is found, a finished translation is shown, a wrong one is left out and named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PyQt6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from dspic_gui.dataset.archive import Blinded
from dspic_gui.language.translation_file import messages
from dspic_gui.qt.window import translation
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.scans.refusal import REFUSALS, ScanError
from dspic_gui.sentence import Sentence
from tools.translated_texts import gathered, problems
from tools.translations import faults, misfits, missing, translate, update

CHINESE = QLocale("zh_CN")


class Page(QObject):
    """Stands for a class of the window that others derive from."""

    def greeting(self) -> str:
        return self.tr("Good day")


Page.__module__ = "dspic_gui.qt.page"


class OwnPage(Page):
    """One of the others."""


OwnPage.__module__ = "dspic_gui.qt.own_page"


@pytest.fixture
def languages(qapp: QCoreApplication) -> Iterator[QCoreApplication]:
    """Translations that a test installs do not stay."""
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    translation.contexts.cache_clear()


def translated(folder: Path, *texts: tuple[str, str, str]) -> Path:
    """dspic_zh_CN.ts with these (context, source, translation)."""
    root = ElementTree.Element("TS", version="2.1", language="zh_CN")
    for context, source, said in texts:
        part = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(part, "name").text = context
        message = ElementTree.SubElement(part, "message")
        ElementTree.SubElement(message, "source").text = source
        ElementTree.SubElement(message, "translation").text = said
    path = folder / "dspic_zh_CN.ts"
    ElementTree.ElementTree(root).write(path, encoding="utf-8")
    return path


def messages_in(path: Path) -> list[tuple[str, str, str]]:
    return [(one.context, one.source, one.said) for one in messages(path)]


def test_templates_are_texts_in_the_source() -> None:
    assert not problems()


def test_the_templates_of_the_qt_free_part_are_found() -> None:
    sentences = {text.source for text in gathered() if text.context == "sentence"}
    assert set(REFUSALS.values()) <= sentences
    assert {
        "Other readings are shown when all planned readers have sealed theirs.",
        "{name} reaches beyond the edge of the picture. Move or reshape it, or delete it.",
        "the key “{key}” stands twice in one object, so one of the two would be lost.",
        "The model in “{folder}” cannot be used: {problem} Nothing was classified; choose another model folder.",
        "The file's {field} says {view}.",
        "anterior",
    } <= sentences


def test_every_text_is_in_the_file_of_a_translator_and_what_is_translated_stays(tmp_path: Path) -> None:
    path = translated(tmp_path, ("ClassThatWas", "Everything is saved as you draw.", "绘制即保存。"))
    update(path)
    moved = {said for _, source, said in messages_in(path) if source == "Everything is saved as you draw."}
    assert moved == {"绘制即保存。"}, "a text that moved to another class keeps its translation"
    assert "ClassThatWas" not in path.read_text(encoding="utf-8")
    content = ElementTree.parse(path)
    found = {(context.findtext("name"), source.text) for context in content.iter("context") for source in context.iter("source")}
    assert {(text.context, text.source) for text in gathered()} <= found
    assert ("ReadingChanges", "Everything is saved as you draw.") in found
    assert ("actions", "&Seal and go on") in found
    assert not list(content.iter("location"))
    assert translate(path, {"anterior": "前位", "no text of the program": "?"}) == ["no text of the program"]
    before = messages_in(path)
    assert ("sentence", "anterior", "前位") in before
    assert [(one.context, one.source) for one in missing(path)] == [(context, source) for context, source, said in before if not said]
    assert messages_in(path) == before, "what is only asked about is only read"


def test_the_code_check_names_what_is_not_translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    translated(tmp_path, ("Session", "Saved.", "已保存。"), ("sentence", "{field} is missing", "缺少"))
    monkeypatch.setattr("tools.translations.FOLDER", tmp_path)
    monkeypatch.setattr("tools.translations.ROOT", tmp_path)
    monkeypatch.setattr("tools.translations.update", lambda path: None)
    assert not [line for line in faults() if "Saved." in line]
    assert [line for line in faults() if "{field} is missing" in line and "fields" in line]


def test_the_program_speaks_the_users_language(languages: QCoreApplication, tmp_path: Path) -> None:
    path = translated(
        tmp_path,
        ("Page", "Good day", "你好"),
        ("sentence", "The study has no {view} view.", "该检查没有{view}图像。"),
        ("sentence", "anterior", "前位"),
        ("sentence", "{reader} and {problem}", "{problem}，{reader}"),
    )
    assert not misfits(path)
    assert translation.install(languages, CHINESE, tmp_path)
    assert Page().greeting() == "你好"
    assert OwnPage().greeting() == "你好"
    assert in_words(ScanError("view_missing", view=Sentence("anterior"))) == "该检查没有前位图像。"
    nested = Sentence("{reader} and {problem}", reader="R{1}", problem=ScanError("view_missing", view=Sentence("anterior")).sentence)
    assert in_words(nested) == "该检查没有前位图像。，R{1}"
    assert in_words(Blinded("Not translated: {what}.", what="{x}")) == "Not translated: {x}."
    assert in_words("plain {text}") == "plain {text}"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") != "Cancel"


def test_without_a_translation_for_the_language_everything_stays_english(languages: QCoreApplication, tmp_path: Path) -> None:
    translated(tmp_path, ("Page", "Good day", "你好"))
    assert not translation.install(languages, QLocale("de_DE"), tmp_path)
    assert not translation.install(languages, QLocale.c(), tmp_path)
    assert Page().greeting() == "Good day"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_a_translation_with_a_field_that_the_text_has_not_is_left_out_and_named(languages: QCoreApplication, tmp_path: Path) -> None:
    path = translated(
        tmp_path,
        ("Page", "Good day", "你好"),
        ("Session", "Study {key} was not opened. {problem}", "{schluessel}: {problem}"),
        ("Session", "Saved in {folder}.", "{folder"),
    )
    assert [one.said for one in misfits(path)] == ["{schluessel}: {problem}", "{folder"]
    assert translation.install(languages, CHINESE, tmp_path)
    assert QCoreApplication.translate("Session", "Saved in {folder}.") == "Saved in {folder}."


def test_a_translation_that_does_not_fit_a_sentence_never_hides_it(qapp: QCoreApplication) -> None:
    class Broken(QTranslator):
        def translate(self, context: str | None, text: str | None, disambiguation: str | None = None, n: int = -1) -> str:
            return "{nothing} {0} {"

    broken = Broken()
    qapp.installTranslator(broken)
    try:
        assert in_words(ScanError("too_large", limit=3)).startswith("The file is larger than 3 MiB")
    finally:
        qapp.removeTranslator(broken)
