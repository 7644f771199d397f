"""The code box: opens beside a shape that was just closed and takes its code in two keystrokes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from PyQt6.QtCore import QEvent, QObject, QRect, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from dspic_gui.code import CodeError, Side, describe_label
from dspic_gui.marking.code_entry import CodeChoice, CodeEntry, PlaceHint
from dspic_gui.qt.pair.box_letters import BoxLetters
from dspic_gui.qt.pair.box_place import beside
from dspic_gui.qt.pair.code_rows import RECENT, CodeRows
from dspic_gui.qt.pair.key_letters import letter_of
from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.sentence import plain


class CodeBox(QFrame):
    """Two letters choose finding and part, arrows the side, Alt+1..5 the certainty; Enter takes, Esc gives up."""

    chosen = pyqtSignal(object)  # CodeChoice
    cancelled = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Code of the lesion"))
        self.entry: CodeEntry | None = None
        self.certainty: int | None = None
        self.held = False
        self._recent: tuple[str, ...] = ()
        self._code, self._problem, self._hint, self.origin = QLabel(), QLabel(), QLabel(), QLabel()
        self._text, self.rows = QLineEdit(), CodeRows(self)
        self.letters = BoxLetters(self, self.rows)
        self._build()
        self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        names = ((self._code, "code"), (self._problem, "problem"), (self._hint, "hint"), (self.origin, "hint"))
        for label, name in names:
            label.setObjectName(name)
        for label in (self._code, self._problem, self.origin):
            label.setWordWrap(True)
        self.show_origin(self.tr("Trained on simulated scans; not validated on patients."))
        self._text.setPlaceholderText(self.tr("Free text (Tab)"))
        self._text.installEventFilter(self)
        for widget in (self._code, self.origin, self.rows, self._text, self._problem, self._hint):
            column.addWidget(widget)
        self.rows.finding_pressed.connect(self._take_finding)
        self.rows.part_pressed.connect(self._take_part)
        self.rows.side_pressed.connect(self._take_side)
        self.rows.grade_pressed.connect(self._grade)
        self.rows.recent_pressed.connect(self._take_recent)

    # opening and closing

    def open(
        self,
        entry: CodeEntry,
        near: QRect,
        clear_of: QRect,
        *,
        recent: Sequence[str] = (),
        certainty: int | None = None,
        text: str | None = None,
        editing: bool = False,
    ) -> None:
        """Open beside `near`, off the picture `clear_of` (both in the parent's coordinates), with what is known already."""
        self.entry, self.certainty, self._recent = entry, certainty, tuple(recent)[:RECENT]
        self.letters.begin()
        way_out = self.tr("Esc leaves the code as it is") if editing else self.tr("Esc gives the mark up")
        letters = self.tr("Two letters · ← → side, ↑ both · Alt+1–5 certainty · Ctrl+1–9 recent")
        back = "" if editing else self.tr("Ctrl+Z draws on") + " · "
        self._hint.setText(f"{letters}\n{self.tr('Enter takes')} · {back}{way_out}")
        self._text.setText(text or "")
        self._problem.hide()
        self._refresh()
        self.show()
        self.fit()
        self.place(near, clear_of)
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_origin(self, warning: str) -> None:
        """What the card of the network warns of that fills places in."""
        self.origin.setText(self.tr("Place from a network. {warning}").format(warning=warning))

    def suggest(self, hint: PlaceHint | None) -> None:
        """Know what the map of regions says of the place; nothing changes once something was said."""
        entry = self._now
        if hint is not None and entry.finding is None and entry.part is None and entry.side is None:
            self.entry = replace(entry, hint=hint)
            self._refresh()
            self.fit()

    def take(self) -> None:
        """Take the code as it stands, or say what is missing."""
        try:
            label = self._now.label()
        except CodeError as problem:
            self._say(in_words(problem))
            return
        self.hide()
        self.chosen.emit(CodeChoice(label, self.certainty, self._text.text().strip() or None))

    @property
    def text(self) -> str | None:
        """The free text as it stands."""
        return self._text.text() or None

    def cancel(self) -> None:
        """Close without a code."""
        if not self.isHidden():
            self.hide()
            self.cancelled.emit()

    def place(self, near: QRect, clear_of: QRect) -> None:
        """Stand beside `near`, off the picture `clear_of` where there is room, else off `near`; in the parent's coordinates.

        A box that is docked, or was moved by hand, stays where it is.
        """
        if not self.held:
            self.move(beside(self.size(), cast(QWidget, self.parent()).rect(), near, clear_of))

    # keys

    def event(self, event: QEvent | None) -> bool:
        """While the box is open no key is a shortcut of the window; Tab goes to the text."""
        if event is not None and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event is not None and event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).key() == Qt.Key.Key_Tab:
            self._text.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """In the text field Enter, Esc, Tab, the certainty and the recent codes still belong to the box."""
        if event is None or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        key = cast(QKeyEvent, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return False
        if key.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.setFocus()
            return True
        return self._take_common_key(key)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """A letter, an arrow, or one of the keys that also work in the text."""
        assert event is not None
        event.accept()
        if self._take_common_key(event):
            return
        sides = {Qt.Key.Key_Left: Side.LEFT, Qt.Key.Key_Right: Side.RIGHT, Qt.Key.Key_Up: Side.BILATERAL}
        side = sides.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if side:
            self._take_side(side)
        elif event.key() == Qt.Key.Key_Down:
            self._change(self._now.other_place)
        elif event.key() == Qt.Key.Key_Backspace:
            self._change(self._now.stepped_back)
        elif plain and (letter := letter_of(event)):
            self._change(partial(self._now.typed, letter))

    def _take_finding(self, key: str) -> None:
        self._change(partial(self._now.with_finding, key))

    def _take_part(self, key: str) -> None:
        self._change(partial(self._now.with_part, key))

    def _take_side(self, side: Side) -> None:
        self._change(partial(self._now.with_side, side))

    def _take_common_key(self, event: QKeyEvent) -> bool:
        modifiers, number = event.modifiers(), event.key() - Qt.Key.Key_0
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif modifiers & Qt.KeyboardModifier.AltModifier and 1 <= number <= 5:
            self._grade(number)
        elif modifiers & Qt.KeyboardModifier.ControlModifier and 1 <= number <= len(self._recent):
            self._take_recent(number - 1)
        else:
            return False
        return True

    # what the keys and buttons do

    @property
    def _now(self) -> CodeEntry:
        assert self.entry is not None, "the box is not open"
        return self.entry

    def _change(self, change: Callable[[], CodeEntry]) -> None:
        try:
            self.entry = change()
        except CodeError as problem:
            self._say(in_words(problem))
            self._refresh()
            return
        self._problem.hide()
        self._refresh()
        if self.entry.settled:
            self.take()
        else:
            self._keep_whole()

    def _keep_whole(self) -> None:
        """A title of two lines takes nothing from the rows below it: the box grows, and stays inside."""
        if self.heightForWidth(self.width()) > self.height():
            self.fit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """However it grows, it stays inside what it stands on."""
        super().resizeEvent(event)
        parent = cast(QWidget, self.parent())
        x, y = (max(min(at, room - size), 0) for at, room, size in (
            (self.x(), parent.width(), self.width()), (self.y(), parent.height(), self.height()),
        ))  # fmt: skip
        if (x, y) != (self.x(), self.y()):
            self.move(x, y)

    def _grade(self, certainty: int) -> None:
        self.certainty = None if certainty == self.certainty else certainty
        self._refresh()

    def _take_recent(self, index: int) -> None:
        self.entry = CodeEntry.of(self._now.book, self._recent[index])
        self._refresh()
        self.take()

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.show()
        self.fit()

    def _refresh(self) -> None:
        self.rows.show_entry(self._now, self.certainty, self._recent)
        self._code.setText(_question(self._now))
        self.origin.setVisible(bool(self._now.hinted_parts) and self._now.part is None)

    def fit(self) -> None:
        """As large as the rows need, with letters for which there is room."""
        self.letters.fit()


def _question(entry: CodeEntry) -> str:
    """What is asked for next, or the code as Enter would take it."""
    if entry.finding is None:
        part = in_words(plain(entry.body_part.title)) if entry.body_part else ""
        return translate("CodeBox", "Which finding in: {0}?").format(part) if part else translate("CodeBox", "Which finding?")
    finding = in_words(plain(entry.book.finding_by_key[entry.finding].title))
    if entry.effective_part is None:
        return translate("CodeBox", "{0}: which body part?").format(finding)
    words = in_words(describe_label(entry.label(), entry.book))
    if entry.part_is_hinted:
        return words
    return words + (translate("CodeBox", "   (side from the position)") if entry.side is None and entry.effective_side else "")
