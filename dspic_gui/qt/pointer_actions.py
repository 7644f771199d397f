"""The rows of the table for the keyboard pointer: its keys mean this only while it is shown, so that the arrows can nudge otherwise."""
# ruff: noqa: E501

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from dspic_gui.qt.actions import CONTEXT, POINTER, READING, STUDIES, Action, Keys, keys_of, shown_key

POINTER_ACTIONS: tuple[Action, ...] = (
    Action("pointer", QT_TRANSLATE_NOOP("actions", "&Keyboard pointer"), POINTER, ("J",), "canvas.pointer.toggle", STUDIES, state="canvas.pointer.on", needs="study", repeats=False),
    Action("pointer_end", QT_TRANSLATE_NOOP("actions", "&End the pointer"), POINTER, ("Esc",), "canvas.pointer.end", STUDIES - READING, on_canvas=True, needs="study", pointing=True, repeats=False),
    Action("hot_spot_next", QT_TRANSLATE_NOOP("actions", "&Next hot spot without a mark"), POINTER, ("Z",), "canvas.pointer.next_hot_spot", STUDIES, 1, needs="study"),
    Action("hot_spot_previous", QT_TRANSLATE_NOOP("actions", "Pre&vious hot spot without a mark"), POINTER, ("Shift+Z",), "canvas.pointer.next_hot_spot", STUDIES, -1, needs="study"),
    Action("pointer_press", QT_TRANSLATE_NOOP("actions", "&Press: point, select, pick up, drop"), POINTER, ("Space",), "canvas.pointer.press", STUDIES, on_canvas=True, needs="study", pointing=True, repeats=False),
    Action("pointer_press_or_close", QT_TRANSLATE_NOOP("actions", "The same, or &close the shape"), POINTER, ("Return", "Enter"), "canvas.pointer.press_or_finish", READING, on_canvas=True, needs="study", pointing=True, repeats=False),
    Action("pointer_add", QT_TRANSLATE_NOOP("actions", "&Add to the selection"), POINTER, ("Shift+Space",), "canvas.pointer.press_adding", STUDIES, on_canvas=True, needs="study", pointing=True, repeats=False),
    Action("pointer_vertex", QT_TRANSLATE_NOOP("actions", "Add a verte&x on the edge"), POINTER, ("Ins",), "canvas.pointer.press_on_edge", READING, on_canvas=True, needs="editable", pointing=True, repeats=False),
    Action("hot_spot_larger", QT_TRANSLATE_NOOP("actions", "&Larger hot spot, while it grows"), POINTER, ("+", "="), "canvas.turn", READING, 1, on_canvas=True, needs="editable"),
    Action("hot_spot_smaller", QT_TRANSLATE_NOOP("actions", "&Smaller hot spot, while it grows"), POINTER, ("-",), "canvas.turn", READING, -1, on_canvas=True, needs="editable"),
    Action("pointer_left", QT_TRANSLATE_NOOP("actions", "Pointer 1 pixel left"), POINTER, ("Left",), "canvas.pointer.step", STUDIES, "left", on_canvas=True, needs="study", pointing=True),
    Action("pointer_right", QT_TRANSLATE_NOOP("actions", "Pointer 1 pixel right"), POINTER, ("Right",), "canvas.pointer.step", STUDIES, "right", on_canvas=True, needs="study", pointing=True),
    Action("pointer_up", QT_TRANSLATE_NOOP("actions", "Pointer 1 pixel up"), POINTER, ("Up",), "canvas.pointer.step", STUDIES, "up", on_canvas=True, needs="study", pointing=True),
    Action("pointer_down", QT_TRANSLATE_NOOP("actions", "Pointer 1 pixel down"), POINTER, ("Down",), "canvas.pointer.step", STUDIES, "down", on_canvas=True, needs="study", pointing=True),
    Action("pointer_far_left", QT_TRANSLATE_NOOP("actions", "Pointer 10 pixels left"), POINTER, ("Shift+Left",), "canvas.pointer.stride", STUDIES, "left", on_canvas=True, needs="study", pointing=True),
    Action("pointer_far_right", QT_TRANSLATE_NOOP("actions", "Pointer 10 pixels right"), POINTER, ("Shift+Right",), "canvas.pointer.stride", STUDIES, "right", on_canvas=True, needs="study", pointing=True),
    Action("pointer_far_up", QT_TRANSLATE_NOOP("actions", "Pointer 10 pixels up"), POINTER, ("Shift+Up",), "canvas.pointer.stride", STUDIES, "up", on_canvas=True, needs="study", pointing=True),
    Action("pointer_far_down", QT_TRANSLATE_NOOP("actions", "Pointer 10 pixels down"), POINTER, ("Shift+Down",), "canvas.pointer.stride", STUDIES, "down", on_canvas=True, needs="study", pointing=True),
    Action("pointer_leap_left", QT_TRANSLATE_NOOP("actions", "Pointer a quarter left"), POINTER, ("Alt+Left", "Home"), "canvas.pointer.leap", STUDIES, "left", on_canvas=True, needs="study", pointing=True),
    Action("pointer_leap_right", QT_TRANSLATE_NOOP("actions", "Pointer a quarter right"), POINTER, ("Alt+Right", "End"), "canvas.pointer.leap", STUDIES, "right", on_canvas=True, needs="study", pointing=True),
    Action("pointer_leap_up", QT_TRANSLATE_NOOP("actions", "Pointer a quarter up"), POINTER, ("Alt+Up", "PgUp"), "canvas.pointer.leap", STUDIES, "up", on_canvas=True, needs="study", pointing=True),
    Action("pointer_leap_down", QT_TRANSLATE_NOOP("actions", "Pointer a quarter down"), POINTER, ("Alt+Down", "PgDown"), "canvas.pointer.leap", STUDIES, "down", on_canvas=True, needs="study", pointing=True),
)  # fmt: skip

_TOLD = ("pointer_left", "pointer_right", "pointer_up", "pointer_down", "pointer_press", "hot_spot_next", "pointer")


def pointer_sentence(changed: Keys) -> str:
    """What the keys do while the pointer is shown, with the keys that the user has given the rows."""
    rows = {row.id: row for row in POINTER_ACTIONS}
    first = [shown_key(keys[0]) if (keys := keys_of(rows[name], changed)) else "–" for name in _TOLD]
    text = QCoreApplication.translate(
        CONTEXT, "Keyboard pointer: {0} {1} {2} {3} move it, {4} presses, {5} finds the next hot spot, {6} ends it."
    )
    return text.format(*first)
