"""The paper's figures for any dataset: patients by sex and age, lesions by body part, maximum counts per view, class counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dspic_gui.code import Side
from dspic_gui.disease import Answer, Disease
from dspic_gui.ground_truth.label_source import LabelledView
from dspic_gui.ground_truth.label_source import by_study as by_key
from dspic_gui.study import Projection, Study
from dspic_gui.vote import ADJUDICATE

UNKNOWN = "unknown"
YEARS = 10
"""The width of an age group."""

SPINE = ("cervical_spine", "thoracic_spine", "lumbar_spine")
VERTEBRA = "vertebra (the three parts of the spine)"
"""What Figure 2 of the paper calls “vertebra” and counts as one."""

SHORT = {Answer.NORMAL: "N", Answer.METASTATIC: "M", Answer.ARTHRITIC: "A", Answer.BOTH: "M&A"}


@dataclass(frozen=True)
class PartCount:
    """Lesions of one disease in one body part, and how many of them on each side ("" where the part has none)."""

    disease: Disease
    part: str
    lesions: int
    by_side: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class DatasetStatistics:
    """What describes a dataset.

    `patients` counts patients by sex, `ages` by sex and age group (its first year, None: unknown), Fig 1; `parts` lesions by
    disease and body part, most frequent first, Fig 2; `classes` views by class, "adjudicate" included; `studies_by_class`
    the same of whole studies; `views_with` and `lesions` per disease as in the caption of Fig 2; `maxima` the maximum count
    of each view, Fig 4.
    """

    studies: int
    views: int
    patients: Mapping[str, int]
    ages: Mapping[tuple[str, int | None], int]
    parts: tuple[PartCount, ...]
    classes: Mapping[str, int]
    studies_by_class: Mapping[str, int]
    lesions: Mapping[Disease, int]
    views_with: Mapping[Disease, int]
    maxima: tuple[tuple[str, Projection, float], ...] = ()

    def lesions_per_view(self, disease: Disease) -> float | None:
        """Lesions of the disease per view that shows it; the paper has 5.0 metastases and 2.3 arthritic lesions."""
        return self.lesions[disease] / self.views_with[disease] if self.views_with[disease] else None

    def vertebra(self, disease: Disease) -> PartCount:
        """The lesions of the disease in cervical, thoracic and lumbar spine together, as the paper's Figure 2 counts them."""
        rows = [row for row in self.parts if row.disease is disease and row.part in SPINE]
        sides: Counter[str] = Counter()
        for row in rows:
            sides.update(row.by_side)
        return PartCount(disease, VERTEBRA, sum(row.lesions for row in rows), dict(sorted(sides.items())))

    def maxima_quartiles(self, projection: Projection) -> tuple[float, ...] | None:
        """Smallest, lower quartile, median, upper quartile and largest maximum of one projection, None where nothing was measured."""
        values = [maximum for _, view, maximum in self.maxima if view is projection]
        return tuple(float(value) for value in np.percentile(values, [0, 25, 50, 75, 100])) if values else None


def dataset_statistics(
    studies: Sequence[Study], labelled: Iterable[LabelledView], maxima: Iterable[tuple[str, Projection, float]] = ()
) -> DatasetStatistics:
    """Count a dataset: all its studies, the labels that are used, and the measured maxima (key, projection, counts)."""
    flat = list(labelled)
    patients = {study.patient: study for study in sorted(studies, key=lambda study: (study.patient, study.time.when or "", study.key))}
    by_class = Counter(_class_of(view.answer) for view in flat)
    by_study = Counter(_class_of(views[0].of_study) for views in by_key(flat).values())
    return DatasetStatistics(
        len(studies),
        sum(len(study.projections) for study in studies),
        dict(sorted(Counter(study.sex or UNKNOWN for study in patients.values()).items())),
        dict(sorted(Counter(_age_group(study) for study in patients.values()).items(), key=lambda item: (item[0][0], item[0][1] or -1))),
        _parts(flat),
        {name: by_class[name] for name in _class_names()},
        {name: by_study[name] for name in _class_names()},
        {disease: sum(lesion.disease is disease for view in flat for lesion in view.lesions) for disease in Disease},
        {disease: sum(any(lesion.disease is disease for lesion in view.lesions) for view in flat) for disease in Disease},
        tuple(sorted(maxima)),
    )


def _class_names() -> tuple[str, ...]:
    return (*(answer.value for answer in Answer), ADJUDICATE)


def _class_of(answer: Answer | None) -> str:
    return answer.value if answer else ADJUDICATE


def _age_group(study: Study) -> tuple[str, int | None]:
    return study.sex or UNKNOWN, None if study.age is None else study.age // YEARS * YEARS


def _parts(views: Iterable[LabelledView]) -> tuple[PartCount, ...]:
    counted: Counter[tuple[Disease, str]] = Counter()
    sides: dict[tuple[Disease, str], Counter[str]] = {}
    for view in views:
        for lesion in view.lesions:
            code = lesion.code
            if code and code.disease:
                place = (code.disease, code.part or UNKNOWN)
                counted[place] += 1
                sides.setdefault(place, Counter())[_side(code.side)] += 1
    ordered = sorted(counted.items(), key=lambda item: (list(Disease).index(item[0][0]), -item[1], item[0][1]))
    return tuple(PartCount(disease, part, count, dict(sorted(sides[disease, part].items()))) for (disease, part), count in ordered)


def _side(side: Side | None) -> str:
    return side.value if side else ""


def tables(statistics: DatasetStatistics) -> dict[str, list[tuple[object, ...]]]:
    """The same as tables with a header row each, for CSV, JSON and the screen."""
    ages = [(sex, "" if age is None else f"{age}-{age + YEARS - 1}", count) for (sex, age), count in statistics.ages.items()]
    return {
        "patients": [("sex", "age", "patients"), *ages],
        "lesions": [
            ("disease", "part", "lesions", "left", "right", "bilateral", "no side"),
            *map(_part_row, _with_vertebra(statistics)),
        ],
        "classes": [
            ("class", "short", "views", "studies"),
            *((name, _short(name), count, statistics.studies_by_class[name]) for name, count in statistics.classes.items()),
        ],
        "maxima": [("study", "view", "maximum"), *((key, view.value, maximum) for key, view, maximum in statistics.maxima)],
    }


def _part_row(row: PartCount) -> tuple[object, ...]:
    return row.disease.value, row.part, row.lesions, *(row.by_side.get(side, 0) for side in (*Side, ""))


def _with_vertebra(statistics: DatasetStatistics) -> list[PartCount]:
    """The parts of each disease, and below them the sum that the paper calls vertebra."""
    found: list[PartCount] = []
    for disease in Disease:
        rows = [row for row in statistics.parts if row.disease is disease]
        spine = statistics.vertebra(disease)
        found += [*rows, spine] if spine.lesions else rows
    return found


def _short(name: str) -> str:
    return "" if name == ADJUDICATE else SHORT[Answer(name)]
