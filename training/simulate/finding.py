"""All that a patient has: the lesions of the condition, what is neither metastasis nor arthritis, and how they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dspic_gui.disease import Disease
from training.simulate.arthritis import draw_arthritis
from training.simulate.benign import draw_benign
from training.simulate.lesion import Random, TrueLesion
from training.simulate.metastasis import draw_diffuse, draw_metastases
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
