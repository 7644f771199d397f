"""The prior study of the same patient beside the present one, at the same window and place, to look at only."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dspic_gui.counts.display import Display
from dspic_gui.desk.study_shelf import ShelvedStudy
from dspic_gui.qt.background import Job
from dspic_gui.qt.canvas.camera import Camera
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.reading.prior_search import PriorSearch
from dspic_gui.qt.session import EXPECTED, Session
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.words.answers import describe_study
from dspic_gui.qt.words.cursor import cursor_words
from dspic_gui.qt.words.measures import count_text, study_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Reading
from dspic_gui.study import Projection, Study

EMPTY = "\u00a0"
"""A line without words is as high as one with words, so that no picture moves when they come."""


class PriorStudy(QWidget):
    """Shows the patient's newest prior, or the study that is chosen, with the reader's own marks on it; hides where there is none."""

    shown_changed = pyqtSignal()

    def __init__(self, session: Session, search: PriorSearch, present: CanvasPair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._search, self._present = session, search, present
        self.wanted = False
        self._linked = session.display.linked
        self._said, self._maximum = "", 1.0
        self.choice = QComboBox()
        self.canvas = CanvasPair(read_only=True)
        self.canvas.says_window = False
        self.heading, self.note, self.cursor_label = QLabel(self.tr("Prior study")), QLabel(EMPTY), QLabel(EMPTY)
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self.choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choice.setMinimumContentsLength(10)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for label in (self.note, self.cursor_label):
            set_role(label, "dim")
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the pictures say how wide this is
        self.cursor_label.setAlignment(Qt.AlignmentFlag.AlignRight)
        for projection, canvas in self.canvas.canvases.items():
            canvas.labels.scale.beside = self._present.canvases[projection].labels.scale
            canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys stay with the study that is read
        head = QHBoxLayout()
        head.addWidget(set_role(self.heading, "heading"))
        head.addWidget(self.choice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        below = QHBoxLayout()
        below.addWidget(self.note, 2)
        below.addWidget(self.cursor_label, 3)
        layout.addLayout(head)
        layout.addLayout(below)
        layout.addWidget(self.canvas, 1)

    def _connect(self) -> None:
        session, own, present = self._session, self.canvas, self._present
        self.choice.activated.connect(self._open)
        self._search.changed.connect(self._follow_search)
        session.study_changed.connect(self._begin)
        session.display_changed.connect(self._show_display)
        own.display_requested.connect(session.set_display)
        own.cursor_changed.connect(self._show_cursor)
        present.active_changed.connect(own.activate)
        present.views_fitted.connect(self._match)
        for pair in (present, own):
            pair.resized.connect(self._keep_matching)
        for projection in Projection:
            theirs, mine = present.canvases[projection], own.canvases[projection]
            theirs.camera_changed.connect(call_on(self, self._follow, projection))
            mine.activated.connect(call_on(present, present.activate, projection, lives_with=self))
            mine.camera_changed.connect(call_on(self, self._lead, projection))

    def toggle(self) -> None:
        """Show the prior study wherever there is one, or no longer."""
        self.wanted = not self.wanted
        if self.wanted and not self._search.done:
            self._search.look_now()
        self._follow_search()

    # which study

    def _begin(self) -> None:
        """Another study is open: what is shown belongs to the one before."""
        self._session.background.cancel("prior")
        self.choice.clear()
        self._said = ""
        self._say(EMPTY)
        self.canvas.show_study({}, self._display)
        if self.wanted:
            self._search.look_now()

    def _follow_search(self) -> None:
        others = self._search.others if self._search.prior is not None else ()  # what came later is never shown unasked
        if self.wanted and self._search.done and not others and self._session.study is not None:
            none = self.tr("This patient has no other study in the dataset.")
            later = self.tr("This patient has no earlier study in the dataset, only others of this day or later.")
            self._session.say_for_now(in_words(self._search.problem or (later if self._search.others else none)))
        if self._search.done or not self.wanted:
            self._show_panel(self.wanted and bool(others))
        if self.isHidden():
            return
        if [self.choice.itemData(at) for at in range(self.choice.count())] != [row.key for row in others]:
            self.choice.clear()
            for row in others:
                name = study_text(row.key, self._session.number_of(row.key))
                self.choice.addItem(f"{(row.date or '–')[:16]}  {name}", row.key)
                self.choice.setItemData(self.choice.count() - 1, row.key, Qt.ItemDataRole.ToolTipRole)
            self._open()

    def _show_panel(self, shown: bool) -> None:
        if shown == self.isHidden():
            self.setVisible(shown)
            self._match()
            self.shown_changed.emit()

    def _open(self) -> None:
        if not self.choice.count():
            return
        key = str(self.choice.currentData())
        self._say(self.tr("Opening the prior study …"))
        session = self._session

        def load(_: Job) -> tuple[ShelvedStudy, Reading | None]:
            own = session.archive.reading(session.reader, key) if session.reader else None
            return session.shelf.take(key), own

        session.background.run("prior", load, self._show, self._failed, expected=EXPECTED)

    def _show(self, loaded: tuple[ShelvedStudy, Reading | None]) -> None:
        pictures, reading = loaded
        key = pictures.study.key
        self._said = describe_study(pictures.study, self._session.number_of(key))
        self._say_when(pictures.study)
        self._maximum = pictures.maximum
        self.canvas.show_study(pictures.views, self._display, pictures.maximum)
        self._say_window()
        self.canvas.show_lesions(reading.lesions if reading else (), self._session.archive.book)
        self.canvas.activate(self._present.active)
        self._match()

    def _say_when(self, shown: Study) -> None:
        """Whether what is shown was before the open study: who takes a later one for it reads the course backwards."""
        present = self._session.study
        there, here = shown.time.day or "", present.time.day or "" if present else ""
        known = bool(there and here)
        later, earlier = known and there > here, known and there < here
        self.heading.setText(self.tr("Later study") if later else self.tr("Prior study") if earlier else self.tr("Other study"))
        set_role(self.heading, "warning" if later else "heading")

    def _failed(self, problem: Exception) -> None:
        self._say(in_words(problem))

    def _say(self, text: str, more: str = "") -> None:
        """One line above the pictures, with what else is known of the study in its tool tip."""
        self.note.setText(text)
        self.note.setToolTip(more or text.strip())

    # the same look at the same place

    def _show_display(self) -> None:
        display = self._session.display
        linking, self._linked = display.linked and not self._linked, display.linked
        self.canvas.set_display(self._display)
        self._say_window()
        if linking:
            self._match()

    @property
    def _display(self) -> Display:
        """The prior has one level also where the present study has two: four pictures of it would be too small."""
        return replace(self._session.display, dual=False)

    def _say_window(self) -> None:
        """What is shown, with the level in its own counts: the prior has another maximum."""
        if self._said:
            counts = self.tr("0–{counts} counts").format(counts=count_text(self._session.display.upper_counts(self._maximum)))
            self._say(counts, self._said)

    def _match(self) -> None:
        """Look where the present study is looked at, where the views are linked."""
        canvas = self._present.active_canvas
        if canvas.fitted:
            self.canvas.fit_like(self._present)
        else:
            self._follow(self._present.active, canvas.camera)

    def _keep_matching(self) -> None:
        """Either pair has another size: both still show the same, unless each is looked at alone."""
        if self._linked and not self.isHidden():
            self._match()

    def _follow(self, projection: Projection, camera: Camera) -> None:
        if self._linked and not self.isHidden():
            mine = self.canvas.canvases[projection]
            mine.set_camera(camera)
            self.canvas.linking.follow(projection, mine.camera)

    def _lead(self, projection: Projection, camera: Camera) -> None:
        if self._linked:
            self._present.canvases[projection].move_camera(camera)

    def _show_cursor(self, projection: Projection | None, x: float, y: float, count: float | None) -> None:
        view = self.canvas.canvases[projection].view if projection is not None else None
        known = projection is not None and count is not None
        self.cursor_label.setText(cursor_words(projection, x, y, count, view) if known else EMPTY)  # type: ignore[arg-type]
