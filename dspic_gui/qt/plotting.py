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
    background = Background(owner, "pyqtgraph")

    def arrived(module: ModuleType) -> None:
        background.close()
        module.setConfigOptions(imageAxisOrder="row-major", antialias=False)
        act(module)

    def start() -> None:
        background.run("import", lambda _job: importlib.import_module("pyqtgraph"), arrived)

    timer = QTimer(background)
    timer.setSingleShot(True)
    timer.timeout.connect(start)
    timer.start(AFTER_PAINT_MS)
