"""The panel of the second opinion: model, answer, bars, overlay, figures, what if, and classifying many studies."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from dspic_gui.qt import theme
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.opinion.figures_table import FiguresTable
from dspic_gui.qt.opinion.lesion_box import LesionBox
from dspic_gui.qt.opinion.opinions import Opinions, Standing
from dspic_gui.qt.opinion.overlay_box import OverlayBox
from dspic_gui.qt.opinion.probability_bars import ProbabilityBars
from dspic_gui.qt.opinion.two_answers import TwoAnswers
from dspic_gui.qt.opinion.what_if_box import WhatIfBox
from dspic_gui.qt.words.answers import answer_text, research_only
from dspic_gui.qt.words.opinion import model_text, tops_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.study import Projection


class OpinionPanel(QScrollArea):
    """Shows the opinions; asks for more by signals. What the card warns of stands wherever output is shown."""

    in_sight_changed = pyqtSignal(bool)
    model_asked = pyqtSignal()
    again_asked = pyqtSignal()
    classify_asked = pyqtSignal(str)  # "study", "selection", "shown" or "all"
    stop_asked = pyqtSignal()

    def __init__(self, opinions: Opinions, lesions: LesionBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opinions, self.lesions = opinions, lesions
        self.both = TwoAnswers()
        self.model, self.warning, self.state, self.answer = QLabel(), QLabel(), QLabel(), QLabel()
        self.bars = {name: ProbabilityBars() for name in (None, *Projection)}
        self.titles = {name: QLabel() for name in self.bars}
        self.other_model = QPushButton(self.tr("Other model…"))
        self.again = QPushButton(self.tr("Try again"))
        self.overlay = OverlayBox(opinions)
        self.figures = FiguresTable(opinions)
        self.what_if = WhatIfBox()
        self.classify = QToolButton()
        self.progress, self.stop = QProgressBar(), QPushButton(self.tr("Stop"))
        self.said, self.looked = QWidget(), QWidget()
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        theme.set_role(self.model, "notice")
        theme.set_role(self.warning, "warning")
        theme.set_role(self.answer, "heading")
        for label in (self.model, self.warning, self.state, self.answer):
            label.setWordWrap(True)
        shown = QVBoxLayout(self.said)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.addWidget(self.answer)
        for name, bars in self.bars.items():
            theme.set_role(self.titles[name], "dim")
            self.titles[name].setWordWrap(True)
            shown.addWidget(self.titles[name])
            shown.addWidget(bars)
        looked = QVBoxLayout(self.looked)
        looked.setContentsMargins(0, 0, 0, 0)
        for widget in (self.overlay, self.figures, self.what_if):
            looked.addWidget(widget)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self.model)
        column.addWidget(self.other_model, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.warning)
        column.addWidget(self.state)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.both)
        column.addWidget(self.said)
        column.addWidget(self.lesions)
        column.addWidget(self.looked)
        column.addLayout(self._many())
        column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _many(self) -> QHBoxLayout:
        self.classify.setText(self.tr("Classify…"))
        self.classify.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.classify)
        choices = (
            ("study", self.tr("This study again")),
            ("selection", self.tr("The studies selected in the list")),
            ("shown", self.tr("All studies that the list shows")),
            ("all", self.tr("The whole dataset")),
        )
        for what, title in choices:
            action = menu.addAction(title)
            assert action is not None
            action.triggered.connect(call_on(self, self.classify_asked, what))
        self.classify.setMenu(menu)
        self.progress.hide()
        self.stop.hide()
        line = QHBoxLayout()
        line.addWidget(self.classify)
        line.addWidget(self.progress, 1)
        line.addWidget(self.stop)
        line.addStretch(0)
        return line

    def _connect(self) -> None:
        self.opinions.changed.connect(self.refresh)
        self.opinions.model.changed.connect(self.refresh)
        self.other_model.clicked.connect(self.model_asked)
        self.again.clicked.connect(self.again_asked)
        self.stop.clicked.connect(self.stop_asked)

    def refresh(self) -> None:
        """Show how things stand."""
        opinions, standing = self.opinions, self.opinions.standing
        classifier, opinion = opinions.model.classifier, opinions.opinion
        blind = standing in (Standing.BLIND, Standing.NO_STUDY)
        self.model.setText(model_text(classifier.card) if classifier else self.tr("Second opinion of a network"))
        warning = (in_words(classifier.card.warning) if classifier else "") or research_only()
        self.warning.setText(warning)
        self.warning.setVisible(classifier is not None)
        self.state.setText(self._state(standing))
        self.state.setVisible(bool(self.state.text()))
        theme.set_role(self.state, "dim" if standing in (Standing.BLIND, Standing.NO_STUDY, Standing.WAITING) else "error")
        self.again.setVisible(standing in (Standing.FAILED, Standing.NO_MODEL))
        for part in (self.said, self.looked):
            part.setVisible(standing is Standing.SAID)
        self.classify.setEnabled(not blind or standing is Standing.BLIND)
        if opinion is not None and standing is Standing.SAID:
            overall = opinion.said.overall
            self.answer.setText(self.tr("Study: {answer}").format(answer=answer_text(overall.answer)))
            for name, bars in self.bars.items():
                said = overall if name is None else opinion.said.views.get(name)
                bars.show_prediction(said)
                for widget in (bars, self.titles[name]):
                    widget.setVisible(said is not None and (name is not None or len(opinion.said.views) > 1))
                if said is not None:
                    title = self.tr("Both views") if name is None else f"{name.value}: {answer_text(said.answer)}"
                    self.titles[name].setText(f"{title}\n{tops_text(said)}" if name else f"{title} – {tops_text(said)}")

    def _state(self, standing: Standing) -> str:
        opinions = self.opinions
        return {
            Standing.NO_STUDY: self.tr("No study is open."),
            Standing.BLIND: self.tr("What the network says is shown when you have sealed your own reading."),
            Standing.NO_MODEL: opinions.model.problem or "",
            Standing.WAITING: self.tr("The model is being opened…") if opinions.model.opening else self.tr("The network is asked…"),
            Standing.FAILED: opinions.problem or "",
            Standing.SAID: opinions.model.problem or "",
        }[standing]

    def show_progress(self, done: int, total: int) -> None:
        """How far classifying many studies is; all done hides it."""
        running = done < total
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self.progress.setFormat(self.tr("%v of %m studies"))
        for widget in (self.progress, self.stop):
            widget.setVisible(running)
        self.classify.setVisible(not running)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Warnings are read whole at any width, also where a table has to be scrolled."""
        super().resizeEvent(event)
        viewport, body = self.viewport(), self.widget()
        if viewport is None or body is None:
            return
        for label in (self.warning, self.state, self.answer, self.lesions.warning, self.lesions.state):
            beside = label.mapTo(body, QPoint(0, 0)).x()
            label.setMaximumWidth(max(viewport.width() - 2 * beside, 60))

    def showEvent(self, event: QShowEvent | None) -> None:
        """Only a panel in sight asks the network."""
        super().showEvent(event)
        self.in_sight_changed.emit(True)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self.in_sight_changed.emit(False)
