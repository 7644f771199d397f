"""The settings of a dataset: who reads, how many must agree, what readers see and in which order."""

from __future__ import annotations

import json
from dataclasses import replace

from PyQt6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.creation import write_description
from dspic_gui.dataset.description import LEAD, Dataset, DatasetError, parse_dataset, read_dataset
from dspic_gui.durable import NotSaved
from dspic_gui.qt.session import Session
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import RuleError


class SettingsDialog(QDialog):
    """What may not change once somebody has begun to read is grey, with the reason."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = session.archive.folder
        self._dataset = read_dataset(self._folder)
        self.setWindowTitle(self.tr("Settings of the dataset"))
        self.name, self.readers, self.adjudicator = QLineEdit(), QLineEdit(), QLineEdit()
        self.quorum, self.order = QSpinBox(), QComboBox()
        self.blind = QCheckBox(self.tr("Readers do not see the &report"))
        self.why, self.problem = QLabel(), QLabel()
        self._lay_out()
        self._fill()
        self._lock(any(name != LEAD for name in layout.audits(self._folder)))

    def _lay_out(self) -> None:
        self.order.addItem(self.tr("as imported"), "given")
        self.order.addItem(self.tr("random, the same for every reader"), "random")
        if self._dataset.protocol.order == "set":
            self.order.addItem(self.tr("as set by the study lead"), "set")
        form = QFormLayout(self)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("&Planned readers"), self.readers)
        form.addRow(self.tr("&Quorum: so many must agree"), self.quorum)
        form.addRow(self.tr("&Order of the studies"), self.order)
        form.addRow(self.tr("&Adjudicator"), self.adjudicator)
        form.addRow(self.blind)
        for label, role in ((self.why, "dim"), (self.problem, "error")):
            label.setWordWrap(True)
            set_role(label, role)
            form.addRow(label)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.resize(560, 340)

    def _fill(self) -> None:
        dataset = self._dataset
        self.name.setText(dataset.name)
        self.readers.setText(", ".join(dataset.readers))
        self.quorum.setRange(1, 99)
        self.quorum.setValue(dataset.vote.quorum)
        self.order.setCurrentIndex(self.order.findData(dataset.protocol.order))
        self.adjudicator.setText(dataset.protocol.adjudicator or "")
        self.blind.setChecked(dataset.protocol.blind_to_report)

    def _lock(self, begun: bool) -> None:
        reason = self.tr("Somebody has begun to read: readers, quorum, order and blinding stay, because the readings depend on them.")
        for field in (self.readers, self.quorum, self.order, self.blind):
            field.setEnabled(not begun)
            field.setToolTip(reason if begun else "")
        self.why.setText(reason if begun else self.tr("Once somebody has begun to read, only name and adjudicator can be changed."))

    def asked(self) -> Dataset:
        """The settings as they stand; RuleError or DatasetError where they break a rule."""
        names = tuple(word for word in self.readers.text().replace(",", " ").split() if word)
        protocol = replace(
            self._dataset.protocol,
            blind_to_report=self.blind.isChecked(),
            order=self.order.currentData(),
            adjudicator=self.adjudicator.text().strip() or None,
        )
        vote = replace(self._dataset.vote, quorum=self.quorum.value())
        changed = replace(self._dataset, name=self.name.text().strip() or self._dataset.name, readers=names, protocol=protocol, vote=vote)
        return parse_dataset(json.loads(changed.to_json()))

    def save(self) -> None:
        """Write the settings; they hold from the next sign-in."""
        try:
            write_description(self._folder, self.asked())
        except (RuleError, DatasetError, NotSaved, OSError) as problem:
            self.problem.setText(in_words(problem))
            return
        self.accept()
