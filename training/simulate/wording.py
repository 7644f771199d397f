"""The report of a simulated study, in the plain English of a careful physician who sees most of the truth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from dspic_gui.code import load_code_book
from dspic_gui.disease import Disease
from dspic_gui.report import Report
from dspic_gui.study import Projection
from training.simulate.lesion import TrueLesion
from training.simulate.mark import Mark
from training.simulate.patient import Patient
from training.simulate.scan import Scan

Random = np.random.Generator

_DEGREES = ((1.45, "mildly"), (2.8, "moderately"), (float("inf"), "intensely"))
_PLURAL = {"foot": "feet", "femur": "femora", "humerus": "humeri", "hemipelvis": "the pelvis", "tibia and fibula": "lower legs"}


def write(scan: Scan, random: Random, *, before: bool = False) -> Report:
    """Description and suggestion; `before`: an earlier scan of the patient exists."""
    seen = _seen(scan, random)
    metastases = [lesion for lesion, _ in seen if lesion.disease is Disease.METASTASIS]
    joints = [lesion for lesion, _ in seen if lesion.disease is Disease.ARTHRITIS]
    sentences = [_opening(scan.patient, random)]
    if before:
        sentences.append("Comparison is made with the previous examination.")
    sentences += _described(seen, Disease.METASTASIS) + _described(seen, Disease.ARTHRITIS)
    if not seen:
        sentences.append(
            _pick(
                random,
                "No focal abnormal tracer accumulation is seen in the skeleton.",
                "Tracer distribution in the skeleton is regular and symmetric, without focal abnormality.",
            )
        )
    elif not metastases:
        sentences.append(_pick(random, "The remainder of the skeleton is unremarkable.", "No further focal abnormality is seen."))
    sentences += _benign(scan) + _nuisance(scan.patient)
    return Report(" ".join(sentences), _suggestion(metastases, joints, random))


def _seen(scan: Scan, random: Random) -> list[tuple[TrueLesion, float]]:
    """The lesions that the physician notices, with the contrast in the better view; the faint ones are passed over now and then."""
    best: dict[int, Mark] = {}
    for projection in Projection:
        for mark in scan.visible(projection):
            if mark.lesion.number not in best or mark.contrast > best[mark.lesion.number].contrast:
                best[mark.lesion.number] = mark
    found = []
    for number in sorted(best):
        chance = random.random()
        if chance < 1.0 / (1.0 + (0.13 / best[number].contrast) ** 2):
            found.append((best[number].lesion, best[number].contrast))
    return found


_BENIGN = {
    "fracture": "Uptake in {places} in keeping with a fracture.",
    "paget": "Intense uptake of {places} as a whole, typical of Paget's disease.",
    "surgery": "Uptake in {places} in keeping with surgery.",
    "focus": "A small focus in {places}, of benign appearance.",
}
"""What the report says of findings that are neither metastasis nor arthritis."""


def _benign(scan: Scan) -> list[str]:
    shown = {mark.lesion.number for view in Projection for mark in scan.shown(view)}
    groups: dict[str, list[TrueLesion]] = {}
    for lesion in scan.lesions:
        if lesion.number in shown and lesion.disease is None:
            groups.setdefault(lesion.benign, []).append(lesion)
    return [_BENIGN[kind].format(places=_places(lesions)) for kind, lesions in groups.items()]


def _opening(patient: Patient, random: Random) -> str:
    age = patient.build.age
    person = f"{age}-year-old {'woman' if patient.build.sex == 'F' else 'man'}"
    article = "an" if str(age).startswith("8") or age in (11, 18) else "a"
    return _pick(
        random,
        f"Whole-body bone scan in anterior and posterior projection three hours after intravenous Tc-99m MDP in {article} {person}.",
        f"{person}. Planar whole-body images were acquired in anterior and posterior projection three hours after injection of Tc-99m MDP.",
    )


def _described(seen: Sequence[tuple[TrueLesion, float]], disease: Disease) -> list[str]:
    chosen = [(lesion, contrast) for lesion, contrast in seen if lesion.disease is disease]
    groups: dict[str, list[TrueLesion]] = {}
    for lesion, contrast in chosen:
        joint = [other_contrast for other, other_contrast in chosen if other.part == lesion.part]
        strongest = max(joint) if disease is Disease.ARTHRITIS else contrast
        degree = next(word for limit, word in _DEGREES if 1.0 + strongest < limit)
        groups.setdefault(degree, []).append(lesion)
    return [_sentence(groups[degree], degree, disease) for _, degree in reversed(_DEGREES) if degree in groups]


def _sentence(lesions: Sequence[TrueLesion], degree: str, disease: Disease) -> str:
    places = _places(lesions)
    if disease is Disease.ARTHRITIS:
        return f"There is {degree} increased uptake in {places}, of degenerative type."
    if len(lesions) == 1:
        return f"A focus of {degree} increased uptake is seen in {places}."
    return f"{_number(len(lesions)).capitalize()} foci of {degree} increased uptake are seen in {places}."


def _places(lesions: Iterable[TrueLesion]) -> str:
    """“the left femur, both knees and the lumbar spine”."""
    groups: dict[tuple[str, Disease | None], list[TrueLesion]] = {}
    for lesion in lesions:
        groups.setdefault((lesion.part, lesion.disease), []).append(lesion)
    words = [_place(_title(*group), found) for group, found in groups.items()]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def _title(part: str, disease: Disease | None) -> str:
    """The singular that a report uses for a part."""
    if disease is Disease.ARTHRITIS and part.endswith("_spine"):
        return f"small joints of the {part.replace('_', ' ')}"
    if disease is Disease.ARTHRITIS and part == "clavicle":
        return "sternoclavicular joint"
    return load_code_book().part_by_key[part].title.lower()


def _place(title: str, lesions: Sequence[TrueLesion]) -> str:
    sides = {lesion.side for lesion in lesions if lesion.side}
    if title == "pelvis" and sides:
        title = "hemipelvis"
    plural = _PLURAL.get(title, title + ("e" if title.endswith("a") else "s"))
    if len(sides) == 2:
        return f"{plural} on both sides" if title in ("rib", "hemipelvis") else f"both {plural}"
    side = f"{next(iter(sides))} " if sides else ""
    if title == "rib":
        return f"{_number(len(lesions))} {side}{plural if len(lesions) > 1 else title}" if len(lesions) > 1 else f"a {side}rib"
    return f"the {side}{title}"


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six")
    return words[count] if count < len(words) else "multiple"


_PHYSIOLOGICAL = {
    "injection": "Tracer at the injection site.",
    "urine": "A superficial focus is consistent with urine contamination.",
    "bowel": "Tracer in the bowel.",
    "tissue": "Some uptake in soft tissue.",
}


def _nuisance(patient: Patient) -> list[str]:
    kinds = [spot.kind for spot in patient.spots]
    sentences = []
    sentences += [_PHYSIOLOGICAL[kind] for kind in dict.fromkeys(kinds) if kind in _PHYSIOLOGICAL]
    sentences += [f"Status after {loss.kind} on the {loss.side}." for loss in patient.surgery if loss.kind != "rib"]
    for metal in patient.prostheses:
        sentences.append(f"Photopenic defect at the {metal.side} {metal.joint} in keeping with a prosthesis.")
    if len({spot.offset[0] > 0 for spot in patient.spots if spot.kind == "kidney"}) < 2:
        sentences.append("Only one kidney is seen; it and the bladder show physiological excretion.")
    else:
        sentences.append("Kidneys and bladder show physiological excretion.")
    return sentences


def _suggestion(metastases: Sequence[TrueLesion], joints: Sequence[TrueLesion], random: Random) -> str:
    sentences = []
    if len(metastases) > 2:
        sentences.append(
            _pick(
                random,
                "Findings are consistent with multiple bone metastases.",
                "Multiple osteoblastic lesions, in keeping with bone metastases.",
            )
        )
    elif metastases:
        sentences.append(f"Suspicious for bone metastasis in {_places(metastases)}; correlation with CT or MRI is recommended.")
    if joints:
        sentences.append(
            _pick(random, f"Degenerative or inflammatory joint changes in {_places(joints)}.", f"Arthritic changes in {_places(joints)}.")
        )
    if not metastases:
        sentences.append(_pick(random, "No scintigraphic evidence of bone metastasis.", "No sign of osteoblastic metastases."))
    return " ".join(sentences)


def _pick(random: Random, *choices: str) -> str:
    return choices[int(random.integers(len(choices)))]
