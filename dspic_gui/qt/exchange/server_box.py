"""Which of the servers that were entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtWidgets import QComboBox

from dspic_gui.exchange.network.servers import Server


class ServerBox(QComboBox):
    """Offers what `known` gives; the one that is chosen stays chosen."""

    def __init__(self, known: Callable[[], Sequence[Server]]) -> None:
        super().__init__()
        self._known = known
        self.refresh()

    def refresh(self) -> None:
        """Offer the servers as they are entered now."""
        now = self.currentText()
        self.clear()
        for server in self._known():
            self.addItem(server.name, server)
        self.setCurrentIndex(max(self.findText(now), 0))

    @property
    def chosen(self) -> Server | None:
        """The server; None where none was entered."""
        server: Server | None = self.currentData()
        return server
