"""The files and folders that an import will read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QAbstractItemView, QFileDialog, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget


class SourceList(QWidget):
    """A list with buttons to add files and folders and to take them off again."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QListWidget()
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setAccessibleName(self.tr("Files and folders to import"))
        rows = (
            (self.tr("Add &files …"), self._add_files),
            (self.tr("Add fol&der …"), self._add_folder),
            (self.tr("&Remove"), self.remove_selected),
        )
        line = QHBoxLayout()
        for text, act in rows:
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            line.addWidget(button)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._list, 1)
        box.addLayout(line)

    def add(self, sources: Sequence[Path]) -> None:
        """Add what is not in the list yet."""
        known = self.sources()
        self._list.addItems([str(path) for path in dict.fromkeys(sources) if path not in known])
        self.changed.emit()

    def sources(self) -> list[Path]:
        """The files and folders, in the order they were added."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return [Path(item.text()) for item in items if item is not None]

    def clear(self) -> None:
        """Take everything off."""
        self._list.clear()
        self.changed.emit()

    def select(self, row: int) -> None:
        """Select one of them."""
        self._list.setCurrentRow(row)

    def remove_selected(self) -> None:
        """Take the selected ones off; the files stay where they are."""
        for item in self._list.selectedItems():
            self._list.takeItem(self._list.row(item))
        self.changed.emit()

    def _add_files(self) -> None:
        kinds = self.tr("Scans and reports (*.dcm *.ima *.png *.zip *.tar *.gz *.7z *.txt *.json DICOMDIR);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose scans and reports"), filter=kinds)
        self.add([Path(path) for path in chosen])

    def _add_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder of scans"))
        if folder:
            self.add([Path(folder)])

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Delete takes the selected ones off."""
        if event is not None and event.key() == Qt.Key.Key_Delete:
            self.remove_selected()
        else:
            super().keyPressEvent(event)
