"""The rows of what else the window can be: modes that use its canvases, and pages that fill it. Adding one is adding a row here."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from PyQt6.QtCore import QT_TRANSLATE_NOOP
from PyQt6.QtWidgets import QWidget

from dspic_gui.qt.actions import BREAK, EVERYWHERE, STUDIES, Action

if TYPE_CHECKING:  # the first window is painted before the room is imported
    from dspic_gui.qt.pair.pair import CanvasPair
    from dspic_gui.qt.session import Session

MODE_MENU = QT_TRANSLATE_NOOP("actions", "&Mode")
PAGE_MENU = QT_TRANSLATE_NOOP("actions", "&Tools")


class ModePanel(Protocol):
    """What a mode gives the window: a widget for the side of the room, which also draws on the canvases while the mode is on.

    A mode's rows name the target "mode": it is this panel.
    """

    def enter(self) -> None:
        """Take the canvases over for the open study; ArchiveError (Blinded) says why not, and the old mode stays."""

    def leave(self) -> bool:
        """Give the canvases back; False where something is not saved."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to work on the open study. `panel` and `rows` are "module:name", imported when they are needed.

    `panel` is called with (session, canvas) and gives a QWidget that is a ModePanel; `rows` is a tuple of Action. Rows
    of the reading room that should work in a mode too list it in their own `modes`.
    """

    name: str
    title: str
    keys: tuple[str, ...]
    panel: str
    rows: str
    needs: str = "study"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that fills the window: `widget` is "module:name", called with (session) and giving a QWidget.

    A widget with a method `refresh` has it called each time the page is shown. With `dialog` the widget is a QDialog that
    is opened instead. `group` is as that of an Action: BREAK begins a group of the menu.
    """

    name: str
    title: str
    keys: tuple[str, ...]
    widget: str
    dialog: bool = False
    group: str = ""


MODES: tuple[Mode, ...] = (
    Mode(
        name="consensus",
        title=QT_TRANSLATE_NOOP("actions", "&Consensus"),
        keys=("Ctrl+Alt+2",),
        panel="dspic_gui.qt.consensus.consensus_panel:ConsensusPanel",
        rows="dspic_gui.qt.consensus.consensus_actions:ACTIONS",
        needs="dataset",
    ),
    Mode(
        name="review",
        title=QT_TRANSLATE_NOOP("actions", "Re&view of errors"),
        keys=("Ctrl+Alt+3",),
        panel="dspic_gui.qt.review.review_panel:ReviewPanel",
        rows="dspic_gui.qt.review.review_actions:ACTIONS",
    ),
)

