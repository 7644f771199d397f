"""The rows of the table for the reading room; other modes bring rows of their own."""
# ruff: noqa: E501

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from dspic_gui.qt.actions import (
    BREAK,
    CODE,
    CONTEXT,
    DRAW,
    EDIT,
    EVERYWHERE,
    FILE,
    HELP,
    POINTER,
    READING,
    STUDIES,
    STUDY,
    VIEW,
    WINDOW,
    Action,
    Keys,
    keys_of,
    shown_key,
)
from dspic_gui.qt.opinion.opinion_actions import OPINION_ACTIONS

_FILE = (
    Action("open_dataset", QT_TRANSLATE_NOOP("actions", "&Open dataset…"), FILE, ("Ctrl+O",), "dialogs.open_dataset", EVERYWHERE),
    Action("import", QT_TRANSLATE_NOOP("actions", "&Import scans…"), FILE, ("Ctrl+I",), "dialogs.import_scans", EVERYWHERE),
    Action("change_reader", QT_TRANSLATE_NOOP("actions", "Change &reader…"), FILE, ("Ctrl+Shift+R",), "window.change_reader", STUDIES, group=BREAK),
    Action("start_page", QT_TRANSLATE_NOOP("actions", "&Close dataset"), FILE, ("Ctrl+W",), "window.show_start", EVERYWHERE),
    Action("retry_save", QT_TRANSLATE_NOOP("actions", "Try to &save again"), FILE, ("Ctrl+S",), "session.retry_save", group=BREAK),
    Action("save_elsewhere", QT_TRANSLATE_NOOP("actions", "Save a copy &elsewhere…"), FILE, ("Ctrl+Shift+S",), "tools.save_elsewhere", needs="reading"),
    Action("copy_view", QT_TRANSLATE_NOOP("actions", "&Copy the views with marks"), FILE, ("Ctrl+Alt+C",), "carry.copy_view", STUDIES, needs="study", group=BREAK),
    Action("copy_active", QT_TRANSLATE_NOOP("actions", "Copy the acti&ve view"), FILE, ("Ctrl+Alt+Shift+C",), "carry.copy_active", STUDIES, needs="study"),
    Action("save_view", QT_TRANSLATE_NOOP("actions", "Save the &views as a picture…"), FILE, ("Ctrl+Alt+V",), "carry.save_view", STUDIES, needs="study"),
    Action("report", QT_TRANSLATE_NOOP("actions", "Study re&port…"), FILE, ("Ctrl+P",), "carry.show_report", STUDIES, needs="study", tool_bar=True, icon="file-document-outline", word=QT_TRANSLATE_NOOP("actions", "Report")),
    Action("report_all", QT_TRANSLATE_NOOP("actions", "Reports of &all studies…"), FILE, (), "carry.report_all", STUDIES, needs="dataset"),
    Action("quit", QT_TRANSLATE_NOOP("actions", "&Quit"), FILE, ("Ctrl+Q",), "window.close", EVERYWHERE, group=BREAK),
)  # fmt: skip

