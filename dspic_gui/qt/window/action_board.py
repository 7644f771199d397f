"""Makes the window's menus, tool bar and shortcuts from the table of rows, and keeps them right for the mode and the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from PyQt6.QtCore import QCoreApplication, QObject, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMenu, QMenuBar, QWidget

from dspic_gui.qt.actions import (
    BREAK,
    CONTEXT,
    MENUS,
    Action,
    KeyConflict,
    Keys,
    bare,
    conflicts,
    keys_of,
    shown_key,
)
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.window.why_not import why_not

if TYPE_CHECKING:
    from dspic_gui.qt.session import Session

NEEDS: Mapping[str, Callable[[Session], bool]] = {
    "dataset": lambda session: True,
    "study": lambda session: session.study is not None,
    "reading": lambda session: session.reading is not None,
    "editable": lambda session: session.editable,
    "chosen": lambda session: bool(session.selection),
    "selection": lambda session: session.editable and bool(session.selection),
    "sealed": lambda session: session.reading is not None and session.reading.sealed,
    "conflict": lambda session: session.conflict is not None,
    "undo": lambda session: session.editable and session.desk is not None and session.desk.can_undo,
    "redo": lambda session: session.editable and session.desk is not None and session.desk.can_redo,
}
"""What must be so before a row can be used."""

FIRST_TOOLS = ("normal", "seal")
"""The tool bar begins with these."""

_ON_A_MARK = (
    *("edit_codes", "", "add_vertex", "remove_vertex", "", "duplicate", "mirrored_copy", "copy", "cut", ""),
    *("link", "unlink", "lock", "hide", "", "delete"),
)
_ON_THE_VIEW = (
    *("paste_here", "select_all", "", "tool_polygon", "tool_rectangle", "tool_ellipse", "tool_hot_spot", "tool_profile"),
    *("tool_ruler", "", "copy_view", "save_view", "", "fit", "dual", "reset", "invert", "mirror", "shapes"),
)


class ActionBoard(QObject):
    """The QActions of all rows. A row works in its modes, while its target is there and what it needs is so."""

    refreshed = pyqtSignal()

    def __init__(self, window: QWidget, rows: Iterable[Action], keys: Keys | None = None) -> None:
        super().__init__(window)
        self.rows: dict[str, Action] = {}
        self.keys: Keys = dict(keys or {})
        self.mode = "start"
        self._window = window
        self._targets: dict[str, object] = {"window": window}
        self._actions: dict[str, QAction] = {}
        self._said: dict[str, str] = {}
        self._menus: dict[str, QMenu] = {}
        self._menus_are_for = ""
        self._inside: dict[tuple[str, str], QMenu] = {}
        for row in rows:
            self._add(row)
        self._apply_keys()

    def _add(self, row: Action) -> None:
        action = QAction(QCoreApplication.translate(CONTEXT, row.text), self._window)
        action.setObjectName(row.id)
        action.setCheckable(row.state is not None)
        action.setAutoRepeat(row.repeats)
        if row.on_canvas:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(call_on(self, self.trigger, row.id))
        self._window.addAction(action)
        self.rows[row.id] = row
        self._actions[row.id] = action

    def action(self, name: str) -> QAction:
        """The QAction of a row."""
        return self._actions[name]

    def set_target(self, name: str, target: object | None) -> None:
        """Give the rows of a target someone to call; None takes it away."""
        self.set_targets({name: target})

    def set_targets(self, targets: Mapping[str, object | None]) -> None:
        """The same for several at once, as a room comes or goes: the rows are looked through once."""
        for name, target in targets.items():
            if target is None:
                self._targets.pop(name, None)
            else:
                self._targets[name] = target
        self.refresh()

    def set_canvas(self, canvas: QWidget) -> None:
        """Let the keys that are meant for the canvas work while it, or a part of it, has the focus."""
        for name, row in self.rows.items():
            if row.on_canvas:
                self._window.removeAction(self._actions[name])
                canvas.addAction(self._actions[name])
        self.set_target("canvas", canvas)

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """A menu per heading of the table, its rows in the table's order."""
        headings = [*MENUS, *dict.fromkeys(row.menu for row in self.rows.values() if row.menu not in MENUS)]
        headings.sort(key=lambda heading: heading == MENUS[-1])
        for heading in headings:
            rows = [row for row in self.rows.values() if row.menu == heading]
            if rows:
                menu = bar.addMenu(QCoreApplication.translate(CONTEXT, heading))
                assert menu is not None
                self._fill_menu(menu, rows)
                self._menus[heading] = menu
        self._menus_are_for = ""

    def _fill_menu(self, menu: QMenu, rows: Iterable[Action]) -> None:
        """A line before each group; the rows of a named one stand in a menu inside the menu, where its first row stands."""
        menu.setToolTipsVisible(True)
        inside: dict[str, QMenu] = {}
        for row in rows:
            if row.group == BREAK:
                menu.addSeparator()
            elif row.group and row.group not in inside:
                made = menu.addMenu(QCoreApplication.translate(CONTEXT, row.group))
                assert made is not None
                made.setToolTipsVisible(True)
                inside[row.group] = made
            inside.get(row.group, menu).addAction(self._actions[row.id])
        self._inside.update({(row.menu, row.group): inside[row.group] for row in rows if row.group in inside})

    def tool_rows(self) -> list[Action]:
        """The rows for the tool bar; first what ends a study, which a small window must not cut off."""
        return sorted((row for row in self.rows.values() if row.tool_bar), key=self._late_tool)

    @staticmethod
    def _late_tool(row: Action) -> bool:
        return row.id not in FIRST_TOOLS

    def show_context_menu(self, place: QPoint, uid: str | None) -> None:
        """What can be done to the mark under the cursor, or to the view."""
        menu = QMenu(self._window)
        names = _ON_A_MARK if uid is not None else _ON_THE_VIEW
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def trigger(self, name: str) -> None:
        """Do what the row says."""
        row = self.rows[name]
        method = self._resolve(row.method)
        if method is not None:
            if row.argument is None:
                method()
            else:
                method(row.argument)
        self.refresh()

    def set_mode(self, mode: str) -> None:
        """Let only the rows of this mode work."""
        self.mode = mode
        self.refresh()

    def refresh(self) -> None:
        """Bring what can be used and what is ticked up to date."""
        session = cast("Session | None", self._targets.get("session"))
        pointing = bool(self._resolve("canvas.pointer.on"))
        is_met = cache(lambda needs: not needs or (session is not None and (NEEDS[needs](session) or self._in_hand(needs))))
        missing = cache(lambda needs: why_not(needs, session))
        for name, row in self.rows.items():
            action = self._actions[name]
            here = self.mode in row.modes
            if row.on_canvas or not action.isVisible() or not here:
                action.setVisible(here)
            needed = is_met(row.needs)
            now = here and row.pointing in (None, pointing)
            action.setEnabled(now and needed and row.method.partition(".")[0] in self._targets)
            why = "" if action.isEnabled() else self._why_not(row, here, needed, missing)
            if why != self._said.get(name, ""):
                self._said[name] = why
                self._tell(name)
            if row.state is not None:
                action.setChecked(self._ticked(row))
        self._show_menus()
        self.refreshed.emit()

    def _why_not(self, row: Action, here: bool, needed: bool, missing: Callable[[str], str]) -> str:
        """Why a row cannot be used now; empty where the mode says it all."""
        if not here or (needed and row.pointing is None):
            return ""
        if needed:
            return self.tr("Show the keyboard pointer first (J).") if row.pointing else ""
        return missing(row.needs)

    def _tell(self, name: str) -> None:
        """What hovering over the row says: its name and key, and why it cannot be used."""
        action, keys = self._actions[name], keys_of(self.rows[name], self.keys)
        text = bare(action.text()).rstrip("…")
        text = f"{text} ({shown_key(keys[0])})" if keys else text
        why = self._said.get(name, "")
        action.setToolTip(f"{text}\n{why}" if why else text)
        action.setStatusTip(why)

    def _show_menus(self) -> None:
        if self._menus_are_for == self.mode:
            return
        self._menus_are_for = self.mode
        for place, inside in self._inside.items():
            rows = [row for row in self.rows.values() if (row.menu, row.group) == place]
            entry = inside.menuAction()
            assert entry is not None
            entry.setVisible(any(self.mode in row.modes for row in rows))
        shown = {row.menu for row in self.rows.values() if self.mode in row.modes}
        for heading, menu in self._menus.items():
            entry = menu.menuAction()
            assert entry is not None
            entry.setVisible(heading in shown)

    def _in_hand(self, needs: str) -> bool:
        """Whether a gesture in progress can be undone, or one that was taken back done again."""
        return needs in ("undo", "redo") and bool(self._resolve(f"canvas.in_hand.can_{needs}"))

    def _ticked(self, row: Action) -> bool:
        value = self._resolve(row.state or "")
        if callable(value):
            value = value()
        if row.argument is not None and not isinstance(value, bool):
            return bool(value == row.argument)
        return bool(value)

    def _resolve(self, path: str) -> Any:
        """The value at a dotted path from a target, None where a part of it is not there."""
        name, *parts = path.split(".")
        value: Any = self._targets.get(name)
        for part in parts:
            if value is None:
                return None
            value = getattr(value, part)
        return value

    def set_keys(self, changed: Keys) -> list[KeyConflict]:
        """Use these keys instead of the table's; conflicts are given back, and then nothing changes."""
        found = conflicts(self.rows.values(), changed)
        if not found:
            self.keys = dict(changed)
            self._apply_keys()
        return found

    def _apply_keys(self) -> None:
        for name, row in self.rows.items():
            keys = keys_of(row, self.keys)
            action = self._actions[name]
            action.setShortcuts([QKeySequence(key) for key in keys])
            self._tell(name)
