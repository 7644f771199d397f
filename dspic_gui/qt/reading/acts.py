"""What the rows of the table do to the reading and to how it looks: each is one edit of the session's reading or display."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.counts.display import Curve, Display
from dspic_gui.marking import edits
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.session import Session
from dspic_gui.reading import Lesion, Reading

_STEPS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
PUSH = 10


class ReadingActs(QObject):
    """The acts on the selected marks and on the display. The clipboard lasts from study to study, and never leaves the program."""

    recent_changed = pyqtSignal()

    def __init__(self, session: Session, canvas: CanvasPair, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._canvas = canvas
        self._clipboard: tuple[Lesion, ...] = ()
        self.recent: tuple[str, ...] = ()

    # marks

    def delete(self) -> None:
        """Delete the selected marks that can be seen; locked ones stay."""
        hidden, before = len(self._in_sight()) < len(self._session.selection), self._count()
        self._edit(edits.delete)
        if hidden:
            self._session.message.emit(self.tr("Hidden marks were not deleted. Show them first."))
        elif self._session.selection:
            self._session.message.emit(self.tr("Locked marks were not deleted. Unlock them first."))
        elif (gone := before - self._count()) > 0:
            more = self.tr("{count} marks are deleted. Ctrl+Z brings them back.").format(count=gone)
            self._session.say_for_now(self.tr("1 mark is deleted. Ctrl+Z brings it back.") if gone == 1 else more)

    def _count(self) -> int:
        return len(self._session.reading.lesions) if self._session.reading is not None else 0

    def undo(self) -> None:
        """One step back: of what is being drawn, else of the finished marks."""
        if not self._canvas.in_hand.undo():
            self._session.undo()

    def redo(self) -> None:
        """One step forward."""
        if not self._canvas.in_hand.redo():
            self._session.redo()

    def duplicate(self) -> None:
        """Copies beside the selected marks, selected then."""
        self._edit_and_select(edits.duplicate)

    def mirror_to_other_view(self) -> None:
        """Mirrored copies in the other view, linked with their originals."""
        study, reading = self._session.study, self._session.reading
        if study is None or reading is None:
            return
        marks = edits.chosen(reading, self._session.selection)
        if any(mark.projection.other not in study.projections for mark in marks):
            self._session.message.emit(self.tr("This study has one view only, so there is no other view to copy into."))
            return
        changed, uids = edits.mirror_to_other_view(reading, self._session.selection)
        if not uids:
            self._session.message.emit(self.tr("The other view holds this lesion already."))
            return
        self._session.commit(changed)
        self._session.select(*uids)

    def copy(self) -> None:
        """Remember the selected marks."""
        if self._session.reading is not None:
            self._clipboard = tuple(edits.chosen(self._session.reading, self._session.selection))

    def cut(self) -> None:
        """Remember the selected marks that can be seen and delete them; locked ones stay, and are remembered."""
        if self._session.reading is not None:
            self._clipboard = tuple(edits.chosen(self._session.reading, self._in_sight()))
        self.delete()

    def paste(self) -> None:
        """The remembered marks, each into the view that it was taken from."""
        study = self._session.study
        marks = tuple(mark for mark in self._clipboard if study and mark.projection in study.projections)
        if not marks:
            self._session.message.emit(self.tr("There is nothing to paste here: copy a mark first."))
            return
        self._edit_and_select(lambda reading, _: edits.paste(reading, marks))

    def paste_into_active(self) -> None:
        """The remembered marks, all into the view that has the focus."""
        if not self._clipboard:
            self.paste()
            return
        self._edit_and_select(lambda reading, _: edits.paste(reading, self._clipboard, self._canvas.active))

    def link(self) -> None:
        """Join the selected marks into one lesion."""
        self._edit(edits.link)

    def unlink(self) -> None:
        """Make the selected marks lesions of their own."""
        self._edit(edits.unlink)

    def lock(self) -> None:
        """Lock the selected marks, or unlock them."""
        self._edit(edits.lock)

    def hide(self) -> None:
        """Hide the selected marks, or show them again."""
        chosen = frozenset(self._session.selection)
        hidden = self._session.hidden
        self._session.set_hidden(hidden - chosen if chosen <= hidden else hidden | chosen)

    def nudge(self, way: str) -> None:
        """Move the selected marks by one pixel on screen: left, right, up or down."""
        self._canvas.nudge(*_STEPS[way])

    def push(self, way: str) -> None:
        """Move the selected marks by ten pixels."""
        dx, dy = _STEPS[way]
        self._canvas.nudge(dx * PUSH, dy * PUSH)

    # codes

    def apply_recent(self, number: int) -> None:
        """Give the selected marks the code that was used `number` codes ago."""
        if number > len(self.recent):
            self._session.message.emit(self.tr("There is no recent code {number} yet.").format(number=number))
            return
        self.code(self.recent[number - 1])

    def code(self, label: str) -> None:
        """Give the selected marks this code."""
        self._edit(lambda reading, uids: edits.recode(reading, uids, label))
        self.remember(label)

    def grade(self, certainty: int) -> None:
        """Give the selected marks this certainty."""
        self._edit(lambda reading, uids: edits.grade(reading, uids, certainty))

    def remember(self, label: str) -> None:
        """Put a code at the front of the recent ones."""
        self.set_recent(edits.recent_labels(label, self.recent))

    def set_recent(self, labels: Sequence[str]) -> None:
        """Begin with these recent codes; those that the dataset's code book does not know are left out."""
        book = self._session.archive.book
        self.recent = tuple(label for label in labels if book.knows(label) and book.makes_sense(label))
        self._canvas.set_recent_codes(self.recent)
        self.recent_changed.emit()

    # display

    def toggle_display(self, name: str) -> None:
        """Turn one of the display's switches."""
        switch: dict[str, Any] = {name: not getattr(self._session.display, name)}
        self._session.set_display(replace(self._session.display, **switch))

    def set_upper(self, percent: int) -> None:
        """The upper level, in % of the robust maximum."""
        self._show(lambda display: display.with_upper(percent))

    def change_upper(self, factor: float) -> None:
        """The upper level higher or lower by this factor, as dragging up or down does."""
        self._show(lambda display: display.with_upper(display.upper * factor))

    def change_gamma(self, factor: float) -> None:
        """The exponent of the gamma curve higher or lower by this factor; it is said where another curve is in use."""
        if self._session.display.curve is not Curve.GAMMA:
            self._session.message.emit(self.tr("The curve is not gamma, so there is no exponent to change."))
        self._show(lambda display: display.with_gamma(display.gamma * factor) if display.curve is Curve.GAMMA else display)

    def invert(self) -> None:
        """The colour map the other way up."""
        self._show(Display.with_inversion_toggled)

    def next_curve(self) -> None:
        """Linear, gamma, logarithm."""
        self._show(Display.with_next_curve)

    def next_map(self) -> None:
        """The next colour map."""
        self._show(Display.with_next_map)

    def exchange_levels(self) -> None:
        """The level of both views becomes that of their second pictures, and the other way round."""
        self._show(Display.with_levels_exchanged)

    def reset_display(self) -> None:
        """Window, curve and colours as at the start."""
        self._show(Display.reset)

    def _show(self, change: Callable[[Display], Display]) -> None:
        self._session.set_display(change(self._session.display))

    def _edit(self, change: Callable[[Reading, tuple[str, ...]], Reading]) -> None:
        uids = self._in_sight()
        if uids:
            self._session.edit(lambda reading: change(reading, uids))

    def _in_sight(self) -> tuple[str, ...]:
        """The selected marks that can be seen: no act changes a mark that the reader does not see."""
        if self._session.display.shapes_hidden:
            return ()
        return tuple(uid for uid in self._session.selection if uid not in self._session.hidden)

    def _edit_and_select(self, change: Callable[[Reading, tuple[str, ...]], edits.Edit]) -> None:
        if self._session.reading is not None and self._session.editable:
            changed, uids = change(self._session.reading, self._session.selection)
            self._session.commit(changed)
            self._session.select(*uids)
