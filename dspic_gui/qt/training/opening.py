"""Opens the training dialog for who may train, and says at the foot of the window how a training goes without it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, cast

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QDialog, QMessageBox, QPushButton, QStackedWidget, QStatusBar, QWidget

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import CONSENSUS, TRUTH
from dspic_gui.ground_truth.label_source import proposed_source
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.opinion.open_model import OpenModel
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.session import Session
from dspic_gui.qt.training.training_desk import Task, TrainingDesk
from dspic_gui.qt.training.training_dialog import TrainingDialog
from dspic_gui.qt.words.sentence import translate
from dspic_gui.qt.words.training import duration_text
from dspic_gui.training_run.course import Stage
from dspic_gui.training_run.folder import free_folder

PARENT, LAST = "training/parent", "training/last"
"""Where the preferences keep the folder that runs lie in, and the last run of each dataset's name."""


class TrainingWindow(Protocol):
    """What a training needs of the window that it is started in; the window is a QWidget too."""

    preferences: Preferences
    stack: QStackedWidget

    @property
    def session(self) -> Session | None:
        """The session of who is signed in."""

    @property
    def status_line(self) -> QStatusBar:
        """The foot of the window."""

    def show_page(self, name: str) -> None:
        """Open the training's dialog again, by its name in the table."""


def open_training(session: Session) -> QDialog:
    """The dialog for the study lead; for a reader a sentence that says why not, since a training reads every reader's labels."""
    if session.reader is not None:
        return _refusal()
    room = session.parent()
    assert isinstance(room, QWidget)
    window = room.window()
    assert window is not None
    archive, desk, preferences = session.archive, TrainingDesk.of(window), cast(TrainingWindow, window).preferences
    TrainingLine.of(desk, window)
    unseen = desk.unseen and desk.task is not None and desk.task.dataset == archive.folder.resolve()
    out = desk.task.out if unseen and desk.task else proposed(archive, preferences)
    dialog = TrainingDialog(desk, archive.folder.resolve(), archive.dataset.name, label_sources(archive), out)
    Outcome(dialog, session, preferences)
    return dialog


def label_sources(archive: Archive) -> list[str]:
    """Where labels may come from, the one to propose first."""
    truth = [TRUTH] if (archive.folder / TRUTH).is_dir() else []
    known = [CONSENSUS, *truth, *archive.dataset.readers]
    first = proposed_source(archive)
    return sorted(known, key=lambda name: name != first)


def proposed(archive: Archive, preferences: Preferences) -> Path:
    """The last run of this dataset while it is not finished, else a new folder beside the last one, or beside the dataset."""
    last = preferences.value(f"{LAST}/{archive.folder.name}", "")
    if last and (Path(last) / "settings.json").exists() and not (Path(last) / "model").exists():
        return Path(last)
    parent = Path(preferences.value(PARENT, "") or archive.folder.parent)
    if not parent.is_dir() or parent == archive.folder or archive.folder in parent.parents:
        parent = archive.folder.parent
    return free_folder(parent, f"{archive.folder.name}-training")


class Outcome(QObject):
    """What becomes of what the dialog says: where the run lies is remembered, its model is used."""

    def __init__(self, dialog: TrainingDialog, session: Session, preferences: Preferences) -> None:
        super().__init__(dialog)
        self._dialog, self._session, self._preferences = dialog, session, preferences
        self._folder: Path | None = None
        dialog.started.connect(self._remember)
        dialog.model_chosen.connect(self._use_model)

    def _remember(self, task: Task) -> None:
        self._preferences.set_value(PARENT, str(task.out.parent))
        self._preferences.set_value(f"{LAST}/{task.dataset.name}", str(task.out))

    def _use_model(self, folder: Path) -> None:
        """Let the second opinion use this model, and say in the dialog whether it does."""
        model = OpenModel.of(self._session)
        if self._folder is None:
            model.changed.connect(self._tell)
        self._folder = folder
        model.choose(folder)

    def _tell(self) -> None:
        model, scores = OpenModel.of(self._session), self._dialog.scores
        if model.opening:
            scores.say(translate("training", "The model is being opened…"))
        elif model.folder == self._folder and model.classifier is not None:
            scores.say(translate("training", "The second opinion uses this model now."))
        elif model.problem:
            scores.say(model.problem)


def _refusal() -> QMessageBox:
    text = translate("training", "A training reads what all readers said, so it is open to the study lead only.")
    more = translate("training", "Sign in without a reader's name (File, Change reader) to train a network. Readings stay blind.")
    box = QMessageBox(QMessageBox.Icon.Information, translate("training", "Training"), text)
    box.setInformativeText(more)
    return box


class TrainingLine(QPushButton):
    """At the foot of the window: how the training goes; a click opens its dialog. It stays after the end until that was looked at.

    The study lead alone sees it: who reads next learns nothing of what was trained before.
    """

    def __init__(self, desk: TrainingDesk, frame: TrainingWindow) -> None:
        super().__init__()
        self._desk, self._frame = desk, frame
        self.setFlat(True)
        self.setToolTip(self.tr("Open the training"))
        desk.changed.connect(self.refresh)
        desk.ended.connect(self.refresh)
        frame.stack.currentChanged.connect(self.refresh)
        self.refresh()

    @classmethod
    def of(cls, desk: TrainingDesk, window: QWidget) -> TrainingLine:
        """The line of this window."""
        frame = cast(TrainingWindow, window)
        known = frame.status_line.findChild(cls)
        if known is not None:
            return known
        line = cls(desk, frame)
        line.clicked.connect(call_on(window, frame.show_page, "training", lives_with=line))
        frame.status_line.addPermanentWidget(line)
        return line

    def refresh(self) -> None:
        """Say how it goes."""
        desk, course, session = self._desk, self._desk.course, self._frame.session
        self.setVisible((desk.running or desk.unseen) and session is not None and session.reader is None)
        if not desk.running:
            finished = course.stage is Stage.FINISHED
            self.setText(self.tr("Training: finished") if finished else self.tr("Training: ended"))
        elif course.stage is Stage.TRAINING and course.seconds_left is not None:
            left = duration_text(course.seconds_left)
            text = self.tr("Training: epoch {epoch} of {epochs}, at most {left} left")
            self.setText(text.format(epoch=course.epoch, epochs=course.epochs, left=left))
        else:
            self.setText(self.tr("Training…"))
