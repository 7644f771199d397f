"""Pages that scroll where they need more room than there is: none makes the window larger than its screen, or takes the pictures."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

WIDEST = 480
"""A page asks for no more width than this, in screen pixels; what is wider with large text is scrolled."""


class _Scrolled(QScrollArea):
    """Holds one page."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys are the page's
        self.setWidget(page)
        page.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The page has all of the room."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """The page needs more, or less."""
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As large as the room, and no smaller than the page must be; Qt's own way would give it the height that it would like."""
        page, viewport = self.widget(), self.viewport()
        if page is not None and viewport is not None:
            page.resize(viewport.size().expandedTo(page.minimumSizeHint()))

    def minimumSizeHint(self) -> QSize:
        """As wide as the page must be, up to a limit."""
        page = self.widget()
        wanted = page.minimumSizeHint().width() if page is not None else 0
        return QSize(min(wanted, WIDEST), super().minimumSizeHint().height())


class PageStack(QStackedWidget):
    """A stack that knows its pages themselves, whether or not they are held by something that scrolls."""

    def add_scrolled(self, page: QWidget) -> None:
        """Add a page that is scrolled where it has no room."""
        self.addWidget(_Scrolled(page))

    def currentWidget(self) -> QWidget | None:
        """The page that is shown."""
        shown = super().currentWidget()
        return shown.widget() if isinstance(shown, _Scrolled) else shown

    def setCurrentWidget(self, page: QWidget | None) -> None:
        """Show this page."""
        super().setCurrentWidget(self._holder(page))

    def removeWidget(self, page: QWidget | None) -> None:
        """Let go of a page, and of what held it."""
        holder = self._holder(page)
        super().removeWidget(holder)
        if isinstance(holder, _Scrolled) and holder is not page:
            holder.takeWidget()
            holder.deleteLater()

    def _holder(self, page: QWidget | None) -> QWidget | None:
        areas = (self.widget(at) for at in range(self.count()))
        return next((area for area in areas if isinstance(area, _Scrolled) and area.widget() is page), page)
