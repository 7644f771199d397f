"""What the pages of the PACS dialog have in common: an act for the button at the foot."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget

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
