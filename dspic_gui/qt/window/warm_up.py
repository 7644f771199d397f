"""What is done once the first window is painted, so that nobody waits for it later."""

from __future__ import annotations

from importlib import import_module

from PyQt6.QtCore import QObject

from dspic_gui.qt.window.main_window import MainWindow

ENTRANCE = "dspic_gui.qt.window.entrance"


class WarmUp(QObject):
    """Belongs to the window, and works beside it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._background = window.background

    def run(self) -> None:
        """Import what the reading room is made of, then start the decoding child."""
        self._background.run("warm up", lambda _: import_module(ENTRANCE), self._start_decoder)

    def _start_decoder(self, _room: object) -> None:
        from dspic_gui.scans import decoder

        decoder.warm_up()
