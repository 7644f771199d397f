"""From a closed shape to a coded lesion: the shape waits on the canvas while the code box is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from dspic_gui.marking.code_entry import CodeChoice, CodeEntry, PlaceHint, side_of
from dspic_gui.qt.pair.box_keeper import BoxKeeper
from dspic_gui.qt.pair.code_box import CodeBox
from dspic_gui.qt.pair.linking import Linking
from dspic_gui.qt.pair.two_views import TwoViews
from dspic_gui.reading import Lesion
from dspic_gui.shape import Shape
from dspic_gui.study import Projection


@dataclass(frozen=True)
class GivenUp:
    """A shape whose mark was given up, with what the code box said of it then."""

    projection: Projection
    shape: Shape
    entry: CodeEntry
    certainty: int | None
    text: str | None


class Coding(QObject):
    """Opens the code box for a new shape or for lesions, and tells the outcome."""

    lesion_drawn = pyqtSignal(object)  # Lesion, with its code
    lesions_coded = pyqtSignal(object)  # dict of uid to CodeChoice
    changed = pyqtSignal(bool)  # whether a code is being asked for

    def __init__(self, views: TwoViews, linking: Linking) -> None:
        super().__init__(views)
        self.recent: tuple[str, ...] = ()
        self.suggested_part: str | None = None
        self.place_of: Callable[[Projection, Shape], PlaceHint | None] = nothing_known
        self.box = CodeBox(views)
        self._keeper = BoxKeeper(self.box, views)
        self.changed.connect(self._keeper.show_open)
        self._views = views
        self._linking = linking
        self._waiting: tuple[Projection, Shape] | None = None
        self._edited: tuple[Lesion, ...] = ()
        self.given_up: GivenUp | None = None
        self.box.chosen.connect(self._take)
        self.box.cancelled.connect(self._give_up)
        linking.followed.connect(self.keep_in_place)

    @property
    def open(self) -> bool:
        """Whether a code is being asked for."""
        return self._waiting is not None or bool(self._edited)

    def dock_over(self, area: QWidget, host: QWidget) -> None:
        """Let the code box stand over this panel, as a child of `host`, which holds the pictures too."""
        self._keeper.dock_over(area, host)

    def begin(self, projection: Projection, shape: Shape) -> None:
        """Ask for the code of a shape that was just closed."""
        self._waiting = projection, shape
        self._views.canvases[projection].show_waiting(shape)
        self.given_up = None
        side = side_of(shape, projection, self._columns(projection))
        entry = CodeEntry(self._views.book, suggested_side=side, hint=self.place_of(projection, shape))
        if self.suggested_part in self._views.book.part_by_key:
            entry = replace(entry, part=self.suggested_part)
        self._open(entry, projection, shape)

    def look_again(self) -> None:
        """More is known of places: tell the open box, unless the reader has begun."""
        if self._waiting is not None:
            self.box.suggest(self.place_of(*self._waiting))

    def edit(self, lesions: Sequence[Lesion]) -> None:
        """Ask for another code for lesions; the first one's code is the start."""
        first, self._edited = lesions[0], tuple(lesions)
        entry = CodeEntry.of(self._views.book, first.label, side_of(first.shape, first.projection, self._columns(first.projection)))
        self._open(entry, first.projection, first.shape, first)

    def cancel(self) -> None:
        """Give the mark up; `resume` brings it back."""
        self.box.cancel()

    @property
    def waiting(self) -> tuple[Projection, Shape] | None:
        """The closed shape that waits for its code, None where there is none."""
        return self._waiting

    def resume(self) -> None:
        """Ask again for the code of the shape that was given up, with what was said of it."""
        back, self.given_up = self.given_up, None
        if back is not None:
            self._waiting = back.projection, back.shape
            self._views.canvases[back.projection].show_waiting(back.shape)
            self._open(back.entry, back.projection, back.shape, said=(back.certainty, back.text))

    def _give_up(self) -> None:
        if self._waiting is not None and self.box.entry is not None:
            projection, shape = self._waiting
            self.given_up = GivenUp(projection, shape, self.box.entry, self.box.certainty, self.box.text)
        self._end()

    def keep_in_place(self) -> None:
        """Follow the shape when the picture moves."""
        if self._waiting is not None:
            self.box.place(self._linking.screen_box(*self._waiting), self._linking.picture_box(self._waiting[0]))

    def _open(
        self,
        entry: CodeEntry,
        projection: Projection,
        shape: Shape,
        lesion: Lesion | None = None,
        said: tuple[int | None, str | None] = (None, None),
    ) -> None:
        for canvas in self._views.canvases.values():
            canvas.waiting = True
        near = self._linking.screen_box(projection, shape)
        certainty, text = (lesion.certainty, lesion.description) if lesion else said
        picture = self._linking.picture_box(projection)
        self.box.open(entry, near, picture, recent=self.recent, certainty=certainty, text=text, editing=lesion is not None)
        self.changed.emit(True)

    def _take(self, choice: CodeChoice) -> None:
        waiting, edited = self._waiting, self._edited
        self._end()
        if waiting is not None:
            self.suggested_part = None
            projection, shape = waiting
            lesion = Lesion(projection, shape, choice.label, certainty=choice.certainty, description=choice.description)
            self.lesion_drawn.emit(lesion)
        elif edited:
            self.lesions_coded.emit({lesion.uid: _choice_for(lesion, edited[0], choice) for lesion in edited})

    def _end(self) -> None:
        self._waiting, self._edited = None, ()
        for canvas in self._views.canvases.values():
            canvas.waiting = False
            canvas.show_waiting(None)
        self._views.active_canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(False)

    def _columns(self, projection: Projection) -> int:
        return self._views.canvases[projection].size_in_pixels[1]


def nothing_known(projection: Projection, shape: Shape) -> PlaceHint | None:
    """No map of regions is there."""
    return None


def _choice_for(lesion: Lesion, first: Lesion, choice: CodeChoice) -> CodeChoice:
    """The choice for one of several lesions: certainty and text that were left as the first one's stay each lesion's own."""
    certainty = lesion.certainty if choice.certainty == first.certainty else choice.certainty
    description = lesion.description if choice.description == first.description else choice.description
    return CodeChoice(choice.label, certainty, description)
