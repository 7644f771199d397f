"""The answers of both networks side by side: the one that answers for a view, and the one that finds lesions."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from dspic_gui.prediction import Prediction, StudyPrediction
from dspic_gui.qt import theme
from dspic_gui.qt.opinion.lesion_words import said_text
from dspic_gui.qt.words.measures import view_name
from dspic_gui.qt.words.sentence import translate
from dspic_gui.study import Projection

Said = Mapping[str, StudyPrediction]
"""What each network says, by the title of its column."""


class TwoAnswers(QWidget):
    """A line for the study and for each view; a ≠ where the networks differ; an answer that counts as none is grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.grid)

    def show_said(self, said: Said) -> None:
        """Show what they say; hidden unless there are two."""
        while (entry := self.grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(len(said) > 1)
        if len(said) < 2:
            return
        for column, title in enumerate(said, start=1):
            self._put(0, column, title, "dim")
        lines: list[Projection | None] = [None, *Projection]
        for row, projection in enumerate(lines, start=1):
            answers = [_answer(one, projection) for one in said.values()]
            if all(one is None for one in answers):
                continue
            self._put(row, 0, translate("opinion", "Study") if projection is None else view_name(projection), "dim")
            for column, one in enumerate(answers, start=1):
                self._show(row, column, one)
            if differ(answers):
                self._put(row, len(said) + 1, "≠", "warning")
        for column in range(1, len(said) + 1):
            self.grid.setColumnStretch(column, 1)  # a narrow panel wraps their names; nothing is pushed out of sight

    def texts(self) -> list[str]:
        """What is shown, row by row."""
        labels = [entry.widget() for at in range(self.grid.count()) if (entry := self.grid.itemAt(at)) is not None]
        return [label.text() for label in labels if isinstance(label, QLabel)]

    def _show(self, row: int, column: int, said: Prediction | None) -> None:
        if said is None:
            self._put(row, column, "–", "dim")
            return
        probability = max(value for name, value in said.by_class.items() if name in (said.top1, said.answer))
        text = said_text(said) if said.unlike else f"{said_text(said)}  {probability:.2f}"
        self._put(row, column, text, "dim" if said.unlike else "")

    def _put(self, row: int, column: int, text: str, role: str) -> None:
        label = QLabel(text)
        label.setWordWrap(column > 0)
        theme.set_role(label, role)
        self.grid.addWidget(label, row, column)


def differ(answers: list[Prediction | None]) -> bool:
    """Whether two that count as answers are not the same."""
    counted = {one.answer for one in answers if one is not None and not one.unlike}
    return len(counted) > 1


def _answer(said: StudyPrediction, projection: Projection | None) -> Prediction | None:
    return said.overall if projection is None else said.views.get(projection)
