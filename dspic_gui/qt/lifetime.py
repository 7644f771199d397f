"""What ends with whom: how a room, page, dialog or desk is left, and slots that end with their receiver.

A Qt object lives twice, in C++ and in Python. Where the collector finds the Python half of something that was left before Qt has
deleted the other half, a timer or a signal that still comes enters functions that are half taken apart, and the program dies.
So what is left is held until Qt has destroyed it, and a slot never holds its receiver.
"""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Callable
from functools import lru_cache
from types import MethodType
from typing import Any, TypeVar

from PyQt6 import sip
from PyQt6.QtCore import QObject, QTimer, pyqtBoundSignal, pyqtSlot
from PyQt6.QtWidgets import QDialog

from dspic_gui.qt.background import drop_results_for

Dialog = TypeVar("Dialog", bound=QDialog)


def leave(left: QObject) -> None:
    """Take something down for good: its timers stop, nothing that is under way for it arrives, and Qt deletes it in its turn."""
    hold_until_destroyed(left)
    for timer in left.findChildren(QTimer):
        timer.stop()
    drop_results_for(left)
    left.deleteLater()


def leave_when_closed(dialog: Dialog) -> Dialog:
    """Take the dialog down once it is closed, whichever way; it is held until then, whoever else names it."""
    hold_until_destroyed(dialog)
    dialog.finished.connect(_Leaver(dialog).leave)
    return dialog


def hold_until_destroyed(left: QObject) -> None:
    """Keep the Python half until Qt has destroyed the other one, whoever forgets it meanwhile."""
    _keeper().hold(left)


def held() -> int:
    """How many of those that were left are not destroyed yet."""
    return len(_keeper().left)


class _Leaver(QObject):
    """Takes its parent down when it is told to."""

    def leave(self) -> None:
        parent = self.parent()
        if parent is not None:
            leave(parent)


class _Keeper(QObject):
    """Holds what was left, and lets go a turn after it is destroyed, when its children are gone too."""

    def __init__(self) -> None:
        super().__init__()
        self.left: list[QObject] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._let_go)

    def hold(self, left: QObject) -> None:
        if not any(left is one for one in self.left):
            self.left.append(left)
            left.destroyed.connect(self._destroyed)

    @pyqtSlot()
    def _destroyed(self) -> None:
        """It takes no argument, so that what is being destroyed gets no new Python half."""
        self._soon.start(0)

    def _let_go(self) -> None:
        self.left = [one for one in self.left if not sip.isdeleted(one)]


@lru_cache(maxsize=1)
def _keeper() -> _Keeper:
    return _Keeper()


def call_on(
    receiver: QObject, act: Callable[..., object] | pyqtBoundSignal, *values: object, lives_with: QObject | None = None
) -> Callable[..., None]:
    """A slot that calls `act`, a method or a signal of the receiver, with these values.

    A method gets as much of what the signal carries as it takes after the values, a signal the values alone. The slot holds
    neither the receiver nor its method, and Qt disconnects it when the receiver goes, or `lives_with`, which is for a sender
    that goes earlier: a button of a row that is made anew.
    """
    return _Call(receiver, act, values, lives_with or receiver).call


class _Call(QObject):
    def __init__(self, receiver: QObject, act: Any, values: tuple[object, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._receiver = weakref.ref(receiver)
        self._values = values
        if isinstance(act, pyqtBoundSignal):
            self._signal, self._function, self._takes = act.signal[1:].partition("(")[0], None, 0
        else:
            assert isinstance(act, MethodType) and act.__self__ is receiver, "not a method of the receiver"
            self._signal, self._function = "", act.__func__
            self._takes = _positional(act.__func__) - 1 - len(values)

    def call(self, *carried: object) -> None:
        """What Qt calls."""
        receiver = self._receiver()
        if receiver is None or sip.isdeleted(receiver):
            return
        if self._function is None:
            getattr(receiver, self._signal).emit(*self._values)
        else:
            self._function(receiver, *self._values, *carried[: self._takes])


@lru_cache(maxsize=1024)
def _positional(function: Callable[..., object]) -> int:
    """How many arguments a function takes by their place, `self` among them; asked hundreds of times for each window."""
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(parameter.kind in kinds for parameter in inspect.signature(function).parameters.values())
