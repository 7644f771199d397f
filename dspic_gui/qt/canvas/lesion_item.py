"""A lesion on the canvas: its outline with a one-pixel pen and its caption. Handles and gestures live elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PyQt6.QtGui import QBrush, QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform
from PyQt6.QtWidgets import QGraphicsItem, QGraphicsPolygonItem, QStyleOptionGraphicsItem, QWidget

from dspic_gui.code import CodeBook, describe_code, short_code, split_label
from dspic_gui.counts.colour_map import readable
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Lesion
from dspic_gui.shape import Outline, Shape
from dspic_gui.study import COLUMNS

LINES: dict[str, list[float]] = {
    "solid": [],
    "dash": [7, 4],
    "dot": [2, 2.5],
    "dash-dot": [8, 3, 2, 3],
    "dash-dot-dot": [8, 3, 2, 3, 2, 3],
}
"""Line style to Qt's dash pattern; longer than Qt's own, which vanish at one pixel."""

UNKNOWN_COLOUR = "#ff7ad9"
CAPTION_BACK = "#14171c"
EDGE = 2.0
"""How near to the canvas's edge, in screen pixels, a caption may stand."""
PADDING = 8
"""What a chip has beside its text, in screen pixels."""


@dataclass(frozen=True)
class Appearance:
    """How a lesion is drawn: colour "#rrggbb", line style (a key of LINES), caption, and what stands for it in little room."""

    colour: str
    line: str
    caption: str
    short: str = ""


@dataclass(frozen=True)
class Marking:
    """What a lesion's state adds to its appearance.

    `far`: the whole picture is in sight, so a caption is short. `density`: the screen's device pixels per pixel, for pens.
    """

    selected: bool = False
    hovered: bool = False
    hidden: bool = False
    unsaved: bool = False
    captioned: bool = True
    far: bool = False
    density: float = 1.0
    grounds: tuple[str, ...] = ("#ffffff", "#000000")


def translate(text: str) -> str:
    """A sentence of this module in the user's language."""
    return QCoreApplication.translate("LesionItem", text)


def appearance_of(lesion: Lesion, book: CodeBook) -> Appearance:
    """The code book's colour and line style; an unknown label is shown as such."""
    code = split_label(lesion.label)
    number = f"  #{lesion.group_id}" if lesion.group_id is not None else ""
    lock = "  " + translate("(locked)") if lesion.locked else ""
    if code is None or not book.knows(lesion.label):
        return Appearance(UNKNOWN_COLOUR, "dash-dot", translate("Unknown: {0}").format(lesion.label[:40] or "—") + number + lock)
    finding = book.finding_by_key[code.finding]
    caption = in_words(describe_code(code, book)) + number + lock
    return Appearance(finding.colour, finding.line, caption, in_words(short_code(code, book)) + number.replace("  ", " "))


def caption_font() -> QFont:
    """A little smaller than the program's text."""
    font = QFont()
    font.setPointSizeF(0.9 * QFontInfo(font).pointSizeF())
    return font


class CaptionItem(QGraphicsItem):
    """A lesion's caption on a dark chip, at a constant size on screen and never mirrored.

    Its position is its lower left corner, or its lower right one where it reaches to the left; moved aside by as much as it
    would be cut off at the canvas's edge, and up or down where it would cover another.
    """

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.text = ""
        self._words = ("", "")
        self._room = 0.0
        self._colour = QColor(UNKNOWN_COLOUR)
        self._font = caption_font()
        self._box = QRectF()
        self._leftwards = False
        self._aside = 0.0
        self._down = 0.0
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_caption(self, text: str, short: str, colour: QColor) -> None:
        """Write this text in this colour, or the short one where the canvas is narrower than the text."""
        if (text, short, colour) != (*self._words, self._colour):
            self._words, self._colour = (text, short), colour
            self._choose()
            self._measure()

    def follow_text(self) -> None:
        """Be as large as the program's text, which may have another size now."""
        font = caption_font()
        if font != self._font:
            self._font = font
            self._choose()
            self._measure()

    def _choose(self) -> bool:
        """Take the text that fits; True where it is another one."""
        text, short = self._words
        fits = self._room <= 0 or QFontMetricsF(self._font).horizontalAdvance(text) + PADDING <= self._room - 2 * EDGE
        before, self.text = self.text, text if fits else short
        return self.text != before

    def set_leftwards(self, leftwards: bool) -> None:
        """Reach to the left of the position, or to the right."""
        if leftwards != self._leftwards:
            self._leftwards = leftwards
            self._measure()

    def keep_inside(self, x: float, width: float) -> bool:
        """Move aside so that nothing is cut off, the position being at `x` in a viewport of this width; both in screen pixels.

        True where it stands otherwise than before.
        """
        if width != self._room:
            self._room = width
            if self._choose():
                self._measure()
        left, right = x + self._box.left() - self._aside, x + self._box.right() - self._aside
        aside = 0.0 if not 0 <= x <= width else max(EDGE - left, 0.0) or min(width - EDGE - right, 0.0)
        if round(aside) == self._aside:
            return False
        self._aside = round(aside)
        self._measure()
        return True

    def move_down(self, down: float) -> None:
        """Stand this many screen pixels lower than it would alone; negative: higher."""
        if down != self._down:
            self._down = down
            self._measure()

    @property
    def box_alone(self) -> QRectF:
        """Where the chip would stand alone, in screen pixels from its position."""
        return self._box.translated(0.0, -self._down)

    def _measure(self) -> None:
        self.prepareGeometryChange()
        metrics = QFontMetricsF(self._font)
        width = metrics.horizontalAdvance(self.text) + PADDING
        left = (-width if self._leftwards else 0) + self._aside
        self._box = QRectF(left, self._down - metrics.height() - 5, width, metrics.height() + 2) if self.text else QRectF()
        self.update()

    def boundingRect(self) -> QRectF:
        """The chip, in screen pixels."""
        return self._box

    def paint(self, painter: QPainter | None, option: QStyleOptionGraphicsItem | None, widget: QWidget | None = None) -> None:
        """Draw the chip and the text."""
        assert painter is not None
        if not self.text:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back = QColor(CAPTION_BACK)
        back.setAlpha(200)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(self._box, 3, 3)
        painter.setPen(self._colour)
        painter.setFont(self._font)
        painter.drawText(self._box, Qt.AlignmentFlag.AlignCenter, self.text)


