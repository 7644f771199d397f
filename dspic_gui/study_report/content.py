"""Everything that stands on the page of a study report: whose answer, its marks with their figures, the words, the second opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from dspic_gui.code import CodeBook
from dspic_gui.counts.region import RegionStatistics, region_statistics
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.exchange.reported import Reported, reported
from dspic_gui.reading import Lesion, Reading
from dspic_gui.report import Report
from dspic_gui.sentence import SaidError
from dspic_gui.study import Projection, Study, View
from dspic_gui.study_report.draft import Language, draft
from dspic_gui.study_report.skeleton_share import SkeletonShare
from dspic_gui.times import moment


class ReportRefused(SaidError):  # noqa: N818 - nothing is broken
    """A report that cannot be made; the text is a sentence."""


@dataclass(frozen=True)
class MarkRow:
    """A mark with its figures on raw counts; linked marks share the number of their lesion."""

    lesion: Lesion
    figures: RegionStatistics
    number: int


@dataclass(frozen=True, eq=False)
class StudyReport:
    """One page. `by` is a reader or "consensus", `sealed_at` None while the reading is a draft; `number` is the worklist's.

    `opinion` is what a network says, only where it was asked for and may be seen; `index` the bone scan index of the marks,
    only where it was asked for.
    """

    dataset: str
    study: Study
    views: Mapping[Projection, View]
    book: CodeBook
    by: str
    answer: Answer | None
    rows: tuple[MarkRow, ...]
    words: Report
    sealed_at: datetime | None = None
    votes: Mapping[str, Answer | None] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    number: int | None = None
    opinion: Reported | None = None
    index: SkeletonShare | None = None
    language: Language = Language.ENGLISH

    @property
    def lesions(self) -> tuple[Lesion, ...]:
        """The marks."""
        return tuple(row.lesion for row in self.rows)


def report_of(
    archive: Archive,
    key: str,
    by: str,
    *,
    model: str | None = None,
    language: Language = Language.ENGLISH,
    words: Report | None = None,
    number: int | None = None,
) -> StudyReport:
    """The report of what a reader sealed, or the consensus said, of a study; Blinded where that may not be seen yet.

    `model` names the kept prediction to be shown as the second opinion; `words` stand in for the draft. ReportRefused where
    nothing was said yet.
    """
    said = reported(archive, key, by)
    if said is None:
        raise ReportRefused("{by} has not said anything final of study {key}. Nothing was written.", by=by, key=key)
    opinion = reported(archive, key, model) if model else None
    views = archive.views(key)
    return StudyReport(
        archive.dataset.name,
        archive.study(key),
        views,
        archive.book,
        by,
        said.answers.get(None),
        rows_of(said.lesions, views),
        words or draft(said.lesions, said.answers.get(None), archive.book, language),
        said.at,
        said.votes,
        said.notes,
        number,
        opinion,
        language=language,
    )


def report_of_reading(
    archive: Archive,
    study: Study,
    views: Mapping[Projection, View],
    reading: Reading,
    *,
    words: Report | None = None,
    number: int | None = None,
    language: Language = Language.ENGLISH,
) -> StudyReport:
    """The report of a reader's own reading as it stands, a draft or sealed."""
    answer = reading.answer()
    at = moment(reading.sealed_at) if reading.sealed_at else None
    said = words or draft(reading.lesions, answer, archive.book, language)
    rows = rows_of(reading.lesions, views)
    return StudyReport(
        archive.dataset.name, study, views, archive.book, reading.reader, answer, rows, said, at, number=number, language=language
    )


def rows_of(lesions: tuple[Lesion, ...], views: Mapping[Projection, View]) -> tuple[MarkRow, ...]:
    """The marks of the views that are there, with their figures, by the number of their lesion."""
    there = [lesion for lesion in lesions if lesion.projection in views]
    rows = (
        MarkRow(lesion, region_statistics(views[lesion.projection], lesion.shape), number)
        for lesion, number in zip(there, lesion_numbers(there), strict=True)
    )
    return tuple(sorted(rows, key=lambda row: row.number))


def lesion_numbers(lesions: Sequence[Lesion]) -> list[int]:
    """The number of the link where marks are linked, as the list of lesions has it; the others get the numbers that are free."""
    taken = {lesion.group_id for lesion in lesions}
    free = (number for number in count(1) if number not in taken)
    return [lesion.group_id if lesion.group_id is not None else next(free) for lesion in lesions]
