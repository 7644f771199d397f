"""The part of the session that changes how things look and is never stored: display, selection, hidden marks."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.counts.display import Display


class Look(QObject):
    """What every panel shows alike, whatever the reader says."""

    selection_changed = pyqtSignal()
    display_changed = pyqtSignal()
    hidden_changed = pyqtSignal()
    look_requested = pyqtSignal(str)
    part_suggested = pyqtSignal(str)
    studies_requested = pyqtSignal(object, str)  # keys of studies to list, and what they have in common

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.display = Display()
        self.selection: tuple[str, ...] = ()
        self.hidden: frozenset[str] = frozenset()

    def select(self, *uids: str) -> None:
        """Select exactly these marks."""
        if uids != self.selection:
            self.selection = uids
            self.selection_changed.emit()

    def set_display(self, display: Display) -> None:
        """Look at the study another way; nothing that is stored changes."""
        if display != self.display:
            self.display = display
            self.display_changed.emit()

    def set_hidden(self, uids: Iterable[str]) -> None:
        """Hide exactly these marks from the canvas."""
        hidden = frozenset(uids)
        if hidden != self.hidden:
            self.hidden = hidden
            self.hidden_changed.emit()

    def look_at(self, uid: str) -> None:
        """Select a mark and bring it into view."""
        self.select(uid)
        self.look_requested.emit(uid)

    def suggest_part(self, part: str) -> None:
        """Have this body part preselected when the next mark is coded."""
        self.part_suggested.emit(part)
