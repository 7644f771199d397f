"""The servers that were entered: add, change, test, take away."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout

from dspic_gui.durable import NotSaved
from dspic_gui.exchange.network.greeting import greet
from dspic_gui.exchange.network.servers import (
    NetworkError,
    forget,
    keep,
    keep_password,
)
from dspic_gui.qt.background import Job
from dspic_gui.qt.exchange.pacs_frame import PacsFrame
from dspic_gui.qt.exchange.pacs_page import PacsPage
from dspic_gui.qt.exchange.server_form import ServerForm
from dspic_gui.qt.words.sentence import in_words


class ServerPage(PacsPage):
    """The list beside the fields; the dialog's button keeps what is filled in."""

    changed = pyqtSignal()

    def __init__(self, dialog: PacsFrame) -> None:
        super().__init__(dialog)
        self.act = self.tr("&Keep the server")
        self.list = QListWidget()
        self.form = ServerForm()
        self.test_button = QPushButton(self.tr("&Test"))
        self.remove_button = QPushButton(self.tr("Take a&way"))
        self._lay_out()
        self.show_servers()

    def start(self) -> None:
        """Keep what is filled in."""
        server, password = self.form.server(), self.form.password.text()
        try:
            keep(server)
        except (NetworkError, NotSaved) as problem:
            self._dialog.say(in_words(problem), warning=True)
            return
        text = self.tr("{name} is kept.").format(name=server.name)
        if password and not keep_password(server.name, password):
            self._dialog.remember(server.name, password)
            text += " " + self.tr(
                "This system has no keyring: the password is forgotten when the dialog is closed."
            )
        self.show_servers()
        self.changed.emit()
        self._dialog.say(text)

    def test(self) -> None:
        """Ask the server whether it answers."""
        server = self.form.server()
        password = self.form.password.text() or self._dialog.password(server)

        def act(_: Job) -> str:
            greet(server, password)
            return server.name

        self._dialog.work(act, self._answered)

    def remove(self) -> None:
        """Take the chosen server away."""
        row = self.list.currentItem()
        if row is not None:
            forget(row.text())
            self.show_servers()
            self.changed.emit()

    def show_servers(self) -> None:
        """Bring the list up to date."""
        self.list.clear()
        self.list.addItems([server.name for server in self._dialog.known_servers()])

    def _answered(self, name: str) -> None:
        self._dialog.say(self.tr("{name} answers.").format(name=name))

    def _chosen(self) -> None:
        row = self.list.currentItem()
        for server in self._dialog.known_servers():
            if row is not None and server.name == row.text():
                self.form.show_server(server)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.remove_button)
        buttons.addWidget(self.test_button)
        right = QVBoxLayout()
        right.addWidget(self.form)
        right.addStretch(1)
        right.addLayout(buttons)
        box = QHBoxLayout(self)
        box.addWidget(self.list)
        box.addLayout(right, 1)
        self.list.currentRowChanged.connect(self._chosen)
        self.test_button.clicked.connect(self.test)
        self.remove_button.clicked.connect(self.remove)
