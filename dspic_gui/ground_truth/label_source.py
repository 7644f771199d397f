"""Where the labels of a dataset come from: the consensus, the truth of a simulated dataset, or one reader's sealed readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.folder import CONSENSUS, TRUTH
from dspic_gui.ground_truth.consensus_age import consensus_behind
from dspic_gui.ground_truth.consensus_file import AgreedView, read_agreed_view
from dspic_gui.labels.view_file import LabelError
from dspic_gui.reading import Reading
from dspic_gui.sentence import Sentence, told
from dspic_gui.shape import Foreign
from dspic_gui.study import Study

SOURCE_NAMES = {CONSENSUS: Sentence("consensus"), TRUTH: Sentence("truth")}
"""What the sources are called in a sentence; a reader is called by name."""


@dataclass(frozen=True)
class LabelledStudy:
    """A study with what the source says of each of its views."""

    study: Study
    views: tuple[AgreedView, ...]


def default_source(archive: Archive) -> str:
    """The consensus, or the truth where there is no consensus yet; ArchiveError where there is neither."""
    for source in (CONSENSUS, TRUTH):
        folder = archive.folder / source
        if folder.is_dir() and any(folder.glob("*.json")):
            return source
    text = "{dataset} has no consensus and no truth yet. Nothing was written; seal readings, then run dspic consolidate."
    raise ArchiveError(text, dataset=archive.dataset.name)


def check_source(archive: Archive, source: str) -> None:
    """ArchiveError unless the source is the consensus, the truth, or a planned reader."""
    known = (CONSENSUS, TRUTH, *archive.dataset.readers)
    if source not in known:
        text = "“{source}” is no source of labels. Nothing was written; choose one of {known}."
        raise ArchiveError(text, source=source, known=", ".join(known))


def label_notice(archive: Archive, source: str) -> Sentence | None:
    """What to say of a source whose labels are not up to date: a consensus older than a seal or a settlement. None of any other."""
    return consensus_behind(archive.folder) if source == CONSENSUS else None


def labelled_studies(
    archive: Archive, source: str, problem: Callable[[str, str], None] = lambda key, sentence: None
) -> Iterator[LabelledStudy]:
    """Every study that the source says something of, by key; `problem` is told the key and sentence of what cannot be read.

    In a reader's session only the reader's own labels, and those of studies that all planned readers have sealed.
    """
    check_source(archive, source)
    for key in archive.study_keys():
        if source != archive.reader and not archive.may_see_others(key):
            continue
        try:
            study = archive.study(key)
            views = _views(archive, study, source)
        except (ArchiveError, LabelError) as fault:
            problem(key, told(fault))
            continue
        if views:
            yield LabelledStudy(study, views)


def _views(archive: Archive, study: Study, source: str) -> tuple[AgreedView, ...]:
    if source == CONSENSUS:
        found = (read_agreed_view(archive.folder, study.key, projection) for projection in study.projections)
        return tuple(view for view in found if view)
    if source == TRUTH:
        reading = archive.truth(study.key)
    elif source == archive.reader:
        reading = archive.reading(source, study.key)
    else:
        reading = archive.sealed_readings(study.key).get(source)
    return _of_reading(study, reading) if reading and (reading.sealed or source == TRUTH) else ()


def _of_reading(study: Study, reading: Reading) -> tuple[AgreedView, ...]:
    return tuple(
        AgreedView(
            study.key,
            projection,
            reading.answer(projection),
            False,
            tuple(lesion for lesion in reading.in_view(projection) if lesion.disease and not isinstance(lesion.shape, Foreign)),
            reading.answer(),
        )
        for projection in study.projections
    )
