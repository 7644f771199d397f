"""The letters, the title, the badges and the scale of a canvas: what is shown, said in words, beside the picture or in its corners."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QLabel, QWidget

from dspic_gui.counts.display import Display
from dspic_gui.qt.canvas.scale_bar import ScaleBar
from dspic_gui.qt.words.measures import count_text, view_name
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.study import Projection

_EDGE = 6
_BEYOND = 4000.0
CORNER = 0.36
"""The share of a picture's width that a corner may take: head and feet are in the middle."""

_CHIP = "background: rgba(16, 18, 22, 205); color: {colour}; border-radius: 4px; padding: 1px 6px; font-size: {points:.1f}pt; {weight}"
_PLAIN, _STRONG, _WARNING = "#d7dde5", "#ffffff", "#ffc14d"


class CanvasLabels(QObject):
    """Labels on top of a canvas; they take no mouse event and move with its size and with the picture's edges.

    Where the canvas is wider than its picture they stand beside it, at the side away from the seam; else in its outer corners.
    `windowed` says that the window is to be said here too, `level` what stands after the title.
    """

    changed = pyqtSignal()  # what captions keep clear of stands elsewhere, or the text has another size

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._covered: list[QRectF] = []
        self._picture = QRectF()
        self._foot = 0
        self._side = -1
        self._badge_words: list[str] = []
        self._pointing = False
        self._lone = ""
        self._names = "", ""
        self.level = ""
        self.windowed = True
        self._window = ""
        self._looks: dict[QLabel, tuple[float, str, bool]] = {}
        self.left_letter = self._label("letter_left", 1.5, _STRONG, strong=True)
        self.right_letter = self._label("letter_right", 1.5, _STRONG, strong=True)
        self.title = self._label("title", 1.0, _STRONG, strong=True)
        self.badges = self._label("badges", 1.0, _WARNING, strong=True)
        self.state = self._label("state", 0.95, _PLAIN)
        self.reading = self._label("reading", 0.95, _PLAIN)
        self.empty = self._label("empty", 1.1, _PLAIN)
        self.scale = ScaleBar(canvas)
        self._restyle()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._follow_text)
        canvas.installEventFilter(self)

    def show_state(self, projection: Projection, display: Display, maximum: float, present: bool) -> None:
        """Say which view this is and how it is shown; `maximum` is the robust maximum in counts."""
        mirrored = display.mirrors(projection)
        right_first = (projection is Projection.ANT) != mirrored
        left, right = (self.tr("R"), self.tr("L")) if right_first else (self.tr("L"), self.tr("R"))
        self._say(self.left_letter, left if present else "")
        self._say(self.right_letter, right if present else "")
        name = self.tr("ANTERIOR") if projection is Projection.ANT else self.tr("POSTERIOR")
        self._names = name, view_name(projection)
        self._say(self.empty, "" if present else self._missing(projection))
        self._badge_words = self._badges(display, mirrored) if present else []
        self._say_badges()
        window = self.tr("0–{0} counts ({1} %)").format(count_text(display.upper_counts(maximum)), f"{display.upper:.3g}")
        together = window.replace(" %", "\u00a0%")
        self._window = f"{in_words(display.describe())}\n{together}" if present else ""
        self.place()

    def show_lone(self, projection: Projection | None) -> None:
        """Say that the study has this view alone, or (None) nothing of that kind."""
        words = self._missing(projection.other) if projection is not None else ""
        if words != self._lone:
            self._lone = words
            self._say_badges()
            self.place()

    def _missing(self, projection: Projection) -> str:
        return self.tr("No anterior view") if projection is Projection.ANT else self.tr("No posterior view")

    def show_window(self, windowed: bool) -> None:
        """Say the window here, or leave it to somebody else."""
        self.windowed = windowed
        self.place()

    def show_level(self, level: str) -> None:
        """Say after the title which of several upper levels this is."""
        if level != self.level:
            self.level = level
            self.place()

    def show_figures(self, text: str) -> None:
        """Show figures in the lower outer corner; while an outline is dragged only they move."""
        before = self.reading.text()
        if text == before:
            return
        self._say(self.reading, text)
        if before and text:
            self._stand(self.reading, self._foot, upwards=True, wide=True)
        else:
            self.place()

    def show_scale(self, scale: float | None, pixel_mm: tuple[float, float] | None) -> None:
        """Show how large things are: screen pixels per raw pixel (None: no picture), and a raw pixel's (row, column) in millimetres."""
        if scale is None:
            self.scale.show_nothing()
        elif self.scale.show_scale(scale, pixel_mm):
            self.place()

    def show_pointing(self, pointing: bool) -> None:
        """Say that the keys move a pointer in this view."""
        if pointing != self._pointing:
            self._pointing = pointing
            self._say_badges()
            self.place()

    def _say_badges(self) -> None:
        pointing = [self.tr("KEYBOARD POINTER")] if self._pointing else []
        self._say(self.badges, "   ".join(filter(None, [self._lone, *self._badge_words, *pointing])))

    def show_active(self, active: bool) -> None:
        """Mark the title of the view that keys act on."""
        self._looks[self.title] = (1.0, _WARNING if active else _PLAIN, True)
        self._restyle(self.title)
        self.place()

    def show_picture_edges(self, edges: QRectF, seam: int) -> None:
        """Where the picture lies in the canvas, in screen pixels, and at which edge of the canvas it stands (-1, 0, 1)."""
        side = 1 if seam < 0 else -1
        if edges != self._picture or side != self._side:
            self._picture, self._side = edges, side
            self.place()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Follow the canvas's size and the size of text."""
        if event is not None and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._later.start(0)  # the application's style sheet reaches the labels after this event
        if event is not None and event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def covered(self) -> list[QRectF]:
        """Where labels stand that are to be read, and what is above the canvas, in its screen pixels."""
        parts = (self.title, self.left_letter, self.right_letter, self.badges, self.scale)
        above = QRectF(0.0, -_BEYOND, self._canvas.width(), _BEYOND)
        return [above, *(QRectF(part.geometry()) for part in parts if not part.isHidden())]

    def extent(self) -> QRectF:
        """Where the canvas shows anything: its picture and all that is said beside it, in the canvas's screen pixels."""
        parts = (self.title, self.left_letter, self.right_letter, self.badges, self.scale, self.state, self.reading)
        shown = self._picture
        for part in parts:
            if not part.isHidden():
                shown = shown.united(QRectF(part.geometry()))
        return shown.intersected(QRectF(self._canvas.rect()))

    def _follow_text(self) -> None:
        self._restyle()
        self._covered = []
        self.place()

    # where they stand

    def place(self) -> None:
        """Put every label where it belongs."""
        self._say(self.state, self._window if self.windowed else "")
        self._place_title()
        top = self._place_letters(_EDGE + self.title.height() + 4)
        self._stand(self.badges, top)
        height = self._canvas.height() - _EDGE
        for part in (self.scale, self.state, self.reading):
            self._foot = height
            if not part.isHidden():
                height -= self._stand(part, height, upwards=True, wide=part is self.reading) + 4
        self.empty.move((self._canvas.width() - self.empty.width()) // 2, self._canvas.height() // 2)
        before, self._covered = self._covered, self.covered()
        if self._covered != before:
            self.changed.emit()

    @property
    def _room(self) -> float:
        """How much of the canvas lies beside the picture at the outer side, in screen pixels."""
        return max(self._picture.left(), 0.0) if self._side < 0 else max(self._canvas.width() - self._picture.right(), 0.0)

    def _place_title(self) -> None:
        names = [" ".join(filter(None, (name, self.level))) for name in self._names]
        self._say(self.title, names[0])
        room = max(self._room - 2 * _EDGE, CORNER * self._visible_width)
        metrics = self.title.fontMetrics()
        longest = max(map(metrics.horizontalAdvance, (self.tr("ANTERIOR"), self.tr("POSTERIOR"))))
        if self.title.width() - metrics.horizontalAdvance(self._names[0]) + longest > room > 0:
            self._say(self.title, names[1])  # of both views of a pair, so that they are named in one way
        self.title.move(self._across(self.title.width()), _EDGE)

    def _place_letters(self, top: int) -> int:
        """Both letters at one height, outside the picture where there is room; where the room below them begins."""
        width = self._canvas.width()
        left, right = max(self._picture.left(), 0.0), min(self._picture.right(), float(width))
        beside_left, beside_right = left - self.left_letter.width() - _EDGE, right + _EDGE
        fits_right = beside_right + self.right_letter.width() <= width
        inside = beside_left < 0 or not fits_right
        if inside and top < self._picture.top() < top + self.left_letter.height():
            top = int(self._picture.top()) + 2  # never across the picture's edge
        self.left_letter.move(int(beside_left if beside_left >= 0 else left + _EDGE), top)
        self.right_letter.move(int(beside_right if fits_right else right - _EDGE - self.right_letter.width()), top)
        return top + self.left_letter.height() + 4

    def _stand(self, part: QWidget, y: int, *, upwards: bool = False, wide: bool = False) -> int:
        """Put something at the outer side, beginning at y, or ending there; gives its height. `wide`: it may cross the picture."""
        if isinstance(part, QLabel):
            share = 1.0 if wide else CORNER  # a tower of single words hides more than a few lines do
            _fit(part, int(max(self._room, share * self._visible_width) - 2 * _EDGE))
        part.move(self._across(part.width()), y - part.height() if upwards else y)
        return part.height()

    def _across(self, width: int) -> int:
        """Where something of this width begins: beside the picture, or in its corner; never outside the canvas."""
        canvas = self._canvas.width()
        beside = self._room >= width + 2 * _EDGE
        left, right = max(self._picture.left(), 0.0), min(self._picture.right(), float(canvas))
        outside, inside = (left - _EDGE - width, left + _EDGE) if self._side < 0 else (right + _EDGE, right - _EDGE - width)
        x = outside if beside else inside
        return int(max(min(x, canvas - _EDGE - width), _EDGE))

    @property
    def _visible_width(self) -> float:
        left, right = max(self._picture.left(), 0.0), min(self._picture.right(), float(self._canvas.width()))
        return max(right - left, 0.0)

    def _badges(self, display: Display, mirrored: bool) -> list[str]:
        shown = (
            (mirrored, self.tr("MIRRORED")),
            (display.interpolated, self.tr("INTERPOLATED")),
            (display.shapes_hidden, self.tr("MARKS HIDDEN")),
        )
        return [text for is_shown, text in shown if is_shown]

    def _label(self, name: str, size: float, colour: str, strong: bool = False) -> QLabel:
        label = QLabel(self._canvas)
        label.setObjectName(name)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._looks[label] = (size, colour, strong)
        label.hide()
        return label

    def _restyle(self, only: QLabel | None = None) -> None:
        points = self._canvas.fontInfo().pointSizeF()
        for label, (size, colour, strong) in self._looks.items():
            if only in (None, label):
                weight = "font-weight: 600;" if strong else ""
                label.setStyleSheet("")
                label.setStyleSheet(_CHIP.format(colour=colour, points=points * size, weight=weight))
                label.adjustSize()

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        if label.text() != text:
            label.setText(text)
            label.adjustSize()
        label.setVisible(bool(text))


def _fit(label: QLabel, width: int) -> None:
    """One line where it fits into this width in screen pixels, else several; never narrower than its longest word."""
    if label.isHidden():
        return
    if label.wordWrap():
        label.setWordWrap(False)
        label.adjustSize()
    if label.width() > width > 0:
        label.setWordWrap(True)
        longest = max((label.fontMetrics().horizontalAdvance(word) for word in label.text().split()), default=0) + 16
        label.resize(max(width, longest), label.heightForWidth(max(width, longest)))