PAGES: tuple[Page, ...] = (
    Page(
        name="agreement",
        title=QT_TRANSLATE_NOOP("actions", "&Agreement of the readers…"),
        keys=("Ctrl+Shift+A",),
        widget="dspic_gui.qt.figures.agreement_page:AgreementPage",
    ),
    Page(
        name="statistics",
        title=QT_TRANSLATE_NOOP("actions", "&Figures of the dataset…"),
        keys=("Ctrl+Shift+D",),
        widget="dspic_gui.qt.figures.statistics_page:StatisticsPage",
    ),
    Page(
        name="scores",
        title=QT_TRANSLATE_NOOP("actions", "&Scores of the model…"),
        keys=("Ctrl+Shift+M",),
        widget="dspic_gui.qt.figures.scores_page:ScoresPage",
    ),
    Page(
        name="burden",
        title=QT_TRANSLATE_NOOP("actions", "&Bone scan index…"),
        keys=("Ctrl+Shift+G",),
        widget="dspic_gui.qt.burden.burden_page:BurdenPage",
    ),
    Page(
        name="training",
        title=QT_TRANSLATE_NOOP("actions", "&Train a network…"),
        keys=("Ctrl+Shift+N",),
        widget="dspic_gui.qt.training.opening:open_training",
        dialog=True,
        group=BREAK,
    ),
    Page(
        name="progress",
        title=QT_TRANSLATE_NOOP("actions", "Pro&gress of the readers…"),
        keys=("Ctrl+Alt+G",),
        widget="dspic_gui.qt.lead.opening:open_progress",
        dialog=True,
        group=BREAK,
    ),
    Page(
        name="checks",
        title=QT_TRANSLATE_NOOP("actions", "&Verify and check…"),
        keys=("Ctrl+Alt+K",),
        widget="dspic_gui.qt.lead.opening:open_checks",
        dialog=True,
    ),
    Page(
        name="settings",
        title=QT_TRANSLATE_NOOP("actions", "Sett&ings of the dataset…"),
        keys=("Ctrl+Alt+D",),
        widget="dspic_gui.qt.lead.opening:open_settings",
        dialog=True,
    ),
    Page(
        name="design",
        title=QT_TRANSLATE_NOOP("actions", "Design of the stud&y…"),
        keys=("Ctrl+Alt+Y",),
        widget="dspic_gui.qt.design.opening:open_design",
        dialog=True,
    ),
    Page(
        name="export",
        title=QT_TRANSLATE_NOOP("actions", "E&xport labels and reports…"),
        keys=("Ctrl+Shift+X",),
        widget="dspic_gui.qt.exchange.opening:open_export",
        dialog=True,
        group=BREAK,
    ),
    Page(
        name="import_labels",
        title=QT_TRANSLATE_NOOP("actions", "&Import labels…"),
        keys=("Ctrl+Shift+J",),
        widget="dspic_gui.qt.exchange.opening:open_import_labels",
        dialog=True,
    ),
    Page(
        name="deidentify",
        title=QT_TRANSLATE_NOOP("actions", "&De-identify…"),
        keys=("Ctrl+Shift+B",),
        widget="dspic_gui.qt.exchange.opening:open_deidentify",
        dialog=True,
    ),
    Page(
        name="pacs",
        title=QT_TRANSLATE_NOOP("actions", "&PACS and DICOMweb…"),
        keys=("Ctrl+Shift+Q",),
        widget="dspic_gui.qt.exchange.opening:open_pacs",
        dialog=True,
    ),
)


def rows_of_modes(modes: tuple[Mode, ...] = MODES, pages: tuple[Page, ...] = PAGES) -> tuple[Action, ...]:
    """The rows that modes and pages add to the table: how to get there, and their own."""
    if not modes and not pages:
        return ()
    rows: list[Action] = []
    if modes:
        title = QT_TRANSLATE_NOOP("actions", "&Reading")
        rows.append(Action("mode_reading", title, MODE_MENU, ("Ctrl+Alt+1",), "room.set_mode", STUDIES, "reading", state="session.mode"))
    for mode in modes:
        name, keys = f"mode_{mode.name}", mode.keys
        rows.append(Action(name, mode.title, MODE_MENU, keys, "room.set_mode", STUDIES, mode.name, state="session.mode", needs=mode.needs))
        rows += load(mode.rows)
    for page in pages:
        name, keys = f"page_{page.name}", page.keys
        rows.append(Action(name, page.title, PAGE_MENU, keys, "window.show_page", EVERYWHERE, page.name, needs="dataset", group=page.group))
    if pages:
        text, word = QT_TRANSLATE_NOOP("actions", "&Back to the studies"), QT_TRANSLATE_NOOP("actions", "Back")
        page_only, icon = frozenset({"page"}), "arrow-left"
        back = {"tool_bar": True, "icon": icon, "word": word, "group": BREAK}
        leave = Action("page_leave", text, PAGE_MENU, ("Esc",), "window.leave_page", page_only, **back)  # type: ignore[arg-type]
        rows.append(leave)
    return tuple(rows)


def make_panel(mode: Mode, session: Session, canvas: CanvasPair) -> QWidget:
    """The side widget of a mode."""
    return cast(QWidget, load(mode.panel)(session, canvas))


def make_page(page: Page, session: Session) -> QWidget:
    """The widget of a page."""
    return cast(QWidget, load(page.widget)(session))


def load(name: str) -> Any:
    """The object that "module:name" means."""
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)
