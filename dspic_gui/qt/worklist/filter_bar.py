"""The line above the worklist: search, status, and on demand date, sex and age."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.disease import Answer
from dspic_gui.qt import theme
from dspic_gui.qt.actions import bare
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.words.answers import answer_text, sex_word
from dspic_gui.qt.words.measures import view_name
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.qt.worklist.columns import SIGNS, status_title
from dspic_gui.study import Projection
from dspic_gui.worklist.filter import Filter, FilterError, ages_between, day, share
from dspic_gui.worklist.rows import TO_READ, Status

Value = TypeVar("Value")


class WorklistFilterBar(QWidget):
    """Says which rows are wanted, at every keystroke; what cannot be read as a date or an age is marked and not applied."""

    filter_changed = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = _Line(self.tr("Search"), self._step_back)
        self.search.setToolTip(self.tr("Words of the study, patient, date, view, tracer or the reason of a skip; Esc shows all studies"))
        self.status = QComboBox()
        self.sex = QComboBox()
        self.since = _Line(self.tr("YYYY-MM-DD"), self._step_back)
        self.until = _Line(self.tr("YYYY-MM-DD"), self._step_back)
        self.ages = _Line(self.tr("from-to"), self._step_back)
        self.said = QComboBox()
        self.surest = _Line("0–1", self._step_back)
        self.differs = QCheckBox(self.tr("≠ &consensus"))
        self.disputed = QCheckBox(self.tr("⇄ &networks"))
        self.more = QToolButton()
        self.asked = QLabel()
        self.show_all = QPushButton(self.tr("Show all again"))
        self._keys: frozenset[str] | None = None
        self._details = QWidget()
        self._fill_choices()
        self._lay_out()
        self.offer(False, False)
        for line in (self.search, self.since, self.until, self.ages, self.surest):
            line.textChanged.connect(self._changed)
        for box in (self.status, self.sex, self.said):
            box.currentIndexChanged.connect(self._changed)
        for check in (self.differs, self.disputed):
            check.toggled.connect(self._changed)
        self.show_all.clicked.connect(call_on(self, self.show_keys, None))

    def _fill_choices(self) -> None:
        self.status.setAccessibleName(self.tr("Status"))
        self.status.addItem(self.tr("All"), frozenset())
        self.status.addItem(self.tr("To read"), TO_READ)
        for status in Status:
            self.status.addItem(f"{SIGNS[status]} {status_title(status)}", frozenset({status}))
        self.sex.setAccessibleName(self.tr("Sex"))
        for title, value in ((self.tr("any"), ""), (self.tr("F"), "F"), (self.tr("M"), "M"), (self.tr("other"), "O")):
            self.sex.addItem(title, frozenset({value} if value else ()))
        self.said.addItem(self.tr("any"), frozenset())
        for answer in Answer:
            self.said.addItem(answer_text(answer), frozenset({answer}))
        self.said.setToolTip(self.tr("What the network says; known only of studies whose own reading is sealed"))

    def _lay_out(self) -> None:
        self.more.setText(self.tr("Filter"))
        self.more.setCheckable(True)
        self.more.setToolTip(self.tr("Filter by date, sex, age and what the network says"))
        self.more.toggled.connect(self._details.setVisible)
        for choice, letters in ((self.status, 6), (self.sex, 3), (self.said, 5)):
            choice.setMinimumContentsLength(letters)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.asked.setWordWrap(True)
        first = QHBoxLayout()
        first.addWidget(self.status, 1)
        first.addWidget(self.more)
        grid = QGridLayout(self._details)
        grid.setContentsMargins(0, 0, 0, 0)
        fields: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&From"), self.since),
            (self.tr("&to"), self.until),
            (self.tr("Se&x"), self.sex),
            (self.tr("A&ge"), self.ages),
            (self.tr("M&odel"), self.said),
            (self.tr("&p from"), self.surest),
        )
        for number, (title, field) in enumerate(fields):
            label = QLabel(title)
            label.setBuddy(field)
            field.setAccessibleName(bare(title))
            grid.addWidget(label, number, 0)
            grid.addWidget(field, number, 1)
        for below, check in enumerate((self.differs, self.disputed), start=len(fields)):
            grid.addWidget(check, below, 0, 1, 2)
        self._details.setVisible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.search)
        box.addLayout(first)
        box.addWidget(self.asked)
        box.addWidget(self.show_all)
        box.addWidget(self._details)
        self.asked.hide()
        self.show_all.hide()

    def chosen(self) -> Filter:
        """What is wanted now."""
        anyone: tuple[int | None, int | None] = (None, None)
        youngest, oldest = _read(self.ages, ages_between, anyone)
        return Filter(
            text=_as_listed(self.search.text()),
            statuses=self.status.currentData(),
            sexes=self.sex.currentData(),
            since=_read(self.since, day, None),
            until=_read(self.until, day, None),
            youngest=youngest,
            oldest=oldest,
            keys=self._keys,
            said=self.said.currentData(),
            surest=_read(self.surest, share, None),
            differs=self.differs.isChecked(),
            disputed=self.disputed.isChecked(),
        )

    def offer(self, consensus: bool, networks: bool) -> None:
        """Whether there is a consensus, and another kind of network, to hold against the model; what cannot be asked for says why."""
        self._offered = consensus, networks
        differs = self.tr("Where the model differs from the consensus")
        disputed = self.tr("Where the network that answers for views and the one that finds lesions say something else")
        no_consensus = self.tr("No study that the model classified has a consensus that you may see yet.")
        one_kind = self.tr("No study was read by both kinds of networks yet.")
        for check, there, title, why in ((self.differs, consensus, differs, no_consensus), (self.disputed, networks, disputed, one_kind)):
            check.setEnabled(there or check.isChecked())
            check.setToolTip(title if there else why)

    def why_empty(self) -> str:
        """Why no study passes, where that is because there is nothing to compare; else an empty text."""
        checks = (self.differs, self.disputed)
        return next((check.toolTip() for check, there in zip(checks, self._offered, strict=True) if check.isChecked() and not there), "")

    def show_keys(self, keys: frozenset[str] | None, title: str = "") -> None:
        """Show only these studies, called `title` on a button that shows all again; None shows all."""
        self._keys = keys
        count = len(keys or ())
        counted = self.tr("{title}: 1 study") if count == 1 else self.tr("{title}: {count} studies")
        self.asked.setText(counted.format(title=title, count=count))
        for part in (self.asked, self.show_all):
            part.setVisible(keys is not None)
        self._changed()

    def clear(self) -> None:
        """Show everything again."""
        for line in (self.search, self.since, self.until, self.ages, self.surest):
            line.clear()
        for box in (self.status, self.sex, self.said):
            box.setCurrentIndex(0)
        for check in (self.differs, self.disputed):
            check.setChecked(False)
        if self._keys is not None:
            self.show_keys(None)

    def _step_back(self) -> None:
        """Esc shows everything again; where everything is shown, it leads back to the picture."""
        if self.chosen() == Filter():
            self.left.emit()
        else:
            self.clear()

    def _changed(self) -> None:
        on = self.chosen() != Filter(text=_as_listed(self.search.text()), keys=self._keys)
        self.more.setText(self.tr("Filter ●") if on else self.tr("Filter"))  # what narrows the list is seen when it is folded away
        self.filter_changed.emit()


class _Line(QLineEdit):
    """A line whose Escape steps back: it is no key of the window's while somebody types here."""

    def __init__(self, hint: str, step_back: Callable[[], None]) -> None:
        super().__init__()
        self._step_back = step_back
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)

    def event(self, event: QEvent | None) -> bool:
        """Escape is this line's."""
        if event is not None and event.type() == QEvent.Type.ShortcutOverride and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Escape steps back."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self._step_back()
        else:
            super().keyPressEvent(event)


def _as_listed(text: str) -> str:
    """What was typed, with sexes and views as the index has them, whatever language the list is in."""
    letters = {(sex_word(sex) or sex).casefold(): sex for sex in ("F", "M")}
    letters |= {view_name(view).casefold(): view.value for view in Projection}
    return " ".join(letters.get(word.casefold(), word) for word in text.split())


def _read(line: QLineEdit, parse: Callable[[str], Value], otherwise: Value) -> Value:
    """What the line says; where it says nothing that can be read, it is marked and passes everything."""
    try:
        value, problem = parse(line.text()), ""
    except FilterError as found:
        value, problem = otherwise, in_words(found)
    if line.toolTip() != problem:
        line.setToolTip(problem)
        line.setProperty("state", "wrong" if problem else "")
        theme.set_role(line, "")
    return value
