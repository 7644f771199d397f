"""Undo and redo of any value; the history knows nothing of what it stores."""

from __future__ import annotations

from typing import Generic, TypeVar

Value = TypeVar("Value")


class History(Generic[Value]):
    """The values that were current, in order, and which one is current now. Not limited in length."""

    def __init__(self, present: Value) -> None:
        self._values = [present]
        self._at = 0

    @property
    def present(self) -> Value:
        """The current value."""
        return self._values[self._at]

    def record(self, value: Value) -> None:
        """Make `value` the present; what was undone before is forgotten. An equal value is no step."""
        if value == self.present:
            return
        self._values[self._at + 1 :] = [value]
        self._at += 1

    def peek_undo(self) -> Value | None:
        """The value that undo would return to, None at the beginning."""
        return self._values[self._at - 1] if self._at else None

    def peek_redo(self) -> Value | None:
        """The value that redo would return to, None at the end."""
        return self._values[self._at + 1] if self._at + 1 < len(self._values) else None

    def undo(self) -> Value:
        """Step back; IndexError at the beginning."""
        if not self._at:
            raise IndexError("nothing to undo")
        self._at -= 1
        return self.present

    def redo(self) -> Value:
        """Step forward; IndexError at the end."""
        if self._at + 1 == len(self._values):
            raise IndexError("nothing to redo")
        self._at += 1
        return self.present
