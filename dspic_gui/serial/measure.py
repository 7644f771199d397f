"""Known change found by a simple detector, with subtraction and without, at false marks per case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dspic_gui.burden.dataset_burden import FAULTS, sentence_of
from dspic_gui.burden.sources import RegionSource
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.folder import truth_part
from dspic_gui.lesion_model.free_response import NEAR
from dspic_gui.plain_file import content_of
from dspic_gui.regions.lesion_masks import LesionMask, read_lesion_masks
from dspic_gui.regions.region_map import RegionMap
from dspic_gui.sentence import Sentence
from dspic_gui.serial.detector import Candidate, candidates, hot_spots_alone
from dspic_gui.serial.known_change import Change, KnownChange, known_changes
from dspic_gui.serial.points import matched_points
from dspic_gui.serial.subtraction import compared, subtraction
from dspic_gui.serial.warp import Picture, WarpError, warp_of
from dspic_gui.study import Projection, View

LEAST = 1.0
"""Peaks below so many standard deviations are not looked at."""
RATE = 2.0
NEVER = -1.0
WITHOUT, OUTLINE, WARPED, VANISHED = (
    "present scan alone", "prior laid over by the body's outline", "prior warped by regions",
    "prior warped by regions, gone or faded",
)  # fmt: skip
METHODS = (WITHOUT, OUTLINE, WARPED, VANISHED)


@dataclass(frozen=True, eq=False)
class Pair:
    """Two studies of a patient, the prior first by date."""

    patient: str
    prior: str
    present: str


@dataclass(frozen=True, eq=False)
class CaseMarks:
    """One case by one method: the best score that points at each change, and the false ones."""

    patient: str
    changes: tuple[float, ...]
    false: tuple[float, ...]


@dataclass(frozen=True)
class Sensitivity:
    """Changes found at a rate of false marks a case, with the 95 % interval by patient."""

    method: str
    rate: float
    changes: int
    cases: int
    value: float
    low: float
    high: float


def pairs_of(archive: Archive) -> list[Pair]:
    """Every study with the study before it of the same patient."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in archive.study_keys():
        study = archive.study(key)
        found[study.patient].append((study.time.when or "", key))
    pairs = []
    for patient, studies in sorted(found.items()):
        ordered = [key for _, key in sorted(studies)]
        pairs += [Pair(patient, one, other) for one, other in pairwise(ordered)]
    return pairs


def measure(
    archive: Archive,
    regions: RegionSource,
    pairs: Sequence[Pair],
    problem: Callable[[str, Sentence], None] = lambda key, sentence: None,
) -> dict[str, list[CaseMarks]]:
    """The marks of every case by each method; `problem` is told what had to be left out."""
    found: dict[str, list[CaseMarks]] = {method: [] for method in METHODS}
    for pair in pairs:
        try:
            marks = _of_case(archive, regions, pair)
        except (*FAULTS, WarpError) as fault:
            problem(pair.present, sentence_of(fault))
            continue
        for method, one in marks.items():
            found[method].append(one)
    return found


def sensitivity(
    method: str, cases: Sequence[CaseMarks], rate: float = RATE, samples: int = 1000
) -> Sensitivity:
    """The share of changes above the score at which `rate` false marks a case remain."""
    patients = sorted({case.patient for case in cases})
    groups = [[case for case in cases if case.patient == name] for name in patients]
    rng = np.random.default_rng([0, 29])
    drawn = [
        _share([one for at in rng.integers(len(groups), size=len(groups)) for one in groups[at]], rate)
        for _ in range(samples if groups else 0)
    ]
    known = np.array([one for one in drawn if np.isfinite(one)])
    low, high = np.percentile(known, [2.5, 97.5]) if known.size else (np.nan, np.nan)
    total = sum(len(case.changes) for case in cases)
    return Sensitivity(method, rate, total, len(cases), _share(cases, rate), float(low), float(high))


