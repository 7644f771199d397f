"""Sentences of the Qt-free part in the user's language: the template is translated, then the values are put in."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication

from dspic_gui.sentence import SaidError, Sentence, reason_of

CONTEXT = "sentence"
"""The context of all templates outside the window's own code, in the files of translators."""


def translate(context: str, text: str) -> str:
    """A text of the window in the user's language, for whoever is no QObject with a `tr` of its own."""
    return QCoreApplication.translate(context, text)


def in_words(what: object) -> str:
    """What a sentence, an error or a text says to the user; a text that is no sentence is shown as it is."""
    if isinstance(what, SaidError):
        return in_words(what.sentence)
    if isinstance(what, OSError):
        text = "The disk refused ({reason}). What was shown as saved is on it; look after the disk, then try again."
        return in_words(Sentence(text, reason=reason_of(what)))
    if not isinstance(what, Sentence):
        return str(what)
    values = {name: in_words(value) if isinstance(value, Sentence | SaidError) else value for name, value in what.values.items()}
    try:
        return translate(CONTEXT, what.template).format(**values)
    except (KeyError, IndexError, ValueError):  # a translation that names what the sentence does not have
        return str(what)
