"""Every dialog shows all that it says, whatever the size of text: tall enough for texts that wrap, labels level with their fields."""

from __future__ import annotations

from PyQt6.QtWidgets import QDialog, QFormLayout

TALL = 3
"""A field this many times as high as its label is no line: its label stays at its top."""


def make_whole(dialog: QDialog) -> None:
    """Make a dialog as tall as what stands in it needs at its width; never smaller than it is."""
    for form in dialog.findChildren(QFormLayout):
        level_labels(form)
    layout = dialog.layout()
    if layout is None:
        return
    needed = layout.minimumSize().height()
    if layout.hasHeightForWidth():  # the least size of a layout takes no account of lines that wrap
        needed = max(needed, layout.minimumHeightForWidth(dialog.width()))
    if needed > dialog.height():
        dialog.resize(dialog.width(), needed)


def level_labels(form: QFormLayout) -> None:
    """Give each label the height of its field: Qt keeps it at the top of a field that is much higher than the text."""
    for row in range(form.rowCount()):
        label = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        field = form.itemAt(row, QFormLayout.ItemRole.FieldRole)
        words = label.widget() if label is not None else None
        if label is None or field is None or words is None:
            continue
        height = field.sizeHint().height()
        if height <= TALL * label.sizeHint().height():
            words.setMinimumHeight(height)
