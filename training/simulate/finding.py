"""All that a patient has: the lesions of the condition, what is neither metastasis nor arthritis, and how they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dspic_gui.disease import Disease
from training.simulate.arthritis import draw_arthritis
from training.simulate.benign import draw_benign
from training.simulate.lesion import Random, TrueLesion
from training.simulate.metastasis import draw_diffuse, draw_metastases, draw_new_metastases
from training.simulate.patient import Patient
from training.simulate.skeleton import Skeleton

_OWN = {Disease.METASTASIS.value: 0.25, Disease.ARTHRITIS.value: 0.12}
"""How much single lesions change by themselves (of the logarithm); others by 0.15."""
_FADING = {"fracture": 0.35}
"""What is left of the excess of a benign finding months later; the rest stays."""


def draw_findings(random: Random, patient: Patient, skeleton: Skeleton) -> tuple[TrueLesion, ...]:
    """All that a patient has: the lesions of the condition, and what is neither."""
    lesions = draw_lesions(random, patient, skeleton)
    return (*lesions, *draw_benign(random, patient, skeleton, lesions))


def draw_lesions(random: Random, patient: Patient, skeleton: Skeleton) -> tuple[TrueLesion, ...]:
    """All lesions of a patient, as many diseases as the patient's condition says."""
    found: list[TrueLesion] = []
    if Disease.METASTASIS in patient.condition.diseases:
        found += draw_diffuse(random, skeleton) if patient.diffuse else draw_metastases(random, skeleton)
    if Disease.ARTHRITIS in patient.condition.diseases:
        found += draw_arthritis(random, skeleton, patient, len(found))
    return tuple(found)


def progressed(random: Random, lesions: Sequence[TrueLesion]) -> tuple[TrueLesion, ...]:
    """The lesions of the same patient at the next scan: metastases grow or answer to treatment together, arthritis hardly changes."""
    course = float(np.exp(random.normal(0.1, 0.5)))
    found = []
    for lesion in lesions:
        own = float(np.exp(random.normal(0.0, 1.0) * _OWN.get(lesion.kind, 0.15)))
        change = own * (course if lesion.disease is Disease.METASTASIS else _FADING.get(lesion.benign, 1.0))
        found.append(replace(lesion, ratio=float(np.clip(1.0 + (lesion.ratio - 1.0) * change, 1.05, 16.0))))
    return tuple(found)


GROWN, GONE, LESS = 0.30, 0.20, 0.15
"""Shares of single metastases that grow, vanish and fade until a follow-up with known change; the rest stays."""
NEW, STILL_NEW = 1.5, 0.25
"""New metastases of a metastatic patient on the average; the share of other patients who get some."""


def changed(random: Random, lesions: Sequence[TrueLesion], patient: Patient, skeleton: Skeleton) -> tuple[TrueLesion, ...]:
    """The lesions of the same patient at a follow-up with known change, told by their numbers: metastases grow, fade, vanish, stay,
    each by its own lot, and new ones come; everything else is as good as it was."""
    kept = [after for lesion in lesions if (after := _after(random, lesion)) is not None]
    ill = Disease.METASTASIS in patient.condition.diseases
    count = int(random.poisson(NEW)) if ill else int(random.random() < STILL_NEW) * int(random.integers(1, 4))
    new = [] if patient.diffuse else draw_new_metastases(random, skeleton, lesions, count)
    return (*kept, *new)


def _after(random: Random, lesion: TrueLesion) -> TrueLesion | None:
    """A lesion months later; None where it is gone."""
    lot, own = random.random(), float(np.exp(random.normal(0.0, 0.08)))
    growth = random.uniform(1.7, 3.0)
    if lesion.disease is not Disease.METASTASIS or lesion.bones:
        return _hotter(lesion, own * _FADING.get(lesion.benign, 1.0))
    if lot < GROWN:
        reach = (1.2 * lesion.reach[0], 1.2 * lesion.reach[1])
        return replace(_hotter(lesion, growth), reach=reach)
    if lot < GROWN + GONE:
        return None
    return _hotter(lesion, 0.4 * own if lot < GROWN + GONE + LESS else own)


def _hotter(lesion: TrueLesion, change: float) -> TrueLesion:
    return replace(lesion, ratio=float(np.clip(1.0 + (lesion.ratio - 1.0) * change, 1.05, 20.0)))
