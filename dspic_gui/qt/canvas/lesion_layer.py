"""All lesions of one canvas: which items there are, and which lie at a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QTransform
from PyQt6.QtWidgets import QGraphicsScene

from dspic_gui.code import CodeBook
from dspic_gui.counts.display import Display
from dspic_gui.marking.reshape import nearest_edge
from dspic_gui.qt.canvas.caption_places import shifts_apart
from dspic_gui.qt.canvas.lesion_item import Appearance, LesionItem, Marking, appearance_of
from dspic_gui.reading import Lesion
from dspic_gui.shape import Point, Shape
from dspic_gui.study import Projection

CROWD = 400
"""With more marks in a view, names would hide the scan and each other: only what is selected, not saved or pointed at has one."""
POINT_REACH = 3.0
"""How far, in raw pixels, the mark of a lone point reaches."""


class LesionLayer:
    """Keeps one item per lesion and brings each up to date only where something changed."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self._items: dict[str, LesionItem] = {}
        self._lesions: dict[str, Lesion] = {}
        self._bounded: tuple[list[Lesion], NDArray[np.float64]] | None = None
        self._looks: dict[str, Appearance] = {}
        self._hidden: frozenset[str] = frozenset()
        self._unsaved: frozenset[str] = frozenset()
        self._plain = Marking()
        self._selection: frozenset[str] = frozenset()
        self._hovered: str | None = None
        self._display = Display()
        self._projection = Projection.ANT
        self._density = 1.0
        self._transform, self._width, self._far = QTransform(), 0.0, False
        self._taken: Callable[[], list[QRectF]] = list
        self._kept_clear: list[QRectF] = []

    def show_lesions(
        self, lesions: Sequence[Lesion], book: CodeBook, hidden: frozenset[str], unsaved: frozenset[str], looks: Mapping[str, Appearance]
    ) -> None:
        """Show these lesions; `looks` replaces the code book's appearance of some."""
        self._lesions = {lesion.uid: lesion for lesion in lesions}
        self._bounded = None
        self._looks = _looks_of(lesions, book, looks)
        self._hidden, self._unsaved = hidden, unsaved
        for uid in self._items.keys() - self._lesions.keys():
            self._scene.removeItem(self._items.pop(uid))
        for uid in self._lesions.keys() - self._items.keys():
            self._items[uid] = LesionItem()
            self._scene.addItem(self._items[uid])
        self._refresh(self._items)
        self._part_captions()

    def show_display(self, display: Display, projection: Projection, density: float) -> None:
        """Follow the background, the mirroring, what is hidden, and the screen's device pixels per pixel."""
        before = self._display.captions, self._display.shapes_hidden, self._display.mirrors(projection)
        self._display, self._projection, self._density = display, projection, density
        self._refresh(self._items)
        if before != (display.captions, display.shapes_hidden, display.mirrors(projection)):
            self._part_captions()

    def set_selection(self, uids: Sequence[str]) -> None:
        """Show these as selected and the others not."""
        before, self._selection = self._selection, frozenset(uids)
        self._refresh(before ^ self._selection)
        if before != self._selection:
            self._part_captions()

    def hover(self, lesion: Lesion | None) -> None:
        """Show that the pointer is over this one."""
        uid = lesion.uid if lesion else None
        if uid == self._hovered:
            return
        before, self._hovered = self._hovered, uid
        self._refresh([name for name in (before, uid) if name])

    def show_shapes(self, shapes: Mapping[str, Shape]) -> None:
        """Draw some with other outlines until they are shown anew."""
        for uid, shape in shapes.items():
            if uid in self._items:
                self._items[uid].show_shape(shape)
                self._items[uid].keep_caption_inside(self._transform, self._width)

    def follow_camera(self, transform: QTransform, width: float, far: bool, taken: Callable[[], list[QRectF]] = list) -> None:
        """Keep the captions in sight: `transform` leads from raw to screen pixels, `width` is the viewport's, `far` shortens them.

        `taken` gives what no caption may cover, in screen pixels.
        """
        turned = (transform.m11(), width, far) != (self._transform.m11(), self._width, self._far)
        shortened = far != self._far
        self._transform, self._width, self._far = QTransform(transform), width, far
        if shortened:
            self._refresh(self._items)
        moved = [item.keep_caption_inside(transform, width) for item in self._named_items().values()]
        self._taken = taken
        if turned or any(moved) or taken() != self._kept_clear:
            self._part_captions()

    def follow_labels(self) -> None:
        """Keep the captions clear of labels that stand elsewhere now, and as large as the program's text."""
        for item in self._items.values():
            item.follow_text()
        for item in self._named_items().values():
            item.keep_caption_inside(self._transform, self._width)
        self._part_captions()

    def _part_captions(self) -> None:
        """Move captions that would cover each other apart: the selection chooses first; what the pointer is on speaks above all."""
        self._kept_clear = self._taken()
        placed = [*self._kept_clear]
        shown = self._named_items()
        for selected in (True, False):
            named = [item for uid, item in shown.items() if (uid in self._selection) is selected]
            chips = [chip for item in named if (chip := item.caption_chip) is not None]
            if len(chips) > CROWD:
                continue  # there is no room to part so many
            boxes = [chip.box_alone.translated(self._transform.map(chip.scenePos())) for chip in chips]
            for chip, box, shift in zip(chips, boxes, shifts_apart(boxes, placed), strict=True):
                chip.move_down(shift)
                placed.append(box.translated(0.0, shift))

    def named(self, uids: Sequence[str]) -> tuple[Lesion, ...]:
        """The lesions of these names that can be seen here."""
        return tuple(self._lesions[uid] for uid in uids if uid in self._lesions and not self._is_hidden(uid))

    @property
    def shown(self) -> tuple[Lesion, ...]:
        """The lesions that can be seen."""
        return tuple(lesion for uid, lesion in self._lesions.items() if not self._is_hidden(uid))

    def item(self, uid: str) -> LesionItem:
        """The item that draws a lesion; KeyError where there is none."""
        return self._items[uid]

    def at(self, point: Point, tolerance: float) -> Lesion | None:
        """The lesion with the smallest area that holds the raw point or passes it within `tolerance` raw pixels."""
        lesions, bounds = self._boxes()
        (x, y), reach = point, tolerance + POINT_REACH
        low, high = bounds[:, :2] - reach, bounds[:, 2:] + reach
        near = np.flatnonzero((low[:, 0] <= x) & (x <= high[:, 0]) & (low[:, 1] <= y) & (y <= high[:, 1]))
        candidates = [lesions[index] for index in near if not self._is_hidden(lesions[index].uid)]
        found = [lesion for lesion in candidates if _touches(lesion.shape, point, tolerance)]
        return min(found, key=lambda lesion: lesion.shape.area, default=None)

    def _boxes(self) -> tuple[list[Lesion], NDArray[np.float64]]:
        """The lesions and their bounds (left, top, right, bottom), kept between mouse moves."""
        if self._bounded is None:
            lesions = list(self._lesions.values())
            self._bounded = lesions, np.array([lesion.shape.bounds for lesion in lesions]).reshape(-1, 4)
        return self._bounded

    def _is_hidden(self, uid: str) -> bool:
        return self._display.shapes_hidden or uid in self._hidden

    @property
    def _crowded(self) -> bool:
        return len(self._lesions) > CROWD

    def _named_items(self) -> Mapping[str, LesionItem]:
        """The items whose names can be in sight."""
        if not self._crowded:
            return self._items
        named = (*self._selection, *self._unsaved, *([self._hovered] if self._hovered else ()))
        return {uid: self._items[uid] for uid in named if uid in self._items}

    def _refresh(self, uids: Mapping[str, object] | frozenset[str] | Sequence[str]) -> None:
        mirrored, plain = self._display.mirrors(self._projection), self._of_a_plain_mark()
        special = self._selection | self._unsaved | self._hidden | ({self._hovered} if self._hovered else set())
        for uid in uids:
            item = self._items.get(uid)
            if item is None:
                continue
            marking = plain if uid not in special else replace(
                plain,
                selected=uid in self._selection,
                hovered=uid == self._hovered,
                hidden=self._is_hidden(uid),
                unsaved=uid in self._unsaved,
            )
            item.show_lesion(self._lesions[uid], self._looks[uid], marking, mirrored)
            if uid in special or not self._crowded:
                item.keep_caption_inside(self._transform, self._width)

    def _of_a_plain_mark(self) -> Marking:
        """The state of a mark with nothing special; the same object while nothing changes, so that comparing thousands costs little."""
        named = not self._crowded
        plain = Marking(
            hidden=self._display.shapes_hidden,
            captioned=self._display.captions and named,
            far=self._far and named,
            grounds=self._display.grounds,
            density=self._density,
        )
        if plain != self._plain:
            self._plain = plain
        return self._plain


def _looks_of(lesions: Sequence[Lesion], book: CodeBook, looks: Mapping[str, Appearance]) -> dict[str, Appearance]:
    """How each is drawn; marks of one kind are looked up once."""
    alike: dict[tuple[object, ...], Appearance] = {}
    found: dict[str, Appearance] = {}
    for lesion in lesions:
        kind = (lesion.label, lesion.group_id, lesion.locked)
        if kind not in alike:
            alike[kind] = appearance_of(lesion, book)
        found[lesion.uid] = looks.get(lesion.uid) or alike[kind]
    return found


def _touches(shape: Shape, point: Point, tolerance: float) -> bool:
    if len(shape.outline) > 2 and shape.contains(point):
        return True
    if len(shape.outline) > 1:
        return nearest_edge(shape, point)[1] <= tolerance
    return bool(np.hypot(*(shape.outline[0] - point)) <= tolerance + POINT_REACH)
