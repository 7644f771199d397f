"""Holds the pages that fill the window in place of the reading room, made when they are first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QDialog, QWidget

from dspic_gui.qt.lifetime import leave, leave_when_closed
from dspic_gui.qt.modes import PAGES, make_page
from dspic_gui.qt.reading.page_stack import PageStack

if TYPE_CHECKING:
    from dspic_gui.qt.session import Session


def close_dialogs(window: QWidget) -> None:
    """Close what one person left open, so that the next does not see it: summaries, sheets, what a training says."""
    for dialog in window.findChildren(QDialog):
        if not dialog.isModal():
            dialog.close()


class PageHost:
    """The pages of one sign-in, inside the window's stack."""

    def __init__(self, stack: PageStack) -> None:
        self._stack = stack
        self._pages: dict[str, QWidget] = {}

    def open(self, name: str, session: Session) -> QWidget | None:
        """The page of this name; a dialog is opened instead and gives None."""
        row = next(page for page in PAGES if page.name == name)
        if name not in self._pages:
            page = make_page(row, session)
            if isinstance(page, QDialog):
                page.setParent(self._stack.window(), page.windowFlags())
                leave_when_closed(page).show()
                return None
            self._pages[name] = page
            self._stack.add_scrolled(page)
        return self._pages[name]

    def refresh(self, page: QWidget) -> None:
        """Let a page that is shown bring itself up to date."""
        refresh = getattr(page, "refresh", None)
        if refresh is not None:
            refresh()

    def clear(self) -> None:
        """The reader goes, and the pages with him."""
        for page in self._pages.values():
            let_go = getattr(page, "let_go", None)
            if let_go is not None:
                let_go()
            self._stack.removeWidget(page)
            leave(page)
        self._pages.clear()
