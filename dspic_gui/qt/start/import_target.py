"""Where an import goes: the open dataset, or a new one with a name, a place and its planned readers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from dspic_gui.code import CodeError, load_code_book
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.description import valid_reader
from dspic_gui.dataset.folder import is_dataset
from dspic_gui.qt.words.sentence import in_words


@dataclass(frozen=True)
class Target:
    """A dataset to import into; one that does not exist yet is made with these settings."""

    folder: Path
    name: str
    readers: tuple[str, ...]
    blind_to_report: bool = False
    order: str = "given"
    seed: int = 0
    codes: Path | None = None
    adjudicator: str | None = None
    assisted: bool = False

    def archive(self) -> Archive:
        """The dataset as the study lead sees it, made when there is none; ArchiveError or NotSaved where it cannot be had."""
        if is_dataset(self.folder):
            return Archive(self.folder)
        settings = {name: getattr(self, name) for name in ("blind_to_report", "order", "seed", "codes", "adjudicator", "assisted")}
        return Archive.create(self.folder, self.name, self.readers, **settings)


class NewDatasetForm(QWidget):
    """Name, place and planned readers of a dataset to be made."""

    changed = pyqtSignal()

    def __init__(self, place: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit(self.tr("Bone scans"))
        self.place = QLineEdit(str(place / "bone-scans"))
        self.readers = QLineEdit("R1, R2, R3")
        self.adjudicator = QLineEdit()
        self.adjudicator.setPlaceholderText(self.tr("any planned reader, once all have sealed"))
        self.blind = QCheckBox(self.tr("Readers do not see the &report"))
        self.assisted = QCheckBox(self.tr("Readers start from a network's lesions (assisted: such readings say so)"))
        self.random = QCheckBox(self.tr("Each reader gets the studies in another &order, by seed"))
        self.seed = QSpinBox()
        self.seed.setRange(0, 999_999_999)
        self.seed.setAccessibleName(self.tr("Seed"))
        self.seed.setEnabled(False)
        self.random.toggled.connect(self.seed.setEnabled)
        self.codes = QLineEdit()
        self.codes.setPlaceholderText(self.tr("the built-in one"))
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
        form.addRow(self.tr("A&djudicator"), self.adjudicator)
        form.addRow("", self.blind)
        form.addRow("", self.assisted)
        form.addRow("", _in_line(self.random, self.seed))
        choose_codes = QPushButton(self.tr("C&hoose …"))
        choose_codes.clicked.connect(self._choose_codes)
        code_book = QLabel(self.tr("Code &book"))
        code_book.setBuddy(self.codes)
        form.addRow(code_book, _in_line(self.codes, choose_codes))
        for edit in (self.name, self.place, self.readers, self.adjudicator, self.codes):
            edit.textChanged.connect(self.changed)

    def target(self) -> Target:
        """The dataset as it is described now."""
        readers = tuple(reader for reader in self.readers.text().replace(",", " ").split())
        order, seed = ("random", self.seed.value()) if self.random.isChecked() else ("given", 0)
        codes = self.codes.text().strip()
        return Target(
            Path(self.place.text().strip()).expanduser(),
            self.name.text().strip(),
            readers,
            self.blind.isChecked(),
            order,
            seed,
            Path(codes).expanduser() if codes else None,
            self.adjudicator.text().strip() or None,
            self.assisted.isChecked(),
        )

    def problem(self) -> str:
        """Why the dataset cannot be made like this; empty where it can."""
        target = self.target()
        if not target.name:
            return self.tr("Give the dataset a name.")
        if not self.place.text().strip() or not target.folder.is_absolute():
            return self.tr("Choose the folder of the new dataset.")
        if is_dataset(target.folder):
            return self.tr("There is a dataset in this folder already. Open it and import there, or choose another folder.")
        bad = [name for name in (*target.readers, *filter(None, [target.adjudicator])) if not valid_reader(name)]
        if bad:
            return self.tr("“{name}” cannot be a reader's name: use letters, digits, _ and -.").format(name=bad[0])
        if len(set(target.readers)) < max(len(target.readers), 2):
            return self.tr("Name at least two readers, each once: a result needs two votes.")
        if target.codes is not None:
            try:
                load_code_book(target.codes)
            except CodeError as problem:
                return in_words(problem)
        return ""

    def _choose_codes(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a code book"), self.codes.text(), "JSON (*.json)")
        if file:
            self.codes.setText(file)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose where the dataset lies"), str(Path(self.place.text()).parent))
        if folder:
            chosen = Path(folder)
            self.place.setText(str(chosen / "bone-scans" if any(chosen.iterdir()) else chosen))


def _in_line(first: QWidget, second: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(first, 1)
    line.addWidget(second)
    return line
