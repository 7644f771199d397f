"""What a canvas shows: the counts, what lies over them, the lesions, and the guides and labels above; no mouse, no tool of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PyQt6.QtCore import QRectF, QSignalBlocker, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPixmap
from PyQt6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

from dspic_gui.code import CodeBook
from dspic_gui.counts.display import Display
from dspic_gui.counts.region import count_at
from dspic_gui.qt.canvas.canvas_camera import CanvasCamera
from dspic_gui.qt.canvas.found_items import FoundItems
from dspic_gui.qt.canvas.guides import CrossItem, GuideItem, PointerItem
from dspic_gui.qt.canvas.labels import CanvasLabels
from dspic_gui.qt.canvas.lesion_item import Appearance
from dspic_gui.qt.canvas.lesion_layer import LesionLayer
from dspic_gui.qt.canvas.picture_item import PictureItem, SecondPictureItem
from dspic_gui.qt.canvas.tool import Tool
from dspic_gui.qt.words.measures import view_name
from dspic_gui.reading import Lesion
from dspic_gui.shape import Point, Shape
from dspic_gui.study import ROWS, Projection, View

SNAP = 4.0
"""How near to the picture's edge, in screen pixels, a drawn point jumps onto it."""

NEAR = 1.3
"""So many times the scale that shows the whole picture there is room for whole captions."""

SURROUND = "#15171b"


