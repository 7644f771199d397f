"""Sentences of the Qt-free part in the user's language: the template is translated, then the values are put in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from PyQt6.QtCore import QCoreApplication

from dspic_gui.language.spoken import CONTEXT, worded


def translate(context: str, text: str) -> str:
    """A text of the window in the user's language, for whoever is no QObject with a `tr` of its own."""
    return QCoreApplication.translate(context, text)


def listed(texts: Iterable[str]) -> str:
    """Texts one after the other, with what parts them in the user's language; empty without any."""
    template = translate("words", "{one}, {other}")
    every = list(texts)
    return reduce(lambda one, other: template.format(one=one, other=other), every) if every else ""


def in_words(what: object) -> str:
    """What a sentence, an error or a text says to the user; a text that is no sentence is shown as it is."""
    return worded(what, _translated)


def _translated(template: str) -> str:
    return QCoreApplication.translate(CONTEXT, template)
