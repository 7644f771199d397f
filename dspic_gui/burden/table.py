"""The rows that the index is saved, printed and shown as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dspic_gui.burden.dataset_burden import StudyBurden
from dspic_gui.burden.trend import Step, trends

HEAD = (
    "study", "patient", "date", "labels", "regions", "weights", "index", "change", "course",
    "seen", "unlike",
)  # fmt: skip


def csv_rows(studies: Sequence[StudyBurden]) -> list[Sequence[Any]]:
    """A row per study in the order of each patient's trend: the index, then what each bone adds."""
    steps = [step for patient in trends(studies) for step in patient]
    names = next((bone_names(one.study) for one in steps if one.study.found), ())
    return [(*HEAD, *names), *((*_cells(step), *_bones(step, len(names))) for step in steps)]


def bone_names(study: StudyBurden) -> tuple[str, ...]:
    """The bones of a study's index as words: key, and side where there is one."""
    bones = study.found.bones if study.found else ()
    return tuple(f"{one.bone.key} {one.side}" if one.side else one.bone.key for one in bones)


def json_rows(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """An object per study, with those bones in which there are metastases."""
    return [_object(step) for step in steps]


def _cells(step: Step) -> tuple[Any, ...]:
    one = step.study
    seen = round(one.found.seen, 2) if one.found else None
    return (
        one.study.key, one.study.patient, one.study.time.day or "", one.labels, one.regions,
        one.weights, rounded(one.index), rounded(step.change), str(step.course), seen,
        "yes" if one.unlike else "no",
    )  # fmt: skip


def _bones(step: Step, count: int) -> tuple[Any, ...]:
    bones = step.study.bones
    return tuple(rounded(one.index) for one in bones) if bones else (None,) * count


def _object(step: Step) -> dict[str, Any]:
    found = dict(zip(HEAD, _cells(step), strict=True)) | {"unlike": step.study.unlike}
    names = bone_names(step.study)
    found["bones"] = {
        name: {"index": rounded(one.index), "share": rounded(one.share), "weight": rounded(one.weight)}
        for name, one in zip(names, step.study.bones, strict=False)
        if one.hot
    }
    return found


def rounded(value: float | None) -> float | None:
    """Ten thousandths of a percent: far below what any of this can tell apart."""
    return None if value is None else round(value, 4)
