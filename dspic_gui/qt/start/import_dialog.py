"""Import: choose or drop files and folders, watch the progress, read what was taken, what was not, and why."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QStandardPaths, Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.dataset.folder import is_dataset
from dspic_gui.intake.importing import Outcome, import_sources
from dspic_gui.qt import theme
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.start.dropped import dropped_paths
from dspic_gui.qt.start.import_sources import SourceList
from dspic_gui.qt.start.import_summary import ImportSummary
from dspic_gui.qt.start.import_target import NewDatasetForm, Target
from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.qt.words.studies import StudyName, study_names
from dspic_gui.sentence import SaidError, reason_of
from dspic_gui.study import Projection

LOG = logging.getLogger(__name__)

SOURCES, WORKING, SUMMARY = range(3)
Done = tuple[Target, list[Outcome], Mapping[str, StudyName]]
"""Where an import went, what became of each file, and the studies as a user knows them."""


class ImportDialog(QDialog):
    """Imports into the dataset in `folder`, or, where that is None, into a new one; the sources are only ever read.

    To the study `lead` it offers that files take the place of views that are there.
    """

    imported = pyqtSignal(Path)
    open_chosen = pyqtSignal(Path)
    other_chosen = pyqtSignal(Path)  # a dataset that was given as a source

    def __init__(self, folder: Path | None, sources: Sequence[Path] = (), parent: QWidget | None = None, *, lead: bool = False) -> None:
        super().__init__(parent)
        self._folder = folder
        self._background = Background(self, "import")
        self._stop = threading.Event()
        self._file_now = ""
        self._done_target: Target | None = None
        self._sources_now: Sequence[Path] = ()
        self._can_go_on = False
        self.pages = QStackedWidget()
        self.list = SourceList()
        self.view = QComboBox()
        self.replace = QCheckBox(self.tr("Let these files take the &place of the views that their studies have, until a reading is sealed"))
        self.form = NewDatasetForm(_documents()) if folder is None else None
        self.bar = QProgressBar()
        self.file_label = QLabel()
        self.problem = QLabel()
        self.summary = ImportSummary()
        self.start_button = QPushButton(self.tr("&Import"))
        self.stop_button = QPushButton(self.tr("&Cancel the import"))
        self.open_button = QPushButton(self.tr("&Open the dataset"))
        self.go_on_button = QPushButton(self.tr("&Go on with the import"))
        self.more_button = QPushButton(self.tr("Import &more …"))
        self.close_button = QPushButton(self.tr("C&lose"))
        self.found_button = QPushButton(self.tr("Open &that dataset"))
        self._found: Path | None = None
        self._lay_out(lead)
        self._connect()
        self.add(sources)

    def add(self, sources: Sequence[Path]) -> None:
        """Add files and folders to what will be imported; a dataset of its own is offered as what it is."""
        self._found = next((source for source in sources if is_dataset(source)), self._found)
        self.found_button.setVisible(self._found is not None)
        self.list.add([source for source in sources if not is_dataset(source)])
        if self._found is not None:
            text = self.tr("{folder} is a dataset of its own, with its readings; it is not imported. You can open it.")
            self.problem.setText(text.format(folder=self._found.name))

    def start(self) -> None:
        """Import what is chosen, beside the window."""
        if self.pages.currentIndex() != SOURCES or not self._check():
            return
        target = self.form.target() if self.form else Target(self._folder or Path(), "", ())
        sources, view, instead = self.list.sources(), self.view.currentData(), self.replace.isChecked()
        self._sources_now = sources
        self._stop.clear()
        self.bar.setRange(0, 0)
        self._show(WORKING)

        def work(job: Job) -> Done:
            def tell(done: int, total: int, name: str) -> None:
                self._file_now = name
                job.report(done, total)

            options = {"view": view, "replace_views": instead, "progress": tell, "cancelled": self._stop.is_set}
            return _imported(target, sources, options)

        self._background.run("import", work, self._finish, self._fail, expected=(Exception,), progress=self._progress)

    def stop(self) -> None:
        """Take no further study; those that are in the dataset stay."""
        self._stop.set()
        self.stop_button.setEnabled(False)
        self.file_label.setText(self.tr("Finishing the study at hand …"))

    # inside

    def _lay_out(self, lead: bool) -> None:
        self.setWindowTitle(_with_place(self.tr("Import scans and reports"), self._folder))
        self.setAcceptDrops(True)
        self.resize(860, 560)
        for page in (self._sources_page(lead), self._working_page(), self.summary):
            self.pages.addWidget(page)
        theme.set_role(self.problem, "warning")
        self.problem.setWordWrap(True)
        theme.set_role(self.start_button, "primary")
        theme.set_role(self.open_button, "primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        ways = (self.found_button, self.close_button, self.more_button, self.go_on_button, self.stop_button, self.start_button)
        for button in (*ways, self.open_button):
            buttons.addWidget(button)
        box = QVBoxLayout(self)
        box.addWidget(self.pages, 1)
        box.addLayout(buttons)
        self._show(SOURCES)

    def _sources_page(self, lead: bool) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        explanation = self.tr(
            "DICOM files and folders (with all folders inside), archives (zip, tar, 7z), the DICOMDIR of a disc, folders of 8-bit or "
            "16-bit PNG, and reports (.txt, .json) named like their scan. Drop them here. They are only read, never changed."
        )
        hint = QLabel(explanation)
        hint.setWordWrap(True)
        theme.set_role(hint, "dim")
        box.addWidget(hint)
        box.addWidget(self.list, 1)
        self.view.addItem(self.tr("take it as anterior, marked as assumed"), None)
        self.view.addItem(self.tr("it is anterior"), Projection.ANT)
        self.view.addItem(self.tr("it is posterior"), Projection.POST)
        if self.form is not None:
            box.addWidget(self.form)
        form = QFormLayout()
        form.addRow(self.tr("Where a scan does not tell its &view"), self.view)
        box.addLayout(form)
        box.addWidget(self.replace)
        self.replace.setVisible(lead)
        return page

    def _working_page(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        self.file_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.set_role(self.file_label, "dim")
        box.addStretch(1)
        box.addWidget(self.bar)
        box.addWidget(self.file_label)
        box.addStretch(1)
        return page

    def _connect(self) -> None:
        self.start_button.clicked.connect(self.start)
        self.stop_button.clicked.connect(self.stop)
        self.close_button.clicked.connect(self.close)
        self.more_button.clicked.connect(self._import_more)
        self.open_button.clicked.connect(self._open)
        self.go_on_button.clicked.connect(self._go_on)
        self.found_button.clicked.connect(self._open_found)
        self.list.changed.connect(self._check)
        if self.form is not None:
            self.form.changed.connect(self._check)

    def _show(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.stop_button.setEnabled(True)
        shown = {
            self.start_button: (SOURCES,),
            self.stop_button: (WORKING,),
            self.open_button: (SUMMARY,),
            self.more_button: (SUMMARY,),
            self.close_button: (SOURCES, SUMMARY),
        }
        for button, pages in shown.items():
            button.setVisible(page in pages)
        self.go_on_button.setVisible(page == SUMMARY and self._can_go_on)
        self.start_button.setDefault(page == SOURCES)
        self.open_button.setDefault(page == SUMMARY)
        self._check()

    def _check(self) -> bool:
        problem = ""
        if self.pages.currentIndex() == SOURCES:
            problem = self.form.problem() if self.form else ""
            self.start_button.setEnabled(not problem and bool(self.list.sources()))
        self.problem.setText(problem)
        return self.start_button.isEnabled()

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if not self._stop.is_set():
            self.file_label.setText(self._file_now)

    def _finish(self, found: Done) -> None:
        self._done_target, outcomes, names = found
        self.summary.show_outcomes(outcomes, names)
        self._can_go_on = any(outcome.waits for outcome in outcomes)
        self.open_button.setEnabled(self._folder is not None or any(outcome.taken for outcome in outcomes))
        self.list.clear()
        self._show(SUMMARY)
        if any(outcome.taken for outcome in outcomes):
            self.imported.emit(self._done_target.folder)

    def _fail(self, problem: Exception) -> None:
        self._show(SOURCES)
        self.problem.setText(_why(problem))

    def _go_on(self) -> None:
        """Import what the import was stopped before; what is there already is recognised."""
        sources = self._sources_now
        self._import_more()
        self.list.add(sources)
        self.start()

    def _import_more(self) -> None:
        """The next import goes into the same dataset, which exists by now."""
        if self._done_target is not None and self.form is not None:
            self._folder = self._done_target.folder
            self.form.hide()
            self.form = None
        self._show(SOURCES)

    def _open_found(self) -> None:
        self.accept()
        self.other_chosen.emit(self._found)

    def _open(self) -> None:
        self.accept()
        if self._done_target is not None:
            self.open_chosen.emit(self._done_target.folder)

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Files and folders are welcome while sources are chosen."""
        if event is not None and self.pages.currentIndex() == SOURCES and dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """What is dropped is a source."""
        if event is not None:
            self.add(dropped_paths(event.mimeData()))
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Escape cancels a running import first."""
        if event is not None and event.key() == Qt.Key.Key_Escape and self.pages.currentIndex() == WORKING:
            self.stop()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Closing while it runs cancels and waits for the summary."""
        if event is not None and self.pages.currentIndex() == WORKING:
            self.stop()
            event.ignore()
            return
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """The dialog goes; so does its thread."""
        if self.pages.currentIndex() == WORKING:
            self.stop()
            return
        self._background.close()
        super().done(result)


def _imported(target: Target, sources: Sequence[Path], options: dict[str, Any]) -> Done:
    archive = target.archive()
    outcomes = import_sources(archive, sources, **options)
    return target, outcomes, study_names(archive, (outcome.study for outcome in outcomes if outcome.study))


def _why(problem: Exception) -> str:
    """Why an import ended; what nobody foresaw is named by its kind alone, for its text might name a patient."""
    if isinstance(problem, SaidError):
        return in_words(problem)
    if isinstance(problem, OSError):
        text = translate("ImportDialog", "The import stopped ({reason}). What was taken before stays; import again to go on.")
        return text.format(reason=in_words(reason_of(problem)))
    LOG.error("an import ended in a way that was not foreseen: %s", type(problem).__name__)
    text = translate("ImportDialog", "The import stopped: something unforeseen went wrong ({kind}). What was taken before stays.")
    return text.format(kind=type(problem).__name__)


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or str(Path.home()))


def _with_place(title: str, folder: Path | None) -> str:
    """A title that says into which dataset, where there is one already."""
    return f"{title} – {folder.name}" if folder is not None else title
