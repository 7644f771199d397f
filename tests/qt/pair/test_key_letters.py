"""The letters of the code book on any keyboard: by what a key writes where that is Latin, else by where it lies."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent

from dspic_gui.qt.pair.key_letters import letter_of

NONE = Qt.KeyboardModifier.NoModifier


def key(text: str, scan_code: int = 0, virtual_key: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, 0, NONE, scan_code, virtual_key, 0, text)


@pytest.mark.parametrize(
    ("text", "scan_code", "virtual_key", "platform", "letter"),
    [
        ("m", 0, 0, "linux", "m"),
        ("ｍ", 0, 0, "linux", "m"),
        ("Ｍ", 0, 0, "win32", "M"),
        ("ь", 58, 0, "linux", "m"),
        ("ь", 50, 0, "win32", "m"),
        ("μ", 58, 0, "linux", "m"),
        ("צ", 50, 0, "win32", "m"),
        ("ь", 0, 46, "darwin", "m"),
        ("", 27, 0, "linux", "r"),
        ("к", 27, 0, "linux", "r"),
        ("ş", 200, 0, "linux", ""),
        (" ", 65, 0, "linux", ""),
        ("1", 10, 0, "linux", "1"),
    ],
)
def test_a_key_means_its_letter(text: str, scan_code: int, virtual_key: int, platform: str, letter: str) -> None:
    assert letter_of(key(text, scan_code, virtual_key), platform) == letter


def test_a_layout_that_moves_latin_letters_is_believed() -> None:
    assert letter_of(key("a", scan_code=24), "linux") == "a", "French keyboards have A where others have Q"