class LesionItem(QGraphicsPolygonItem):
    """Draws one lesion in raw pixels. It never changes the lesion it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.lesion: Lesion | None = None
        self.appearance = Appearance(UNKNOWN_COLOUR, "dot", "")
        self._marking = Marking()
        self._mirrored = False
        self._drawn: Shape | None = None
        self._caption = CaptionItem(self)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_lesion(self, lesion: Lesion, appearance: Appearance, marking: Marking, mirrored: bool) -> None:
        """Draw this lesion from now on; cheap when nothing changed."""
        if lesion.shape is not self._drawn or mirrored != self._mirrored:
            self._mirrored = mirrored
            self._show_outline(lesion.shape)
        same = marking is self._marking or marking == self._marking
        restyled = appearance != self.appearance or not same or self.lesion is None
        self.lesion, self.appearance, self._marking = lesion, appearance, marking
        if restyled:
            self._restyle()

    def show_shape(self, shape: Shape) -> None:
        """Draw this outline while a gesture lasts."""
        self._show_outline(shape)

    def keep_caption_inside(self, transform: QTransform, width: float) -> bool:
        """Keep the caption in a viewport of this width in screen pixels, which shows raw pixels by this transform; True where it moved."""
        return self._caption.keep_inside(transform.map(self._caption.pos()).x(), width)

    def follow_text(self) -> None:
        """Let the caption have the size of the program's text."""
        self._caption.follow_text()

    @property
    def caption(self) -> str:
        """The text that stands beside the lesion."""
        return self._caption.text

    @property
    def caption_chip(self) -> CaptionItem | None:
        """The chip beside the lesion, None while it is not shown or only named because the pointer is over it."""
        marking = self._marking
        stays = marking.selected or (marking.captioned and not marking.hovered)
        return self._caption if stays and not marking.hidden else None

    def _show_outline(self, shape: Shape) -> None:
        self._drawn = shape
        self.setPolygon(polygon(visible_outline(shape)))
        left, top, right, _ = shape.bounds
        leftwards = (left + right < COLUMNS) != self._mirrored  # away from the middle: a knee's name never stands over the other knee
        self._caption.set_leftwards(leftwards)
        self._caption.setPos(right if leftwards != self._mirrored else left, top)
        if not self._marking.selected:
            self.setZValue(1.0 / (1.0 + shape.area))

    def _restyle(self) -> None:
        marking = self._marking
        colour = QColor(readable(self.appearance.colour, marking.grounds))
        pen = QPen(colour, round(marking.density * (2 if marking.selected else 1)))
        pen.setCosmetic(True)
        pattern = LINES.get(self.appearance.line)
        if pattern:
            pen.setDashPattern(pattern)
        cached = QGraphicsItem.CacheMode.NoCache if marking.selected else QGraphicsItem.CacheMode.DeviceCoordinateCache
        if self.cacheMode() is not cached:
            self.setCacheMode(cached)
        self.setPen(pen)
        fill = QColor(colour)
        fill.setAlpha(60 if marking.hovered else 0)
        self.setBrush(QBrush(fill) if marking.hovered else QBrush())
        self.setVisible(not marking.hidden)
        resting = 1.0 / (1.0 + (self.lesion.shape.area if self.lesion else 0.0))
        self.setZValue(2.0 if marking.selected else 1.5 if marking.hovered else resting)
        self._restyle_caption()

    def _restyle_caption(self) -> None:
        marking = self._marking
        short = marking.far and not (marking.selected or marking.hovered or marking.unsaved)
        text = (short and self.appearance.short) or self.appearance.caption
        brief = self.appearance.short or text
        if marking.unsaved:
            text, brief = (translate("NOT SAVED") + "  " + words for words in (text, brief))
        self._caption.show_caption(text, brief, QColor(readable(self.appearance.colour, (CAPTION_BACK,), 4.5)))
        self._caption.setVisible(marking.captioned or marking.selected or marking.hovered or marking.unsaved)


def visible_outline(shape: Shape) -> Sequence[tuple[float, float]] | Outline:
    """The ring that is drawn: a lone point becomes a small diamond."""
    outline = shape.outline
    if len(outline) > 1:
        return outline
    x, y = float(outline[0][0]), float(outline[0][1])
    return [(x, y - 3), (x + 3, y), (x, y + 3), (x - 3, y)]


def polygon(points: Sequence[tuple[float, float]] | Outline) -> QPolygonF:
    """Points as Qt's polygon."""
    plain = points.tolist() if isinstance(points, np.ndarray) else points  # three times as quick as numpy's own numbers
    return QPolygonF([QPointF(x, y) for x, y in plain])
