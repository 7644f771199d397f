"""What the pages of the PACS dialog have in common: an act for the button at the foot, and the choice of a server."""

from __future__ import annotations

from PyQt6.QtWidgets import QComboBox, QWidget

from dspic_gui.exchange.network.servers import Server
from dspic_gui.qt.exchange.pacs_frame import PacsFrame


class PacsPage(QWidget):
    """A page of the dialog, whose button reads `act` while the page is in front, and then calls `start`."""

    def __init__(self, dialog: PacsFrame) -> None:
        super().__init__()
        self._dialog = dialog
        self.act = ""

    def start(self) -> None:
        """What the page is for; the subclass says what."""
        raise NotImplementedError


class ServedPage(PacsPage):
    """A page that talks with one of the servers that were entered."""

    def __init__(self, dialog: PacsFrame) -> None:
        super().__init__(dialog)
        self.server = QComboBox()
        self.show_servers()

    @property
    def chosen(self) -> Server | None:
        """The server to talk with; None where none is entered."""
        server: Server | None = self.server.currentData()
        return server

    def show_servers(self) -> None:
        """Offer the servers that were entered."""
        now = self.server.currentText()
        self.server.clear()
        for server in self._dialog.known_servers():
            self.server.addItem(server.name, server)
        self.server.setCurrentIndex(max(self.server.findText(now), 0))
