"""Waits on conditions. How long a loaded machine takes proves nothing, so the patience is long and ends only what hangs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from dspic_gui.qt.worklist.view import WorklistView

PATIENCE = 180.0
"""Seconds after which a wait has failed."""
MILLISECONDS = int(PATIENCE * 1000)


def until(true: Callable[[], bool]) -> None:
    """Ask again until it is true, where no events of a window are needed for it."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "what the test waits for did not come"
        time.sleep(0.02)


def list_is_whole(worklist: WorklistView) -> bool:
    """Whether the whole list is there: while its index grows, the first row may be any study."""
    rows = worklist.model.rowCount()
    return 0 < rows == worklist.total and not worklist.index.running and not worklist.model.busy


class PatientBot(QtBot):
    """pytest-qt's waits, none of which gives up before `PATIENCE`: a shorter time-out would bet on the speed of the machine."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = MILLISECONDS) -> None:
        """Until the condition holds."""
        super().waitUntil(callback, timeout=max(timeout, MILLISECONDS))

    def waitSignal(self, signal: Any, *, timeout: int = MILLISECONDS, **rest: Any) -> Any:
        """Until the signal was emitted; who expects none (`raising=False`, `assertNotEmitted`) waits no longer than they say."""
        patient = timeout if rest.get("raising") is False else max(timeout, MILLISECONDS)
        return super().waitSignal(signal, timeout=patient, **rest)

    def waitSignals(self, signals: Any, *, timeout: int = MILLISECONDS, **rest: Any) -> Any:
        """Until all were emitted."""
        return super().waitSignals(signals, timeout=max(timeout, MILLISECONDS), **rest)

    def waitExposed(self, widget: Any, *, timeout: int = MILLISECONDS) -> Any:
        """Until the window is on the screen."""
        return super().waitExposed(widget, timeout=max(timeout, MILLISECONDS))
