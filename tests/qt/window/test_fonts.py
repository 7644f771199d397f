"""A language whose letters no font has is not spoken, and the user is told what to install."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QLocale
from PyQt6.QtGui import QFontDatabase
from PyQt6.QtWidgets import QApplication

from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.window import app, fonts, translation
from dspic_gui.qt.window.preferences_dialog import PreferencesDialog

CHINESE = QLocale("zh_CN")


def test_without_a_font_the_program_stays_english_and_says_what_to_install(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    assert not fonts.can_be_shown(CHINESE) and fonts.can_be_shown(QLocale("de_DE"))
    before = qapp.findChildren(translation.Translation)
    app.speak(qapp, CHINESE)
    window = app.make_window(qapp)
    try:
        assert qapp.findChildren(translation.Translation) == before
        assert "fonts-noto-cjk" in window.start_page.problem.text()
        assert not window.start_page.problem.isHidden()
    finally:
        qapp.setProperty(app.NO_FONT, None)
        leave(window)


def test_a_chinese_font_is_asked_before_other_han_fonts(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: ["AR PL UMing CN", "Noto Sans CJK SC", "Noto Serif CJK SC"])
    own = qapp.font().families()
    fonts.prefer(qapp, CHINESE)
    assert qapp.font().families() == [*own, "Noto Sans CJK SC"]
    fonts.prefer(qapp, QLocale("en_GB"))
    assert qapp.font().families() == [*own, "Noto Sans CJK SC"]
    qapp.setFont(type(qapp.font())())


def test_the_language_is_chosen_in_the_preferences_and_holds_from_the_next_start(qapp: QApplication) -> None:
    preferences = Preferences()
    dialog = PreferencesDialog(preferences)
    names = [dialog.language.itemText(at) for at in range(dialog.language.count())]
    assert names == ["The system's", "English", "简体中文"]
    dialog.language.setCurrentIndex(2)
    dialog.language.activated.emit(2)
    assert Preferences().language == "zh_CN"
    assert not dialog.notice.isHidden() and dialog.notice.text()
    assert PreferencesDialog(preferences).language.currentText() == "简体中文"
    preferences.language = ""
