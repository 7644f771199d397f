"""Pictures on the clipboard: what a person copied goes with the person."""

from __future__ import annotations

from PyQt6.QtCore import QMimeData
from PyQt6.QtGui import QGuiApplication, QImage

OURS = "application/x-dspic-copied"
"""A format that says who put the picture there; other programs pass it over."""


def copy_picture(picture: QImage) -> None:
    """Put a picture on the clipboard."""
    clipboard = QGuiApplication.clipboard()
    if clipboard is not None:
        copied = QMimeData()
        copied.setImageData(picture)
        copied.setData(OURS, b"1")
        clipboard.setMimeData(copied)


def forget_what_was_copied(*, quitting: bool) -> None:
    """Empty the clipboard where it holds what this program put there: a picture of one reader's marks is not pasted by the next.

    Who quits may have copied it for another program.
    """
    clipboard = QGuiApplication.clipboard()
    copied = clipboard.mimeData() if clipboard is not None else None
    if not quitting and clipboard is not None and copied is not None and copied.hasFormat(OURS):
        clipboard.clear()