def _share(cases: Sequence[CaseMarks], rate: float) -> float:
    false = np.sort([score for case in cases for score in case.false])[::-1]
    changes = np.array([score for case in cases for score in case.changes])
    allowed = int(rate * len(cases))
    level = float(false[allowed]) if len(false) > allowed else NEVER
    return float((changes > level).mean()) if changes.size else float("nan")


def _of_case(archive: Archive, regions: RegionSource, pair: Pair) -> dict[str, CaseMarks]:
    present, prior = archive.views(pair.present), archive.views(pair.prior)
    here, there = regions.of_study(pair.present), regions.of_study(pair.prior)
    views = [one for one in Projection if all(one in of for of in (present, prior, here, there))]
    if not views:
        raise ArchiveError("{key} and its prior share no view.", key=pair.present)
    changes = known_changes(_lesions(archive, pair.present), _lesions(archive, pair.prior))
    seen = {
        one: dict(_of_view((present[one], prior[one]), (here[one], there[one]))) for one in views
    }
    return {
        method: _marked(pair.patient, {one: seen[one][method] for one in views}, changes, method)
        for method in METHODS
    }


def _of_view(
    views: tuple[View, View], maps: tuple[RegionMap, RegionMap]
) -> Iterator[tuple[str, list[Candidate]]]:
    present, prior = (view.counts for view in views)
    inside = compared(maps[0])
    yield WITHOUT, candidates(hot_spots_alone(present), inside, LEAST)
    outline = warp_of(matched_points(present, prior, None))
    yield OUTLINE, candidates(subtraction(present, prior, outline).more, inside, LEAST)
    warp = warp_of(matched_points(present, prior, maps))
    found = subtraction(present, prior, warp, maps)
    yield WARPED, candidates(found.more, inside, LEAST)
    yield VANISHED, _in_prior(candidates(found.less, inside, LEAST), warp.field)


def _in_prior(found: Sequence[Candidate], field: Picture) -> list[Candidate]:
    """The same peaks in the prior's pixels, where what is gone has its mask."""
    return [
        Candidate(round(float(row)), round(float(column)), one.score)
        for one in found
        for row, column in [field[:, one.row, one.column]]
    ]


def _marked(
    patient: str, found: Mapping[Projection, Sequence[Candidate]], changes: Sequence[KnownChange],
    method: str,
) -> CaseMarks:  # fmt: skip
    vanished = method == VANISHED
    wanted = [one for one in changes if one.change is not Change.SAME and one.change.more != vanished]
    scores = tuple(_best(one, found) for one in wanted)
    false = [
        mark.score
        for projection, marks in found.items()
        for mark in marks
        if not any(_hits(one.masks.get(projection), mark) for one in wanted)
    ]
    return CaseMarks(patient, scores, tuple(false))


def _best(change: KnownChange, found: Mapping[Projection, Sequence[Candidate]]) -> float:
    hits = (
        mark.score
        for projection, marks in found.items()
        for mark in marks
        if _hits(change.masks.get(projection), mark)
    )
    return max(hits, default=NEVER)


def _hits(lesion: LesionMask | None, mark: Candidate) -> bool:
    """Whether a mark lies on a lesion or within NEAR pixels of it."""
    if lesion is None:
        return False
    rows, columns = np.nonzero(lesion.mask)
    away = (rows + lesion.top - mark.row) ** 2 + (columns + lesion.left - mark.column) ** 2
    return bool(away.min(initial=10**6) <= NEAR**2)


def _lesions(archive: Archive, key: str) -> dict[Projection, tuple[LesionMask, ...]]:
    found: dict[Projection, tuple[LesionMask, ...]] = {}
    for projection in archive.study(key).projections:
        path = archive.folder / truth_part(key, projection, "lesions.npz")
        if not path.exists():
            text = "{key} has no lesion masks in its truth, so no change is known."
            raise ArchiveError(text, key=key)
        found[projection] = read_lesion_masks(content_of(path))
    return found


