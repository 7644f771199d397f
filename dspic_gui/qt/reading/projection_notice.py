"""Asks which side the detector faced, and which way up the picture is, where the scan does not tell, until somebody has answered."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dspic_gui.dataset.belonging import may_be_of_another
from dspic_gui.dataset.own_pictures import is_on_another_picture
from dspic_gui.qt.session import Session
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.words.measures import view_name
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.scans.view_reasons import ASSUMED, ASSUMED_PAIR, asked_views, looks_turned, may_be_mirrored
from dspic_gui.study import Projection, ViewSource

_PLAIN = frozenset((ASSUMED, *ASSUMED_PAIR.values()))
"""Reasons that say no more than the question does."""


class ProjectionNotice(QWidget):
    """The question above the pictures with what speaks for each view, and what else is to be known of the scan.

    "It is" confirms the views as they are, "It is the other" exchanges them, "Turn it round" turns a picture whose way up
    was only assumed, "It is mirrored" exchanges left and right where the orientation speaks against the view. All are
    written down. The question stays until one of them is chosen, also where only others may.
    """

    exchange_requested = pyqtSignal()
    confirm_requested = pyqtSignal()
    turn_requested = pyqtSignal()
    mirror_requested = pyqtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.text, self.why, self.notes = QLabel(), QLabel(), QLabel()
        set_role(self.text, "warning")
        set_role(self.notes, "dim")
        for label in (self.text, self.why, self.notes):
            label.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            label.setSizePolicy(policy)
        self.right = QPushButton()
        self.wrong = QPushButton()
        self.turn = QPushButton(self.tr("Turn it round"))
        self.mirrored = QPushButton(self.tr("It is stored mirrored"))
        self.more = QPushButton(self.tr("Why?"))
        self.rest = QPushButton(self.tr("More"))
        for button in (self.more, self.rest):
            button.setCheckable(True)
        line, below = QHBoxLayout(), QHBoxLayout()
        line.addWidget(self.text, 1)
        for button in (self.right, self.wrong, self.turn, self.mirrored, self.more):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 1, 8, 1)
        layout.setSpacing(1)
        layout.addLayout(line)
        layout.addWidget(self.why)
        below.addWidget(self.notes, 1)
        below.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(below)
        self.right.clicked.connect(self.confirm_requested)
        self.wrong.clicked.connect(self.exchange_requested)
        self.turn.clicked.connect(self.turn_requested)
        self.mirrored.clicked.connect(self.mirror_requested)
        self.more.toggled.connect(self._unfold)
        self.rest.toggled.connect(self._unfold)
        session.study_changed.connect(self.refresh)
        session.reading_changed.connect(self._allow)
        self.refresh()

    def refresh(self) -> None:
        """Ask while the open study's views are only assumed and nobody answered; say what is noted of them."""
        study = self._session.study
        asked = asked_views(study) if study else ()
        self.rest.setChecked(False)
        self._ask(asked)
        noted = study.views if study else ()
        lines = [f"{view_name(view.projection)}: {' '.join(map(in_words, view.notes))}" for view in noted if view.notes]
        if len({tuple(view.notes) for view in noted}) == 1:
            lines = [" ".join(map(in_words, noted[0].notes))]
        lines = [in_words(note) for note in self._session.notes if is_on_another_picture(note) or may_be_of_another(note)] + lines
        self.notes.setText("\n".join(lines))
        self.setVisible(bool(asked) or any(lines))
        self.more.setVisible(bool(asked) and bool(self.why.text() or self.notes.text()))
        self._unfold()
        self._allow()

    def _unfold(self) -> None:
        """What speaks for each view, and what is noted, takes room once it is asked for; notes alone are one line until then."""
        asked, open_now = not self.text.isHidden(), self.more.isChecked()
        self.why.setVisible(open_now and bool(self.why.text()))
        self.notes.setVisible(bool(self.notes.text()) and (open_now or not asked))
        self.rest.setVisible(not asked and not self.notes.isHidden())
        self.notes.setWordWrap(asked or self.rest.isChecked())
        told = "\n".join(filter(None, (self.why.text(), self.notes.text())))
        for label in (self.text, self.notes, self.more):
            label.setToolTip(told)

    def _ask(self, asked: Sequence[ViewSource]) -> None:
        for widget in (self.text, self.right, self.wrong):
            widget.setVisible(bool(asked))
        self.turn.setVisible(any(looks_turned(view.reason) for view in asked))
        self.mirrored.setVisible(any(may_be_mirrored(view.reason) for view in asked))
        why = [f"{view_name(view.projection)}: {in_words(view.reason)}" for view in asked if view.reason not in _PLAIN]
        self.why.setText("\n".join(why))
        if len(asked) > 1:
            self.text.setText(self.tr("The scan does not say which view is which; the left one is taken as anterior."))
            self.right.setText(self.tr("That is right"))
            self.wrong.setText(self.tr("Exchange them"))
        elif asked:
            anterior = asked[0].projection is Projection.ANT
            names = (self.tr("anterior"), self.tr("posterior"))
            present, other = names if anterior else names[::-1]
            self.text.setText(self.tr("The scan does not say which view this is; it is taken as {present}.").format(present=present))
            self.right.setText(self.tr("It is {present}").format(present=present))
            self.wrong.setText(self.tr("It is {other}").format(other=other))

    def _allow(self) -> None:
        """Once marks are drawn a reader cannot exchange the view; the line stays, so that the pictures do not jump under the hand."""
        session = self._session
        may_answer = session.editable or session.reader is None
        unmarked = session.reading is None or not session.reading.lesions
        self.right.setEnabled(may_answer)
        for button in (self.wrong, self.turn, self.mirrored):
            button.setEnabled(may_answer and unmarked)
