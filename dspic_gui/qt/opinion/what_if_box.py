"""What the network would say if the selected marks looked like their surroundings; the scan itself stays as it is."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QGridLayout, QGroupBox, QLabel, QPushButton, QVBoxLayout, QWidget

from dspic_gui.disease import CLASSES
from dspic_gui.opinion.what_if import WhatIf
from dspic_gui.qt import theme
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.study import Projection


class WhatIfBox(QGroupBox):
    """A button and, when asked, how the probabilities of the view move."""

    asked = pyqtSignal()
    picture_toggled = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("What if"))
        self.found: Mapping[Projection, WhatIf] = {}
        self.button = QPushButton(self.tr("Erase the selected marks  (W)"))
        self.button.setMinimumWidth(60)
        self.button.setToolTip(self.tr("Fill them with their surroundings and ask the network again. Nothing is saved."))
        self.picture = QCheckBox(self.tr("Show the erased scan"))
        self.state = QLabel()
        self.state.setWordWrap(True)
        theme.set_role(self.state, "notice")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(2)
        layout = QVBoxLayout(self)
        layout.addWidget(self.button)
        layout.addLayout(self.grid)
        layout.addWidget(self.picture)
        layout.addWidget(self.state)
        self.button.clicked.connect(self.asked)
        self.picture.toggled.connect(self.picture_toggled)
        self.show_result({}, "")

    def show_result(self, found: Mapping[Projection, WhatIf], sentence: str) -> None:
        """Show how the probabilities of these views moved, or a sentence."""
        self.found = found
        while (entry := self.grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        row = 0
        for name, one in found.items():
            for answer in CLASSES:
                before, after = one.before.by_class[answer], one.after.by_class[answer]
                cells = (name.value, answer_text(answer), f"{before:.2f} → {after:.2f}", self._change(before, after))
                for column, text in enumerate(cells):
                    label = QLabel(text)
                    label.setWordWrap(column > 0)
                    self.grid.addWidget(label, row, column)
                row += 1
        for column in (1, 2, 3):
            self.grid.setColumnStretch(column, 1)
        if any(one.rescaled for one in found.values()):
            sentence = self.tr("The mark held the view's maximum: without it the network sees the whole view brighter (Eq 1).")
        if not found:
            self.picture.setChecked(False)
        self.picture.setVisible(bool(found))
        self.state.setText(sentence)
        self.state.setVisible(bool(sentence))

    def _change(self, before: float, after: float) -> str:
        """The difference of the figures as they are shown."""
        change = round(after, 2) - round(before, 2)
        if abs(change) < 0.005:
            return self.tr("no change")
        return f"{'▲' if change > 0 else '▼'} {change:+.2f}"
