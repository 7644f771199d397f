"""What a report says of a study: a sealed reading, the consensus with its votes, or a network's result."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import CONSENSUS
from dspic_gui.disease import Answer
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.labels.view_file import LabelFile, parse_label_file
from dspic_gui.plain_file import LARGEST_JSON, content_of
from dspic_gui.prediction import StudyPrediction
from dspic_gui.prediction_file import models, prediction_path, read_prediction
from dspic_gui.reading import Lesion
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection
from dspic_gui.vote import ADJUDICATE


@dataclass(frozen=True)
class Reported:
    """The content of a report. `by` is a reader, the consensus or a model; `at` is when it was said (UTC).

    `answers` holds each view, and the study under None; `votes` the same of every reader. `final` is False where the answer
    may still change. `notes` are sentences that a person should read. `prediction` stands for a network's result.
    """

    study: str
    by: str
    at: datetime
    answers: Mapping[Projection | None, Answer | None]
    lesions: tuple[Lesion, ...] = ()
    votes: Mapping[str, Answer | None] = field(default_factory=dict)
    final: bool = True
    notes: tuple[str, ...] = ()
    prediction: StudyPrediction | None = None

    @property
    def is_consensus(self) -> bool:
        """Whether several readers say it."""
        return bool(self.votes)


def sources(archive: Archive) -> tuple[str, ...]:
    """Who can be reported: the consensus, the planned readers, and the models whose predictions are kept."""
    return (CONSENSUS, *archive.dataset.readers, *models(archive))


def reported(archive: Archive, key: str, by: str) -> Reported | None:
    """What `by` says of a study, None where it says nothing yet; LabelError or ArchiveError where that cannot be read."""
    if by not in sources(archive):
        text = "“{by}” is nobody who can be reported. Nothing was written; choose one of {known}."
        raise ExchangeError(text, by=by[:60], known=", ".join(sources(archive)))
    if by == CONSENSUS:
        return _consensus(archive, key)
    return (
        _reading(archive, key, by)
        if by in archive.dataset.readers
        else _prediction(archive, key, by)
    )


def _reading(archive: Archive, key: str, reader: str) -> Reported | None:
    reading = (
        archive.reading(reader, key)
        if reader == archive.reader
        else archive.sealed_readings(key).get(reader)
    )
    if reading is None or not reading.sealed:
        return None
    study = archive.study(key)
    answers = {view: reading.answer(view) for view in (*study.projections, None)}
    notes = ("Reopened after other readers could be seen.",) if reading.unblinded else ()
    if reading.assisted:
        notes = (*notes, f"Assisted: the reader started from the lesions of {reading.assisted}.")
    return Reported(key, reader, time_of(reading.sealed_at), answers, reading.lesions, notes=notes)


def _consensus(archive: Archive, key: str) -> Reported | None:
    archive.require_others(key)
    study = archive.study(key)
    files = {
        view: file
        for view in study.projections
        if (file := _consensus_file(archive.folder, key, view)) is not None
    }
    if not files:
        return None
    own = {view: file.own or {} for view, file in files.items()}
    first = next(iter(own.values()))
    answers: dict[Projection | None, Answer | None] = {
        view: _answer(stated.get("result")) for view, stated in own.items()
    }
    answers[None] = _answer(first.get("study_vote", {}).get("result"))
    votes = {
        reader: _answer(said)
        for reader, said in first.get("study_vote", {}).get("votes", {}).items()
    }
    final = (
        not any(stated.get("provisional", True) for stated in own.values())
        and None not in answers.values()
    )
    lesions = tuple(lesion for file in files.values() for lesion in file.lesions)
    open_ones = sum(
        len(stated.get(name, ())) for stated in own.values() for name in ("dissent", "unsettled")
    )
    notes = (Sentence("Marks without agreement, which are not shown: {count}.", count=open_ones),) if open_ones else ()
    return Reported(key, CONSENSUS, time_of(first.get("at")), answers, lesions, votes, final, notes)


def _consensus_file(folder: Path, key: str, view: Projection) -> LabelFile | None:
    name = layout.consensus_file(key, view)
    try:
        return parse_label_file(content_of(folder / name), name, view)
    except FileNotFoundError:
        return None


def _answer(stated: object) -> Answer | None:
    return None if stated in (None, ADJUDICATE) else Answer(str(stated))


UNLIKE = "The scan is unlike what the network learned from: its answer counts as none."


def _prediction(archive: Archive, key: str, model: str) -> Reported | None:
    said = read_prediction(archive, model, key)
    if said is None:
        return None
    answers: dict[Projection | None, Answer | None] = {
        view: None if one.unlike else one.answer for view, one in said.views.items()
    }
    answers[None] = None if said.overall.unlike else said.answer
    at, warning = _stated(prediction_path(archive.folder, model, key))
    notes = ("Result of a network, verified by nobody.", *([warning] if warning else []))
    if said.overall.unlike:
        notes = (*notes, UNLIKE)
    return Reported(key, model, at, answers, final=False, notes=notes, prediction=said)


def _stated(path: Path) -> tuple[datetime, str]:
    """When a prediction was made, and the warning of its model's card."""
    try:
        stated = json.loads(content_of(path, LARGEST_JSON))
        return time_of(stated.get("at")), str(stated["model"].get("warning") or "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        text = "{file} cannot be used. Nothing was written of it; classify the study again."
        raise ExchangeError(text, file=path.name) from problem


def time_of(stated: object) -> datetime:
    """An ISO time as UTC; the beginning of time where there is none, so that a report never says a time that nobody did."""
    try:
        return datetime.fromisoformat(str(stated).replace("Z", "+00:00")).astimezone(UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
