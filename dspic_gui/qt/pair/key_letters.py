"""Which letter of the code book a key means, on any keyboard: by what it writes where that is Latin, else by where it lies.

The numbers of the keys are those of the PC's scan codes (set 1), which Linux counts from 8, and on a Mac its virtual key codes.
"""

from __future__ import annotations

import sys
import unicodedata

from PyQt6.QtGui import QKeyEvent

_ROWS = ((16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm"))
"""The scan code of the first key of each row, and what the row writes on a Latin keyboard."""

_PC = {first + at: letter for first, row in _ROWS for at, letter in enumerate(row)}
_MAC = dict(enumerate("asdfhgzxcv")) | {11: "b", 12: "q", 13: "w", 14: "e", 15: "r", 16: "y", 17: "t"}
_MAC |= {31: "o", 32: "u", 34: "i", 35: "p", 37: "l", 38: "j", 40: "k", 45: "n", 46: "m"}
EVDEV = 8
"""X11 and Wayland count the kernel's key codes, which are the scan codes of these keys, from here."""


def letter_of(event: QKeyEvent, platform: str = sys.platform) -> str:
    """The Latin letter or the sign that a key means; empty where it means none. Full-width letters count as their plain ones."""
    text = unicodedata.normalize("NFKC", event.text())
    if text.isascii() and text.isprintable() and text.strip():
        return text
    if text and not text.isalpha():
        return ""
    return letter_at(event.nativeScanCode(), event.nativeVirtualKey(), platform)


def letter_at(scan_code: int, virtual_key: int, platform: str) -> str:
    """The Latin letter of the key that lies there; empty where no letter lies there."""
    if platform == "darwin":
        return _MAC.get(virtual_key, "")
    return _PC.get(scan_code - (0 if platform == "win32" else EVDEV), "")
