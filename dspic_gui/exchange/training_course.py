"""A course for readers who learn: gold cases with a settled truth, copied into a dataset of its own under other keys and dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from dspic_gui import durable, times
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.label_source import LabelledView, by_study, dataset_labels
from dspic_gui.intake.study_copy import copy_study
from dspic_gui.labels.view_file import compose_label_file
from dspic_gui.reading import Reading, State
from dspic_gui.study import COLUMNS, ROWS, Study


def make_course(
    archive: Archive,
    target: Path,
    readers: Sequence[str],
    cases: int,
    *,
    source: str,
    seed: int = 0,
    name: str = "Course",
    feedback: str | None = "case",
) -> Archive:
    """A dataset of so many gold cases for these readers, in an order of its own for each; ArchiveError where there are too few.

    Gold are studies all of whose views and whose own answer stand by `source`: neither provisional nor disputed nor assisted. They are
    drawn by `seed`, as even over the four answers as there are cases. The gold lies in truth/: with `feedback` "case" a reader's session
    opens that of a case when the reader has sealed it, with "end" when the reader has sealed all, and says what was missed; with None
    scores are for the study lead to show.
    """
    gold = gold_cases(archive, source)
    drawn = drawn_evenly({key: _answer(views) for key, views in gold.items()}, cases, seed)
    if len(drawn) < cases:
        text = "{dataset} has {found} studies with a settled truth, and {wanted} were asked for. Nothing was written."
        raise ArchiveError(text, dataset=archive.dataset.name, found=len(drawn), wanted=cases)
    codes = archive.folder / layout.CODES if archive.dataset.codes else None
    course = Archive.create(
        target, name, readers, order="random", seed=seed, codes=codes, blind_to_report=True, feedback=feedback
    )
    for number, key in enumerate(drawn):
        made = copy_study(archive, archive.study(key), course, course.study_key(f"case {number}"))
        _write_gold(course, made, gold[key])
    return course


def gold_cases(archive: Archive, source: str) -> dict[str, list[LabelledView]]:
    """The studies with a settled truth, by key, with the labels of all their views."""
    labels = dataset_labels(archive, source)
    found = {}
    for key, views in by_study(labels.views).items():
        whole = {view.projection for view in views} == set(views[0].study.projections)
        if (
            whole
            and views[0].of_study is not None
            and not any(view.assisted or view.outdated for view in views)
        ):
            found[key] = views
    return found


def drawn_evenly(answers: Mapping[str, Answer], wanted: int, seed: int) -> list[str]:
    """So many keys, or all: one of each answer in turn, each answer's in an order drawn by the seed."""
    rng = np.random.default_rng([seed, 19])
    groups = {
        answer: sorted(key for key, said in answers.items() if said is answer) for answer in Answer
    }
    turns = [list(rng.permutation(keys)) if keys else [] for keys in groups.values()]
    found: list[str] = []
    while len(found) < wanted and any(turns):
        found += [str(keys.pop()) for keys in turns if keys][: wanted - len(found)]
    return found


def _answer(views: Iterable[LabelledView]) -> Answer:
    answer = next(iter(views)).of_study
    assert answer is not None
    return answer


def _write_gold(course: Archive, study: Study, views: Iterable[LabelledView]) -> None:
    """The truth of a case, as a simulated dataset has it."""
    lesions = tuple(lesion for view in views for lesion in view.lesions)
    gold = Reading(
        study.key,
        layout.TRUTH,
        lesions,
        State.SEALED,
        says_normal=not lesions,
        sealed_at=times.now(),
    )
    for source in study.views:
        name = layout.truth_file(study.key, source.projection)
        picture = layout.picture_from(name, study.key, source.projection)
        content = compose_label_file(
            gold, source.projection, picture=picture, rows=ROWS, columns=COLUMNS,
            source_sha256=source.sha256, pixels_sha256=source.pixels_sha256,
        )  # fmt: skip
        durable.write(course.folder / name, content, root=course.folder, keep_versions=False)
