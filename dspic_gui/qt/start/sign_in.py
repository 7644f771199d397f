"""The page where a reader says who reads."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QShowEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dspic_gui.dataset.description import GUEST
from dspic_gui.qt import theme
from dspic_gui.qt.lifetime import call_on
from dspic_gui.sentence import writable

LONGEST_NAME = 80
_NO_KEY = "\N{FIGURE SPACE}"

LEAD = ""
"""Stands for the study lead where a reader's name is asked for."""


class SignInPage(QWidget):
    """A button for each planned reader, one for a guest and one for the study lead; it tells nothing of how far anybody is.

    Nobody signs in by what was meant for the page before: acts count from the first paint on, and no button has the focus.
    """

    reader_chosen = pyqtSignal(str)
    back_chosen = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._buttons: dict[str, QPushButton] = {}
        self._rows = QVBoxLayout()
        self.ready = False
        self.name, self.hint = QLineEdit(), QLabel()
        self._lay_out()

    def show_readers(self, name: str, readers: tuple[str, ...]) -> None:
        """Offer these readers of the dataset called `name`; nothing tells who signed in last."""
        self.ready = False
        self._title.setText(name)
        for button in self._buttons.values():
            button.setShortcut("")
            self._rows.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for number, reader in enumerate(readers, start=1):
            self._add(reader, reader, str(number) if number < 10 else "")
        self._add(GUEST, self.tr("Guest: look and try, never votes"), "0")
        self._add(LEAD, self.tr("Study lead: sees every reading and the queue, never reads"), "")
        self.name.clear()
        self.hint.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def button(self, reader: str) -> QPushButton:
        """The button of a reader; KeyError where there is none."""
        return self._buttons[reader]

    def _add(self, reader: str, title: str, key: str) -> None:
        button = _Choice(f"{key or _NO_KEY}    {title}")
        button.setAccessibleName(title)
        theme.set_role(button, "choice")
        if key:
            button.setShortcut(key)
        button.setAutoDefault(True)
        button.clicked.connect(call_on(self, self._choose, reader, lives_with=button))
        self._rows.addWidget(button)
        self._buttons[reader] = button

    def _choose(self, reader: str) -> None:
        if self.ready and reader == LEAD and not self.lead:
            self.hint.setText(self.tr("Say your name: what the study lead does stands in the audit under it."))
            self.hint.show()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.ready:
            self.reader_chosen.emit(reader)

    @property
    def lead(self) -> str:
        """The name of the study lead, empty while none is said."""
        return writable(self.name.text().strip(), LONGEST_NAME)

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(self._title, "title")
        self._title.setWordWrap(True)
        question = theme.set_role(QLabel(self.tr("Who reads?")), "heading")
        blind = QLabel(
            self.tr(
                "You read blind: you see your own readings only. What the network says is shown after your own seal, "
                "what the others say when all planned readers have sealed theirs."
            )
        )
        blind.setWordWrap(True)
        theme.set_role(blind, "dim")
        said = self.tr("The name you choose stands in the audit of every act. Nobody checks it on a shared login: choose your own.")
        shared = QLabel(said)
        shared.setWordWrap(True)
        theme.set_role(shared, "notice")
        back = QPushButton(self.tr("&Back"))
        back.setShortcut("Esc")
        back.clicked.connect(self.back_chosen)
        inner = QVBoxLayout()
        inner.setSpacing(9)
        inner.addWidget(self._title)
        inner.addSpacing(12)
        inner.addWidget(question)
        inner.addWidget(self._scrolling())
        self.name.setPlaceholderText(self.tr("Name of the study lead"))
        self.name.setAccessibleName(self.tr("Name of the study lead"))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.returnPressed.connect(call_on(self, self._choose, LEAD))
        self.hint.setWordWrap(True)
        theme.set_role(self.hint, "warning")
        inner.addWidget(self.name)
        inner.addWidget(self.hint)
        for widget in (blind, shared):
            inner.addWidget(widget)
        inner.addStretch(1)
        inner.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        frame = QWidget()
        frame.setLayout(inner)
        frame.setMaximumWidth(560)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(48, 44, 48, 26)
        outer.addStretch(1)
        outer.addWidget(frame, 30)
        outer.addStretch(1)

    def _scrolling(self) -> QWidget:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self._rows)
        box.addStretch(1)
        area = _Choices()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def showEvent(self, event: QShowEvent | None) -> None:
        """Keys come here, and to no button before Tab or a number chooses one."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Who can see the page can choose on it."""
        super().paintEvent(event)
        self.ready = True


class _Choice(QPushButton):
    """A button that the second half of a double click, or a key that is still held, does not press."""

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """It began on the page before."""
        if event is not None:
            event.accept()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """A held Enter was meant for the page before."""
        if event is not None and event.isAutoRepeat():
            event.accept()
        else:
            super().keyPressEvent(event)


class _Choices(QScrollArea):
    """As high as its buttons, and scrolling only where the window is too low for them."""

    def sizeHint(self) -> QSize:
        """What the buttons need; Qt's own would keep what they needed before they were there."""
        inside = self.widget()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """All of them: where the window is too low, the page scrolls as a whole."""
        return self.sizeHint()

    def event(self, event: QEvent | None) -> bool:
        """Tell the page when the buttons need another height."""
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)
