"""Where the open code box stands, and that it keeps the keyboard until it is answered, wherever the mouse clicks."""

from __future__ import annotations

from typing import cast

from PyQt6 import sip
from PyQt6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSize, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication, QWidget

from dspic_gui.qt.pair.code_box import CodeBox
from dspic_gui.qt.pair.two_views import TwoViews

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class BoxKeeper(QObject):
    """Docks the box beside the pictures where it has room there, else leaves it beside the mark; it can be dragged by its ground.

    A double click on its ground docks it again. While it is open, keys of its window go to it.
    """

    def __init__(self, box: CodeBox, home: TwoViews) -> None:
        super().__init__(home)
        self._box, self._home = box, home
        self._area: QWidget | None = None
        self._host: QWidget | None = None
        self._moved: QPoint | None = None
        self._held_at: QPoint | None = None
        # Queued: what stands beside the pictures has its new place only after they have their new size.
        home.resized.connect(self._follow, Qt.ConnectionType.QueuedConnection)  # type: ignore[call-arg] # the stubs know no kinds

    def dock_over(self, area: QWidget, host: QWidget) -> None:
        """Let the box stand over this panel and what is between it and the pictures, as a child of `host`, which holds them all."""
        self._area, self._host = area, host

    def show_open(self, is_open: bool) -> None:
        """The box was opened or answered."""
        application = QCoreApplication.instance()
        assert application is not None
        if is_open:
            application.installEventFilter(self)
            self._dock()
        else:
            application.removeEventFilter(self)
            self._box.held = False
            self._held_at = None

    def _follow(self) -> None:
        """The pictures took another size: an open box is docked anew, unless it was dragged over them."""
        dragged_over_pictures = self._box.held and self._box.parent() is self._home
        if not self._box.isHidden() and not dragged_over_pictures:
            self._dock()

    def _dock(self) -> None:
        box, host = self._box, self._host
        if host is not None and host.isVisible():
            if box.parent() is not host:
                self._give(host)  # the look of another parent may need other room
            if self._moved is None:
                box.letters.give_room(QSize(host.width() - self._pictures_end, host.height()))
            place = self._place()
            if place is not None:
                box.held = True
                box.move(place)
                box.raise_()
                return
        if box.parent() is not self._home:
            self._give(self._home)
            box.letters.give_room(None)

    def _give(self, parent: QWidget) -> None:
        self._box.setParent(parent)
        self._box.show()
        self._box.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> QPoint | None:
        """The corner of the docked box in its host: where it was dragged to, or over the lower part of the panel."""
        area, host, box = self._area, self._host, self._box
        if area is None or host is None or not host.isVisible():
            return None
        if self._moved is not None:
            return _inside(QRect(self._moved, box.size()), host.rect())
        corner = area.mapTo(host, QPoint(area.width() - box.width(), area.height() - box.height()))
        if not area.isVisible():
            corner = QPoint(host.width() - box.width(), host.height() - box.height())
        pictures = self._pictures_end
        fits_beside_the_mark = box.width() <= self._home.width()
        if corner.x() < pictures and (fits_beside_the_mark or not area.isVisible()):
            return None
        if area.isVisible() and pictures < corner.x() < area.mapTo(host, QPoint(0, 0)).x():
            corner.setX(pictures + 1)  # all of the column between them is covered, no button of it by half
        return _inside(QRect(corner, box.size()), host.rect())

    @property
    def _pictures_end(self) -> int:
        """Where the views that are read end, in the host's pixels: what stands right of them may be covered."""
        host = self._host
        assert host is not None
        return self._home.mapTo(host, QPoint(self._home.extent().right(), 0)).x() + 1

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Keys that are pressed elsewhere in the window are the box's; a drag of its ground moves it."""
        if event is None or not isinstance(watched, QWidget) or sip.isdeleted(self._box):
            return False
        if watched is self._box:
            return self._drag(event)
        if event.type() not in _KEYS or not self._is_for_box(watched):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        QCoreApplication.sendEvent(self._box, event)
        return True

    def _is_for_box(self, watched: QWidget) -> bool:
        box = self._box
        if not box.isVisible() or QApplication.activePopupWidget() or QApplication.activeModalWidget():
            return False
        return watched.window() is box.window() and not box.isAncestorOf(watched)

    def _drag(self, event: QEvent) -> bool:
        kind, box = event.type(), self._box
        if kind == QEvent.Type.MouseButtonPress:
            self._held_at = cast(QMouseEvent, event).position().toPoint()
        elif kind == QEvent.Type.MouseMove and self._held_at is not None:
            parent = cast(QWidget, box.parent())
            corner = box.mapTo(parent, cast(QMouseEvent, event).position().toPoint()) - self._held_at
            place = _inside(QRect(corner, box.size()), parent.rect())
            box.held = True
            box.move(place)
            self._moved = place if parent is self._host else None
        elif kind == QEvent.Type.MouseButtonRelease:
            self._held_at = None
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._moved = None
            self._dock()
        else:
            return False
        return True


def _inside(box: QRect, room: QRect) -> QPoint:
    x = max(min(box.x(), room.right() - box.width()), room.left())
    return QPoint(x, max(min(box.y(), room.bottom() - box.height()), room.top()))
