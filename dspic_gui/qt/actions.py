"""The ONE table of what a user can do: menus, tool bar, shortcuts, the F1 sheet and the key settings are all made from its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from PyQt6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PyQt6.QtGui import QKeySequence

CONTEXT = "actions"
_MNEMONIC = re.compile(r"\s*\(&\w\)")
EVERYWHERE = frozenset({"start", "reading", "consensus", "review", "page"})
STUDIES = frozenset({"reading", "consensus", "review"})
READING = frozenset({"reading"})


@dataclass(frozen=True, slots=True)
class Action:
    """A row. `text` and `menu` are English and translated when shown; the first of `keys` is written in the menu.

    `method` is "target.name" (targets: window, room, acts, session, canvas; a mode adds its own), called with `argument`
    where there is one. `modes` are those in which the row works. Keys `on_canvas` work only while the canvas has the focus.
    `state` is a dotted path from a target: the row is ticked while its value is true, or equals the argument. `needs` is a
    key of `action_board.NEEDS`. `tool_bar` puts the row there too. `pointing` rows work only while the keyboard pointer is
    shown (True) or is not (False). A key that is held does the row again and again where it `repeats`.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...]
    method: str
    modes: frozenset[str] = READING
    argument: str | int | float | None = None
    on_canvas: bool = False
    state: str | None = None
    needs: str = ""
    tool_bar: bool = False
    pointing: bool | None = None
    repeats: bool = True

    def meets(self, other: Action) -> bool:
        """Whether both rows can work at the same time."""
        return bool(self.modes & other.modes) and {self.pointing, other.pointing} != {True, False}


FILE = QT_TRANSLATE_NOOP("actions", "&File")
EDIT = QT_TRANSLATE_NOOP("actions", "&Edit")
VIEW = QT_TRANSLATE_NOOP("actions", "&View")
DRAW = QT_TRANSLATE_NOOP("actions", "&Draw")
POINTER = QT_TRANSLATE_NOOP("actions", "&Pointer")
CODE = QT_TRANSLATE_NOOP("actions", "&Code")
STUDY = QT_TRANSLATE_NOOP("actions", "&Study")
WINDOW = QT_TRANSLATE_NOOP("actions", "&Window")
HELP = QT_TRANSLATE_NOOP("actions", "&Help")
MENUS: tuple[str, ...] = (FILE, EDIT, VIEW, DRAW, POINTER, CODE, STUDY, WINDOW, HELP)


@dataclass(frozen=True, slots=True)
class KeyConflict:
    """Two rows that would answer the same key in the same mode."""

    key: str
    one: Action
    other: Action

    @property
    def sentence(self) -> str:
        """What is wrong, for the reader."""
        text = QCoreApplication.translate(CONTEXT, "{key} already means “{other}”. Choose another key, or free that one first.")
        return text.format(key=shown_key(self.key), other=shown_text(self.one))


Keys = Mapping[str, tuple[str, ...]]
"""Keys by the id of the row, where they differ from the table's."""


def keys_of(action: Action, changed: Keys) -> tuple[str, ...]:
    """The keys of a row, after the user's changes."""
    return changed.get(action.id, action.keys)


def conflicts(actions: Iterable[Action], changed: Keys) -> list[KeyConflict]:
    """Every pair of rows that share a key and can work at the same time; the row that was changed is `other` where only one was."""
    users: dict[str, list[Action]] = {}
    for action in actions:
        for key in {normal_key(key) for key in keys_of(action, changed)}:
            users.setdefault(key, []).append(action)
    found = []
    for key, rows in users.items():
        for one, other in combinations(rows, 2):
            if one.meets(other):
                first, second = (other, one) if one.id in changed and other.id not in changed else (one, other)
                found.append(KeyConflict(key, first, second))
    return found


def normal_key(key: str) -> str:
    """One spelling for one key."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def shown_key(key: str) -> str:
    """The key as this computer's menus spell it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def bare(title: str) -> str:
    """A title without the sign or, as Chinese ones have it in parentheses, the letter that picks it."""
    return _MNEMONIC.sub("", title).replace("&", "")


def shown_text(action: Action) -> str:
    """The row's translated text without its mnemonic."""
    return bare(QCoreApplication.translate(CONTEXT, action.text)).rstrip("…")
