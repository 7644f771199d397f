"""The labels of a dataset, for everything that learns from them, measures with them, counts them or hands them on.

A label is what one source says of a view: the consensus, the truth of a simulated dataset, or one reader's sealed readings. Training,
evaluation, statistics and export take the same views from here: those whose answer stands. A provisional or a disputed answer is
left out and counted, unless it was asked for; a view without any answer is no label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.folder import CONSENSUS, TRUTH
from dspic_gui.disease import Answer, Disease
from dspic_gui.ground_truth.consensus import answer_reasons
from dspic_gui.ground_truth.consensus_age import behind, consensus_behind
from dspic_gui.ground_truth.consensus_file import AgreedAnswer, AgreedView, read_agreed_view
from dspic_gui.ground_truth.consolidation import calls_wrong
from dspic_gui.labels.text import LabelError
from dspic_gui.reading import Lesion, Reading
from dspic_gui.reviews import disagreeing
from dspic_gui.sentence import Sentence, joined, told
from dspic_gui.shape import Foreign
from dspic_gui.study import Projection, Study

SOURCE_NAMES = {CONSENSUS: Sentence("consensus"), TRUTH: Sentence("truth")}
"""What the sources are called in a sentence; a reader is called by name."""

Problem = Callable[[str, str], None]
"""Told the key of a study that was left out, and the sentence that says why."""


@dataclass(frozen=True, eq=False)
class LabelledView:
    """What a source says of a view: its answer and lesions, and the answer of its study, each None where it is open.

    `by` is whose answer it is: the source, or the person who settled it. `provisional`: a planned voice is not heard yet.
    `disputed`: all voices are heard, and the answer waits for a person. `outdated`: readings of the study were sealed or reopened, or
    its answer settled, since the run of the vote. No label is both provisional and disputed. `study_stands`: whether the answer of the
    study waits neither for a voice nor for a person. `assisted`: whoever said it, or one of them, started from a network's lesions.
    """

    study: Study
    projection: Projection
    answer: Answer | None
    lesions: tuple[Lesion, ...]
    of_study: Answer | None
    by: str
    provisional: bool = False
    disputed: bool = False
    outdated: bool = False
    study_stands: bool = True
    assisted: bool = False

    def largest(self, disease: Disease) -> float | None:
        """The area of its largest lesion of a disease, in square pixels; None without one."""
        return max((lesion.shape.area for lesion in self.lesions if lesion.disease is disease), default=None)


@dataclass(eq=False)
class Tally:
    """Chooses among labels: those that stand, and with `wanted` the provisional and disputed ones that have an answer too.

    It counts the views that are provisional, disputed and, of those that were taken, out of date or from assisted readings.
    """

    wanted: bool = False
    provisional: int = 0
    disputed: int = 0
    outdated: int = 0
    assisted: int = 0

    def take(self, views: Iterable[LabelledView]) -> list[LabelledView]:
        """Those that are used; an answer of a study that does not stand is taken from them alike."""
        found = list(views)
        self.provisional += sum(view.provisional for view in found)
        self.disputed += sum(view.disputed for view in found)
        taken = [view for view in found if view.answer and (self.wanted or not (view.provisional or view.disputed))]
        self.outdated += sum(view.outdated for view in taken)
        self.assisted += sum(view.assisted for view in taken)
        return [view if self.wanted or view.study_stands else replace(view, of_study=None) for view in taken]

    @property
    def figures(self) -> dict[str, int]:
        """What `--json` says of it."""
        counted = {"provisional": self.provisional, "disputed": self.disputed, "outdated": self.outdated}
        return counted | ({"assisted": self.assisted} if self.assisted else {})

    @property
    def sentence(self) -> Sentence | None:
        """How many views are provisional or disputed, and whether they were left out; None where there are none."""
        if not self.provisional and not self.disputed:
            return None
        left = "Views left out: {provisional} provisional, {disputed} disputed."
        taken = "Views taken in where they have an answer: {provisional} provisional, {disputed} disputed."
        return Sentence(taken if self.wanted else left, provisional=self.provisional, disputed=self.disputed)


    @property
    def of_assisted(self) -> Sentence | None:
        """How many of the views come from readings that started from a network's lesions; None where none does."""
        text = "{count} of the views used come from readings that a network assisted: a network's scores on them are not independent."
        return Sentence(text, count=self.assisted) if self.assisted else None


@dataclass(frozen=True, eq=False)
class Labels:
    """The labels of a whole dataset: the views that are used, by study and view, what was counted, and what is amiss with them."""

    source: str
    views: tuple[LabelledView, ...] = ()
    tally: Tally = field(default_factory=Tally)
    notice: Sentence | None = None

    @property
    def remarks(self) -> Sentence | None:
        """All that is to be said of them; None where there is nothing."""
        return remarks(self.tally, self.notice)


