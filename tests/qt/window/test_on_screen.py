"""Nothing is larger than the screen, whatever size was remembered or asked for."""

from __future__ import annotations

from PyQt6.QtCore import QRect
from PyQt6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from dspic_gui.qt.window.on_screen import keep_within


def test_a_window_is_made_as_small_as_the_screen_and_moved_into_it(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    room = QRect(0, 0, 1366, 768)
    for asked in (QRect(0, 0, 1440, 900), QRect(1200, 700, 600, 400), QRect(-300, -50, 400, 300)):
        dialog.setGeometry(asked)
        keep_within(dialog, room)
        assert dialog.width() <= room.width() and dialog.height() <= room.height()
        assert room.contains(dialog.frameGeometry()), asked


def test_what_fits_is_left_alone(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setGeometry(100, 120, 640, 480)
    keep_within(dialog, QRect(0, 0, 1366, 768))
    assert dialog.geometry() == QRect(100, 120, 640, 480)
