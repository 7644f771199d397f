"""The dialogs that belong to the whole window: open, demo, import, keys, preferences, about."""

from __future__ import annotations

import json
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget

from dspic_gui import __version__
from dspic_gui.qt.background import Background
from dspic_gui.qt.lifetime import leave_when_closed
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.start.start_page import StartPage
from dspic_gui.qt.window.action_board import ActionBoard
from dspic_gui.qt.words.answers import research_only
from dspic_gui.qt.words.sentence import in_words

KEYS = "keys/changed"
"""Where the preferences keep the keys that were changed."""


def stored_keys(preferences: Preferences) -> dict[str, tuple[str, ...]]:
    """The keys that the user changed; none where what is stored cannot be read."""
    try:
        stored = json.loads(preferences.value(KEYS, "{}"))
        return {str(name): tuple(str(key) for key in keys) for name, keys in stored.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


class WindowDialogs(QObject):
    """Opens each dialog when it is asked for; none is imported before.

    `folder` is the dataset that is open, if one is, `lead` whether its lead opened it.
    """

    dataset_chosen = pyqtSignal(object)  # its folder
    imported = pyqtSignal()

    def __init__(
        self, window: QWidget, start_page: StartPage, board: ActionBoard, preferences: Preferences, background: Background
    ) -> None:
        super().__init__(window)
        self._window, self._start_page, self._board = window, start_page, board
        self._preferences, self._background = preferences, background
        self.folder: Path | None = None
        self.lead = False

    def open_dataset(self) -> None:
        """Choose a dataset folder on disk."""
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Choose a dataset folder"))
        if folder:
            self.dataset_chosen.emit(Path(folder))

    def open_demo(self) -> None:
        """Make the demo where it is not there yet, and ask who reads it."""
        self._start_page.set_busy(True)
        from dspic_gui.demo import DemoError, demo_dataset

        self._background.run("demo", lambda _: demo_dataset(), self._demo_ready, self._demo_failed, expected=(DemoError, OSError))

    def _demo_ready(self, folder: Path) -> None:
        self._start_page.set_busy(False)
        self.dataset_chosen.emit(folder)

    def _demo_failed(self, problem: Exception) -> None:
        self._start_page.set_busy(False)
        self._start_page.say(in_words(problem))

    def import_scans(self, sources: list[Path] | None = None) -> None:
        """Import into the dataset that is open, or into a new one."""
        from dspic_gui.qt.start.import_dialog import ImportDialog

        dialog = leave_when_closed(ImportDialog(self.folder, sources or (), self._window, lead=self.lead))
        dialog.imported.connect(self.imported)
        dialog.open_chosen.connect(self._open_imported)
        dialog.other_chosen.connect(self.dataset_chosen)
        dialog.open()

    def _open_imported(self, folder: Path) -> None:
        if self.folder is None:
            self.dataset_chosen.emit(folder)

    def may_quit(self) -> bool:
        """Whether nothing that runs on holds the window up; where a training runs, it is asked about."""
        from dspic_gui.qt.training.training_desk import TrainingDesk

        desk = TrainingDesk.present(self._window)
        return desk is None or desk.may_quit()

    def show_keys(self) -> None:
        """The sheet of keys for the present mode."""
        from dspic_gui.qt.window.key_sheet import KeySheet

        leave_when_closed(KeySheet(self._board, self._window)).show()

    def change_keys(self) -> None:
        """The key settings."""
        from dspic_gui.qt.window.key_settings import KeySettings

        dialog = leave_when_closed(KeySettings(self._board, self._window))
        dialog.keys_changed.connect(self._keep_keys)
        dialog.open()

    def _keep_keys(self) -> None:
        self._preferences.set_value(KEYS, json.dumps(self._board.keys))

    def show_preferences(self) -> None:
        """Theme and text size."""
        from dspic_gui.qt.window.preferences_dialog import PreferencesDialog

        leave_when_closed(PreferencesDialog(self._preferences, self._window)).open()

    def show_about(self) -> None:
        """Name, version, licence."""
        licence = self.tr("Free software under the GNU General Public License 3 or later.")
        QMessageBox.about(self._window, self.tr("About"), f"dSPIC Workstation {__version__}\n\n{research_only()}\n\n{licence}")
