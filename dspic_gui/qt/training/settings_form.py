"""The form of a training: what is chosen most, the folder of the run, and, folded away, all that leaves the paper."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from dspic_gui.model.classifier import SHIPPED
from dspic_gui.model.model_card import training_settings
from dspic_gui.qt import theme
from dspic_gui.qt.actions import bare
from dspic_gui.qt.training.option_field import OptionField, field_for
from dspic_gui.qt.words.training import title_of
from dspic_gui.training_run.folder import free_folder
from dspic_gui.training_run.options import OPTIONS, Value, Values, paper_values, trained_values


class SettingsForm(QWidget):
    """Made from the table of options. `changed` tells of every change, `folder_changed` of those of the folder."""

    changed = pyqtSignal()
    folder_changed = pyqtSignal()

    def __init__(self, dataset: Path, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dataset = dataset
        self.fields: dict[str, OptionField] = {
            option.name: field_for(option, self, labels if option.name == "labels" else ()) for option in OPTIONS
        }
        self.folder = QLineEdit()
        self.choose_button = QPushButton(self.tr("&Choose …"))
        self.more_button = QToolButton()
        self.more = QWidget()
        self.paper_button = QPushButton(self.tr("As in the p&aper"))
        self.shipped_button = QPushButton(self.tr("As the sh&ipped model"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        form = _form()
        for field in self.fields.values():
            if not field.option.advanced:
                form.addRow(title_of(field.option), field.widget)
        line = QHBoxLayout()
        line.addWidget(self.folder, 1)
        line.addWidget(self.choose_button)
        label = QLabel(self.tr("&Folder of the run"))
        label.setBuddy(self.folder)
        self.folder.setAccessibleName(self.tr("Folder of the run"))
        form.insertRow(0, label, line)
        presets = QHBoxLayout()
        presets.addWidget(self.paper_button)
        presets.addWidget(self.shipped_button)
        presets.addStretch(1)
        self.more_button.setText(self.tr("What lea&ves the paper"))
        self.more_button.setCheckable(True)
        self.more_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more_button.setArrowType(Qt.ArrowType.RightArrow)
        deep = _form(self.more)
        for field in self.fields.values():
            if field.option.advanced:
                deep.addRow(title_of(field.option), field.widget)
        self.more.hide()
        box = QVBoxLayout(self)
        box.addLayout(presets)
        box.addLayout(form)
        box.addWidget(self.more_button)
        box.addWidget(self.more)
        box.addStretch(1)

    def _connect(self) -> None:
        for field in self.fields.values():
            field.changed.connect(self.changed)
        self.folder.textChanged.connect(self.folder_changed)
        self.choose_button.clicked.connect(self._choose)
        self.more_button.toggled.connect(self._unfold)
        self.paper_button.clicked.connect(self._show_paper)
        self.shipped_button.clicked.connect(self._show_shipped)

    def problem(self) -> str:
        """Why no training can start like this; empty where it can."""
        for field in self.fields.values():
            try:
                field.read()
            except ValueError:
                return self.tr("“{title}” is not a number.").format(title=bare(title_of(field.option)))
        out = self.out()
        if not self.folder.text().strip() or not out.is_absolute():
            return self.tr("Choose the folder of the run.")
        if self._dataset in (out.resolve(), *out.resolve().parents):
            return self.tr("Choose a folder outside the dataset, so that readings and runs stay apart.")
        return ""

    def values(self) -> dict[str, Value]:
        """What is chosen; only while `problem` is empty."""
        return {name: field.read() for name, field in self.fields.items()}

    def show_values(self, values: Values) -> None:
        """Choose these."""
        self.blockSignals(True)
        for name, field in self.fields.items():
            if name in values:
                field.show(values[name])
        self.blockSignals(False)
        if any(field.option.advanced and self._read().get(name) != field.option.default for name, field in self.fields.items()):
            self.more_button.setChecked(True)
        self.changed.emit()

    def out(self) -> Path:
        """The folder of the run."""
        return Path(self.folder.text().strip()).expanduser()

    def _read(self) -> Mapping[str, Value]:
        """What is chosen, with the default where a field cannot be read."""
        found: dict[str, Value] = {}
        for name, field in self.fields.items():
            try:
                found[name] = field.read()
            except ValueError:
                found[name] = field.option.default
        return found

    def _show_paper(self) -> None:
        self.show_values(paper_values(self._read()))

    def _show_shipped(self) -> None:
        settings = training_settings(SHIPPED)
        if settings is not None:
            self.show_values(trained_values(settings, self._read()))

    def _unfold(self, open_: bool) -> None:
        self.more.setVisible(open_)
        self.more_button.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder of the run"), str(self.out().parent))
        if folder:
            self.folder.setText(folder)

    def take_free_folder(self) -> None:
        """Take a folder beside the present one that does not exist yet."""
        out = self.out()
        self.folder.setText(str(free_folder(out.parent, re.sub(r"-\d+$", "", out.name))))


def _form(parent: QWidget | None = None) -> QFormLayout:
    form = QFormLayout(parent) if parent is not None else QFormLayout()
    form.setContentsMargins(0, 4, 0, 4)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form


def warned(label: QLabel) -> QLabel:
    """A label for what is to be heeded."""
    theme.set_role(label, "warning")
    label.setWordWrap(True)
    return label
