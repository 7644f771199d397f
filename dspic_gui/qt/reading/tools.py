"""What the reader can call up on the open study: earlier versions, a conflict, labelme, the views' projections, a copy elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, QProcess, QTimer, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.drawn_pictures import draw_anew
from dspic_gui.dataset.folder import LABELS
from dspic_gui.desk.copy import CopyError, write_copy
from dspic_gui.desk.projection_correction import (
    CorrectionError,
    confirm_projection,
    correct_projection,
)
from dspic_gui.desk.turning import mirror_views, turn_views
from dspic_gui.durable import NotSaved
from dspic_gui.labels.editor import LabelmeEditorError, LabelmeProgram, find_labelme
from dspic_gui.qt.lifetime import leave, leave_when_closed
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.session import EXPECTED, Session
from dspic_gui.qt.words.measures import view_name
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.study import Projection, Study, View

ENDED_MS = 2000
"""A labelme that is ended is waited for no longer."""
LATER_MS = 300
"""So often it is looked whether a shape is still in progress, before what labelme saved is read."""


class ReadingTools(QObject):
    """Each act opens its dialog or program, and leaves what it does to the session."""

    projections_confirmed = pyqtSignal()

    def __init__(self, session: Session, canvas: CanvasPair, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._canvas = canvas
        self._window = parent
        self._labelme: QProcess | None = None
        self._labelme_study: str | None = None
        self._read_later = QTimer(self)
        self._read_later.setSingleShot(True)
        self._read_later.setInterval(LATER_MS)
        self._read_later.timeout.connect(self._read_again)
        session.agrees_to_leave = self._agrees_to_leave

    # versions and conflicts

    def show_versions(self) -> None:
        """Look at the earlier versions and restore one."""
        from dspic_gui.qt.reading.versions_dialog import VersionsDialog

        dialog = leave_when_closed(VersionsDialog(self._session, self._window))
        if not dialog.versions:
            leave(dialog)
            self._session.message.emit(self.tr("There is no earlier version of this reading yet."))
            return
        dialog.open()

    def show_conflict(self) -> None:
        """Compare what is on screen with what another program wrote, and choose."""
        from dspic_gui.qt.reading.conflict_dialog import ConflictDialog

        desk = self._session.desk
        if desk is None or self._session.conflict is None:
            return
        try:
            theirs = desk.on_disk()
        except EXPECTED as problem:
            self._session.message.emit(in_words(problem))
            return
        leave_when_closed(ConflictDialog(self._session, desk.reading, theirs, self._window)).open()

    # a copy elsewhere

    def save_elsewhere(self) -> None:
        """Write the view files of what is on screen into a folder that the reader chooses; the dataset is not touched."""
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Save a copy of this reading into"))
        if folder:
            self.write_copy(Path(folder))

    def write_copy(self, folder: Path) -> None:
        """Write the view files of what is on screen into a folder; nothing that lies there is overwritten."""
        session = self._session
        desk, study = session.desk, session.study
        if desk is None or study is None:
            return
        try:
            write_copy(desk.reading, study, folder, session.archive.folder)
        except CopyError as problem:
            session.message.emit(in_words(problem))
            return
        desk.remember_copy()
        session.message.emit(self.tr("A copy is saved in {folder}. The reading in the dataset is as it was.").format(folder=folder.name))

    def _agrees_to_leave(self) -> bool:
        """Ask whether a study may be left of which only a copy holds the last gesture."""
        buttons = QMessageBox.StandardButton
        question = self.tr(
            "The dataset does not hold your last gesture; only the copy that you saved elsewhere does. "
            "Leave the study? The reading in the dataset stays as it was before that gesture."
        )
        title = self.tr("Only the copy holds your last gesture")
        answer = QMessageBox.question(self._window, title, question, buttons.Yes | buttons.No, buttons.No)
        return answer == buttons.Yes

    # labelme

    def open_in_labelme(self) -> None:
        """Start the real labelme on the active view's picture and label file; the files are read again when it ends."""
        session = self._session
        if self._labelme is not None:
            session.message.emit(self.tr("labelme is open already. Close it first; the labels are read again then."))
        elif session.editable and session.reading is not None and session.require_saved():
            session.message.emit(self.tr("Starting labelme…"))
            ready = partial(_labelme_for, session.archive.folder, session.key or "", session.views)
            session.background.run("labelme", ready, self._start_labelme, self._failed, expected=(LabelmeEditorError, *EXPECTED))

    def _failed(self, problem: Exception) -> None:
        self._session.message.emit(in_words(problem))

    def _start_labelme(self, program: LabelmeProgram) -> None:
        session = self._session
        reading, study = session.reading, session.study
        if reading is None or study is None or session.reader is None or not session.editable:
            return
        archive = session.archive
        projection = self._canvas.active if self._canvas.active in study.projections else study.projections[0]
        label_file = archive.reading_path(session.reader, study.key, projection)
        label_file.parent.mkdir(parents=True, exist_ok=True)
        picture, labels = archive.picture(study.key, projection), archive.folder / LABELS
        program_name, *arguments = program.command_line(picture, label_file.parent, labels)
        process = QProcess(self)
        process.finished.connect(self._labelme_ended)
        process.errorOccurred.connect(self._labelme_failed)
        self._labelme, self._labelme_study = process, study.key
        process.start(program_name, arguments)
        text = self.tr("labelme {version} is open on the {view} view. Save there and close it; the labels are then read again here.")
        session.message.emit(text.format(version=program.version, view=view_name(projection)))

    def labelme_is_open(self) -> bool:
        """Whether labelme is open on a view, which is said then."""
        if self._labelme is not None:
            self._session.message.emit(self.tr("labelme is still open, started from here. Save there and close it first."))
        return self._labelme is not None

    def may_end_labelme(self) -> bool:
        """Whether no labelme is open, or the reader lets it end with the room, which would lose what is not saved in it."""
        if self._labelme is None:
            return True
        question = self.tr(
            "labelme is still open, started from here. Save there and close it first; then its labels are read here. "
            "If you leave now, labelme ends too, and what is not saved in it is lost. Leave all the same?"
        )
        buttons = QMessageBox.StandardButton
        title = self.tr("labelme is still open")
        answer = QMessageBox.question(self._window, title, question, buttons.Yes | buttons.No, buttons.No)
        return answer == buttons.Yes

    def end_labelme(self) -> None:
        """The room goes, and a labelme that the reader agreed to end goes with it."""
        process, self._labelme = self._labelme, None
        if process is not None:
            process.finished.disconnect(self._labelme_ended)
            process.errorOccurred.disconnect(self._labelme_failed)
            process.kill()
            process.waitForFinished(ENDED_MS)

    def _labelme_ended(self) -> None:
        self._labelme = None
        self._read_again()

    def _read_again(self) -> None:
        """Read what labelme saved, if its study is still open; a shape in progress is finished first."""
        if self._session.key != self._labelme_study:
            return
        if self._canvas.gesture_in_progress:
            self._read_later.start()
        else:
            self._session.reload()

    def _labelme_failed(self) -> None:
        if self._labelme is not None and self._labelme.state() == QProcess.ProcessState.NotRunning:
            self._session.message.emit(self.tr("labelme could not be started. Your reading is not affected."))
            self._labelme = None

    # projections

    def correct_projections(self) -> None:
        """Say how it was decided which view is which, and let them be exchanged while that is allowed."""
        study = self._session.study
        if study is None:
            return
        lines = [f"{view_name(view.projection)}: {in_words(view.reason)}" for view in study.views]
        question = self.tr("How it was decided:") + "\n\n" + "\n".join(lines) + "\n\n" + self._question(study.projections)
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window, self.tr("Anterior and posterior"), question, buttons.Yes | buttons.No, buttons.No
        )  # fmt: skip
        if answer == buttons.Yes:
            self.exchange_projections()

    def _question(self, projections: tuple[Projection, ...]) -> str:
        if len(projections) > 1:
            return self.tr("Exchange anterior and posterior?")
        if projections[0] is Projection.ANT:
            return self.tr("Is this view posterior instead?")
        return self.tr("Is this view anterior instead?")

    def exchange_projections(self) -> None:
        """Give every view of the open study the other projection."""
        session = self._session
        study = session.study
        if study is None or not session.require_saved():
            return
        change = {projection: projection.other for projection in study.projections}
        session.background.run(
            "projections",
            lambda _: correct_projection(session.archive, study.key, change),
            lambda _: self._exchanged(study.key),
            self._failed,
            expected=(CorrectionError, NotSaved, *EXPECTED),
            owner=self,
        )

    def turn_views(self) -> None:
        """Turn the pictures of the open study round whose way up was only assumed."""
        self._turn(turn_views)

    def mirror_views(self) -> None:
        """Exchange left and right in the pictures of the open study that may be stored mirrored."""
        self._turn(mirror_views)

    def _turn(self, turn: Callable[[Archive, str], Study]) -> None:
        session = self._session
        study = session.study
        if study is None or not session.require_saved():
            return
        session.background.run(
            "turn views",
            lambda _: turn(session.archive, study.key),
            lambda _: self._exchanged(study.key),
            self._failed,
            expected=(CorrectionError, NotSaved, *EXPECTED),
            owner=self,
        )

    def confirm_projections(self) -> None:
        """Write down that the open study's views are what they were taken for."""
        session = self._session
        study = session.study
        if study is not None:
            session.background.run(
                "confirm projections",
                lambda _: confirm_projection(session.archive, study.key),
                self._confirmed,
                self._failed,
                expected=EXPECTED,
            )

    def _confirmed(self, study: Study) -> None:
        self._session.shelf.forget(study.key)
        self._session.take_study(study)
        self.projections_confirmed.emit()

    def look_again(self) -> None:
        """Read the open study again where an import changed what it shows; what was fetched ahead is fetched anew."""
        session = self._session
        session.shelf.forget_all()
        with suppress(ArchiveError):
            if session.key and session.archive.study(session.key) != session.study:
                session.reload()

    def _exchanged(self, key: str) -> None:
        """Let go of the pictures under their old names; show the new ones where the study is still open."""
        self._session.shelf.forget(key)
        if self._session.key == key:
            self._session.reload()


def _labelme_for(folder: Path, key: str, views: Mapping[Projection, View], _: object) -> LabelmeProgram:
    """labelme, once what it will show is drawn from the scans."""
    found = find_labelme(folder)
    for view in views.values():
        draw_anew(folder, key, view)
    return found
