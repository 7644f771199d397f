"""What the pages of the design have in common: fields, a hint, how it stands now, and one act."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.description import Dataset, read_dataset
from dspic_gui.qt import theme
from dspic_gui.qt.background import Job

Act = Callable[[Job], str]
"""Work off the GUI thread; what it gives is told to the user."""


class DesignPage(QWidget):
    """`verb` stands on the dialog's button; `prepare` reads the fields and gives the act, which touches no widget."""

    changed = pyqtSignal()
    """What the page can do is another now."""
    changes_dataset = True

    def __init__(self, archive: Archive, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.archive = archive
        self.form = QFormLayout()
        self.state, self.hint = QLabel(), QLabel()
        box = QVBoxLayout(self)
        box.addLayout(self.form)
        for label, role in ((self.state, ""), (self.hint, "dim")):
            label.setWordWrap(True)
            theme.set_role(label, role)
            box.addWidget(label)
        self.rest = box
        self.fill()
        self.refresh()

    @property
    def dataset(self) -> Dataset:
        """The dataset as it is described now."""
        return read_dataset(self.archive.folder)

    @property
    def verb(self) -> str:
        """What the button says."""
        raise NotImplementedError

    @property
    def possible(self) -> bool:
        """Whether the act can be done now."""
        return True

    def fill(self) -> None:
        """Lay out the fields."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Say how it stands now."""

    def leave(self) -> None:
        """The dialog goes: what is under way for the page is not waited for."""

    def prepare(self) -> Act:
        """The act with what the fields say now."""
        raise NotImplementedError
