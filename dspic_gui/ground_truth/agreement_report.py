"""The agreement of a dataset: figures for answers and lesions, the confusion between readers, and the studies behind each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from dspic_gui.disease import Answer, Disease
from dspic_gui.ground_truth.agreement import (
    RESAMPLES,
    Figure,
    Ratings,
    answer_figures,
    mean_pairwise_kappa,
)
from dspic_gui.ground_truth.lesion_agreement import LesionAgreement, lesion_agreement, study_marks
from dspic_gui.reading import Reading
from dspic_gui.study import Projection, Study
from dspic_gui.vote import VoteRule, vote_on_answer

OVERALL = "overall"
ABNORMAL = "abnormal"
OTHERS_AGREE = "Cohen's kappa against the others"

Cell = tuple[Answer | None, Answer | None]


@dataclass(frozen=True, eq=False)
class ReadStudy:
    """A study with its sealed readings by reader."""

    study: Study
    readings: Mapping[str, Reading]


@dataclass(frozen=True, eq=False)
class AgreementReport:
    """Everything that the agreement page and the command show.

    `confusion` holds for each pair of readers the views (study key, projection) behind each pair of answers; `unblinded`
    the readings that were reopened after their reader could see others: they are left out of every figure but the ones in
    `with_unblinded`. `assisted` are those that started from a network's lesions: they are in `of_assisted` alone. `own` is
    each reader against himself on hidden repeats, where the study lead asked for it.
    """

    readers: tuple[str, ...]
    studies: int
    figures: tuple[Figure, ...]
    lesions: LesionAgreement
    confusion: Mapping[tuple[str, str], Mapping[Cell, tuple[tuple[str, Projection], ...]]]
    unblinded: tuple[tuple[str, str], ...] = ()
    with_unblinded: tuple[Figure, ...] = ()
    assisted: tuple[tuple[str, str], ...] = ()
    of_assisted: tuple[Figure, ...] = ()
    own: tuple[Figure, ...] = ()

    @property
    def mean_kappa(self) -> float | None:
        """The mean pairwise Cohen's kappa of the four-class answers of views."""
        return mean_pairwise_kappa(self.figures)

    @property
    def all_figures(self) -> tuple[Figure, ...]:
        """Answers, then lesions."""
        return (*self.figures, *self.lesions.figures)


def agreement_report(
    studies: Iterable[ReadStudy], readers: Iterable[str], rule: VoteRule, *, resamples: int = RESAMPLES, seed: int = 0
) -> AgreementReport:
    """Measure the agreement of planned readers on sealed readings; readings that are not blind are reported apart."""
    read = sorted(studies, key=lambda one: one.study.key)
    names = tuple(sorted(readers))
    assisted = tuple((one.study.key, name) for one in read for name in names if name in one.readings and one.readings[name].assisted)
    everything = [_only(one, assisted=False) for one in read] if assisted else read
    helped = [_only(one, assisted=True) for one in read] if assisted else []
    unblinded = tuple((one.study.key, name) for one in everything for name in names if _is_unblinded(one, name))
    blind = [_blind(one, names) for one in everything] if unblinded else everything
    figures = answers_report(blind, names, resamples=resamples, seed=seed)
    patients = _patients(blind)
    marks = [
        study_marks(patients[one.study.patient], (one.readings[name] for name in names if name in one.readings), one.study.projections)
        for one in blind
    ]
    return AgreementReport(
        names,
        len(everything),
        tuple(figures),
        lesion_agreement(marks, names, rule, resamples=resamples, seed=seed),
        {pair: _confusion(blind, *pair) for pair in combinations(names, 2)},
        unblinded,
        tuple(answers_report(everything, names, resamples=resamples, seed=seed)) if unblinded else (),
        assisted,
        tuple(answers_report(helped, names, resamples=resamples, seed=seed)) if assisted else (),
    )


def _only(one: ReadStudy, *, assisted: bool) -> ReadStudy:
    """The study with its assisted readings alone, or with all others alone."""
    return ReadStudy(one.study, {name: reading for name, reading in one.readings.items() if bool(reading.assisted) is assisted})


def _is_unblinded(one: ReadStudy, name: str) -> bool:
    return name in one.readings and one.readings[name].unblinded


def _blind(one: ReadStudy, names: Sequence[str]) -> ReadStudy:
    return ReadStudy(one.study, {name: one.readings[name] for name in names if name in one.readings and not one.readings[name].unblinded})


def _patients(studies: Sequence[ReadStudy]) -> dict[str, int]:
    return {patient: number for number, patient in enumerate(sorted({one.study.patient for one in studies}))}


def answers_report(studies: Sequence[ReadStudy], readers: tuple[str, ...], *, resamples: int = RESAMPLES, seed: int = 0) -> list[Figure]:
    """The figures of views and of studies: overall (four answers), abnormal or not, and each disease."""
    figures = []
    patients = _patients(studies)
    for level in ("view", "study"):
        units = [(one, view) for one in studies for view in (one.study.projections if level == "view" else (None,))]
        said = [[one.readings[name].answer(view) if name in one.readings else None for name in readers] for one, view in units]
        of = np.array([patients[one.study.patient] for one, _ in units], dtype=np.int64)
        figures += answer_figures({about: _ratings(said, of, readers, about) for about in _ABOUT}, level, resamples=resamples, seed=seed)
        figures += _alone(said, of, readers, level, resamples, seed)
    return figures


_ABOUT = (OVERALL, ABNORMAL, *(disease.value for disease in Disease))


def _ratings(said: Sequence[Sequence[Answer | None]], patients: np.ndarray, readers: tuple[str, ...], about: str) -> Ratings:
    codes: dict[Answer | None, int] = {None: -1} | {answer: _category(answer, about) for answer in Answer}
    table = np.array([[codes[answer] for answer in row] for row in said], dtype=np.int64).reshape(-1, len(readers))
    return Ratings(table, len(Answer) if about == OVERALL else 2, readers, patients)


def _category(answer: Answer, about: str) -> int:
    if about == OVERALL:
        return list(Answer).index(answer)
    return int(bool(answer.diseases) if about == ABNORMAL else Disease(about) in answer.diseases)


def _alone(
    said: Sequence[Sequence[Answer | None]], patients: np.ndarray, readers: tuple[str, ...], level: str, resamples: int, seed: int
) -> list[Figure]:
    """Each reader against the consensus of the others, over the units where the others reach one."""
    figures = []
    for at, reader in enumerate(readers):
        others = [name for name in readers if name != reader]
        if not others:
            continue
        rows = []
        for row in said:
            votes = {name: answer for name, answer in zip(readers, row, strict=True) if name != reader}
            rows.append((row[at], vote_on_answer(votes, len(others) // 2 + 1).result))
        table = _ratings(rows, patients, (reader, "others"), OVERALL)
        found = answer_figures({OVERALL: table}, level, resamples=resamples, seed=seed)
        figures += [
            Figure(OTHERS_AGREE, level, OVERALL, f.readers, f.value, f.low, f.high, f.count) for f in found if f.name == "Cohen's kappa"
        ]
    return figures


def _confusion(studies: Sequence[ReadStudy], one: str, other: str) -> dict[Cell, tuple[tuple[str, Projection], ...]]:
    cells: dict[Cell, list[tuple[str, Projection]]] = {}
    for read in studies:
        for view in read.study.projections:
            said = tuple(read.readings[name].answer(view) if name in read.readings else None for name in (one, other))
            if said != (None, None):
                cells.setdefault((said[0], said[1]), []).append((read.study.key, view))
    return {cell: tuple(views) for cell, views in cells.items()}
