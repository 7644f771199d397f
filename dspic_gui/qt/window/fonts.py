"""Fonts for languages whose letters the usual font does not have: whether there is one, and which is taken first."""

from __future__ import annotations

from PyQt6.QtCore import QLocale
from PyQt6.QtGui import QFontDatabase
from PyQt6.QtWidgets import QApplication

MISSING = (
    "There is no Chinese font on this computer, so the program speaks English. Install one (Debian and Ubuntu: fonts-noto-cjk; "
    "Fedora: google-noto-sans-cjk-fonts; Windows and macOS: add Chinese to the languages of the system), then open the program again."
)
"""Said in English whatever the language: no other can be read without its font."""

_SYSTEMS = {QLocale.Script.SimplifiedHanScript: QFontDatabase.WritingSystem.SimplifiedChinese}
"""The scripts that need a look for a font."""

_BEST = ("Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi")
"""Sans-serif fonts for text on a screen, best first, by how their names begin."""


def can_be_shown(locale: QLocale) -> bool:
    """Whether there is a font for the language."""
    return locale.script() not in _SYSTEMS or bool(QFontDatabase.families(_SYSTEMS[locale.script()]))


def prefer(application: QApplication, locale: QLocale) -> None:
    """Draw the language's letters in a font made for it: of the same sign, Chinese and Japanese fonts draw other forms."""
    if locale.script() in _SYSTEMS:
        there = QFontDatabase.families(_SYSTEMS[locale.script()])
        best = [name for start in _BEST for name in there if name.startswith(start)] or there
        font = application.font()
        font.setFamilies([*font.families(), *best[:1]])
        application.setFont(font)
