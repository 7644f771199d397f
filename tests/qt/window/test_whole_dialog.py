"""No dialog hides a part of what it says, and labels are level with their fields."""

from __future__ import annotations

from PyQt6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QPlainTextEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from dspic_gui.qt.window.whole_dialog import make_whole


def test_a_dialog_is_as_tall_as_its_wrapped_text(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    text = QLabel("Somebody has begun to read. " * 20)
    text.setWordWrap(True)
    layout = QVBoxLayout(dialog)
    layout.addWidget(text)
    dialog.resize(200, 100)
    make_whole(dialog)
    dialog.show()
    assert dialog.width() == 200 and text.height() >= text.heightForWidth(text.width())
    dialog.resize(200, 2000)
    make_whole(dialog)
    assert dialog.height() == 2000, "what is large enough is left alone"


def test_a_label_stands_at_the_height_of_its_line_and_at_the_top_of_a_text(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    form = QFormLayout(dialog)
    choice, many = QComboBox(), QPlainTextEdit()
    many.setMinimumHeight(300)
    form.addRow("Choice", choice)
    form.addRow("Text", many)
    make_whole(dialog)
    level, top = form.labelForField(choice), form.labelForField(many)
    assert level is not None and top is not None
    assert level.minimumHeight() == choice.sizeHint().height()
    assert top.minimumHeight() == 0
