"""Outlines of what a network found, over the counts: dotted, never to be grabbed, one of them strong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QBrush, QColor, QPainterPath, QPen
from PyQt6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from dspic_gui.qt.canvas.lesion_item import polygon
from dspic_gui.shape import Shape

UNDER = "#ffffff"
"""A light line under the dots, so that they stand out on black and on white."""


@dataclass(frozen=True, eq=False)
class FoundOutline:
    """An outline and its colour."""

    shape: Shape
    colour: str
    strong: bool = False


class FoundItems:
    """Shows outlines in a scene; pens keep their width on screen."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self._items: list[QGraphicsPathItem] = []
        self._hidden = False

    def show_outlines(self, outlines: Sequence[FoundOutline]) -> None:
        """Show these and no others."""
        for item in self._items:
            self._scene.removeItem(item)
        self._items = [item for outline in outlines for item in _items(outline)]
        for item in self._items:
            item.setVisible(not self._hidden)
            self._scene.addItem(item)

    def set_hidden(self, hidden: bool) -> None:
        """Leave the picture bare, or show what is outlined."""
        self._hidden = hidden
        for item in self._items:
            item.setVisible(not hidden)

    @property
    def shown(self) -> int:
        """How many outlines are shown."""
        return 0 if self._hidden else len(self._items) // 2


def _items(outline: FoundOutline) -> list[QGraphicsPathItem]:
    path = QPainterPath()
    path.addPolygon(polygon(outline.shape.outline))
    path.closeSubpath()
    width = 3.0 if outline.strong else 1.8
    pens = (_pen(UNDER, width + 1.2, Qt.PenStyle.SolidLine), _pen(outline.colour, width, Qt.PenStyle.DotLine))
    made = []
    for pen in pens:
        item = QGraphicsPathItem(path)
        item.setPen(pen)
        item.setBrush(QBrush(Qt.BrushStyle.NoBrush))
        item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        item.setZValue(-2)
        made.append(item)
    made[0].setOpacity(0.45)
    return made


def _pen(colour: str, width: float, style: Qt.PenStyle) -> QPen:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    return pen
