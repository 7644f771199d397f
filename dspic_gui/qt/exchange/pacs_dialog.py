"""The PACS: servers, a query, fetching studies, sending reports, receiving. A connection is opened by its buttons alone."""

from __future__ import annotations

from PyQt6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.exchange.fetch_page import FetchPage
from dspic_gui.qt.exchange.pacs_frame import PacsFrame
from dspic_gui.qt.exchange.pacs_page import PacsPage
from dspic_gui.qt.exchange.receive_page import ReceivePage
from dspic_gui.qt.exchange.send_page import SendPage
from dspic_gui.qt.exchange.server_page import ServerPage


class PacsDialog(PacsFrame):
    """A page for each act; the button at the foot does what the page in front is for."""

    def __init__(self, archive: Archive, parent: QWidget | None = None) -> None:
        super().__init__(archive, parent)
        self.tabs = QTabWidget()
        self.setWindowTitle(self.tr("PACS and DICOMweb"))
        self.servers = ServerPage(self)
        self.fetch = FetchPage(self)
        self.send = SendPage(self)
        self.receive = ReceivePage(self)
        self._fill()
        self.resize(980, 620)

    @property
    def page(self) -> PacsPage:
        """The page in front."""
        front = self.tabs.currentWidget()
        assert isinstance(front, PacsPage)
        return front

    def start(self) -> None:
        """What the page in front is for."""
        self.page.start()

    def _fill(self) -> None:
        for page, title in (
            (self.fetch, self.tr("&Fetch")),
            (self.send, self.tr("&Send")),
            (self.receive, self.tr("&Receive")),
            (self.servers, self.tr("Ser&vers")),
        ):
            self.tabs.addTab(page, title)
        QVBoxLayout(self.body).addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._fit)
        self.servers.changed.connect(self.fetch.server.refresh)
        self.servers.changed.connect(self.send.server.refresh)
        if not self.known_servers():
            self.tabs.setCurrentWidget(self.servers)
        self._fit()

    def _fit(self) -> None:
        self.start_button.setText(self.page.act)
        self.say("")

    # Qt

    def done(self, result: int) -> None:
        """Receiving ends with the dialog, and reports that were made are gone."""
        if not self.busy:
            self.receive.close_port()
            self.send.drop()
        super().done(result)
