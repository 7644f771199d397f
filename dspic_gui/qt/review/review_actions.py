"""The rows of the table for reviewing: Y, N, E and K mean this only in this mode."""
# ruff: noqa: E501

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from dspic_gui.qt.actions import Action

REVIEW = frozenset({"review"})
MENU = QT_TRANSLATE_NOOP("actions", "&Review")

ACTIONS: tuple[Action, ...] = (
    Action("review_agree", QT_TRANSLATE_NOOP("actions", "The label is right: &agree"), MENU, ("Y",), "mode.agree", REVIEW, needs="dataset"),
    Action("review_disagree", QT_TRANSLATE_NOOP("actions", "The label is wrong: &disagree"), MENU, ("N",), "mode.disagree", REVIEW, needs="dataset"),
    Action("review_reason", QT_TRANSLATE_NOOP("actions", "R&eason of the error"), MENU, ("E",), "mode.focus_reason", REVIEW, needs="dataset"),
    Action("review_comment", QT_TRANSLATE_NOOP("actions", "Co&mment"), MENU, ("K",), "mode.focus_comment", REVIEW, needs="dataset"),
    Action("review_next", QT_TRANSLATE_NOOP("actions", "&Next case"), MENU, ("Ctrl+Right", "Ctrl+Down"), "mode.step", REVIEW, 1, needs="dataset"),
    Action("review_previous", QT_TRANSLATE_NOOP("actions", "&Previous case"), MENU, ("Ctrl+Left", "Ctrl+Up"), "mode.step", REVIEW, -1, needs="dataset"),
    Action("review_waiting", QT_TRANSLATE_NOOP("actions", "Next case without &my review"), MENU, ("Return", "Enter"), "mode.go_on", REVIEW, needs="dataset"),
    Action("review_measure", QT_TRANSLATE_NOOP("actions", "Measure the model &again"), MENU, ("F5",), "mode.measure", REVIEW, needs="dataset"),
    Action("review_reasons", QT_TRANSLATE_NOOP("actions", "&Table of reasons…"), MENU, ("Ctrl+T",), "mode.show_reasons", REVIEW, needs="dataset"),
)  # fmt: skip
