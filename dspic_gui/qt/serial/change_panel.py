"""The change since the prior beside the study that is read: its counts with the difference in two colours, and the list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from dspic_gui.burden.models import LesionModels
from dspic_gui.model.network_engine import EngineError
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.canvas.camera import Camera
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.serial.change_list import ChangeList
from dspic_gui.qt.serial.legend import ChangeLegend
from dspic_gui.qt.serial.study_change import StudyChange, study_change
from dspic_gui.qt.session import EXPECTED, Session, own_archive
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.qt.words.serial import about_text
from dspic_gui.serial.compare import ChangeRow, changes_of_marks
from dspic_gui.serial.warp import WarpError
from dspic_gui.study import Projection

OPACITY = 0.85
FAULTS = (EngineError, NetworkInputError, WarpError, *EXPECTED)
_NEAR_SCALE = 3.0


class ChangePanel(QWidget):
    """Shows what `show_change` is asked for; what the pictures alone show is listed after the own seal only."""

    shown_changed = pyqtSignal()

    def __init__(self, session: Session, present: CanvasPair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._present = session, present
        self._background = Background(self, "serial")
        self._preferences = Preferences(parent=self)
        self._models = LesionModels(self._folder(), apart=True)
        self._asked: tuple[object, ...] | None = None
        self.change: StudyChange | None = None
        self.heading, self.note, self.state = QLabel(), QLabel(), QLabel()
        self.canvas = CanvasPair(read_only=True)
        self.legend = ChangeLegend()
        self.list = ChangeList(self.tr("Changes since the prior"))
        self.bar = QProgressBar()
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        set_role(self.heading, "heading")
        for label in (self.note, self.state):
            set_role(label, "dim")
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for canvas in self.canvas.canvases.values():
            canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys stay with the study that is read
        self.canvas.says_window = False  # it is that of the study that is read, and stands beside it
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        set_role(self.bar, "line")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        layout.addWidget(self.heading)
        layout.addWidget(self.legend)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.state)
        layout.addWidget(self.list)
        layout.addWidget(self.note)

    def _connect(self) -> None:
        session, present = self._session, self._present
        session.display_changed.connect(self._show_display)
        session.reading_changed.connect(self._show_list)
        self.canvas.display_requested.connect(session.set_display)
        self.list.place_chosen.connect(self._go_to)
        present.active_changed.connect(self.canvas.activate)
        present.views_fitted.connect(self._match)
        for pair in (present, self.canvas):
            pair.resized.connect(self._keep_matching)
        for projection in Projection:
            theirs, mine = present.canvases[projection], self.canvas.canvases[projection]
            theirs.camera_changed.connect(call_on(self, self._follow, projection))
            mine.camera_changed.connect(call_on(self, self._lead, projection))

    @property
    def busy(self) -> bool:
        """Whether the difference is being computed."""
        return self._background.is_busy("change")

    # what is shown

    def show_change(self, prior: str) -> None:
        """Lay this prior over the open study."""
        session = self._session
        key, views = session.key, session.views
        seen = key is not None and session.archive.may_see_predictions(key)
        asked = (session.pictures, prior, seen)
        if key is None or self._asked == asked:
            return
        self._asked = asked
        self._clear(self.tr("The prior is laid over this study… Shift+T stops it."))
        self.bar.show()
        self.canvas.show_study(views, session.display, session.maximum)
        archive, models = own_archive(session), self._use_models()

        def work(_: Job) -> StudyChange:
            return study_change(archive, key, views, prior, models)

        self._background.run("change", work, self._take, self._failed, expected=FAULTS)

    def forget(self, why: str = "") -> None:
        """Another study is open, or there is no prior: nothing of the one before stays."""
        self._background.cancel("change")
        self._asked = None
        self.canvas.show_study({}, self._session.display)
        self._clear(why)

    def _clear(self, state: str) -> None:
        self.change = None
        self.bar.hide()
        self.heading.setText(self.tr("Change since the prior"))
        self.note.setText("")
        self.state.setText(state)
        self.canvas.show_overlay({}, OPACITY)
        self.list.show_changes((), self._session.archive.book)

    def _take(self, change: StudyChange) -> None:
        self.change = change
        self.bar.hide()
        when = change.prior.time.day or change.prior.key
        self.heading.setText(self.tr("Change since {date}").format(date=when))
        self.note.setText(about_text(change.by_regions))
        self.canvas.show_overlay(change.pictures, OPACITY)
        self._match()
        self._show_list()

    def _failed(self, problem: Exception) -> None:
        self._clear(in_words(problem))

    def _show_list(self) -> None:
        if self.change is None:
            return
        rows = self._rows(self.change)
        self.list.show_changes(rows, self._session.archive.book)
        key = self._session.key
        blind = key is not None and not self._session.archive.may_see_predictions(key)
        if blind:
            text = self.tr("The list compares your own marks; what the pictures alone show is listed after your seal.")
            self.state.setText(text)
        elif not rows:
            self.state.setText(self.tr("Nothing is listed as changed."))
        else:
            self.state.setText("")

    def _rows(self, change: StudyChange) -> Sequence[ChangeRow]:
        reading = self._session.reading
        own = reading.lesions if reading else ()
        return (*changes_of_marks(change.views, own, change.prior_marks), *change.found)

    # the same place

    def _show_display(self) -> None:
        self.canvas.set_display(self._session.display)

    def _match(self) -> None:
        canvas = self._present.active_canvas
        if canvas.fitted:
            self.canvas.fit_like(self._present)
        else:
            self._follow(self._present.active, canvas.camera)

    def _keep_matching(self) -> None:
        if self._session.display.linked and not self.isHidden():
            self._match()

    def _follow(self, projection: Projection, camera: Camera) -> None:
        if self._session.display.linked and not self.isHidden():
            mine = self.canvas.canvases[projection]
            mine.set_camera(camera)
            self.canvas.linking.follow(projection, mine.camera)

    def _lead(self, projection: Projection, camera: Camera) -> None:
        if self._session.display.linked:
            self._present.canvases[projection].move_camera(camera)

    def _go_to(self, row: ChangeRow) -> None:
        """Bring the place of a change to the middle, in the study and in its difference."""
        mine = self.canvas.canvases[row.projection]
        mine.move_camera(Camera(*row.place, max(mine.camera.scale, _NEAR_SCALE)))

    # models

    def _folder(self) -> Path:
        return self._preferences.lesion_model

    def _use_models(self) -> LesionModels:
        """Those of the folder that is set now."""
        if self._models.folder != self._folder():
            before, self._models = self._models, LesionModels(self._folder(), apart=True)
            self._background.run("let go", lambda _: before.close(), self._model_left)
        return self._models

    def _model_left(self, _: None) -> None:
        """Nothing is left to be done."""

    def let_go(self) -> None:
        """The reader leaves: the network's process ends."""
        self._background.close(self._models.close)