_EDIT = (
    Action("undo", QT_TRANSLATE_NOOP("actions", "&Undo"), EDIT, ("Ctrl+Z",), "acts.undo", needs="undo", tool_bar=True, icon="undo", word=QT_TRANSLATE_NOOP("actions", "Undo")),
    Action("redo", QT_TRANSLATE_NOOP("actions", "&Redo"), EDIT, ("Ctrl+Y", "Ctrl+Shift+Z"), "acts.redo", needs="redo", tool_bar=True, icon="redo", word=QT_TRANSLATE_NOOP("actions", "Redo")),
    Action("delete", QT_TRANSLATE_NOOP("actions", "&Delete"), EDIT, ("Del",), "acts.delete", on_canvas=True, needs="selection", group=BREAK),
    Action("duplicate", QT_TRANSLATE_NOOP("actions", "D&uplicate"), EDIT, ("Ctrl+D",), "acts.duplicate", needs="selection"),
    Action("mirrored_copy", QT_TRANSLATE_NOOP("actions", "&Mirrored copy in the other view"), EDIT, ("Ctrl+M",), "acts.mirror_to_other_view", needs="selection"),
    Action("copy", QT_TRANSLATE_NOOP("actions", "&Copy"), EDIT, ("Ctrl+C",), "acts.copy", needs="chosen", group=BREAK),
    Action("cut", QT_TRANSLATE_NOOP("actions", "Cu&t"), EDIT, ("Ctrl+X",), "acts.cut", needs="selection"),
    Action("paste", QT_TRANSLATE_NOOP("actions", "&Paste"), EDIT, ("Ctrl+V",), "acts.paste", needs="editable"),
    Action("paste_here", QT_TRANSLATE_NOOP("actions", "Paste into the &active view"), EDIT, ("Ctrl+Shift+V",), "acts.paste_into_active", needs="editable"),
    Action("select_all", QT_TRANSLATE_NOOP("actions", "Select &all"), EDIT, ("Ctrl+A",), "canvas.select_all", needs="study", group=QT_TRANSLATE_NOOP("actions", "Se&lect")),
    Action("next_shape", QT_TRANSLATE_NOOP("actions", "&Next mark"), EDIT, ("Ctrl+Right", "Ctrl+Down"), "canvas.select_neighbour", argument=1, needs="study", group=QT_TRANSLATE_NOOP("actions", "Se&lect")),
    Action("previous_shape", QT_TRANSLATE_NOOP("actions", "Pre&vious mark"), EDIT, ("Ctrl+Left", "Ctrl+Up"), "canvas.select_neighbour", argument=-1, needs="study", group=QT_TRANSLATE_NOOP("actions", "Se&lect")),
    Action("link", QT_TRANSLATE_NOOP("actions", "&Link as one lesion"), EDIT, ("Ctrl+L",), "acts.link", needs="selection", group=BREAK),
    Action("unlink", QT_TRANSLATE_NOOP("actions", "Unlin&k"), EDIT, ("Ctrl+Shift+U",), "acts.unlink", needs="selection"),
    Action("lock", QT_TRANSLATE_NOOP("actions", "L&ock or unlock"), EDIT, ("Ctrl+Shift+L",), "acts.lock", needs="selection"),
    Action("hide", QT_TRANSLATE_NOOP("actions", "&Hide or show the selected marks"), EDIT, ("Ctrl+H",), "acts.hide", needs="chosen"),
    Action("nudge_left", QT_TRANSLATE_NOOP("actions", "Move 1 pixel left"), EDIT, ("Left",), "acts.nudge", argument="left", on_canvas=True, needs="selection", pointing=False, group=QT_TRANSLATE_NOOP("actions", "Mo&ve the marks")),
    Action("nudge_right", QT_TRANSLATE_NOOP("actions", "Move 1 pixel right"), EDIT, ("Right",), "acts.nudge", argument="right", on_canvas=True, needs="selection", pointing=False, group=QT_TRANSLATE_NOOP("actions", "Mo&ve the marks")),
    Action("nudge_up", QT_TRANSLATE_NOOP("actions", "Move 1 pixel up"), EDIT, ("Up",), "acts.nudge", argument="up", on_canvas=True, needs="selection", pointing=False, group=QT_TRANSLATE_NOOP("actions", "Mo&ve the marks")),
    Action("nudge_down", QT_TRANSLATE_NOOP("actions", "Move 1 pixel down"), EDIT, ("Down",), "acts.nudge", argument="down", on_canvas=True, needs="selection", pointing=False, group=QT_TRANSLATE_NOOP("actions", "Mo&ve the marks")),
    Action("push_left", QT_TRANSLATE_NOOP("actions", "Move 10 pixels left"), EDIT, ("Shift+Left",), "acts.push", argument="left", on_canvas=True, needs="selection", pointing=False, group=QT_TRANSLATE_NOOP("actions", "Mo&ve the marks")),
    Action("push_right", QT_TRANSLATE_NOOP("actions", "Move 10 pixels right"), EDIT, ("Shift+Right",), "acts.push", argument="right", on_canvas=True, needs="selection", pointing=False, group=QT_TRANSLATE_NOOP("actions", "Mo&ve the marks")),
    Action("push_up", QT_TRANSLATE_NOOP("actions", "Move 10 pixels up"), EDIT, ("Shift+Up",), "acts.push", argument="up", on_canvas=True, needs="selection", pointing=False, group=QT_TRANSLATE_NOOP("actions", "Mo&ve the marks")),
    Action("push_down", QT_TRANSLATE_NOOP("actions", "Move 10 pixels down"), EDIT, ("Shift+Down",), "acts.push", argument="down", on_canvas=True, needs="selection", pointing=False, group=QT_TRANSLATE_NOOP("actions", "Mo&ve the marks")),
)  # fmt: skip

