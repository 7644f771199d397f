"""The preferences that are about looks: theme and text size, each seen at once, and the language, from the next start on."""

from __future__ import annotations

from PyQt6.QtCore import QLocale
from PyQt6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QWidget

from dspic_gui.language.translation_file import ENGLISH, languages
from dspic_gui.qt import theme
from dspic_gui.qt.preferences import TEXT_PERCENTS, Preferences
from dspic_gui.qt.window.fonts import MISSING, can_be_shown


class PreferencesDialog(QDialog):
    """Changes hold while the dialog is open and after it."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setWindowTitle(self.tr("Preferences"))
        self.theme = QComboBox()
        self.theme.addItem(self.tr("Dark, for a dark room"), "dark")
        self.theme.addItem(self.tr("Light"), "light")
        self.theme.setCurrentIndex(self.theme.findData(preferences.theme))
        self.text = QComboBox()
        for percent in TEXT_PERCENTS:
            self.text.addItem(f"{percent} %", percent)
        self.text.setCurrentIndex(self.text.findData(preferences.text_percent))
        self.language = QComboBox()
        self.language.addItem(self.tr("The system's"), "")
        for name in languages():
            self.language.addItem(_own_name(name), name)
        self.language.setCurrentIndex(max(self.language.findData(preferences.language), 0))
        self.notice = QLabel()
        self.notice.setWordWrap(True)
        theme.set_role(self.notice, "notice")
        self.notice.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(self.tr("&Theme"), self.theme)
        form.addRow(self.tr("Text &size"), self.text)
        form.addRow(self.tr("&Language"), self.language)
        form.addRow(self.notice)
        form.addRow(buttons)
        self.theme.activated.connect(self._choose_theme)
        self.text.activated.connect(self._choose_text)
        self.language.activated.connect(self._choose_language)

    def _choose_theme(self) -> None:
        self._preferences.theme = self.theme.currentData()

    def _choose_text(self) -> None:
        self._preferences.text_percent = self.text.currentData()

    def _choose_language(self) -> None:
        self._preferences.language = self.language.currentData()
        chosen = self._preferences.language
        lacks = bool(chosen) and not can_be_shown(QLocale(chosen))
        self.notice.setText(MISSING if lacks else self.tr("The language changes when the program is opened again."))
        self.notice.show()


def _own_name(language: str) -> str:
    """What a language calls itself, for example 简体中文."""
    return "English" if language == ENGLISH else QLocale(language).nativeLanguageName()
