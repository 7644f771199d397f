"""The rows of the table for the second opinion; they work wherever a study is looked at."""
# ruff: noqa: E501

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from dspic_gui.qt.actions import STUDIES, Action

MENU = QT_TRANSLATE_NOOP("actions", "Second o&pinion")

OPINION_ACTIONS: tuple[Action, ...] = (
    Action("overlay", QT_TRANSLATE_NOOP("actions", "&Overlay: where it looked"), MENU, ("O",), "opinion.toggle_overlay", STUDIES, state="opinion.shown", needs="study"),
    Action("overlay_map", QT_TRANSLATE_NOOP("actions", "&Next map of the overlay"), MENU, ("Shift+O",), "opinion.next_map", STUDIES, needs="study"),
    Action("overlay_clearer", QT_TRANSLATE_NOOP("actions", "Overlay &clearer"), MENU, ("[",), "opinion.change_opacity", STUDIES, -1, needs="study"),
    Action("overlay_denser", QT_TRANSLATE_NOOP("actions", "Overlay &denser"), MENU, ("]",), "opinion.change_opacity", STUDIES, 1, needs="study"),
    Action("erase", QT_TRANSLATE_NOOP("actions", "&What if the selected marks were erased"), MENU, ("W",), "opinion.erase", STUDIES, needs="study"),
    Action("opinion_panel", QT_TRANSLATE_NOOP("actions", "&Show the second opinion"), MENU, ("F7",), "opinion.show_panel", STUDIES, needs="dataset"),
    Action("classify_study", QT_TRANSLATE_NOOP("actions", "Classify this study &again"), MENU, ("Shift+W",), "opinion.classify", STUDIES, "study", needs="study"),
    Action("classify_selection", QT_TRANSLATE_NOOP("actions", "Classify the s&elected studies"), MENU, (), "opinion.classify", STUDIES, "selection", needs="dataset"),
    Action("classify_shown", QT_TRANSLATE_NOOP("actions", "Classify the studies that the &list shows"), MENU, (), "opinion.classify", STUDIES, "shown", needs="dataset"),
    Action("classify_all", QT_TRANSLATE_NOOP("actions", "Classify the whole data&set"), MENU, (), "opinion.classify", STUDIES, "all", needs="dataset"),
    Action("classify_stop", QT_TRANSLATE_NOOP("actions", "S&top classifying"), MENU, (), "opinion.stop", STUDIES, needs="dataset"),
    Action("choose_model", QT_TRANSLATE_NOOP("actions", "Use another &model…"), MENU, (), "opinion.choose_model", STUDIES, needs="dataset"),
)  # fmt: skip