_VIEW = (
    Action("other_view", QT_TRANSLATE_NOOP("actions", "&Other view"), VIEW, ("Tab",), "canvas.activate_other", STUDIES, on_canvas=True, needs="study"),
    Action("single", QT_TRANSLATE_NOOP("actions", "One view or &both"), VIEW, ("X",), "acts.toggle_display", READING, "single", state="session.display.single", needs="study", group=BREAK),
    Action("dual", QT_TRANSLATE_NOOP("actions", "Both views at &two levels"), VIEW, ("Shift+X",), "acts.toggle_display", STUDIES, "dual", state="session.display.dual", needs="study", tool_bar=True, icon="contrast-box", word=QT_TRANSLATE_NOOP("actions", "Two levels")),
    Action("linked", QT_TRANSLATE_NOOP("actions", "&Link zoom and position"), VIEW, ("L",), "acts.toggle_display", STUDIES, "linked", state="session.display.linked", needs="study", group=BREAK),
    Action("fit", QT_TRANSLATE_NOOP("actions", "&Fit the body, again: the whole picture"), VIEW, ("Ctrl+F",), "canvas.fit_next", STUDIES, needs="study", tool_bar=True, icon="human-male-height", word=QT_TRANSLATE_NOOP("actions", "Fit")),
    Action("actual_size", QT_TRANSLATE_NOOP("actions", "One pixel is one &point"), VIEW, ("Ctrl+0",), "canvas.actual_size", STUDIES, needs="study", group=QT_TRANSLATE_NOOP("actions", "&Zoom")),
    Action("zoom_in", QT_TRANSLATE_NOOP("actions", "Zoom &in"), VIEW, ("Ctrl++", "Ctrl+="), "canvas.zoom", STUDIES, 1.25, needs="study", group=QT_TRANSLATE_NOOP("actions", "&Zoom")),
    Action("zoom_out", QT_TRANSLATE_NOOP("actions", "Zoom o&ut"), VIEW, ("Ctrl+-",), "canvas.zoom", STUDIES, 0.8, needs="study", group=QT_TRANSLATE_NOOP("actions", "&Zoom")),
    Action("preset_100", QT_TRANSLATE_NOOP("actions", "Upper level 100 %"), VIEW, ("1",), "acts.set_upper", READING, 100, state="session.display.upper", needs="study", group=QT_TRANSLATE_NOOP("actions", "Upper le&vel")),
    Action("preset_75", QT_TRANSLATE_NOOP("actions", "Upper level 75 %"), VIEW, ("2",), "acts.set_upper", READING, 75, state="session.display.upper", needs="study", group=QT_TRANSLATE_NOOP("actions", "Upper le&vel")),
    Action("preset_50", QT_TRANSLATE_NOOP("actions", "Upper level 50 %"), VIEW, ("3",), "acts.set_upper", READING, 50, state="session.display.upper", needs="study", group=QT_TRANSLATE_NOOP("actions", "Upper le&vel")),
    Action("preset_30", QT_TRANSLATE_NOOP("actions", "Upper level 30 %"), VIEW, ("4",), "acts.set_upper", READING, 30, state="session.display.upper", needs="study", group=QT_TRANSLATE_NOOP("actions", "Upper le&vel")),
    Action("preset_15", QT_TRANSLATE_NOOP("actions", "Upper level 15 %"), VIEW, ("5",), "acts.set_upper", READING, 15, state="session.display.upper", needs="study", group=QT_TRANSLATE_NOOP("actions", "Upper le&vel")),
    Action("upper_lower", QT_TRANSLATE_NOOP("actions", "Upper level lower"), VIEW, (",",), "acts.change_upper", STUDIES, 1 / 1.05, needs="study", group=QT_TRANSLATE_NOOP("actions", "Upper le&vel")),
    Action("upper_higher", QT_TRANSLATE_NOOP("actions", "Upper level higher"), VIEW, (".",), "acts.change_upper", STUDIES, 1.05, needs="study", group=QT_TRANSLATE_NOOP("actions", "Upper le&vel")),
    Action("exchange_levels", QT_TRANSLATE_NOOP("actions", "&Exchange the two levels"), VIEW, ("6",), "acts.exchange_levels", STUDIES, needs="study", group=QT_TRANSLATE_NOOP("actions", "Upper le&vel")),
    Action("gamma_lower", QT_TRANSLATE_NOOP("actions", "Gamma lower"), VIEW, ("Alt+,",), "acts.change_gamma", STUDIES, 1 / 1.05, needs="study", group=QT_TRANSLATE_NOOP("actions", "Colours and &curve")),
    Action("gamma_higher", QT_TRANSLATE_NOOP("actions", "Gamma higher"), VIEW, ("Alt+.",), "acts.change_gamma", STUDIES, 1.05, needs="study", group=QT_TRANSLATE_NOOP("actions", "Colours and &curve")),
    Action("invert", QT_TRANSLATE_NOOP("actions", "In&vert"), VIEW, ("I",), "acts.invert", READING, state="session.display.inverted", needs="study", group=QT_TRANSLATE_NOOP("actions", "Colours and &curve")),
    Action("curve", QT_TRANSLATE_NOOP("actions", "Linear, &gamma, logarithm"), VIEW, ("G",), "acts.next_curve", STUDIES, needs="study", group=QT_TRANSLATE_NOOP("actions", "Colours and &curve")),
    Action("map", QT_TRANSLATE_NOOP("actions", "Next &colour map"), VIEW, ("C",), "acts.next_map", STUDIES, needs="study", group=QT_TRANSLATE_NOOP("actions", "Colours and &curve")),
    Action("reset", QT_TRANSLATE_NOOP("actions", "&Reset the window"), VIEW, ("R",), "acts.reset_display", STUDIES, needs="study"),
    Action("mirror", QT_TRANSLATE_NOOP("actions", "&Mirror the posterior view"), VIEW, ("M",), "acts.toggle_display", STUDIES, "mirror_posterior", state="session.display.mirror_posterior", needs="study"),
    Action("interpolate", QT_TRANSLATE_NOOP("actions", "Smooth pi&xels"), VIEW, ("Shift+I",), "acts.toggle_display", STUDIES, "interpolated", state="session.display.interpolated", needs="study", group=QT_TRANSLATE_NOOP("actions", "Colours and &curve")),
    Action("shapes", QT_TRANSLATE_NOOP("actions", "&Hide marks"), VIEW, ("H",), "acts.toggle_display", STUDIES, "shapes_hidden", state="session.display.shapes_hidden", needs="study", group=BREAK),
    Action("captions", QT_TRANSLATE_NOOP("actions", "C&aptions beside marks"), VIEW, ("Shift+C",), "acts.toggle_display", STUDIES, "captions", state="session.display.captions", needs="study"),
    Action("statistics", QT_TRANSLATE_NOOP("actions", "&Statistics"), VIEW, ("S",), "acts.toggle_display", STUDIES, "statistics", state="session.display.statistics", needs="study"),
    Action("prior", QT_TRANSLATE_NOOP("actions", "Pri&or study beside this one"), VIEW, ("T",), "room.toggle_prior", READING, state="room.prior_shown", needs="study", group=BREAK),
    Action("change", QT_TRANSLATE_NOOP("actions", "C&hange since the prior study"), VIEW, ("Shift+T",), "room.serial.toggle", READING, state="room.serial.wanted", needs="study"),
)  # fmt: skip

