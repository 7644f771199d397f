"""Where the protocol says that readers are assisted: a study that nobody has touched begins with the network's lesions."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.model.network_engine import EngineError
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.opinion.assistance import assisted_reading, is_fresh
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.opinion.open_model import OpenLesionModel
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Reading

EXPECTED = (ArchiveError, EngineError, NetworkInputError, OSError)


class Assistance(QObject):
    """Does nothing in a dataset whose readers are blind. Who draws before the network has answered is not assisted."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._model = OpenLesionModel.of(session)
        self._asked: object = None
        self._background = Background(self, "assistance")
        if session.archive.dataset.protocol.assisted:
            session.study_changed.connect(self._follow)
            self._model.changed.connect(self._follow)

    def close(self) -> None:
        """The reader leaves."""
        self._background.close()

    def _follow(self) -> None:
        session, reading = self._session, self._session.reading
        if reading is None or not session.editable or not is_fresh(reading) or self._asked is session.pictures:
            return
        model = self._model.classifier
        if model is None:
            if self._model.problem or not self._model.is_there():
                session.message.emit(self.tr("This dataset wants assisted readings, and no lesion network is there. Nothing is filled in."))
            else:
                self._model.ask()
            return
        self._asked = session.pictures
        archive, views = session.archive, session.views

        def work(job: Job) -> Reading | None:
            return assisted_reading(archive, model, reading, views)

        self._background.run("assist", work, self._take, self._fail, expected=EXPECTED)

    def _take(self, assisted: Reading | None) -> None:
        session = self._session
        if assisted is None:
            session.message.emit(self.tr("This scan is unlike what the network learned: it marks nothing here. Your reading is your own."))
        elif session.reading is not None and session.key == assisted.study and session.editable and is_fresh(session.reading):
            session.commit(assisted)
            warning = in_words(self._model.classifier.card.warning) if self._model.classifier else ""
            said = self.tr("Assisted reading: {count} marks are the network's. Change them, delete them, draw what is missing.")
            session.message.emit(" ".join(filter(None, (said.format(count=len(assisted.lesions)), warning))))

    def _fail(self, problem: Exception) -> None:
        self._session.message.emit(in_words(problem))
