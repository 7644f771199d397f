"""The review mode: the confusion matrix, the gallery of errors, and the word of the reviewer on each."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSplitter, QVBoxLayout, QWidget

from dspic_gui.dataset.folder import CONSENSUS, TRUTH
from dspic_gui.ground_truth.label_source import proposed_source
from dspic_gui.opinion.evaluation import EvaluatedView, Evaluation
from dspic_gui.opinion.review_desk import ReviewDesk
from dspic_gui.qt import theme
from dspic_gui.qt.canvas.lesion_item import Appearance, appearance_of
from dspic_gui.qt.lifetime import leave_when_closed
from dspic_gui.qt.opinion.measurement import EXPECTED, Measurement
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.review.case_box import CaseBox
from dspic_gui.qt.review.error_list import ErrorList
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.answers import research_only
from dspic_gui.qt.words.opinion import model_text
from dspic_gui.qt.words.sentence import in_words

MODE = "review"
TRUE_LOOK = Appearance("#2fd07a", "solid", "")


class ReviewPanel(QWidget):
    """Stands at the side in place of report and lesions; shows the true lesions of the case on the canvases."""

    def __init__(self, session: Session, canvas: CanvasPair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._canvas = session, canvas
        self._measurement = Measurement(session, lambda _archive, evaluation, *_more: evaluation, self)
        self._model = self._measurement.model
        self.desk: ReviewDesk | None = None
        self.labels = QComboBox()
        self.model, self.warning, self.notice = QLabel(), QLabel(), QLabel()
        self.again, self.reasons = QPushButton(self.tr("Measure again")), QPushButton(self.tr("Reasons…"))
        self.progress = QProgressBar()
        self.errors, self.case = ErrorList(), CaseBox()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for label, role in ((self.model, "notice"), (self.warning, "warning"), (self.notice, "notice")):
            theme.set_role(label, role)
            label.setWordWrap(True)
        self.labels.setAccessibleName(self.tr("What is taken as true"))
        for title, value in ((self.tr("against the consensus"), CONSENSUS), (self.tr("against the truth"), TRUTH)):
            self.labels.addItem(title, value)
        self.labels.setCurrentIndex(max(self.labels.findData(proposed_source(self._session.archive)), 0))
        theme.set_role(self.progress, "line")
        self.progress.setTextVisible(False)
        self.progress.hide()
        top = QHBoxLayout()
        for button in (self.labels, self.again, self.reasons):
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        for widget in (self.model, self.warning):
            layout.addWidget(widget)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self.progress)
        layout.addWidget(self._parts(), 1)

    def _parts(self) -> QSplitter:
        """Matrix and gallery above, the case below."""
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.case)
        below.addStretch(1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.errors)
        splitter.addWidget(lower)
        splitter.setStretchFactor(0, 1)
        return splitter

    def _connect(self) -> None:
        self._session.study_changed.connect(self._study_changed)
        self._canvas.selection_requested.connect(self._canvas_asks)
        self._model.changed.connect(self._model_changed)
        self._measurement.progress.connect(self._tell)
        self._measurement.measured.connect(self._take)
        self._measurement.failed.connect(self._fail)
        self.labels.currentIndexChanged.connect(self.measure)
        self.again.clicked.connect(self.measure)
        self.reasons.clicked.connect(self.show_reasons)
        self.errors.view_chosen.connect(self.show_case)
        self.errors.studies_asked.connect(self._session.studies_requested)
        self.errors.ended.connect(self._say_end)
        self.case.said.connect(self._save)
        self.case.left.connect(self._focus_canvas)

    def _say_end(self) -> None:
        self._session.message.emit(self.tr("You have reviewed every error of this list."))

    # the mode

    @property
    def on(self) -> bool:
        """Whether the canvases belong to this mode."""
        return self._session.mode == MODE

    def enter(self) -> None:
        """Take the canvases over, and measure the model where that was not done for it."""
        self._canvas.set_editable(False)
        self._show_model()
        self._draw()
        if not self.busy and not self._measured():
            self.measure()

    def leave(self) -> bool:
        """Give the canvases back; everything is saved already."""
        if self.case.comment.hasFocus():
            self.case.comment.clearFocus()
        return True

    def measure(self) -> None:
        """Ask the model about every labelled view that this person may see."""
        opening = self._model.classifier is None
        self._say(self.tr("The model is being opened…") if opening else self.tr("The studies are classified…"))
        self._measurement.start(str(self.labels.currentData()))

    @property
    def busy(self) -> bool:
        """Whether the model is being measured."""
        return self._measurement.busy

    def _model_changed(self) -> None:
        self._show_model()
        if self.on and self._model.classifier is not None and not self.busy and not self._measured():
            self.measure()

    def _measured(self) -> bool:
        return self._measurement.fits(str(self.labels.currentData()))

    def _show_model(self) -> None:
        classifier = self._model.classifier
        self.model.setText(model_text(classifier.card) if classifier else "")
        self.warning.setText((in_words(classifier.card.warning) or research_only()) if classifier else "")
        self.warning.setVisible(classifier is not None)

    def _tell(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setVisible(done < total)

    def _take(self, evaluation: Evaluation, left_out: str) -> None:
        self.progress.hide()
        try:
            self.desk = ReviewDesk(self._session.archive, evaluation)
        except EXPECTED as problem:
            self._fail(in_words(problem))
            return
        left = self.tr("Left out: {problems}").format(problems=left_out) if left_out else ""
        self._say(" ".join(part for part in (in_words(evaluation.remarks or ""), left) if part))
        self.errors.show_desk(self.desk, self._measurement.archive, self._model.classifier)

    def _fail(self, sentence: str) -> None:
        self.progress.hide()
        self.desk = None
        self.errors.show_desk(None, self._measurement.archive, None)
        self._say(sentence, "error")

    def _say(self, sentence: str, role: str = "notice") -> None:
        theme.set_role(self.notice, role)
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))

    # one case

    def step(self, way: int) -> None:
        """The next (1) or previous (-1) case of the list."""
        self.errors.step(way)

    def go_on(self) -> None:
        """The next case that this person has not reviewed."""
        self.errors.go_on()

    def show_case(self, view: EvaluatedView | None) -> None:
        """Show this case: its study on the canvases, its true lesions, and what is said of it."""
        desk = self.desk
        own = desk.own(view) if desk and view else None
        hint = ""
        if view is not None and view.right:
            hint = self.tr("Classified as the label says.")
        elif view is not None and own is None:
            hint = self.tr("Is the label right (Y) or wrong (N), and why did the model err (E)? Saved as soon as both are said.")
        self.case.show_case(view, own, desk.others(view) if desk and view else (), hint)
        if view is not None and self.on:
            if view.study != (self._session.opening or self._session.key):
                self._session.open(view.study)
            self._draw()

    def agree(self) -> None:
        """The label is right, the model is wrong."""
        self.case.set_verdict(True)

    def disagree(self) -> None:
        """The label is wrong; it goes back to adjudication."""
        self.case.set_verdict(False)

    def focus_reason(self) -> None:
        """Let the keys choose the reason."""
        self.case.focus_reason()

    def focus_comment(self) -> None:
        """Let the keys write the comment."""
        self.case.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_reasons(self) -> None:
        """The table of reasons of this dataset."""
        from dspic_gui.qt.review.reasons_dialog import ReasonsDialog

        leave_when_closed(ReasonsDialog(self._session.archive, self.desk, self)).show()

    def _save(self) -> None:
        desk, view, box = self.desk, self.errors.chosen, self.case
        if desk is None or view is None or box.agrees is None:
            return
        if box.chosen_reason is None:
            box.say(self.tr("Choose the reason of the error (E); then it is saved."), "warning")
            return
        before, comment = desk.own(view), box.comment.text()
        if before and (before.agrees, before.reason, before.comment) == (box.agrees, box.chosen_reason, comment.strip()):
            return
        try:
            desk.say(view, box.agrees, box.chosen_reason, comment)
        except EXPECTED as problem:
            box.say(in_words(problem), "error")
            return
        saved = self.tr("Saved. Enter goes to the next case.")
        if not box.agrees and desk.evaluation.labels == CONSENSUS:
            saved = self.tr("Saved. The label waits in the queue of the adjudication; nothing of it was changed here.")
        box.show_case(view, desk.own(view), desk.others(view), saved)
        self.errors.refresh()

    def _focus_canvas(self) -> None:
        if self.on:
            self._canvas.active_canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # drawing

    def _study_changed(self) -> None:
        if self.on:
            self._canvas.set_editable(False)
            self._draw()

    def _draw(self) -> None:
        """The true lesions of the case; without one, nothing but the scan."""
        view, book = self.errors.chosen, self._session.archive.book
        if self.desk is None or view is None or view.study != self._session.key:
            self._canvas.show_lesions((), book)
            return
        same = [one for one in self.desk.evaluation.views if one.study == view.study]
        lesions = [lesion for one in same for lesion in one.label.lesions]
        said = {lesion.uid: appearance_of(lesion, book) for lesion in lesions}
        looks = {uid: replace(TRUE_LOOK, caption=look.caption, short=look.short) for uid, look in said.items()}
        self._canvas.show_lesions(lesions, book, appearances=looks)
        self._canvas.activate(view.label.projection)

    def _canvas_asks(self, uids: tuple[str, ...]) -> None:
        if self.on:
            self._canvas.set_selection(uids)
