"""How a training goes: what it does, how long it may still take, its curves, and how many views of each class its parts hold."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from dspic_gui.qt import theme
from dspic_gui.qt.figure_saving import FigureTable, Row
from dspic_gui.qt.training.curves import CourseCurves
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.qt.words.training import class_text, duration_text, part_text, stage_text
from dspic_gui.training_run.course import CourseRow, Stage, TrainingCourse

_WAITING = (Stage.STARTING, Stage.SCORING, Stage.WRITING)


class ProgressView(QWidget):
    """Shows a course; asks nothing and keeps nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline, self.detail, self.notes = QLabel(), QLabel(), QLabel()
        self.bar = QProgressBar()
        self.curves = CourseCurves()
        self.parts = FigureTable(self.tr("Views by class"))
        self._lay_out()

    def _lay_out(self) -> None:
        for label, role in ((self.headline, "heading"), (self.detail, "dim"), (self.notes, "warning")):
            theme.set_role(label, role)
            label.setWordWrap(True)
        theme.set_role(self.bar, "line")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the training"))
        box = QVBoxLayout(self)
        for widget in (self.headline, self.detail, self.bar, self.notes):
            box.addWidget(widget)
        box.addWidget(self.curves, 1)
        box.addWidget(self.parts)
        self.notes.hide()
        self.parts.hide()
        self.bar.hide()

    def show_text(self, headline: str, detail: str = "") -> None:
        """Say what stands in the folder while nothing runs."""
        self.headline.setText(headline)
        self.detail.setText(detail)
        self.bar.hide()

    def show_curve(self, rows: Sequence[CourseRow], best_epoch: int) -> None:
        """Draw what was trained before."""
        self.curves.show_course(rows, (), best_epoch)
        self.notes.hide()
        self.parts.hide()

    def show_course(self, course: TrainingCourse, running: bool, stopping: bool) -> None:
        """Show where the training stands."""
        figures = {"done": course.done, "total": course.total, "epoch": course.epoch, "epochs": course.epochs}
        words = stage_text(course.stage).format(**figures)
        self.headline.setText(_stopping(self, course) if stopping else words)
        self.detail.setText(_detail(self, course))
        self.bar.setVisible(running)
        waiting = course.stage in _WAITING or not course.total
        self.bar.setRange(0, 0 if waiting else course.total)
        if not waiting:
            self.bar.setValue(course.done)
        self.notes.setText(" ".join(map(in_words, course.notes)))
        self.notes.setVisible(bool(course.notes))
        self.curves.show_course(course.rows, course.points, course.best_epoch)
        if course.counts:
            self._show_parts(course)

    def _show_parts(self, course: TrainingCourse) -> None:
        counts = dict(course.counts)
        if counts.get("augmented") == counts.get("training"):
            counts.pop("augmented", None)
        classes = list(next(iter(counts.values())))
        rows: list[Row] = [(part_text(name), *row.values(), sum(row.values())) for name, row in counts.items()]
        header = [self.tr("Views"), *map(class_text, classes), self.tr("all")]
        if self.parts.rows == [tuple(header), *rows]:
            return
        self.parts.show_rows(header, rows)
        top = self.parts.horizontalHeader()
        assert top is not None
        self.parts.setFixedHeight(top.sizeHint().height() + sum(self.parts.rowHeight(row) for row in range(len(rows))) + 6)
        self.parts.show()


def _stopping(view: ProgressView, course: TrainingCourse) -> str:
    return view.tr("Stopping after this step…") if course.stage is Stage.TRAINING else view.tr("Stopping…")


def _detail(view: ProgressView, course: TrainingCourse) -> str:
    parts = []
    if course.stage is Stage.TRAINING and course.per_second is not None:
        parts.append(view.tr("{count:.1f} images a second").format(count=course.per_second))
    if course.seconds_left is not None:
        parts.append(view.tr("at most {time} left").format(time=duration_text(course.seconds_left)))
    if course.rows:
        row = course.rows[-1]
        text = view.tr("last epoch: loss {loss:.3f}, accuracy {accuracy:.3f}; validation {other:.3f}, {share:.3f}")
        parts.append(text.format(loss=row.loss, accuracy=row.accuracy, other=row.validation_loss, share=row.validation_accuracy))
    if course.best_epoch:
        parts.append(view.tr("best epoch {epoch}").format(epoch=course.best_epoch))
    return " · ".join(parts)
