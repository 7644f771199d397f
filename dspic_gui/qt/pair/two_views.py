"""The two canvases side by side, anterior left and posterior right, at the same scale: which study they show, and which one keys act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from dspic_gui.code import CodeBook, load_code_book
from dspic_gui.counts.display import Display
from dspic_gui.qt.canvas.canvas import Canvas
from dspic_gui.qt.canvas.found_items import FoundOutline
from dspic_gui.qt.canvas.lesion_item import Appearance
from dspic_gui.qt.canvas.tool import ToolSettings
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection, View, robust_maximum

GAP_COLOUR = "#2a2f37"
MISSING_WIDTH, ANY_WIDTH = 160, 16777215
"""A view that the study does not have leaves its room to the other one; Qt's own word for any width."""


class TwoViews(QWidget):
    """Shows one study. What is drawn, coded and measured on it is the CanvasPair's, and the parts' that work for it."""

    active_changed = pyqtSignal(object)  # Projection
    views_fitted = pyqtSignal()
    linked_again = pyqtSignal()
    message = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self.active = Projection.ANT
        self.book = load_code_book()
        self._read_only = read_only
        self.editable = not read_only
        self.display = Display()
        self._lesions: tuple[Lesion, ...] = ()
        self._selection: tuple[str, ...] = ()
        self._views: dict[Projection, View] = {}
        self.tool_settings = ToolSettings()
        self.canvases = {projection: Canvas(projection, self, self.tool_settings) for projection in Projection}
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for canvas in self.canvases.values():
            layout.addWidget(canvas, 1)

    # what is shown

    def show_study(self, views: Mapping[Projection, View], display: Display, maximum: float | None = None) -> None:
        """Show another study, or none; `maximum` is the robust maximum, by default that of these views together."""
        self._views = dict(views)
        top = maximum if maximum is not None else robust_maximum(views)
        self._selection = ()
        for projection, canvas in self.canvases.items():
            canvas.set_selection(())
            canvas.show_lesions((), self.book, frozenset(), frozenset(), {})
            canvas.fitted = True
            canvas.show_view(views.get(projection), display, top)
        self._lesions = ()
        self.set_display(display)
        if views and self.active not in views:
            self.activate(next(iter(views)))
        self.fit()

    def show_lesions(
        self,
        lesions: Sequence[Lesion],
        book: CodeBook,
        *,
        hidden: frozenset[str] = frozenset(),
        unsaved: frozenset[str] = frozenset(),
        appearances: Mapping[str, Appearance] | None = None,
    ) -> None:
        """Show these lesions; `unsaved` ones say so, `appearances` replaces the code book's colour, line and caption."""
        self.book, self._lesions = book, tuple(lesions)
        for projection, canvas in self.canvases.items():
            marks = [lesion for lesion in lesions if lesion.projection is projection]
            canvas.show_lesions(marks, book, hidden, unsaved, appearances or {})

    def set_selection(self, uids: Sequence[str]) -> None:
        """Show these lesions as selected."""
        self._selection = tuple(uids)
        for canvas in self.canvases.values():
            canvas.set_selection(self._selection)

    def set_display(self, display: Display) -> None:
        """Show the same counts in another way."""
        linking = display.linked and not self.display.linked
        rearranged = display.single != self.display.single
        self.display = display
        for canvas in self.canvases.values():
            canvas.set_display(display)
        self._arrange()
        if linking:
            self.linked_again.emit()
        if rearranged and self.active_canvas.fitted:
            self.fit()

    def show_overlay(self, pictures: Mapping[Projection, NDArray[np.uint8]], opacity: float) -> None:
        """Lay RGBA pictures (rows x columns x 4) over the views; those that are not named lose theirs."""
        for projection, canvas in self.canvases.items():
            pixels = pictures.get(projection)
            canvas.show_overlay(None if pixels is None else _image(pixels), opacity)

    def show_found(self, outlines: Mapping[Projection, Sequence[FoundOutline]]) -> None:
        """Outline what a network found in each view; views that are not named lose theirs."""
        for projection, canvas in self.canvases.items():
            canvas.found.show_outlines(outlines.get(projection, ()))

    def set_editable(self, editable: bool) -> None:
        """Allow drawing and changing, or only looking, selecting and measuring."""
        self.editable = editable and not self._read_only
        for canvas in self.canvases.values():
            canvas.set_editable(self.editable)

    # what is chosen

    @property
    def lesions(self) -> tuple[Lesion, ...]:
        """The lesions of both views, hidden ones too."""
        return self._lesions

    def selected_lesions(self) -> tuple[Lesion, ...]:
        """The selected lesions in both views."""
        return tuple(lesion for lesion in self._lesions if lesion.uid in self._selection)

    def shown_lesions(self) -> list[Lesion]:
        """The lesions that can be seen, in both views."""
        return [lesion for canvas in self.canvases.values() for lesion in canvas.lesions.shown]

    # views and camera

    @property
    def active_canvas(self) -> Canvas:
        """The canvas that keys act on."""
        return self.canvases[self.active]

    def activate(self, projection: Projection) -> None:
        """Make this the view that keys act on."""
        changed, self.active = projection is not self.active, projection
        for name, canvas in self.canvases.items():
            canvas.labels.show_active(name is projection)
        self.take_focus()
        self._arrange()
        if changed:
            self.active_changed.emit(projection)

    def take_focus(self) -> None:
        """Let keys act on the active view, where the canvases take keys at all."""
        takes_focus = self.active_canvas.focusPolicy() is not Qt.FocusPolicy.NoFocus
        if takes_focus and self.isVisible():
            self.active_canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def activate_other(self) -> None:
        """Go to the other view, where there is one."""
        if self.active.other in self._views or not self._views:
            self.activate(self.active.other)

    def fit(self) -> None:
        """Show both whole pictures at the same scale."""
        for canvas in self.canvases.values():
            canvas.fit()
        self.views_fitted.emit()

    def _arrange(self) -> None:
        for projection, canvas in self.canvases.items():
            canvas.setVisible(not self.display.single or projection is self.active)
            canvas.setMaximumWidth(MISSING_WIDTH if self._views and projection not in self._views else ANY_WIDTH)
        layout = self.layout()
        if layout is not None:
            layout.activate()  # at once: the next click is meant for the pictures where they will be


def _image(pixels: NDArray[np.uint8]) -> QImage:
    rows, columns, _ = pixels.shape
    return QImage(pixels.astype(np.uint8).tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()
