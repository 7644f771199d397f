"""How the reading room shares its width: the pictures keep what they need, the panels shrink first and then step aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QEvent, QObject, QTimer
from PyQt6.QtWidgets import QApplication, QLineEdit, QWidget

from dspic_gui.qt.pair.pair import CanvasPair

VIEW_LEAST = 210
"""No view is narrower than this many screen pixels; two of them hold the code box."""

DUAL_LEAST = 190
"""The same where four of them stand side by side."""

COMFORT = 2 * VIEW_LEAST
"""Below this width for the pictures together the worklist steps aside."""

ENOUGH, BODY = 430, 0.34
"""Before the pictures together are narrower than this, or a view is narrower than this share of its height, which a body
with its arms takes, the panels shrink to their least."""

PANEL_LEAST, LIST_LEAST = 240, 170
"""What the side and the worklist are worth showing with."""


class RoomSpace(QObject):
    """Hides the worklist, then the side, where the room is too narrow, and brings them back; what the user asks for stays."""

    def __init__(self, room: QWidget, worklist: QWidget, side: QWidget, bar: QWidget, idle: Callable[[], bool]) -> None:
        """`idle` tells whether the side has nothing to say."""
        super().__init__(room)
        self._idle, self._given_up = idle, False
        self._seen: tuple[object, ...] = ()
        self._room, self._worklist, self._side, self._bar = room, worklist, side, bar
        self._pairs: list[CanvasPair] = []
        self._aside: set[QWidget] = set()
        self._insisted: set[QWidget] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.share)
        for panel in (worklist, side):
            panel.installEventFilter(self)

    def add_pictures(self, pair: CanvasPair) -> None:
        """These canvases need room too, while they are shown."""
        self._pairs.append(pair)

    def begin(self) -> None:
        """Another study is open: only now, and where pictures come or go, does the side give its room up or get it back."""
        self._seen = ()
        self._soon.start()

    def share(self) -> None:
        """Look anew at who has room: the window or the text has another size, or there are more pictures."""
        shown = [pair for pair in self._pairs if not self._is_away(pair)]
        needed = sum(map(_least_of_views, shown))
        left = self._room.width() - self._bar.width()
        side = _least(self._side)
        self._decide(shown, left - side - _least(self._worklist, LIST_LEAST))
        self._settle(self._side, left - needed >= side and not self._given_up)
        away = self._side.isHidden() and (self._given_up or self._side not in self._aside)
        taken = 0 if away else side
        self._settle(self._worklist, left - max(needed, COMFORT) - taken >= _least(self._worklist, LIST_LEAST))
        least = ((self._side, PANEL_LEAST), (self._worklist, LIST_LEAST))
        spare = left - sum(_least(panel, width) for panel, width in least if not panel.isHidden())
        share = min(left / needed, 1.0) if needed else 1.0  # on a small screen six views are narrower, and none covers another
        for pair in shown:
            pair.setMinimumWidth(max(int(share * _least_of_views(pair)), min(_enough(pair), spare) if len(shown) == 1 else 0))

    def _decide(self, shown: Sequence[CanvasPair], left: int) -> None:
        """An empty side gives its room up where the pictures would be larger with it; nothing moves while a study is read."""
        seen = (self._room.width(), *((pair, pair.display.single, pair.display.dual) for pair in shown))
        if seen != self._seen:
            self._seen = seen
            self._given_up = self._idle() and left < sum(map(_enough, shown))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """A panel that needs more width, or less, has the width shared anew: nothing is pushed out of the window."""
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self._soon.start()
        return False

    def toggle(self, panel: QWidget) -> None:
        """Show this panel whatever the width, or hide it."""
        self._aside.discard(panel)
        if panel.isHidden():
            self._insisted.add(panel)
            panel.show()
        else:
            self._insisted.discard(panel)
            panel.hide()
        self.share()

    def _settle(self, panel: QWidget, fits: bool) -> None:
        if panel in self._aside and not panel.isHidden():  # somebody needed it and showed it
            self._aside.discard(panel)
            self._insisted.add(panel)
        if fits and panel in self._aside:
            self._aside.discard(panel)
            panel.show()
        elif not fits and panel not in self._insisted and not panel.isHidden() and not _has_keyboard(panel):
            self._aside.add(panel)
            panel.hide()

    def _is_away(self, pair: CanvasPair) -> bool:
        widget: QWidget | None = pair
        while widget is not None and widget is not self._room:
            if widget.isHidden():
                return True
            widget = widget.parentWidget()
        return False


def _has_keyboard(panel: QWidget) -> bool:
    """Whether somebody types in it: it does not go while they do."""
    focus = QApplication.focusWidget()
    return isinstance(focus, QLineEdit) and panel.isAncestorOf(focus)


def _least_of_views(pair: CanvasPair) -> int:
    views = 1 if pair.display.single else 2
    return views * (2 * DUAL_LEAST if pair.display.dual else VIEW_LEAST)


def _enough(pair: CanvasPair) -> int:
    """The width in which bodies stand as high as the pictures are."""
    views = (1 if pair.display.single else 2) * (2 if pair.display.dual else 1)
    return max(ENOUGH, round(views * BODY * pair.height()))


def _least(panel: QWidget, width: int = PANEL_LEAST) -> int:
    return max(width, panel.minimumSizeHint().width())
