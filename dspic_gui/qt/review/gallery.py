"""The gallery: small pictures of views with the overlay of what the network saw, made one by one off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QIcon, QImage, QKeyEvent, QPixmap, QResizeEvent
from PyQt6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from dspic_gui.counts.aspect import aspect_of, fitted
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.disease import Answer
from dspic_gui.model.class_maps import MapKind
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.network_engine import EngineError
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.model.overlay import Coloured, blended, coloured_map, default_style
from dspic_gui.opinion.evaluation import EvaluatedView
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.words.answers import answer_letters
from dspic_gui.qt.words.measures import view_name
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.study import Projection, View

THUMBNAIL = QSize(56, 224)
LEAST = 96
"""No picture is lower than this, in screen pixels."""

LINES = 3
"""What stands below a picture."""

_VIEW = Qt.ItemDataRole.UserRole


class Gallery(QListWidget):
    """Views in the order given, each with its label, what was said, and how sure; a sign where it is reviewed."""

    view_chosen = pyqtSignal(object)  # EvaluatedView
    _made = pyqtSignal(object, object)  # EvaluatedView, Thumbnail

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self, "gallery")
        self._pictures: dict[tuple[str, Projection], QIcon] = {}
        self._showing = False
        self.setAccessibleName(self.tr("Wrongly classified views"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setIconSize(THUMBNAIL)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(4)
        self.setWordWrap(True)
        self.currentItemChanged.connect(self._chosen)
        self._made.connect(self._take)

    @property
    def views(self) -> list[EvaluatedView]:
        """The views as they are listed."""
        return [self._entry(at).data(_VIEW) for at in range(self.count())]

    @property
    def chosen(self) -> EvaluatedView | None:
        """The view that is chosen."""
        item = self.currentItem()
        return item.data(_VIEW) if item else None

    def show_views(self, views: Sequence[EvaluatedView], reviewed: Sequence[bool]) -> None:
        """List these views; their pictures come when they are asked for."""
        self._showing = True
        self.clear()
        blank = QPixmap(THUMBNAIL)
        blank.fill(Qt.GlobalColor.transparent)
        for view, done in zip(views, reviewed, strict=True):
            item = QListWidgetItem(self._pictures.get(_name(view), QIcon(blank)), caption(view, done))
            item.setData(_VIEW, view)
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.addItem(item)
        self._fit()
        self._showing = False

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The pictures are as high as leaves room for the words below them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        viewport = self.viewport()
        words = LINES * self.fontMetrics().height() + 12
        room = (viewport.height() if viewport is not None else 0) - words - 2 * self.spacing()
        height = min(max(room, LEAST), THUMBNAIL.height())
        wide = max(height * THUMBNAIL.width() // THUMBNAIL.height(), self.fontMetrics().horizontalAdvance("M&A → M&A"))
        self.setIconSize(QSize(height * THUMBNAIL.width() // THUMBNAIL.height(), height))
        for at in range(self.count()):
            self._entry(at).setSizeHint(QSize(wide + 12, height + words))

    def mark_reviewed(self, view: EvaluatedView, done: bool) -> None:
        """Show that this view is reviewed."""
        for at in range(self.count()):
            if self._entry(at).data(_VIEW) is view:
                self._entry(at).setText(caption(view, done))

    def choose(self, view: EvaluatedView | None) -> None:
        """Choose this view and bring it into sight."""
        for at in range(self.count()):
            if self._entry(at).data(_VIEW) is view:
                self.setCurrentRow(at)
                self.scrollToItem(self._entry(at))

    def make_pictures(self, archive: Archive, classifier: Classifier) -> None:
        """Make the pictures that are missing, in the order of the list."""
        wanted = [view for view in self.views if _name(view) not in self._pictures]

        def work(job: Job) -> None:
            for at, view in enumerate(wanted):
                job.report(at, len(wanted))
                try:
                    picture = thumbnail(archive, classifier, view)
                except (ArchiveError, DecodeError, EngineError, NetworkInputError, OSError):
                    continue
                if not job.cancelled:
                    self._made.emit(view, picture)

        if wanted:
            self._background.run("pictures", work, lambda _: None)

    @property
    def busy(self) -> bool:
        """Whether pictures are being made."""
        return self._background.is_busy("pictures")

    def forget(self) -> None:
        """Drop all pictures: another model, or other labels."""
        self._background.cancel("pictures")
        self._pictures.clear()

    def _take(self, view: EvaluatedView, made: Thumbnail) -> None:
        icon = QIcon(QPixmap.fromImage(image(made.picture)).scaled(made.size, transformMode=Qt.TransformationMode.SmoothTransformation))
        self._pictures[_name(view)] = icon
        for at in range(self.count()):
            if self._entry(at).data(_VIEW) is view:
                self._entry(at).setIcon(icon)

    def _entry(self, at: int) -> QListWidgetItem:
        item = self.item(at)
        assert item is not None
        return item

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and not self._showing:
            self.view_chosen.emit(item.data(_VIEW))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Arrows move; letters are keys of the mode, not a search."""
        if event is not None and event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event is not None:
            super().keyPressEvent(event)


def _name(view: EvaluatedView) -> tuple[str, Projection]:
    return view.study, view.label.projection


def caption(view: EvaluatedView, reviewed: bool) -> str:
    """Label, answer and probability below a small picture."""
    sign = "✓ " if reviewed else ""
    said = f"{answer_letters(view.truth)} → {answer_letters(view.prediction.answer)}"
    return f"{sign}{view_name(view.label.projection)}\n{said}\n{view.confidence:.2f}"


@dataclass(frozen=True)
class Thumbnail:
    """A small picture, and the shape of the body in millimetres: of a pixel how many times higher than wide it is."""

    picture: Coloured
    aspect: float = 1.0

    @property
    def size(self) -> QSize:
        """As large as fits THUMBNAIL, in the body's own shape."""
        width, height = fitted(THUMBNAIL.width(), THUMBNAIL.height(), self.aspect)
        return QSize(round(width), round(height))


def thumbnail(archive: Archive, classifier: Classifier, view: EvaluatedView) -> Thumbnail:
    """The scan under the best map that explains what was said; under the attention where no map explains."""
    scan = archive.views(view.study)[view.label.projection]
    return Thumbnail(_explained(scan, classifier, view), aspect_of(scan.pixel_mm))


def _explained(scan: View, classifier: Classifier, view: EvaluatedView) -> Coloured:
    kinds = classifier.explanations or classifier.maps
    if not kinds:
        return blended(scan.counts, np.zeros((*scan.counts.shape, 4), dtype=np.uint8), 0.0)
    kind = kinds[0]
    about = view.prediction.top1 if kind is not MapKind.ATTENTION else Answer.METASTATIC
    shown = classifier.view_map(classifier.classify(scan), kind, about)
    return blended(scan.counts, coloured_map(shown), default_style(kind).opacity)


def image(picture: Coloured) -> QImage:
    """A Qt image of red, green, blue pixels."""
    rows, columns, _ = picture.shape
    return QImage(np.ascontiguousarray(picture).tobytes(), columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()