_DRAW = (
    Action("tool_select", QT_TRANSLATE_NOOP("actions", "&Select"), DRAW, ("Esc",), "canvas.step_back", READING, "select", state="canvas.tool_name", tool_bar=True, icon="cursor-default-outline", word=QT_TRANSLATE_NOOP("actions", "Select")),
    Action("tool_polygon", QT_TRANSLATE_NOOP("actions", "&Polygon"), DRAW, ("P", "Ctrl+N"), "canvas.set_tool", READING, "polygon", state="canvas.tool_name", needs="editable", tool_bar=True, icon="vector-polygon", word=QT_TRANSLATE_NOOP("actions", "Polygon")),
    Action("tool_rectangle", QT_TRANSLATE_NOOP("actions", "&Rectangle"), DRAW, ("B", "Ctrl+R"), "canvas.set_tool", READING, "rectangle", state="canvas.tool_name", needs="editable", tool_bar=True, icon="vector-rectangle", word=QT_TRANSLATE_NOOP("actions", "Rectangle")),
    Action("tool_ellipse", QT_TRANSLATE_NOOP("actions", "&Ellipse"), DRAW, ("E",), "canvas.set_tool", READING, "ellipse", state="canvas.tool_name", needs="editable", tool_bar=True, icon="vector-ellipse", word=QT_TRANSLATE_NOOP("actions", "Ellipse")),
    Action("tool_hot_spot", QT_TRANSLATE_NOOP("actions", "&Hot spot"), DRAW, ("Q",), "canvas.set_tool", READING, "hot_spot", state="canvas.tool_name", needs="editable", tool_bar=True, icon="target", word=QT_TRANSLATE_NOOP("actions", "Hot spot")),
    Action("tool_profile", QT_TRANSLATE_NOOP("actions", "&Count profile along a line"), DRAW, ("F",), "canvas.set_tool", READING, "profile", state="canvas.tool_name", needs="study", tool_bar=True, icon="chart-bell-curve", word=QT_TRANSLATE_NOOP("actions", "Profile"), group=BREAK),
    Action("tool_ruler", QT_TRANSLATE_NOOP("actions", "R&uler"), DRAW, ("Shift+F",), "canvas.set_tool", READING, "ruler", state="canvas.tool_name", needs="study", tool_bar=True, icon="ruler", word=QT_TRANSLATE_NOOP("actions", "Ruler")),
    Action("finish", QT_TRANSLATE_NOOP("actions", "&Close the outline"), DRAW, ("Return", "Enter"), "canvas.finish_gesture", on_canvas=True, needs="editable", pointing=False, group=BREAK),
    Action("backspace", QT_TRANSLATE_NOOP("actions", "Take &back the last point, or remove the vertex"), DRAW, ("Backspace",), "canvas.backspace", on_canvas=True, needs="editable"),
    Action("add_vertex", QT_TRANSLATE_NOOP("actions", "&Add a vertex here"), DRAW, (), "canvas.add_vertex", READING, needs="selection", group=BREAK),
    Action("remove_vertex", QT_TRANSLATE_NOOP("actions", "Re&move this vertex"), DRAW, (), "canvas.remove_vertex", READING, needs="selection"),
)  # fmt: skip

