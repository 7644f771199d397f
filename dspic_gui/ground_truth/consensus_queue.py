"""Which studies wait for a person: the queue of a dataset, with its filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.consensus import Consensus, Reason
from dspic_gui.ground_truth.consolidation import study_consensus
from dspic_gui.prediction_file import kept_predictions, models, prediction_path
from dspic_gui.study import Projection


class QueueFilter(StrEnum):
    """What the queue shows."""

    WAITING = "waiting"
    TWO_TO_ONE = "two_to_one"
    READER_MISSING = "reader_missing"
    MODEL_DIFFERS = "model_differs"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class QueueRow:
    """A study in the queue: its results by view (None: the study; no answer: open), why it waits, and what the filters ask.

    `not_unanimous`: in some view the readers' answers differ; `model` is what a network says of the study, where it was asked.
    """

    key: str
    results: tuple[tuple[Projection | None, Answer | None], ...]
    reasons: tuple[Reason, ...]
    waiting: int
    not_unanimous: bool
    reader_missing: bool
    model: Answer | None = None
    model_differs: bool = False

    def passes(self, asked: QueueFilter) -> bool:
        """Whether the filter shows this study."""
        return {
            QueueFilter.WAITING: bool(self.reasons),
            QueueFilter.TWO_TO_ONE: self.not_unanimous,
            QueueFilter.READER_MISSING: self.reader_missing,
            QueueFilter.MODEL_DIFFERS: self.model_differs,
            QueueFilter.EVERYTHING: True,
        }[asked]


def queue_row(archive: Archive, consensus: Consensus) -> QueueRow:
    """The row of one study."""
    votes = consensus.answers.values()
    waiting = sum(bool(consensus.reasons(view)) for view in consensus.answers) + sum(bool(lesion.reasons) for lesion in consensus.lesions)
    result = consensus.answers[None].result
    model = _predicted(archive, consensus.study)
    return QueueRow(
        consensus.study,
        tuple((view, vote.result) for view, vote in consensus.answers.items()),
        consensus.queue,
        waiting,
        any(not vote.unanimous and not vote.missing for vote in votes),
        any(vote.missing for vote in votes),
        model,
        model is not None and result is not None and model is not result,
    )


def _predicted(archive: Archive, key: str) -> Answer | None:
    """What the model that was asked last says of the study; None where there is no prediction that may be seen and can be used."""
    for model in sorted(models(archive), key=lambda name: _asked_at(archive, name, key), reverse=True):
        found = next(kept_predictions(archive, model, [key]), None)
        if found is not None:
            return None if found.overall.unlike else found.answer
    return None


def _asked_at(archive: Archive, model: str, key: str) -> int:
    path = prediction_path(archive.folder, model, key)
    return path.stat().st_mtime_ns if path.exists() else 0


def queue_rows(
    archive: Archive, progress: Callable[[int, int], None] = lambda done, total: None, keys: Iterable[str] | None = None
) -> Iterator[QueueRow]:
    """The rows of every study that has a sealed reading and may be seen by this person, by key."""
    wanted = list(archive.counted_keys() if keys is None else keys)
    for done, key in enumerate(wanted):
        progress(done, len(wanted))
        try:
            if not archive.may_see_others(key):
                continue
            consensus = study_consensus(archive, archive.study(key))
        except ArchiveError:
            continue
        if any(consensus.answers[None].votes.values()):
            yield queue_row(archive, consensus)
