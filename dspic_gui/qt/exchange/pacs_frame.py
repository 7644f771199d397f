"""What the pages of the PACS share: the dataset, the servers and their passwords, and the work at the foot of the dialog."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget

from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.network.servers import (
    WEB,
    NetworkError,
    Server,
    all_servers,
    password_of,
)
from dspic_gui.qt.exchange.work_dialog import WorkDialog
from dspic_gui.qt.words.sentence import in_words


class PacsFrame(WorkDialog):
    """The dialog as its pages see it."""

    def __init__(self, archive: Archive, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.archive = archive
        self._passwords: dict[str, str] = {}

    def known_servers(self) -> list[Server]:
        """The servers; none, with a sentence, where what is stored cannot be read."""
        try:
            return all_servers()
        except NetworkError as problem:
            self.say(in_words(problem), warning=True)
            return []

    def remember(self, server: str, password: str) -> None:
        """Keep a password that no keyring takes, until the dialog is closed."""
        self._passwords[server] = password

    def password(self, server: Server) -> str | None:
        """The password of a server, from this dialog or the system's keyring."""
        if server.kind != WEB:
            return None
        return self._passwords.get(server.name) or password_of(server.name)
