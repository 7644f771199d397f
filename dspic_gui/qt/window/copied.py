"""What was copied goes with the person who copied it."""

from __future__ import annotations

from PyQt6.QtGui import QGuiApplication


def forget_what_was_copied(*, quitting: bool) -> None:
    """Empty the clipboard where it holds what this program put there: a picture of one reader's marks is not pasted by the next.

    Who quits may have copied it for another program.
    """
    clipboard = QGuiApplication.clipboard()
    if not quitting and clipboard is not None and clipboard.ownsClipboard():
        clipboard.clear()
