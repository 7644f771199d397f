"""Which network is measured, and whether answers count that it gives of scans unlike what it learned."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from dspic_gui.qt.opinion.measurement import Measurement


class NetworkChoice(QWidget):
    """Sets the measurement; the choice of a network is there only where there are two."""

    changed = pyqtSignal()

    def __init__(self, measurement: Measurement, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measurement = measurement
        self.network = QComboBox()
        self.network.addItem(self.tr("network of views"), False)
        self.network.addItem(self.tr("network of lesions"), True)
        self.network.setAccessibleName(self.tr("Which network is measured"))
        self.unlike = QCheckBox(self.tr("count &unlike scans"))
        self.unlike.setToolTip(
            self.tr("Answers on scans unlike what the network learned count as none, unless this is on.")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.network)
        row.addWidget(self.unlike)
        self.network.currentIndexChanged.connect(self._choose)
        self.unlike.toggled.connect(self._choose)
        self.refresh()

    def refresh(self) -> None:
        """Whether there are two networks now."""
        self.network.setVisible(self._measurement.may_choose)

    def _choose(self) -> None:
        self._measurement.cancel()
        self._measurement.finds_lesions = bool(self.network.currentData())
        self._measurement.keep_unlike = self.unlike.isChecked()
        self._measurement.model.ask()
        self.changed.emit()