POINTER_ACTIONS: tuple[Action, ...] = (
    Action("pointer", QT_TRANSLATE_NOOP("actions", "&Keyboard pointer"), POINTER, ("J",), "canvas.pointer.toggle", STUDIES, state="canvas.pointer.on", needs="study", repeats=False),
    Action("pointer_end", QT_TRANSLATE_NOOP("actions", "&End the pointer"), POINTER, ("Esc",), "canvas.pointer.end", STUDIES - READING, on_canvas=True, needs="study", pointing=True, repeats=False),
    Action("hot_spot_next", QT_TRANSLATE_NOOP("actions", "&Next hot spot without a mark"), POINTER, ("Z",), "canvas.pointer.next_hot_spot", STUDIES, 1, needs="study", group=BREAK),
    Action("hot_spot_previous", QT_TRANSLATE_NOOP("actions", "Pre&vious hot spot without a mark"), POINTER, ("Shift+Z",), "canvas.pointer.next_hot_spot", STUDIES, -1, needs="study"),
    Action("pointer_press", QT_TRANSLATE_NOOP("actions", "&Press: point, select, pick up, drop"), POINTER, ("Space",), "canvas.pointer.press", STUDIES, on_canvas=True, needs="study", pointing=True, repeats=False, group=BREAK),
    Action("pointer_press_or_close", QT_TRANSLATE_NOOP("actions", "The same, or &close the outline"), POINTER, ("Return", "Enter"), "canvas.pointer.press_or_finish", READING, on_canvas=True, needs="study", pointing=True, repeats=False),
    Action("pointer_add", QT_TRANSLATE_NOOP("actions", "&Add to the selection"), POINTER, ("Shift+Space",), "canvas.pointer.press_adding", STUDIES, on_canvas=True, needs="study", pointing=True, repeats=False),
    Action("pointer_vertex", QT_TRANSLATE_NOOP("actions", "Add a verte&x on the edge"), POINTER, ("Ins",), "canvas.pointer.press_on_edge", READING, on_canvas=True, needs="editable", pointing=True, repeats=False),
    Action("hot_spot_larger", QT_TRANSLATE_NOOP("actions", "&Larger hot spot, while it grows"), POINTER, ("+", "="), "canvas.turn", READING, 1, on_canvas=True, needs="editable", group=BREAK),
    Action("hot_spot_smaller", QT_TRANSLATE_NOOP("actions", "&Smaller hot spot, while it grows"), POINTER, ("-",), "canvas.turn", READING, -1, on_canvas=True, needs="editable"),
    Action("pointer_left", QT_TRANSLATE_NOOP("actions", "Pointer 1 pixel left"), POINTER, ("Left",), "canvas.pointer.step", STUDIES, "left", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
    Action("pointer_right", QT_TRANSLATE_NOOP("actions", "Pointer 1 pixel right"), POINTER, ("Right",), "canvas.pointer.step", STUDIES, "right", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
    Action("pointer_up", QT_TRANSLATE_NOOP("actions", "Pointer 1 pixel up"), POINTER, ("Up",), "canvas.pointer.step", STUDIES, "up", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
    Action("pointer_down", QT_TRANSLATE_NOOP("actions", "Pointer 1 pixel down"), POINTER, ("Down",), "canvas.pointer.step", STUDIES, "down", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
    Action("pointer_far_left", QT_TRANSLATE_NOOP("actions", "Pointer 10 pixels left"), POINTER, ("Shift+Left",), "canvas.pointer.stride", STUDIES, "left", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
    Action("pointer_far_right", QT_TRANSLATE_NOOP("actions", "Pointer 10 pixels right"), POINTER, ("Shift+Right",), "canvas.pointer.stride", STUDIES, "right", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
    Action("pointer_far_up", QT_TRANSLATE_NOOP("actions", "Pointer 10 pixels up"), POINTER, ("Shift+Up",), "canvas.pointer.stride", STUDIES, "up", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
    Action("pointer_far_down", QT_TRANSLATE_NOOP("actions", "Pointer 10 pixels down"), POINTER, ("Shift+Down",), "canvas.pointer.stride", STUDIES, "down", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
    Action("pointer_leap_left", QT_TRANSLATE_NOOP("actions", "Pointer a quarter left"), POINTER, ("Alt+Left", "Home"), "canvas.pointer.leap", STUDIES, "left", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
    Action("pointer_leap_right", QT_TRANSLATE_NOOP("actions", "Pointer a quarter right"), POINTER, ("Alt+Right", "End"), "canvas.pointer.leap", STUDIES, "right", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
    Action("pointer_leap_up", QT_TRANSLATE_NOOP("actions", "Pointer a quarter up"), POINTER, ("Alt+Up", "PgUp"), "canvas.pointer.leap", STUDIES, "up", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
    Action("pointer_leap_down", QT_TRANSLATE_NOOP("actions", "Pointer a quarter down"), POINTER, ("Alt+Down", "PgDown"), "canvas.pointer.leap", STUDIES, "down", on_canvas=True, needs="study", pointing=True, group=QT_TRANSLATE_NOOP("actions", "&Move the pointer")),
)  # fmt: skip
"""The keyboard pointer: its keys mean this only while it is shown, so that the arrows can nudge otherwise."""

_CODE = (
    Action("edit_codes", QT_TRANSLATE_NOOP("actions", "&Edit the code…"), CODE, ("Ctrl+E",), "canvas.edit_codes", needs="selection"),
    *(
        Action(f"recent_{number}", text, CODE, (f"Ctrl+{number}",), "acts.apply_recent", argument=number, needs="selection", group=BREAK if number == 1 else "")
        for number, text in enumerate(
            (
                QT_TRANSLATE_NOOP("actions", "Recent code 1"),
                QT_TRANSLATE_NOOP("actions", "Recent code 2"),
                QT_TRANSLATE_NOOP("actions", "Recent code 3"),
                QT_TRANSLATE_NOOP("actions", "Recent code 4"),
                QT_TRANSLATE_NOOP("actions", "Recent code 5"),
                QT_TRANSLATE_NOOP("actions", "Recent code 6"),
                QT_TRANSLATE_NOOP("actions", "Recent code 7"),
                QT_TRANSLATE_NOOP("actions", "Recent code 8"),
                QT_TRANSLATE_NOOP("actions", "Recent code 9"),
            ),
            start=1,
        )
    ),
    *(
        Action(f"certainty_{number}", text, CODE, (f"Alt+{number}",), "acts.grade", argument=number, needs="selection", group=BREAK if number == 1 else "")
        for number, text in enumerate(
            (
                QT_TRANSLATE_NOOP("actions", "Certainty 1: a guess"),
                QT_TRANSLATE_NOOP("actions", "Certainty 2: doubtful"),
                QT_TRANSLATE_NOOP("actions", "Certainty 3: likely"),
                QT_TRANSLATE_NOOP("actions", "Certainty 4: very likely"),
                QT_TRANSLATE_NOOP("actions", "Certainty 5: certain"),
            ),
            start=1,
        )
    ),
)

_STUDY = (
    Action("next_study", QT_TRANSLATE_NOOP("actions", "&Next study"), STUDY, ("D",), "walk.go", STUDIES, "next", needs="dataset", tool_bar=True, icon="skip-next-outline", word=QT_TRANSLATE_NOOP("actions", "Next"), group=QT_TRANSLATE_NOOP("actions", "&Go to")),
    Action("previous_study", QT_TRANSLATE_NOOP("actions", "&Previous study"), STUDY, ("A",), "walk.go", STUDIES, "previous", needs="dataset", tool_bar=True, icon="skip-previous-outline", word=QT_TRANSLATE_NOOP("actions", "Previous"), group=QT_TRANSLATE_NOOP("actions", "&Go to")),
    Action("next_unread", QT_TRANSLATE_NOOP("actions", "Next &unread study"), STUDY, ("Shift+D",), "walk.go", STUDIES, "next_unread", needs="dataset", group=QT_TRANSLATE_NOOP("actions", "&Go to")),
    Action("previous_unread", QT_TRANSLATE_NOOP("actions", "Previous un&read study"), STUDY, ("Shift+A",), "walk.go", STUDIES, "previous_unread", needs="dataset", group=QT_TRANSLATE_NOOP("actions", "&Go to")),
    Action("go_to", QT_TRANSLATE_NOOP("actions", "&Go to a study…"), STUDY, ("Ctrl+G",), "walk.go_to", STUDIES, needs="dataset", group=QT_TRANSLATE_NOOP("actions", "&Go to")),
    Action("normal", QT_TRANSLATE_NOOP("actions", "Say nor&mal"), STUDY, ("N",), "session.say_normal", state="session.reading.says_normal", needs="editable", tool_bar=True, icon="check-circle-outline", word=QT_TRANSLATE_NOOP("actions", "Normal"), group=BREAK),
    Action("seal", QT_TRANSLATE_NOOP("actions", "&Seal and go on"), STUDY, ("Ctrl+Return", "Ctrl+Enter"), "walk.seal", needs="editable", tool_bar=True, icon="lock-check-outline", word=QT_TRANSLATE_NOOP("actions", "Seal")),
    Action("seal_stay", QT_TRANSLATE_NOOP("actions", "Seal and s&tay"), STUDY, ("Ctrl+Alt+Return", "Ctrl+Alt+Enter"), "walk.seal_and_stay", needs="editable"),
    Action("skip", QT_TRANSLATE_NOOP("actions", "S&kip with a reason…"), STUDY, ("Ctrl+Space",), "walk.skip", needs="editable"),
    Action("reopen", QT_TRANSLATE_NOOP("actions", "Re&open the sealed reading…"), STUDY, ("Ctrl+Shift+O",), "walk.reopen", needs="sealed", group=BREAK),
    Action("reload", QT_TRANSLATE_NOOP("actions", "Read the &files again"), STUDY, ("F5",), "session.reload", needs="study"),
    Action("versions", QT_TRANSLATE_NOOP("actions", "Earlier &versions…"), STUDY, ("Ctrl+Shift+H",), "tools.show_versions", needs="reading"),
    Action("conflict", QT_TRANSLATE_NOOP("actions", "Settle the &conflict…"), STUDY, ("Ctrl+Shift+K",), "tools.show_conflict", needs="conflict"),
    Action("labelme", QT_TRANSLATE_NOOP("actions", "Open in &labelme"), STUDY, ("Ctrl+Shift+E",), "tools.open_in_labelme", needs="editable", group=BREAK),
    Action("projections", QT_TRANSLATE_NOOP("actions", "Correct anterior and pos&terior…"), STUDY, ("Ctrl+Shift+P",), "tools.correct_projections", needs="study"),
    Action("sitting", QT_TRANSLATE_NOOP("actions", "Summary of this s&itting…"), STUDY, ("Ctrl+Shift+I",), "room.show_sitting", STUDIES, needs="dataset", group=BREAK),
)  # fmt: skip

_WINDOW = (
    Action("worklist", QT_TRANSLATE_NOOP("actions", "&Worklist"), WINDOW, ("F9",), "room.toggle_worklist", STUDIES, state="room.worklist_shown", needs="dataset", tool_bar=True, icon="format-list-bulleted", word=QT_TRANSLATE_NOOP("actions", "Worklist")),
    Action("side", QT_TRANSLATE_NOOP("actions", "&Report and lesions"), WINDOW, ("F8",), "room.toggle_side", STUDIES, state="room.side_shown", needs="dataset", tool_bar=True, icon="dock-right", word=QT_TRANSLATE_NOOP("actions", "Side")),
    Action("search", QT_TRANSLATE_NOOP("actions", "&Search the worklist"), WINDOW, ("Ctrl+K",), "room.focus_search", STUDIES, needs="dataset", group=BREAK),
    Action("focus_canvas", QT_TRANSLATE_NOOP("actions", "Focus the &pictures"), WINDOW, ("F6",), "room.focus_canvas", STUDIES, needs="dataset"),
    Action("focus_side", QT_TRANSLATE_NOOP("actions", "Focus the &lesions, or the side of the mode"), WINDOW, ("Shift+F6",), "room.focus_side", STUDIES, needs="dataset"),
    Action("sort_list", QT_TRANSLATE_NOOP("actions", "S&ort the list by the cursor's column"), WINDOW, ("Ctrl+Alt+S",), "room.sort_list", STUDIES, needs="dataset"),
    Action("full_screen", QT_TRANSLATE_NOOP("actions", "&Full screen"), WINDOW, ("F11",), "window.toggle_full_screen", EVERYWHERE, state="window.isFullScreen", group=BREAK),
)  # fmt: skip

_HELP = (
    Action("keys", QT_TRANSLATE_NOOP("actions", "&Keys…"), HELP, ("F1",), "dialogs.show_keys", EVERYWHERE),
    Action("key_settings", QT_TRANSLATE_NOOP("actions", "&Change keys…"), HELP, ("Shift+F1",), "dialogs.change_keys", EVERYWHERE, group=BREAK),
    Action("preferences", QT_TRANSLATE_NOOP("actions", "&Preferences…"), HELP, ("Ctrl+,",), "dialogs.show_preferences", EVERYWHERE),
    Action("about", QT_TRANSLATE_NOOP("actions", "&About"), HELP, (), "dialogs.show_about", EVERYWHERE, group=BREAK),
)  # fmt: skip

READING_ACTIONS: tuple[Action, ...] = (
    *_FILE,
    *_EDIT,
    *_VIEW,
    *_DRAW,
    *POINTER_ACTIONS,
    *_CODE,
    *_STUDY,
    *_WINDOW,
    *_HELP,
    *OPINION_ACTIONS,
)

_TOLD = ("pointer_left", "pointer_right", "pointer_up", "pointer_down", "pointer_press", "hot_spot_next", "pointer")


def pointer_sentence(changed: Keys) -> str:
    """What the keys do while the pointer is shown, with the keys that the user has given the rows."""
    rows = {row.id: row for row in POINTER_ACTIONS}
    first = [shown_key(keys[0]) if (keys := keys_of(rows[name], changed)) else "–" for name in _TOLD]
    text = QCoreApplication.translate(
        CONTEXT, "Keyboard pointer: {0} {1} {2} {3} move it, {4} presses, {5} finds the next hot spot, {6} ends it."
    )
    return text.format(*first)
