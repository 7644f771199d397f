"""The models that a reader's window uses, one of each kind: opened once, off the GUI thread, when they are first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PyQt6.QtCore import QCoreApplication, QObject, pyqtSignal

from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.opened import SHIPPED_LESIONS, Model
from dspic_gui.model.classifier import SHIPPED, Classifier
from dspic_gui.model.model_card import CARD, ModelError
from dspic_gui.qt.background import Background
from dspic_gui.qt.preferences import LESION_SETTING, Preferences
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.sentence import in_words

SETTING = "model/folder"


class OpenModel(QObject):
    """At most one model that answers for a view is open, its network in a process of its own, so that opening it never holds a gesture up.

    `problem` says why none is; everything else in the window works without one.
    """

    setting: ClassVar[str] = SETTING
    shipped: ClassVar[Path] = SHIPPED

    changed = pyqtSignal()
    predictions_made = pyqtSignal()  # of many studies

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.classifier: Any = None
        self.problem: str | None = None
        self._background = Background(self, "model")
        self._preferences = Preferences(parent=self)
        self.folder = Path(self._preferences.value(self.setting, str(self.shipped)))

    @classmethod
    def of(cls, session: Session) -> OpenModel:
        """The one model of this session."""
        return next((one for one in session.findChildren(cls) if type(one) is cls), None) or cls(session)

    def is_there(self) -> bool:
        """Whether its folder holds a card."""
        return (self.folder / CARD).is_file()

    @property
    def opening(self) -> bool:
        """Whether a model is being opened now."""
        return self._background.is_busy("open")

    def ask(self) -> None:
        """Open the model unless that was done, is being done, or failed."""
        if self.classifier is None and self.problem is None and not self.opening:
            self._open()

    def choose(self, folder: Path) -> None:
        """Use the model in this folder from now on; where it cannot be used the present one stays."""
        self._open(folder)

    def try_again(self) -> None:
        """Open it once more, for example after the folder was put in place."""
        self.problem = None
        self.ask()

    def close(self) -> None:
        """Let go of the thread and of the network."""
        self._background.close()
        if self.classifier is not None:
            self.classifier.close()

    def _open(self, folder: Path | None = None) -> None:
        wanted = folder or self.folder

        def opened(classifier: Model) -> None:
            before = self.classifier
            self.classifier, self.problem, self.folder = classifier, None, wanted
            if before is not None:
                before.close()
            if folder is not None:
                self._preferences.set_value(self.setting, str(folder))
            self.changed.emit()

        def failed(problem: Exception) -> None:
            self.problem = problem_text(problem, wanted)
            self.changed.emit()

        self._background.run("open", lambda _: self._open_folder(wanted), opened, failed, expected=(ModelError, OSError))
        self.changed.emit()

    def _open_folder(self, folder: Path) -> Model:
        return Classifier.open(folder, apart=True)


class OpenLesionModel(OpenModel):
    """The same for the model that finds lesions."""

    setting = LESION_SETTING
    shipped = SHIPPED_LESIONS

    def _open_folder(self, folder: Path) -> Model:
        return LesionClassifier.open(folder, apart=True)


def problem_text(problem: Exception, folder: Path) -> str:
    """What is wrong with a model, in the reader's language."""
    if isinstance(problem, ModelError) and folder == SHIPPED and not (SHIPPED / CARD).exists():
        return QCoreApplication.translate(
            "opinion", "No model is installed, so there is no second opinion. Choose a model folder that training has written."
        )
    return in_words(problem)
