"""Sentences in the user's language: for the window, which brings its own translator, and for the commands, which use the files."""

from __future__ import annotations

import configparser
import os
import sys
from collections.abc import Callable, Mapping
from functools import cache
from xml.etree import ElementTree

from dspic_gui.language.translation_file import file_for, translations
from dspic_gui.places import config_folder
from dspic_gui.sentence import SaidError, Sentence, reason_of

CONTEXT = "sentence"
"""The context of all templates outside the window's own code, in the files of translators."""

SETTINGS = "settings.ini"
SECTION, OPTION = "look", "language"
"""Where the window keeps the language that was chosen in its preferences."""


def worded(what: object, translate: Callable[[str], str]) -> str:
    """What a sentence, an error or a text says; the template is translated, then the values are put in. A plain text stays."""
    if isinstance(what, SaidError):
        return worded(what.sentence, translate)
    if isinstance(what, OSError):
        text = "The disk refused ({reason}). What was shown as saved is on it; look after the disk, then try again."
        return worded(Sentence(text, reason=reason_of(what)), translate)
    if not isinstance(what, Sentence):
        return str(what)
    values = {name: worded(value, translate) if isinstance(value, Sentence | SaidError) else value for name, value in what.values.items()}
    try:
        return translate(what.template).format(**values)
    except (KeyError, IndexError, ValueError):  # a translation that names what the sentence does not have
        return str(what)


def spoken(what: object) -> str:
    """What a sentence says to who reads it on a terminal: in the language of the preferences, else of the system.

    English where there is no translation, or where the terminal cannot show it.
    """
    said = worded(what, _translated)
    try:
        said.encode(sys.stderr.encoding or "utf-8")
    except UnicodeEncodeError:
        return worded(what, str)
    return said


def _translated(template: str) -> str:
    return _texts(chosen()).get((CONTEXT, template)) or template


def chosen() -> str:
    """The language of the preferences, else the one that the system's settings name; empty where neither says."""
    settings = configparser.ConfigParser(strict=False, interpolation=None)
    try:
        settings.read(config_folder() / SETTINGS, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError, OSError):
        settings.clear()
    preferred = settings.get(SECTION, OPTION, fallback="").strip('"')
    system = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return preferred or system.partition(".")[0].partition("@")[0]


@cache
def _texts(language: str) -> Mapping[tuple[str, str], str]:
    path = file_for([language]) if language else None
    try:
        return translations(path) if path else {}
    except (OSError, ElementTree.ParseError):
        return {}