class LabelSource:
    """One source of a dataset's labels; ArchiveError for one that the dataset does not have."""

    def __init__(self, archive: Archive, source: str) -> None:
        check_source(archive, source)
        self.source = source
        self.notice = label_notice(archive, source)
        self._archive = archive
        self._outdated = behind(archive.folder) if source == CONSENSUS and sees_all(archive) else frozenset()

    def of_study(self, key: str) -> tuple[LabelledView, ...]:
        """What it says of the views of a study, anterior first; ArchiveError or LabelError where that cannot be read.

        In a reader's session only the reader's own labels, and those of studies that all planned readers have sealed.
        """
        archive, source = self._archive, self.source
        if source != archive.reader and not archive.may_see_others(key):
            return ()
        study = archive.study(key)
        if source == CONSENSUS:
            return tuple(self._agreed(study))
        if source == TRUTH:
            reading = archive.truth(key)
        elif source == archive.reader:
            reading = archive.reading(source, key)
        else:
            reading = archive.sealed_readings(key).get(source)
        return _of_reading(study, reading, source) if reading and (reading.sealed or source == TRUTH) else ()

    def _agreed(self, study: Study) -> Iterator[LabelledView]:
        folder = self._archive.folder
        found = [view for one in study.projections if (view := read_agreed_view(folder, study.key, one))]
        doubts = disagreeing(self._archive, study.key) if found else ()
        stands = _study_stands(found)
        for view in found:
            said = view.said
            doubted = any(one.view is view.projection and calls_wrong(one, said.result, said.settled_at) for one in doubts)
            waits = bool(answer_reasons(said.result, view.diseases, settled=said.settled_by is not None, doubted=doubted))
            disputed = waits and not said.missing
            yield LabelledView(
                study,
                view.projection,
                said.result,
                view.lesions,
                view.of_study.result,
                said.settled_by or CONSENSUS,
                said.provisional and not disputed,
                disputed,
                study.key in self._outdated,
                stands,
                view.assisted,
            )


def dataset_labels(archive: Archive, source: str, *, provisional: bool = False, problem: Problem = lambda key, sentence: None) -> Labels:
    """The labels of every study of the dataset; `problem` is told the key and sentence of what cannot be read."""
    labels, tally = LabelSource(archive, source), Tally(provisional)
    views: list[LabelledView] = []
    for key in archive.counted_keys():
        try:
            views += tally.take(labels.of_study(key))
        except (ArchiveError, LabelError) as fault:
            problem(key, told(fault))
    return Labels(source, tuple(views), tally, labels.notice)


def default_source(archive: Archive) -> str:
    """The consensus, or the truth where there is no consensus yet; ArchiveError where there is neither."""
    for source in (CONSENSUS, TRUTH):
        folder = archive.folder / source
        if folder.is_dir() and any(folder.glob("*.json")):
            return source
    text = "{dataset} has no consensus and no truth yet. Nothing was written; seal readings, then run dspic consolidate."
    raise ArchiveError(text, dataset=archive.dataset.name)


def proposed_source(archive: Archive) -> str:
    """The source to begin a choice with: as `default_source`, and the consensus where there is nothing yet."""
    try:
        return default_source(archive)
    except ArchiveError:
        return CONSENSUS


def check_source(archive: Archive, source: str) -> None:
    """ArchiveError unless the source is the consensus, the truth, or a planned reader."""
    known = (CONSENSUS, TRUTH, *archive.dataset.readers)
    if source not in known:
        text = "“{source}” is none of this dataset's labels. Nothing was written; choose one of {known}."
        raise ArchiveError(text, source=source, known=", ".join(known))


def label_notice(archive: Archive, source: str) -> Sentence | None:
    """What to say of a source whose labels are not up to date: a consensus older than a seal or a settlement. None of any other."""
    return consensus_behind(archive.folder) if source == CONSENSUS and sees_all(archive) else None


def remarks(tally: Tally, notice: Sentence | None) -> Sentence | None:
    """How many views are left out, and what is amiss with the source, in one sentence; None where there is nothing to say."""
    said = [one for one in (tally.sentence, tally.of_assisted, notice) if one]
    return joined(" ", said) if said else None


def _of_reading(study: Study, reading: Reading, by: str) -> tuple[LabelledView, ...]:
    """What a reading says of each view; of a draft, and of what has no outline, nothing."""
    return tuple(
        LabelledView(
            study,
            projection,
            reading.answer(projection),
            tuple(mark for mark in reading.in_view(projection) if mark.disease and not isinstance(mark.shape, Foreign)),
            reading.answer(),
            by,
            assisted=reading.assisted is not None,
        )
        for projection in study.projections
    )


def _study_stands(views: list[AgreedView]) -> bool:
    """Whether the answer of the whole study waits neither for a reading nor for a person."""
    said: AgreedAnswer | None = next((view.of_study for view in views), None)
    if said is None or said.provisional:
        return False
    results = [view.said.result for view in views]
    shown = frozenset(disease for view in views for disease in view.diseases)
    supported = shown | frozenset(disease for one in results if one for disease in one.diseases)
    return not answer_reasons(said.result, supported, settled=said.settled_by is not None, doubted=False)


def by_study(views: Iterable[LabelledView]) -> Mapping[str, list[LabelledView]]:
    """The views of each study, by its key."""
    found: dict[str, list[LabelledView]] = {}
    for view in views:
        found.setdefault(view.study.key, []).append(view)
    return found


def sees_all(archive: Archive) -> bool:
    """Whether this person may know how far all have read: whether a run is out of date is told by everybody's audit."""
    return archive.reader is None or all(archive.may_see_others(key) for key in archive.study_keys())
