"""A canvas's picture once more, at a second upper level: the same scene through the same camera, so every mark stands in both."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt
from PyQt6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
from PyQt6.QtWidgets import QGraphicsView, QWidget

from dspic_gui.qt.canvas.canvas import Canvas
from dspic_gui.qt.canvas.contents import set_up_for_pictures
from dspic_gui.qt.canvas.labels import CanvasLabels


class Echo(QGraphicsView):
    """Shows what its canvas shows; the mouse on it is the mouse on the canvas, but a right drag sets the second level."""

    def __init__(self, canvas: Canvas, parent: QWidget) -> None:
        super().__init__(canvas.scene(), parent)
        self.canvas = canvas
        set_up_for_pictures(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys stay with the canvas
        self.setMouseTracking(True)
        self.setAcceptDrops(False)
        self.labels = CanvasLabels(self)
        self.labels.windowed = False
        self.labels.scale.wanted = False
        self.hide()

    def follow(self) -> None:
        """Look where the canvas looks."""
        camera, canvas = self.canvas.camera, self.canvas
        if self.transform() != canvas.transform():
            self.setTransform(canvas.transform())
        self.centerOn(camera.x, camera.y)
        rows, columns = canvas.size_in_pixels
        corners = self.mapFromScene(0, 0), self.mapFromScene(columns, rows)
        self.labels.show_picture_edges(QRectF(QPointF(corners[0]), QPointF(corners[1])).normalized(), canvas.seam)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the same place in the middle."""
        super().resizeEvent(event)
        self.follow()

    # the mouse is the canvas's

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin a gesture of the canvas."""
        assert event is not None
        self.canvas.dragged_level = "second" if event.button() is Qt.MouseButton.RightButton else "upper"
        self.canvas.mousePressEvent(self._there(event))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Go on with it."""
        assert event is not None
        self.canvas.mouseMoveEvent(self._there(event))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End it."""
        assert event is not None
        self.canvas.mouseReleaseEvent(self._there(event))
        self.canvas.dragged_level = "upper"

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """As on the canvas."""
        assert event is not None
        self.canvas.mouseDoubleClickEvent(self._there(event))

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """As on the canvas."""
        assert event is not None
        event.accept()
        turned = QWheelEvent(
            self._place(event.position()),
            event.globalPosition(),
            event.pixelDelta(),
            event.angleDelta(),
            event.buttons(),
            event.modifiers(),
            event.phase(),
            event.inverted(),
        )
        self.canvas.wheelEvent(turned)

    def leaveEvent(self, event: QEvent | None) -> None:
        """The pointer is nowhere now."""
        self.canvas.leaveEvent(event)

    def _there(self, event: QMouseEvent) -> QMouseEvent:
        """The event as the canvas would get it at the same raw place."""
        event.accept()
        place = self._place(event.position())
        return QMouseEvent(event.type(), place, event.globalPosition(), event.button(), event.buttons(), event.modifiers())

    def _place(self, position: QPointF) -> QPointF:
        inverse, _ = self.viewportTransform().inverted()
        point = inverse.map(position)
        return self.canvas.to_screen((point.x(), point.y()))
