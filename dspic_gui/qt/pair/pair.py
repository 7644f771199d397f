"""The two linked canvases, anterior left and posterior right, at the same scale, and the code box above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from dspic_gui.code import CodeBook, load_code_book
from dspic_gui.counts.display import Display
from dspic_gui.qt.canvas.canvas import TOOLS, Canvas
from dspic_gui.qt.canvas.lesion_item import Appearance
from dspic_gui.qt.canvas.tool import ToolSettings
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.pair.acts import CanvasActs
from dspic_gui.qt.pair.coding import Coding
from dspic_gui.qt.pair.keyboard_pointer import KeyboardPointer
from dspic_gui.qt.pair.linking import Linking
from dspic_gui.qt.pair.measuring import Measuring
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection, View, robust_maximum

GAP_COLOUR = "#2a2f37"
MISSING_WIDTH, ANY_WIDTH = 160, 16777215
"""A view that the study does not have leaves its room to the other one; Qt's own word for any width."""


class CanvasPair(CanvasActs, QWidget):
    """Shows one study and emits finished gestures; every act of the shortcut table that concerns the picture is a method."""

    TOOLS: tuple[str, ...] = tuple(TOOLS)

    lesion_drawn = pyqtSignal(object)  # Lesion, with its code
    lesions_reshaped = pyqtSignal(object)  # dict of uid to Shape
    lesions_coded = pyqtSignal(object)  # dict of uid to CodeChoice
    selection_requested = pyqtSignal(object)  # tuple of uids
    display_requested = pyqtSignal(object)  # Display
    cursor_changed = pyqtSignal(object, float, float, object)  # Projection, x, y, count
    context_menu_requested = pyqtSignal(QPoint, object)  # global position, uid or None
    profile_changed = pyqtSignal(object)  # (Projection, Profile) or None
    statistics_changed = pyqtSignal(object)  # (Projection, RegionStatistics) or None
    tool_changed = pyqtSignal(str)
    active_changed = pyqtSignal(object)  # Projection
    views_fitted = pyqtSignal()
    coding_changed = pyqtSignal(bool)
    message = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self.active = Projection.ANT
        self.tool_name = "select"
        self.book = load_code_book()
        self._read_only = read_only
        self.display = Display()
        self._lesions: tuple[Lesion, ...] = ()
        self._selection: tuple[str, ...] = ()
        self._views: dict[Projection, View] = {}
        self.tool_settings = ToolSettings()
        self.canvases = {projection: Canvas(projection, self, self.tool_settings) for projection in Projection}
        self.linking = Linking(self)
        self.coding = Coding(self)
        self.measuring = Measuring(self)
        self.pointer = KeyboardPointer(self)
        self.setStyleSheet(f"CanvasPair {{ background: {GAP_COLOUR}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for projection, canvas in self.canvases.items():
            layout.addWidget(canvas, 1)
            self._connect(projection, canvas)
        self.set_editable(True)
        self.activate(Projection.ANT)

    def _connect(self, projection: Projection, canvas: Canvas) -> None:
        canvas.shape_drawn.connect(call_on(self.coding, self.coding.begin, projection))
        canvas.code_requested.connect(self.edit_codes)
        canvas.lesions_reshaped.connect(self.lesions_reshaped)
        canvas.selection_requested.connect(self.selection_requested)
        canvas.display_requested.connect(self.display_requested)
        canvas.menu_requested.connect(self.context_menu_requested)
        canvas.message.connect(self.message)
        canvas.activated.connect(call_on(self, self.activate, projection))
        canvas.shape_previewed.connect(call_on(self.measuring, self.measuring.measure, projection))
        canvas.line_drawn.connect(call_on(self.measuring, self.measuring.follow_line, projection))

    # what is shown

    def show_study(self, views: Mapping[Projection, View], display: Display, maximum: float | None = None) -> None:
        """Show another study, or none; `maximum` is the robust maximum, by default that of these views together."""
        if self.gesture_in_progress:
            self.cancel_gesture()
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
        self.pointer.begin_study()

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
        self.measuring.refresh()

    def set_selection(self, uids: Sequence[str]) -> None:
        """Show these lesions as selected."""
        self._selection = tuple(uids)
        for canvas in self.canvases.values():
            canvas.set_selection(self._selection)
        self.measuring.refresh()

    def set_display(self, display: Display) -> None:
        """Show the same counts in another way."""
        linking = display.linked and not self.display.linked
        rearranged = display.single != self.display.single
        self.display = display
        for canvas in self.canvases.values():
            canvas.set_display(display)
        self._arrange()
        if linking:
            self.linking.follow(self.active, self.active_canvas.camera)
        if rearranged and self.active_canvas.fitted:
            self.fit()
        self.measuring.refresh()

    def show_overlay(self, pictures: Mapping[Projection, NDArray[np.uint8]], opacity: float) -> None:
        """Lay RGBA pictures (rows x columns x 4) over the views; those that are not named lose theirs."""
        for projection, canvas in self.canvases.items():
            pixels = pictures.get(projection)
            canvas.show_overlay(None if pixels is None else _image(pixels), opacity)

    def set_editable(self, editable: bool) -> None:
        """Allow drawing and changing, or only looking, selecting and measuring."""
        self.editable = editable and not self._read_only
        for canvas in self.canvases.values():
            canvas.set_editable(self.editable)

    # what is asked for and what is chosen

    def set_recent_codes(self, labels: Sequence[str]) -> None:
        """The codes that Ctrl+1..9 take in the code box."""
        self.coding.recent = tuple(labels)

    def suggest_part(self, part: str | None) -> None:
        """Preselect a body part in the next code box."""
        self.coding.suggested_part = part

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
        takes_focus = self.active_canvas.focusPolicy() is not Qt.FocusPolicy.NoFocus
        if takes_focus and self.isVisible() and not self.coding.open:
            self.active_canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange()
        if changed:
            self.active_changed.emit(projection)

    def activate_other(self) -> None:
        """Go to the other view, where there is one."""
        if self.active.other in self._views or not self._views:
            self.activate(self.active.other)

    def fit(self) -> None:
        """Show both whole pictures at the same scale."""
        for canvas in self.canvases.values():
            canvas.fit()
        self.views_fitted.emit()

    def actual_size(self) -> None:
        """One screen pixel per pixel."""
        self.zoom(1.0 / self.active_canvas.camera.scale)

    def zoom(self, factor: float) -> None:
        """Zoom the active view about the keyboard pointer, or about its middle."""
        self.active_canvas.zoom(factor, self.pointer.place if self.pointer.on else None)

    def pan(self, dx: float, dy: float) -> None:
        """Move the active picture by screen pixels."""
        self.active_canvas.pan(dx, dy)

    def centre_on(self, uid: str) -> None:
        """Bring a lesion to the middle, near enough to see it."""
        lesion = next((lesion for lesion in self._lesions if lesion.uid == uid), None)
        if lesion is not None:
            self.activate(lesion.projection)
            self.linking.centre_on(lesion)

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
