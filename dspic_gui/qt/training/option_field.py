"""A field of the form for each row of the table of options: a list, a number, a line or a box to tick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QEvent, QLocale, QObject, pyqtBoundSignal
from PyQt6.QtGui import QDoubleValidator
from PyQt6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QSpinBox, QWidget

from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.qt.words.training import choice_text
from dspic_gui.training_run.options import Option, Value

_MOST = 2**31 - 1


@dataclass(frozen=True)
class OptionField:
    """The widget of an option. `read` raises ValueError for what is no number; `changed` is the signal of a change."""

    option: Option
    widget: QWidget
    read: Callable[[], Value]
    show: Callable[[Value], None]
    changed: pyqtBoundSignal


class _WheelGuard(QObject):
    """The wheel scrolls the form and never changes what is chosen."""

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Leave the wheel to the form."""
        if event is not None and event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def field_for(option: Option, parent: QWidget, choices: Sequence[str] = ()) -> OptionField:
    """The field of this option; `choices` where they are not the table's, the one to propose first."""
    if choices or option.choices:
        made = _list(option, choices or option.choices)
    elif option.kind is bool:
        made = _tick(option)
    elif option.kind is int:
        made = _whole_number(option)
    else:
        made = _number(option) if option.kind is float else _line(option)
    made.widget.setToolTip(in_words(option.help))
    made.widget.installEventFilter(_WheelGuard(parent))
    made.widget.setObjectName(option.name)
    made.show(choices[0] if choices else option.default)
    return made


def _list(option: Option, choices: Sequence[str]) -> OptionField:
    box = QComboBox()
    for choice in choices:
        box.addItem(choice_text(option, choice), choice)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(18)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show(value: Value) -> None:
        if box.findData(value) < 0:
            box.addItem(str(value), value)
        box.setCurrentIndex(box.findData(value))

    return OptionField(option, box, box.currentData, show, box.currentIndexChanged)


def _tick(option: Option) -> OptionField:
    box = QCheckBox()
    return OptionField(option, box, box.isChecked, lambda value: box.setChecked(bool(value)), box.toggled)


def _whole_number(option: Option) -> OptionField:
    """A whole number; where none is the default, 0 stands for none."""
    box = QSpinBox()
    box.setRange(option.least, _MOST)
    box.setGroupSeparatorShown(False)
    if option.default is None:
        box.setSpecialValueText(translate("training", "no limit"))

    def read() -> Value:
        return None if option.default is None and not box.value() else box.value()

    return OptionField(option, box, read, lambda value: box.setValue(int(value or 0)), box.valueChanged)


def _number(option: Option) -> OptionField:
    line = QLineEdit()
    validator = QDoubleValidator(line)
    validator.setLocale(QLocale.c())
    validator.setBottom(0.0)
    line.setValidator(validator)
    return OptionField(option, line, lambda: float(line.text()), lambda value: line.setText(str(value)), line.textChanged)


def _line(option: Option) -> OptionField:
    line = QLineEdit()
    return OptionField(option, line, lambda: line.text().strip() or None, lambda value: line.setText(str(value or "")), line.textChanged)
