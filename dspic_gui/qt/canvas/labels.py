"""The letters, the title and the badges of a canvas: what is shown, said in words, always in sight."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PyQt6.QtWidgets import QLabel, QWidget

from dspic_gui.counts.display import Display
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.study import Projection

_EDGE = 8
_CHIP = "background: rgba(16, 18, 22, 205); color: {colour}; border-radius: 4px; padding: 2px 7px; font-size: {points:.1f}pt; {weight}"
_PLAIN, _STRONG, _WARNING = "#d7dde5", "#ffffff", "#ffc14d"


class CanvasLabels(QObject):
    """Labels on top of a canvas; they take no mouse event and move with its size and with the picture's edges."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._picture = QRectF()
        self._badge_words: list[str] = []
        self._pointing = False
        self._names = "", ""
        self._looks: dict[QLabel, tuple[float, str, bool]] = {}
        self.left_letter = self._label("letter_left", 1.8, _STRONG, strong=True)
        self.right_letter = self._label("letter_right", 1.8, _STRONG, strong=True)
        self.title = self._label("title", 1.05, _STRONG, strong=True)
        self.badges = self._label("badges", 1.0, _WARNING, strong=True)
        self.state = self._label("state", 0.95, _PLAIN)
        self.reading = self._label("reading", 0.95, _PLAIN)
        self.empty = self._label("empty", 1.1, _PLAIN)
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
        self._names = name, projection.value
        self._say(self.title, name)
        nothing = self.tr("No anterior view") if projection is Projection.ANT else self.tr("No posterior view")
        self._say(self.empty, "" if present else nothing)
        self._badge_words = self._badges(display, mirrored) if present else []
        self._say_badges()
        window = self.tr("0–{0} counts ({1} %)").format(f"{display.upper_counts(maximum):.4g}", f"{display.upper:.3g}")
        self._say(self.state, f"{in_words(display.describe())}\n{window}" if present else "")
        self.place()

    def show_figures(self, text: str) -> None:
        """Show figures in the lower right corner."""
        self._say(self.reading, text)
        self.place()

    def show_pointing(self, pointing: bool) -> None:
        """Say that the keys move a pointer in this view."""
        if pointing != self._pointing:
            self._pointing = pointing
            self._say_badges()
            self.place()

    def _say_badges(self) -> None:
        pointing = [self.tr("KEYBOARD POINTER")] if self._pointing else []
        self._say(self.badges, "   ".join([*self._badge_words, *pointing]))

    def show_active(self, active: bool) -> None:
        """Mark the title of the view that keys act on."""
        self._looks[self.title] = (1.05, _WARNING if active else _PLAIN, True)
        self._restyle(self.title)

    def show_picture_edges(self, edges: QRectF) -> None:
        """Where the picture lies in the canvas, in screen pixels; the letters stand at its sides."""
        if edges != self._picture:
            self._picture = edges
            self.place()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Follow the canvas's size and the size of text."""
        if event is not None and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._later.start(0)  # the application's style sheet reaches the labels after this event
        if event is not None and event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def _follow_text(self) -> None:
        self._restyle()
        self.place()

    def place(self) -> None:
        """Put every label where it belongs."""
        width, height = self._canvas.width(), self._canvas.height()
        self._say(self.title, self._names[0])
        if self.title.width() > width - 2 * _EDGE > 0:
            self._say(self.title, self._names[1])
        for label in (self.badges, self.state, self.reading, self.empty):
            _fit(label, width - 2 * _EDGE)
        left, right = max(self._picture.left(), _EDGE), min(self._picture.right(), width - _EDGE)
        top = _EDGE + self.title.height() + 8
        self.left_letter.move(int(max(left - self.left_letter.width() - 4, _EDGE)), top)
        self.right_letter.move(int(min(right + 4, width - _EDGE - self.right_letter.width())), top)
        self.title.move((width - self.title.width()) // 2, _EDGE)
        below = self.left_letter.height() + 8 if self.badges.width() > width - 4 * self.left_letter.width() else 0
        self.badges.move((width - self.badges.width()) // 2, top - 4 + below)
        self.state.move(_EDGE, height - _EDGE - self.state.height())
        beside = self.state.width() + self.reading.width() + 3 * _EDGE <= width
        lift = 0 if beside or not self.state.text() else self.state.height() + 4
        self.reading.move(width - _EDGE - self.reading.width(), height - _EDGE - lift - self.reading.height())
        self.empty.move((width - self.empty.width()) // 2, height // 2)

    def _badges(self, display: Display, mirrored: bool) -> list[str]:
        shown = (
            (mirrored, self.tr("MIRRORED")),
            (display.interpolated, self.tr("INTERPOLATED")),
            (display.shapes_hidden, self.tr("SHAPES HIDDEN")),
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
    """One line where it fits into this width in screen pixels, else several."""
    if label.isHidden():
        return
    if label.wordWrap():
        label.setWordWrap(False)
        label.adjustSize()
    if label.width() > width > 0:
        label.setWordWrap(True)
        label.resize(width, label.heightForWidth(width))
