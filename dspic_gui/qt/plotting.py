"""pyqtgraph, imported beside the first paint instead of before it: the import takes a third of a second and 20 MiB."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType

from PyQt6.QtCore import QObject, QTimer

from dspic_gui.qt.background import Background

AFTER_PAINT_MS = 120


def with_pyqtgraph(owner: QObject, act: Callable[[ModuleType], None]) -> None:
    """Call `act` with pyqtgraph on the GUI thread, once it was imported on another; never when `owner` is gone by then."""
    _Import(owner, act)


class _Import(QObject):
    """One import for one owner, which it goes with."""

    def __init__(self, owner: QObject, act: Callable[[ModuleType], None]) -> None:
        super().__init__(owner)
        self._act = act
        self._background = Background(self, "pyqtgraph")
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._start)
        timer.start(AFTER_PAINT_MS)

    def _start(self) -> None:
        self._background.run("import", lambda _job: importlib.import_module("pyqtgraph"), self._arrived)

    def _arrived(self, module: ModuleType) -> None:
        self._background.close()
        module.setConfigOptions(imageAxisOrder="row-major", antialias=False)
        self._act(module)
