"""The user's settings, typed, in the settings folder: how the program looks and where its panels stood; nothing of any patient."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TypeVar

from PyQt6.QtCore import QByteArray, QObject, QSettings, QStandardPaths, pyqtSignal

from dspic_gui.places import config_folder

THEMES = ("dark", "light")
LESION_SETTING = "model/lesions"
"""The folder of the network that finds lesions and knows regions."""
TEXT_PERCENTS = (80, 90, 100, 115, 130, 150, 175, 200)

Value = TypeVar("Value", str, int, float, bool)


class Preferences(QObject):
    """Settings that survive the program; a stored value of the wrong kind reads as the default."""

    appearance_changed = pyqtSignal()

    def __init__(self, path: Path | None = None, parent: QObject | None = None, person: str = "") -> None:
        super().__init__(parent)
        self._person = person
        self._path = path
        self._store = QSettings(str(path or config_folder() / "settings.ini"), QSettings.Format.IniFormat)

    def of_person(self, folder: Path, reader: str) -> Preferences:
        """The settings of one person in one dataset: what another used last there, or this one elsewhere, is not in them.

        The look (theme, size of text) is the machine's. The person's name stands in no setting, only a hash of it.
        """
        digest = hashlib.sha256(f"{reader}\n".encode() + os.fsencode(folder.resolve())).hexdigest()[:16]
        return type(self)(self._path, self, f"person/{digest}/")

    def _name(self, name: str) -> str:
        return name if name.startswith("look/") else self._person + name

    @property
    def lesion_model(self) -> Path:
        """The folder of the network that finds lesions and knows regions: the chosen one, else the one that is shipped."""
        from dspic_gui.lesion_model.opened import SHIPPED_LESIONS

        return Path(self.value(LESION_SETTING, str(SHIPPED_LESIONS)))

    @property
    def theme(self) -> str:
        """Dark for a dark room, or light."""
        theme = self.value("look/theme", THEMES[0])
        return theme if theme in THEMES else THEMES[0]

    @theme.setter
    def theme(self, theme: str) -> None:
        if theme in THEMES and theme != self.theme:
            self.set_value("look/theme", theme)
            self.appearance_changed.emit()

    @property
    def text_percent(self) -> int:
        """The size of the text, 100 is the system's."""
        return min(max(self.value("look/text_percent", 100), TEXT_PERCENTS[0]), TEXT_PERCENTS[-1])

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        if percent != self.text_percent:
            self.set_value("look/text_percent", percent)
            self.appearance_changed.emit()

    @property
    def language(self) -> str:
        """The language that the program speaks, by a name like zh_CN; empty for the system's. It holds from the next start on."""
        return self.value("look/language", "")

    @language.setter
    def language(self, name: str) -> None:
        self.set_value("look/language", name)

    def value(self, name: str, default: Value) -> Value:
        """A setting of the default's type, the default where there is none or it cannot be one."""
        stored = self._store.value(self._name(name))
        if isinstance(default, bool):
            return stored in (True, "true") if stored is not None else default
        try:
            return type(default)(stored) if stored is not None else default
        except (TypeError, ValueError):
            return default

    def set_value(self, name: str, value: str | int | float | bool) -> None:
        """Keep a setting."""
        self._store.setValue(self._name(name), value)

    def layout(self, name: str) -> QByteArray:
        """A window's or splitter's remembered state, empty where there is none."""
        stored = self._store.value(self._name(f"layout/{name}"))
        return stored if isinstance(stored, QByteArray) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        """Remember a window's or splitter's state."""
        self._store.setValue(self._name(f"layout/{name}"), state)

    def forget(self, name: str) -> None:
        """Back to the default."""
        self._store.remove(self._name(name))

    def save(self) -> None:
        """Write what was set to the disk now."""
        self._store.sync()


def place_to_save(name: str) -> str:
    """Where a file of this name is offered to be saved: among the person's documents, not where the program happened to start."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return str((documents if documents.is_dir() else Path.home()) / name)
