"""Where an import goes: the open dataset, or a new one with a name, a place and its planned readers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from dspic_gui.archive import Archive
from dspic_gui.dataset import valid_reader


@dataclass(frozen=True)
class Target:
    """A dataset to import into; one that does not exist yet is made with these settings."""

    folder: Path
    name: str
    readers: tuple[str, ...]
    blind_to_report: bool = False

    def archive(self) -> Archive:
        """The dataset as the study lead sees it, made when there is none; ArchiveError or NotSaved where it cannot be had."""
        if (self.folder / "dataset.json").exists():
            return Archive(self.folder)
        return Archive.create(self.folder, self.name, self.readers, blind_to_report=self.blind_to_report)


class NewDatasetForm(QWidget):
    """Name, place and planned readers of a dataset to be made."""

    changed = pyqtSignal()

    def __init__(self, place: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit(self.tr("Bone scans"))
        self.place = QLineEdit(str(place / "bone-scans"))
        self.readers = QLineEdit("R1, R2, R3")
        self.blind = QCheckBox(self.tr("Readers do not see the &report"))
        choose = QPushButton(self.tr("&Choose …"))
        choose.clicked.connect(self._choose)
        line = QHBoxLayout()
        line.addWidget(self.place, 1)
        line.addWidget(choose)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.tr("&Name"), self.name)
        folder = QLabel(self.tr("&Folder"))
        folder.setBuddy(self.place)
        form.addRow(folder, line)
        form.addRow(self.tr("Planned r&eaders"), self.readers)
        form.addRow("", self.blind)
        for edit in (self.name, self.place, self.readers):
            edit.textChanged.connect(self.changed)

    def target(self) -> Target:
        """The dataset as it is described now."""
        readers = tuple(reader for reader in self.readers.text().replace(",", " ").split())
        return Target(Path(self.place.text().strip()).expanduser(), self.name.text().strip(), readers, self.blind.isChecked())

    def problem(self) -> str:
        """Why the dataset cannot be made like this; empty where it can."""
        target = self.target()
        if not target.name:
            return self.tr("Give the dataset a name.")
        if not self.place.text().strip() or not target.folder.is_absolute():
            return self.tr("Choose the folder of the new dataset.")
        if (target.folder / "dataset.json").exists():
            return self.tr("There is a dataset in this folder already. Open it and import there, or choose another folder.")
        bad = [reader for reader in target.readers if not valid_reader(reader)]
        if bad:
            return self.tr("“{name}” cannot be a reader's name: use letters, digits, _ and -.").format(name=bad[0])
        if len(set(target.readers)) < max(len(target.readers), 2):
            return self.tr("Name at least two readers, each once: a result needs two votes.")
        return ""

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose where the dataset lies"), str(Path(self.place.text()).parent))
        if folder:
            chosen = Path(folder)
            self.place.setText(str(chosen / "bone-scans" if any(chosen.iterdir()) else chosen))
