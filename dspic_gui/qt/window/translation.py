"""The user's language: the translation that is used where resources/translations holds one for it; English else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from dspic_gui.language.translation_file import FOLDER, file_for, translations


class Translation(QTranslator):
    """A .ts file. PyQt asks in the name of an object's own class, translators see the class where the text stands: bases are asked too."""

    def __init__(self, texts: Mapping[tuple[str, str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts

    def isEmpty(self) -> bool:
        """Whether there is nothing in it."""
        return not self._texts

    def translate(self, context: str | None, text: str | None, disambiguation: str | None = None, n: int = -1) -> str:
        """The text in the user's language; None, which Qt takes for a text that nobody translated, where the file has none."""
        for name in contexts(context or ""):
            found = self._texts.get((name, text or ""))
            if found:
                return found
        return None  # type: ignore[return-value] # an empty text would be shown as one


def install(application: QCoreApplication, locale: QLocale, folder: Path = FOLDER) -> bool:
    """Say everything in the language of `locale` from now on, Qt's own buttons included; False where there is no translation for it."""
    path = file_for(locale.uiLanguages(), folder)
    own = Translation(translations(path) if path else {}, application)
    if own.isEmpty():
        return False
    of_qt = QTranslator(application)
    if of_qt.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QCoreApplication.installTranslator(of_qt)
    return QCoreApplication.installTranslator(own)


@cache
def contexts(context: str) -> tuple[str, ...]:
    """The context, then the names of the base classes of the class of that name."""
    kind = next((kind for kind in _kinds(QObject) if kind.__name__ == context), None)
    return (context, *(base.__name__ for base in kind.__mro__[1:] if base.__module__.startswith("dspic_gui"))) if kind else (context,)


def _kinds(kind: type) -> Iterator[type]:
    derived: type
    for derived in type.__subclasses__(kind):
        if derived.__module__.startswith("dspic_gui"):
            yield derived
        yield from _kinds(derived)
