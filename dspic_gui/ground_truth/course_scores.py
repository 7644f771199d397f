"""What readers of a course got right: case by case in the order of their seals, against the gold, with learning curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.lesion_groups import Mark, marks_of, match
from dspic_gui.reading import Lesion, Reading
from dspic_gui.study import COLUMNS, ROWS, Projection
from dspic_gui.vote import VoteRule

WINDOW = 10
"""Cases over which a learning curve is averaged."""
_NO_COURSE = "{dataset} is no course: study {key} has no truth to be scored by."


@dataclass(frozen=True)
class ViewScore:
    """A view of a case: what is true, what was said, and the lesions that were found, missed, and drawn where none is."""

    projection: Projection
    truth: Answer
    said: Answer
    found: int
    missed: tuple[Lesion, ...]
    false: tuple[Lesion, ...]

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.truth is self.said


@dataclass(frozen=True)
class CaseScore:
    """A case as one reader sealed it, the `number`-th of that reader, from 1."""

    reader: str
    study: str
    number: int
    sealed_at: str
    views: tuple[ViewScore, ...]

    @property
    def right(self) -> float:
        """The share of views with the right answer."""
        return sum(view.right for view in self.views) / len(self.views)

    @property
    def lesions(self) -> tuple[int, int, int]:
        """How many lesions were found, missed and drawn where none is."""
        return (
            sum(view.found for view in self.views),
            sum(len(view.missed) for view in self.views),
            sum(len(view.false) for view in self.views),
        )


def course_scores(archive: Archive, reader: str) -> list[CaseScore]:
    """The scores of every case that the reader has sealed, in the order of the seals; ArchiveError where a case has no gold.

    A reading that was begun anew after the gold was shown is no sealed answer of a reader who learns: it has no score.
    """
    sealed: list[tuple[str, Reading]] = []
    for key in archive.counted_keys():
        reading = archive.sealed_readings(key).get(reader)
        if reading is not None and reading.sealed_at is not None and not _saw_gold(archive, reading):
            sealed.append((key, reading))
    sealed.sort(key=lambda one: (str(one[1].sealed_at), one[0]))
    return [
        _case(archive, reader, number, key, reading)
        for number, (key, reading) in enumerate(sealed, start=1)
    ]


def own_score(archive: Archive, key: str) -> CaseScore | None:
    """The score of the reader's own sealed case, for that reader's eyes; None where it may not be shown, or not yet.

    `number` is how many cases the reader has sealed so far. ArchiveError where a case has no gold.
    """
    if archive.reader is None or not archive.may_see_gold(key):
        return None
    reading = archive.reading(archive.reader, key)
    if reading is None or reading.sealed_at is None or _saw_gold(archive, reading):
        return None
    number = sum(archive.is_sealed(archive.reader, one) for one in archive.study_keys())
    return _case(archive, archive.reader, number, key, reading)


def has_sealed_all(archive: Archive, reader: str) -> bool:
    """Whether the reader has sealed every case, as the study lead sees it."""
    return all(archive.is_sealed(reader, key) for key in archive.counted_keys())


def _saw_gold(archive: Archive, reading: Reading) -> bool:
    return reading.unblinded and archive.dataset.protocol.feedback is not None


def _case(archive: Archive, reader: str, number: int, key: str, reading: Reading) -> CaseScore:
    gold = archive.truth(key)
    if gold is None:
        raise ArchiveError(_NO_COURSE, dataset=archive.dataset.name, key=key)
    views = tuple(
        view_score(gold, reading, view, archive.dataset.vote)
        for view in archive.study(key).projections
    )
    return CaseScore(reader, key, number, str(reading.sealed_at), views)


def view_score(gold: Reading, reading: Reading, view: Projection, rule: VoteRule) -> ViewScore:
    """A view of a reading against the gold; a lesion is found where a mark is matched to it as two readers' marks are."""
    wanted, drawn = marks_of(gold, view, ROWS, COLUMNS), marks_of(reading, view, ROWS, COLUMNS)
    pairs = match(wanted, drawn, rule)
    truth, said = gold.answer(view), reading.answer(view)
    assert truth is not None and said is not None
    missed = _others(wanted, {row for row, _, _ in pairs})
    return ViewScore(
        view, truth, said, len(pairs), missed, _others(drawn, {column for _, column, _ in pairs})
    )


def _others(marks: Sequence[Mark], matched: set[int]) -> tuple[Lesion, ...]:
    return tuple(mark.lesion for at, mark in enumerate(marks) if at not in matched)


@dataclass(frozen=True)
class Point:
    """The learning curve after a case: means over the last cases; `sensitivity` is None while no lesion was there to find."""

    number: int
    accuracy: float
    sensitivity: float | None
    false_per_view: float


def learning_curve(cases: Sequence[CaseScore], window: int = WINDOW) -> list[Point]:
    """Accuracy of views, share of lesions found, and false marks a view, over the last `window` cases."""
    points = []
    for end in range(1, len(cases) + 1):
        lately = cases[max(end - window, 0) : end]
        views = [view for case in lately for view in case.views]
        found, missed, false = (sum(case.lesions[at] for case in lately) for at in range(3))
        sensitivity = found / (found + missed) if found + missed else None
        points.append(
            Point(
                cases[end - 1].number,
                sum(view.right for view in views) / len(views),
                sensitivity,
                false / len(views),
            )
        )
    return points
