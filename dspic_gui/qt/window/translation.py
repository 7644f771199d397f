"""The user's language: the translation that is used where resources/translations holds one for it; English else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

FOLDER = Path(str(resources.files("resources"))) / "translations"
NAME = "dspic"


class Translation(QTranslator):
    """A .qm file. PyQt asks in the name of an object's own class, translators see the class where the text stands: bases are asked too."""

    def translate(self, context: str | None, text: str | None, disambiguation: str | None = None, n: int = -1) -> str:
        """The text in the user's language; None, which Qt takes for a text that nobody translated, where the file has none."""
        for name in contexts(context or ""):
            found = super().translate(name, text or "", disambiguation or "", n)
            if found:
                return found
        return None  # type: ignore[return-value] # an empty text would be shown as one


def install(application: QCoreApplication, locale: QLocale, folder: Path = FOLDER) -> bool:
    """Say everything in the language of `locale` from now on, Qt's own buttons included; False where there is no translation for it."""
    own = Translation(application)
    if not own.load(locale, NAME, "_", str(folder)):
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
