"""How a map lies to the marks: share inside lesions, whether its maximum hits one, and a warning where it lies beside the patient."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from dspic_gui.model.attention_statistics import MapStatistics
from dspic_gui.qt import theme
from dspic_gui.qt.opinion.opinions import Opinions
from dspic_gui.qt.words.opinion import share_text


class FiguresTable(QWidget):
    """A line per view and kind of marks, warnings below; which channels of the network weigh most, where the context menu asks for it."""

    def __init__(self, opinions: Opinions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opinions = opinions
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(6)
        self.grid.setVerticalSpacing(2)
        self.warning = QLabel()
        theme.set_role(self.warning, "warning")
        self.warning.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.grid)
        self.channels = QLabel()
        theme.set_role(self.channels, "notice")
        self.channels.setWordWrap(True)
        self.asked = QAction(self.tr("Channels of the network that weigh most"), self)
        self.asked.setCheckable(True)
        self.addAction(self.asked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        layout.addWidget(self.warning)
        layout.addWidget(self.channels)
        self.asked.toggled.connect(self.refresh)
        opinions.maps_changed.connect(self.refresh)
        opinions.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is so now."""
        rows = [row for row in self._rows() if row]
        self._clear()
        titles = (self.tr("View"), self.tr("Marks"), self.tr("Map inside"), self.tr("Their area"), self.tr("Maximum"))
        for at, cells in enumerate([titles, *rows] if rows else []):
            for column, text in enumerate(cells):
                label = QLabel(text)
                label.setWordWrap(column > 0)  # a narrow panel wraps them; nothing is pushed out of sight
                if not at:
                    theme.set_role(label, "dim")
                self.grid.addWidget(label, at, column)
        for column in range(1, 5):
            self.grid.setColumnStretch(column, 1)
        outside = [name.value for name, one in self._opinions.maps.items() if one.own.outside_body]
        warning = self.tr("The map's maximum lies outside the body ({views}): it is no evidence.")
        self.warning.setText(warning.format(views=", ".join(outside)) if outside else "")
        self.warning.setVisible(bool(outside))
        self.channels.setText(self._channels() if self.asked.isChecked() else "")
        self.channels.setVisible(bool(self.channels.text()))

    def _rows(self) -> list[tuple[str, ...] | None]:
        found: list[tuple[str, ...] | None] = []
        for name, one in self._opinions.maps.items():
            found.append(self._row(name.value, self.tr("own"), one.own))
            if one.agreed is not None:
                found.append(self._row(name.value, self.tr("consensus"), one.agreed))
        return found

    def _row(self, view: str, marks: str, figures: MapStatistics) -> tuple[str, ...] | None:
        if figures.share is None or figures.area_share is None:
            return None
        hit = self.tr("on a lesion") if figures.hit else self.tr("elsewhere")
        return view, marks, share_text(figures.share), share_text(figures.area_share), hit

    def _channels(self) -> str:
        opinion = self._opinions.opinion
        lines = []
        for name, seen in opinion.seen.items() if opinion else ():
            numbers = ", ".join(f"{channel} ({weight:.2f})" for channel, weight in seen.strongest_channels(5))
            if numbers:
                lines.append(self.tr("{view}: channels {numbers}").format(view=name.value, numbers=numbers))
        return "\n".join(lines)

    def _clear(self) -> None:
        while (entry := self.grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
