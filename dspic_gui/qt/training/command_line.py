"""The training as a command line, to copy and run elsewhere."""

from __future__ import annotations

from PyQt6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget


class CommandLine(QWidget):
    """Shows a command; the button puts it on the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.copy_button = QPushButton(self.tr("C&opy"))
        label = QLabel(self.tr("The same as a command"))
        label.setBuddy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (label, self.line, self.copy_button):
            row.addWidget(widget)
        self.copy_button.clicked.connect(self._copy)

    def text(self) -> str:
        """The command that is shown."""
        return self.line.text()

    def show_command(self, text: str) -> None:
        """Show this command, from its beginning."""
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.copy_button.setEnabled(bool(text))

    def _copy(self) -> None:
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(self.text())
