"""The preferences that are about looks: theme and text size, each seen at once."""

from __future__ import annotations

from PyQt6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QWidget

from dspic_gui.qt.preferences import TEXT_PERCENTS, Preferences


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
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(self.tr("&Theme"), self.theme)
        form.addRow(self.tr("Text &size"), self.text)
        form.addRow(buttons)
        self.theme.activated.connect(self._choose_theme)
        self.text.activated.connect(self._choose_text)

    def _choose_theme(self) -> None:
        self._preferences.theme = self.theme.currentData()

    def _choose_text(self) -> None:
        self._preferences.text_percent = self.text.currentData()
