"""The look: colours, palette and style sheet, dark for a dark room or light, with text of any size and a ring around what has the focus."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QGuiApplication, QPalette
from PyQt6.QtWidgets import QApplication, QWidget

DARK, LIGHT = "dark", "light"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a theme by what they are for, as #rrggbb."""

    window: str
    panel: str
    raised: str
    pressed: str
    line: str
    text: str
    dim: str
    disabled: str
    accent: str
    on_accent: str
    focus: str
    selection: str
    on_selection: str
    warning: str
    error: str
    good: str
    canvas: str
    field: str


_applied = DARK


def prepare() -> None:
    """Take screen scales like 125 % as they are; before the application is made."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)


@lru_cache(maxsize=4)
def colours(theme: str) -> Colours:
    """The colours of a theme."""
    return Colours(**json.loads(_resource("colours.json"))[theme])


def current() -> Colours:
    """The colours of the theme that was applied last."""
    return colours(_applied)


def apply_theme(application: QApplication, theme: str, text_percent: int = 100) -> None:
    """Give the whole program this look; `text_percent` 100 is the system's text size. Nothing is done where it has it."""
    global _applied
    points = _system_points(application) * text_percent / 100
    sheet = style_sheet(theme, points)
    if application.styleSheet() == sheet:
        return  # a sheet that is set again makes every widget anew
    _applied = theme
    application.setStyle("Fusion")
    application.setPalette(palette(colours(theme)))
    font = application.font()
    font.setPointSizeF(points)
    application.setFont(font)
    application.setStyleSheet(sheet)


def set_role(widget: QWidget, role: str) -> QWidget:
    """Give a widget a part in the look, one of the style sheet's roles (title, dim, warning, primary ...); gives the widget back."""
    widget.setProperty("role", role)
    style = widget.style()
    if style is not None:
        style.unpolish(widget)
        style.polish(widget)
    return widget


def palette(chosen: Colours) -> QPalette:
    """What Qt's own style draws with."""
    made = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: chosen.window,
        role.WindowText: chosen.text,
        role.Base: chosen.panel,
        role.AlternateBase: chosen.raised,
        role.Text: chosen.text,
        role.PlaceholderText: chosen.dim,
        role.Button: chosen.raised,
        role.ButtonText: chosen.text,
        role.BrightText: chosen.error,
        role.Highlight: chosen.selection,
        role.HighlightedText: chosen.on_selection,
        role.Link: chosen.accent,
        role.LinkVisited: chosen.accent,
        role.ToolTipBase: chosen.raised,
        role.ToolTipText: chosen.text,
        role.Light: chosen.pressed,
        role.Midlight: chosen.raised,
        role.Mid: chosen.line,
        role.Dark: chosen.line,
        role.Shadow: chosen.canvas,
    }
    for one, colour in pairs.items():
        made.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, QColor(chosen.disabled))
    return made


def style_sheet(theme: str, points: float) -> str:
    """The theme's style sheet, `points` being the plain text's size."""
    chosen = colours(theme)
    words = {name: getattr(chosen, name) for name in chosen.__slots__}
    words |= {"small": f"{points * 0.88:.2f}pt", "large": f"{points * 1.2:.2f}pt", "title": f"{points * 2:.2f}pt"}
    words |= {"theme": theme, "folder": Path(str(resources.files("resources") / "style")).as_posix()}
    return re.sub(r"@(\w+)", lambda found: words[found[1]], _resource("style.qss"))


def _system_points(application: QApplication) -> float:
    known = application.property("system_points")
    if isinstance(known, float):
        return known
    points = application.font().pointSizeF()
    points = points if points > 0 else 10.0
    application.setProperty("system_points", points)
    return points


@lru_cache(maxsize=4)
def _resource(name: str) -> str:
    return resources.files("resources").joinpath("style", name).read_text(encoding="utf-8")
