"""The matrix and the gallery below it: which errors there are, which are shown, and how far the reviewer is."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dspic_gui.dataset.archive import Archive
from dspic_gui.model.classifier import Classifier
from dspic_gui.opinion.evaluation import Cell, EvaluatedView
from dspic_gui.opinion.review_desk import ReviewDesk
from dspic_gui.qt import theme
from dspic_gui.qt.figures.confusion_table import ConfusionTable
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.review.gallery import Gallery
from dspic_gui.qt.words.answers import answer_text


class ErrorList(QWidget):
    """Lists every error, or the views of one cell of the matrix."""

    view_chosen = pyqtSignal(object)  # EvaluatedView or None
    studies_asked = pyqtSignal(object, str)  # keys of studies, and what they have in common
    ended = pyqtSignal()  # every error of the list is reviewed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk: ReviewDesk | None = None
        self.cell: Cell | None = None
        self._archive: Archive | None = None
        self._classifier: Classifier | None = None
        self.matrix, self.gallery, self.count = ConfusionTable(), Gallery(), QLabel()
        self.all, self.list_studies = QPushButton(self.tr("All errors")), QPushButton(self.tr("List their studies"))
        theme.set_role(self.count, "dim")
        self.count.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self.count, 1)
        line.addWidget(self.all)
        line.addWidget(self.list_studies)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.matrix)
        column.addLayout(line)
        column.addWidget(self.gallery, 1)
        self.all.clicked.connect(call_on(self, self.show_cell, None))
        self.list_studies.clicked.connect(self._ask_studies)
        self.matrix.cell_chosen.connect(self.show_cell)
        self.gallery.view_chosen.connect(self.view_chosen)

    @property
    def chosen(self) -> EvaluatedView | None:
        """The view that is chosen."""
        return self.gallery.chosen

    def show_desk(self, desk: ReviewDesk | None, archive: Archive, classifier: Classifier | None) -> None:
        """Show the errors of this desk; `archive` and `classifier` make the pictures."""
        self.desk, self._archive, self._classifier = desk, archive, classifier
        self.matrix.show_evaluation(desk.evaluation if desk else None)
        self.gallery.forget()
        self.show_cell(None)

    def show_cell(self, cell: Cell | None) -> None:
        """List the views of a cell of the matrix; None lists every error."""
        desk = self.desk
        self.cell = cell if desk else None
        views = desk.views(self.cell) if desk else ()
        self.matrix.mark(self.cell)
        self.gallery.show_views(views, [desk is not None and desk.own(one) is not None for one in views])
        if self._archive is not None and self._classifier is not None:
            self.gallery.make_pictures(self._archive, self._classifier)
        self.refresh()
        first = desk.next_to_review(None, views) if desk else None
        self.gallery.choose(first or (views[0] if views else None))
        if not views:
            self.view_chosen.emit(None)

    def refresh(self) -> None:
        """Say how many are shown and reviewed, and sign the chosen one where it is."""
        desk, chosen, archive = self.desk, self.chosen, self._archive
        if desk is None or archive is None:
            self.count.setText("")
            return
        if chosen is not None:
            self.gallery.mark_reviewed(chosen, desk.own(chosen) is not None)
        words = self.tr("Views: {shown} · errors reviewed by {name}: {done} of {wrong}")
        wrong, name = len(desk.evaluation.wrong), archive.lead_name or desk.reviewer
        self.count.setText(words.format(shown=self.gallery.count(), done=desk.done, wrong=wrong, name=name))

    def step(self, way: int) -> None:
        """The next (1) or previous (-1) view of the list."""
        count = self.gallery.count()
        if count:
            self.gallery.setCurrentRow((self.gallery.currentRow() + way) % count)

    def go_on(self) -> None:
        """The next view that this person has not reviewed."""
        found = self.desk.next_to_review(self.chosen, self.gallery.views) if self.desk else None
        if found is not None:
            self.gallery.choose(found)
        elif self.desk is not None:
            self.ended.emit()

    def _ask_studies(self) -> None:
        keys = frozenset(view.study for view in self.gallery.views)
        if keys and self.cell is not None:
            title = self.tr("{true}, said {said}").format(true=answer_text(self.cell[0]), said=answer_text(self.cell[1]))
            self.studies_asked.emit(keys, title)
        elif keys:
            self.studies_asked.emit(keys, self.tr("Errors of the model"))
