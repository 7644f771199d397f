"""The rows of the table for settling: keys 1/2/3, U, I, V, X, Enter and Shift+Enter mean this only in this mode."""
# ruff: noqa: E501

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from dspic_gui.qt.actions import Action

CONSENSUS = frozenset({"consensus"})
MENU = QT_TRANSLATE_NOOP("actions", "&Consensus")

ACTIONS: tuple[Action, ...] = (
    Action("consensus_first", QT_TRANSLATE_NOOP("actions", "Take what the &first reader says"), MENU, ("1",), "mode.settling.take_reader", CONSENSUS, 1, needs="study"),
    Action("consensus_second", QT_TRANSLATE_NOOP("actions", "Take what the &second reader says"), MENU, ("2",), "mode.settling.take_reader", CONSENSUS, 2, needs="study"),
    Action("consensus_third", QT_TRANSLATE_NOOP("actions", "Take what the &third reader says"), MENU, ("3",), "mode.settling.take_reader", CONSENSUS, 3, needs="study"),
    Action("consensus_union", QT_TRANSLATE_NOOP("actions", "&Union of the outlines"), MENU, ("U",), "mode.settling.take_outline", CONSENSUS, "union", needs="study"),
    Action("consensus_intersection", QT_TRANSLATE_NOOP("actions", "&Intersection of the outlines"), MENU, ("I",), "mode.settling.take_outline", CONSENSUS, "intersection", needs="study"),
    Action("consensus_voted", QT_TRANSLATE_NOOP("actions", "&Voted outline"), MENU, ("V",), "mode.settling.take_outline", CONSENSUS, "majority", needs="study"),
    Action("consensus_reject", QT_TRANSLATE_NOOP("actions", "&Reject: nothing is there"), MENU, ("X",), "mode.settling.reject", CONSENSUS, needs="study"),
    Action("consensus_accept", QT_TRANSLATE_NOOP("actions", "&Accept and go on"), MENU, ("Return", "Enter"), "mode.settling.accept", CONSENSUS, needs="study"),
    Action("consensus_accept_unanimous", QT_TRANSLATE_NOOP("actions", "Accept all that is u&nanimous"), MENU, ("Shift+Return", "Shift+Enter"), "mode.settling.accept_unanimous", CONSENSUS, needs="study"),
    Action("consensus_next", QT_TRANSLATE_NOOP("actions", "&Next that waits"), MENU, ("Ctrl+Down", "Ctrl+Right"), "mode.settling.select_neighbour", CONSENSUS, 1, needs="study"),
    Action("consensus_previous", QT_TRANSLATE_NOOP("actions", "&Previous that waits"), MENU, ("Ctrl+Up", "Ctrl+Left"), "mode.settling.select_neighbour", CONSENSUS, -1, needs="study"),
    Action("consensus_reason", QT_TRANSLATE_NOOP("actions", "R&eason"), MENU, ("E",), "mode.settling.decision.focus_reason", CONSENSUS, needs="study"),
    Action("consensus_comment", QT_TRANSLATE_NOOP("actions", "Co&mment"), MENU, ("K",), "mode.settling.decision.focus_comment", CONSENSUS, needs="study"),
    Action("consensus_undo", QT_TRANSLATE_NOOP("actions", "Undo the last &decision"), MENU, ("Ctrl+Z",), "mode.settling.undo", CONSENSUS, needs="study"),
    Action("consensus_redo", QT_TRANSLATE_NOOP("actions", "Redo the decisi&on"), MENU, ("Ctrl+Y", "Ctrl+Shift+Z"), "mode.settling.redo", CONSENSUS, needs="study"),
    Action("consensus_queue", QT_TRANSLATE_NOOP("actions", "Read the &queue again"), MENU, ("F5",), "mode.read_queue", CONSENSUS, needs="dataset"),
    Action("consensus_accept_queue", QT_TRANSLATE_NOOP("actions", "Accept all that is unanimous in the &whole queue…"), MENU, ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), "mode.whole.accept_unanimous", CONSENSUS, needs="dataset"),
    Action("consensus_accept_queue_back", QT_TRANSLATE_NOOP("actions", "Ta&ke back the last accept-all…"), MENU, (), "mode.whole.take_back_unanimous", CONSENSUS, needs="dataset"),
    Action("consensus_run", QT_TRANSLATE_NOOP("actions", "Conso&lidate: let the readings vote"), MENU, ("Ctrl+Shift+C",), "mode.whole.consolidate", CONSENSUS, needs="dataset"),
    Action("consensus_run_back", QT_TRANSLATE_NOOP("actions", "&Take back the last run…"), MENU, (), "mode.whole.take_back_run", CONSENSUS, needs="dataset"),
)  # fmt: skip
