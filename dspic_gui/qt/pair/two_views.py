"""The two canvases side by side, anterior left and posterior right, at the same scale: which study they show, and which one keys act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRect, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QImage, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from dspic_gui.code import CodeBook, load_code_book
from dspic_gui.counts.body import Box, around, body_of
from dspic_gui.counts.display import Display
from dspic_gui.qt.canvas.canvas import Canvas
from dspic_gui.qt.canvas.echo import Echo
from dspic_gui.qt.canvas.found_items import FoundOutline
from dspic_gui.qt.canvas.lesion_item import Appearance
from dspic_gui.qt.canvas.tool import ToolSettings
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection, View, robust_maximum

GAP_COLOUR = "#2a2f37"
BESIDE = 8
"""What stays beside the views in a picture that is taken along, in screen pixels."""


class TwoViews(QWidget):
    """Shows one study. What is drawn, coded and measured on it is the CanvasPair's, and the parts' that work for it."""

    active_changed = pyqtSignal(object)  # Projection
    views_fitted = pyqtSignal()
    resized = pyqtSignal()
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
        self._body: Box | None = None
        self._whole = False
        self.tool_settings = ToolSettings()
        self.says_window = True
        self.canvases = {projection: Canvas(projection, self, self.tool_settings) for projection in Projection}
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        self.echoes = {projection: Echo(canvas, self) for projection, canvas in self.canvases.items()}
        for canvas in (*self.canvases.values(), *self.echoes.values()):
            layout.addWidget(canvas, 1)
        for projection, canvas in self.canvases.items():
            canvas.add_echo(self.echoes[projection])

    # what is shown

    def show_study(self, views: Mapping[Projection, View], display: Display, maximum: float | None = None) -> None:
        """Show another study, or none; `maximum` is the robust maximum, by default that of these views together."""
        self._views = dict(views)
        self._body = around(
            box if projection is Projection.ANT else box.mirrored(views[projection].counts.shape[1])
            for projection, box in ((name, body_of(view)) for name, view in views.items())
        )
        top = maximum if maximum is not None else robust_maximum(views)
        self._selection = ()
        for projection, canvas in self.canvases.items():
            canvas.set_selection(())
            canvas.show_lesions((), self.book, frozenset(), frozenset(), {})
            canvas.fitted = True
            canvas.show_view(views.get(projection), display, top)
        self._lesions = ()
        self._follow_display(display)
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
        for canvas in self.canvases.values():
            canvas.set_display(display)
        self._follow_display(display)

    def _follow_display(self, display: Display) -> None:
        """Stand as the display asks that the canvases have by now."""
        linking = display.linked and not self.display.linked
        rearranged = (display.single, display.dual, display.mirror_posterior) != (
            self.display.single,
            self.display.dual,
            self.display.mirror_posterior,
        )
        self.display = display
        self._arrange()
        if linking:
            self.linked_again.emit()
        if rearranged and self.active_canvas.fitted:
            self._fit()

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
        self._arrange()
        self.take_focus()  # a canvas that is put away cannot take it
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
        """Show both bodies, head to foot, at the same scale."""
        self._whole = False
        self._fit()

    def fit_next(self) -> None:
        """Show both bodies; where they are shown already, the whole rasters."""
        self._whole = all(canvas.fitted for canvas in self.canvases.values()) and not self._whole
        self._fit()

    def fit_like(self, other: TwoViews) -> None:
        """Show both bodies at the scale at which another study's are shown, so that the two can be compared."""
        self._whole = other._whole
        self._fit()
        scale = other.active_canvas.camera.scale
        for canvas in self.canvases.values():
            if canvas.camera.scale > scale:
                canvas.set_camera(replace(canvas.camera, scale=scale).settled(canvas.size_in_pixels[1], canvas.width(), canvas.seam))
                canvas.fitted = True

    def _fit(self) -> None:
        body = None if self._whole else self._body
        for projection, canvas in self.canvases.items():
            columns = canvas.size_in_pixels[1]
            canvas.part = body if body is None or projection is Projection.ANT else body.mirrored(columns)
            canvas.fit()
        self.views_fitted.emit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The canvases have their new size already."""
        super().resizeEvent(event)
        self.resized.emit()

    def is_shown(self, projection: Projection) -> bool:
        """Whether this view has room: it is there, and not put away for the other one."""
        if self._views and projection not in self._views:
            return False
        return not self.display.single or projection is self.active

    def extent(self) -> QRect:
        """The columns in which the shown views and their words stand, as high as the widget; in its screen pixels."""
        shown = [canvas for canvas in self.canvases.values() if not canvas.isHidden()]
        places = [canvas.labels.extent().translated(QPointF(canvas.pos())) for canvas in shown]
        places += [QRectF(echo.geometry()) for echo in self.echoes.values() if not echo.isHidden()]
        left = min((place.left() for place in places), default=0.0)
        right = max((place.right() for place in places), default=float(self.width()))
        return QRect(int(left), 0, int(right - left) + 1, self.height()).adjusted(-BESIDE, 0, BESIDE, 0).intersected(self.rect())

    def _arrange(self) -> None:
        """Both views meet in the middle; a lone one stands there."""
        shown = [projection for projection in Projection if self.is_shown(projection)]
        together = len(shown) > 1 and not self.display.mirror_posterior
        for projection, canvas in self.canvases.items():
            canvas.setVisible(projection in shown)
            self.echoes[projection].setVisible(projection in shown and self.display.dual)
            canvas.seam = 0 if not together else 1 if projection is Projection.ANT else -1
            first = shown[:1] == [projection]
            canvas.labels.scale.wanted = first or not self.display.linked
            canvas.labels.scale.fit()
            canvas.labels.show_window(first and self.says_window)  # this puts every label in its place
            canvas.labels.show_lone(projection if self._views.keys() == {projection} else None)
        layout = self.layout()
        if layout is not None:
            layout.activate()  # at once: the next click is meant for the pictures where they will be


def _image(pixels: NDArray[np.uint8]) -> QImage:
    rows, columns, _ = pixels.shape
    return QImage(pixels.astype(np.uint8).tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()