def set_up_for_pictures(view: QGraphicsView) -> None:
    """Let a view show scans: no frame, no bars, its own camera, and no more painting than must be."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setBackgroundBrush(QColor(SURROUND))
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
    view.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
    view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
    view.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
    view.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class Follower(Protocol):
    """A second view of the same scene, which looks where the canvas looks."""

    labels: CanvasLabels

    def follow(self) -> None:
        """The canvas looks somewhere else now."""

    def viewport(self) -> QWidget | None:
        """What is painted on."""


class CanvasContents(CanvasCamera):
    """The part of a Canvas that shows; the Canvas puts a tool into its hand, which draws again whenever something else is shown."""

    tool: Tool
    echoes: Sequence[Follower] = ()

    def __init__(self, projection: Projection, parent: QWidget | None = None) -> None:
        super().__init__(projection, parent)
        self.maximum = 1.0
        self.selection: tuple[str, ...] = ()
        self.editable = True
        self._scene = QGraphicsScene(self)
        self._picture = PictureItem()
        self._second = SecondPictureItem(self._picture)
        self._overlay = QGraphicsPixmapItem()
        self.guide = GuideItem()
        self.pointer_item = PointerItem()
        self.cross = CrossItem()
        self._waiting_guide = GuideItem()
        self._overlay.setZValue(-5)
        for item in (self._picture, self._second, self._overlay, self._waiting_guide, self.guide, self.pointer_item, self.cross):
            self._scene.addItem(item)
        self.found = FoundItems(self._scene)
        self.lesions = LesionLayer(self._scene)
        self.labels = CanvasLabels(self)
        self.labels.changed.connect(self._labels_changed)

    def prepare(self) -> None:
        """Set the view up for pictures; the tool must be in hand, because this moves the camera."""
        self.setScene(self._scene)
        set_up_for_pictures(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(False)  # files dropped here are the window's to import
        self.setAccessibleName(view_name(self.projection))
        self._scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._scene.setSceneRect(-4 * ROWS, -4 * ROWS, 9 * ROWS, 9 * ROWS)

    def drawBackground(self, painter: QPainter | None, rect: QRectF) -> None:
        """Only what the picture leaves free: it would be painted twice."""
        if painter is not None:
            for part in self._picture.leaves_free(rect, 1 / (self.camera.scale * min(1.0, self.aspect))):
                painter.fillRect(part, self.backgroundBrush())

    # what is shown

    def show_view(self, view: View | None, display: Display, maximum: float) -> None:
        """Show another view, or none, given the robust maximum of the study."""
        self.tool.cancel()
        self.view = view
        self._picture.show_view(view)
        self.show_overlay(None, 0.0)
        self.found.show_outlines(())
        self.maximum = maximum
        self.set_display(display)
        if self.fitted:
            self.fit()

    def set_display(self, display: Display) -> None:
        """Show the same counts in another way; nothing that is stored changes."""
        hiding = display.shapes_hidden != self.display.shapes_hidden
        turned = display.mirrors(self.projection) != self.display.mirrors(self.projection)
        self.display = display
        self._picture.show_display(display, self.maximum)
        self._second.show_display(display, self.maximum)
        if turned:
            self.apply_camera()
        self.lesions.show_display(display, self.projection, self.devicePixelRatioF())
        self.found.set_hidden(display.shapes_hidden)
        if turned or hiding:
            self.tool.refresh()
        self.labels.show_state(self.projection, display, self.maximum, self.view is not None)
        for echo in self.echoes if display.dual else ():
            echo.labels.show_state(self.projection, display.at_second, self.maximum, self.view is not None)
        self._say_levels(display)

    def _say_levels(self, display: Display) -> None:
        self.labels.show_level(f"{display.upper:.3g} %" if display.dual and self.view else "")
        for echo in self.echoes:
            echo.labels.show_level(f"{display.second:.3g} %" if self.view else "")

    def add_echo(self, echo: Follower) -> None:
        """Take a second view of the scene along from now on; it alone shows the second level."""
        self.echoes = (*self.echoes, echo)
        viewport = echo.viewport()
        assert viewport is not None
        self._second.show_on(viewport)

    def show_lesions(
        self, lesions: Sequence[Lesion], book: CodeBook, hidden: frozenset[str], unsaved: frozenset[str], looks: Mapping[str, Appearance]
    ) -> None:
        """Show these lesions, which are all in this view."""
        self.lesions.show_lesions(lesions, book, hidden, unsaved, looks)
        self.tool.refresh()

    def set_selection(self, uids: Sequence[str]) -> None:
        """Show these lesions as selected; names that lie in the other view are kept for Ctrl+click."""
        self.selection = tuple(uids)
        self.lesions.set_selection(self.selection)
        self.tool.refresh()

    def show_overlay(self, picture: QImage | None, opacity: float) -> None:
        """Lay a picture of the view's size over the counts, below the lesions; None takes it away."""
        self._overlay.setPixmap(QPixmap.fromImage(picture) if picture is not None else QPixmap())
        self._overlay.setOpacity(opacity)

    def show_pointer(self, point: Point | None) -> None:
        """Show where the pointer of the other view is."""
        self.pointer_item.setVisible(point is not None)
        if point is not None:
            self.pointer_item.setPos(*point)

    def show_cross(self, point: Point | None) -> None:
        """Show the keyboard pointer at a raw point, or not at all."""
        self.cross.setVisible(point is not None)
        self.labels.show_pointing(point is not None)
        if point is not None:
            self.cross.setPos(*point)

    @property
    def pointing(self) -> bool:
        """Whether the keyboard pointer is in this view."""
        return self.cross.isVisible()

    def show_waiting(self, shape: Shape | None) -> None:
        """Keep a closed shape in sight until it has its code; None takes it away."""
        if shape is None:
            self._waiting_guide.clear()
        else:
            ring = [(float(x), float(y)) for x, y in shape.outline]
            self._waiting_guide.show_guide(ring, closed=True, scale=self.camera.scale)

    def follow_camera(self) -> None:
        """Guides, captions and labels keep their size on screen."""
        self.tool.refresh()
        rows, columns = self.size_in_pixels
        far = self.camera.scale <= NEAR * self.fitting_camera().scale
        corners = self.to_screen((0, 0)), self.to_screen((columns, rows))
        blocked = QSignalBlocker(self.labels)  # the captions follow once, below
        self.labels.show_picture_edges(QRectF(*corners).normalized(), self.seam)
        self.labels.show_scale(self.camera.scale if self.view else None, self.view.pixel_mm if self.view else None)
        blocked.unblock()
        self.lesions.follow_camera(self.viewportTransform(), self.width(), far, self.labels.covered)
        for echo in self.echoes:
            echo.follow()

    def _labels_changed(self) -> None:
        self.lesions.follow_labels()

    # what lies there

    def snap(self, point: Point) -> Point:
        """The point inside the picture, on its edge where it is near, rounded to hundredths of a pixel."""
        rows, columns = self.size_in_pixels
        near = SNAP / self.camera.scale
        return _snap(point[0], float(columns), near), _snap(point[1], float(rows), near)

    def holds(self, point: Point) -> bool:
        """Whether a raw point lies in the picture."""
        rows, columns = self.size_in_pixels
        return self.view is not None and 0 <= point[0] < columns and 0 <= point[1] < rows

    def count_at(self, point: Point) -> float | None:
        """The raw count under a raw point, None outside."""
        return count_at(self.view, *point) if self.view else None

    def may_change(self, lesion: Lesion) -> bool:
        """Whether a gesture may change this lesion."""
        return self.editable and not lesion.locked

    def shown_lesions(self) -> Sequence[Lesion]:
        """The lesions of this view that can be seen."""
        return self.lesions.shown

    def selected_lesions(self) -> tuple[Lesion, ...]:
        """The selected lesions that lie in this view."""
        return self.lesions.named(self.selection)

    def lesion_at(self, point: Point) -> Lesion | None:
        """The smallest visible lesion at a raw point."""
        return self.lesions.at(point, 4.0 / self.camera.scale)

    def hover(self, lesion: Lesion | None) -> None:
        """Show that the pointer is over this lesion."""
        self.lesions.hover(lesion)

    def show_shapes(self, shapes: Mapping[str, Shape]) -> None:
        """Draw these lesions with other outlines while a gesture lasts."""
        self.lesions.show_shapes(shapes)


def _snap(value: float, edge: float, near: float) -> float:
    if value <= near:
        return 0.0
    return edge if value >= edge - near else round(value, 2)
