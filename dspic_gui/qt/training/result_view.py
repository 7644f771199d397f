"""What a finished training is worth on the patients it never saw: its scores with intervals and its confusion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dspic_gui.disease import Answer
from dspic_gui.qt import theme
from dspic_gui.qt.figure_saving import FigureTable, Row
from dspic_gui.qt.figures.chart import Ink, draw_matrix
from dspic_gui.qt.figures.figure_view import FigureView
from dspic_gui.qt.figures.figures import Figure
from dspic_gui.qt.words.answers import answer_letters, research_only
from dspic_gui.qt.words.scores import say, score_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.training_run.folder import TrainingFolder
from dspic_gui.training_run.options import LEAKS


class ResultView(QWidget):
    """The scores of scores.json; where to go from here is asked by its buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline, self.warning = QLabel(), QLabel()
        self.table = FigureTable(self.tr("Scores on the unseen part"))
        self.open_button = QPushButton(self.tr("&Use this model for the second opinion"))
        self.folder_button = QPushButton(self.tr("Show the folder"))
        self.state = QLabel()
        self.figure: FigureView | None = None
        self._beside = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        theme.set_role(self.headline, "heading")
        theme.set_role(self.warning, "warning")
        theme.set_role(self.open_button, "primary")
        self.headline.setWordWrap(True)
        self.warning.setWordWrap(True)
        self.state.setWordWrap(True)
        middle, buttons = QHBoxLayout(), QHBoxLayout()
        middle.addWidget(self.table, 3)
        middle.addLayout(self._beside, 2)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.folder_button)
        buttons.addWidget(self.state, 1)
        box = QVBoxLayout(self)
        box.addWidget(self.headline)
        box.addWidget(self.warning)
        box.addLayout(middle, 1)
        box.addLayout(buttons)

    def say(self, sentence: str) -> None:
        """What became of the model that is to be used."""
        self.state.setText(sentence)

    def show_result(self, folder: TrainingFolder) -> None:
        """Show the scores of a finished run."""
        scores = folder.scores
        self.state.clear()
        share = scores.get("scores", {}).get("label accuracy", {}).get("value")
        text = self.tr("{share:.1f} % of {views} views of {patients} patients that the network never saw were answered right.")
        self.headline.setText(text.format(share=100 * (share or 0.0), views=scores.get("views", 0), patients=scores.get("patients", 0)))
        self.warning.setText(" ".join([*([in_words(LEAKS)] if scores.get("split_leaks") else []), research_only()]))
        rows: list[Row] = [(score_text(name), row["value"], row["low"], row["high"]) for name, row in scores.get("scores", {}).items()]
        self.table.show_rows([self.tr("Score"), self.tr("Value"), self.tr("95 % from"), self.tr("to")], rows)
        self.open_button.setEnabled(folder.has_model)
        if self.figure is not None:
            self._beside.removeWidget(self.figure)
            self.figure.deleteLater()
        self.figure = FigureView(_matrix(scores.get("confusion", {})))
        self._beside.addWidget(self.figure)


def _matrix(confusion: Mapping[str, Any]) -> Figure:
    """The confusion of the unseen part: true answers down, said answers across."""
    counts = confusion.get("rows_truth_columns_said", [])
    names = [answer_letters(Answer(name)) for name in confusion.get("labels", [])]

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        if names:
            draw_matrix(painter, place, ink, say("Confusion matrix"), names, counts, (say("said"), say("true")))

    return Figure("confusion", (380, 380), draw, research_only())
