"""One simulated study as the files of a dataset and three readings: a pure function of the seed, so that any process can make it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import load_code_book
from dspic_gui.counts.picture import render
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.mark_figures import MarkFigures, Statistics
from dspic_gui.dataset.seal_rules import unresolved
from dspic_gui.disease import Answer
from dspic_gui.labels.view_file import compose_label_file
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.report import write_report
from dspic_gui.study import COLUMNS, ROWS, Projection, Study, View, ViewSource
from training.simulate import wording
from training.simulate.draw import draw_patient, draw_visit
from training.simulate.finding import changed, draw_findings, progressed
from training.simulate.nuclear_medicine import Identity, scan_bytes, uid_of
from training.simulate.patient import Patient
from training.simulate.reader import HABITS, read
from training.simulate.scan import Scan, counted, scan
from training.simulate.skeleton import load_skeleton
from training.simulate.suspect import suspects_of
from training.simulate.truth_file import grey_png, truth_files

TRACER = "Technetium Tc99m medronate"
_FIRST_DAY = datetime(2021, 1, 4, 8, 0, tzinfo=UTC)
_READING_DAY = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Order:
    """What is to be made: the dataset's seed, the patient's number, which visit, the study's place in the dataset, and how.

    `condition` replaces the drawn one; `expected` asks for the expected counts too, “half” or “full” size; `changes`: each metastasis
    of a later visit has its own known change.
    """

    seed: int
    number: int
    visit: int
    place: int
    compression: str = "none"
    condition: Answer | None = None
    expected: str = ""
    changes: bool = False


@dataclass(frozen=True, eq=False)
class Case:
    """A finished study: its files by path in the dataset (the study's own JSON apart), its readings and the counts behind each mark."""

    study: Study
    files: Mapping[str, bytes]
    readings: tuple[Reading, ...]
    statistics: tuple[Statistics, ...]
    truth: tuple[Answer, ...]


def secret_of(seed: int) -> str:
    """The dataset's secret, derived from its seed."""
    return hashlib.sha256(f"dspic simulate {seed}".encode()).hexdigest()


def identity_of(order: Order) -> Identity:
    """Invented name, numbers, UID and time of a study."""
    random = _random(order, 0)
    days, minutes = int(random.integers(0, 1000)), int(random.integers(0, 480))
    again = order.visit * int(random.integers(150, 420))
    at = _FIRST_DAY + timedelta(days=days + again, minutes=minutes)
    patient = f"SIM-{order.seed}-{order.number:05d}"
    uid = uid_of("dspic", "simulate", order.seed, order.number, order.visit)
    return Identity(f"Simulated^{order.number:05d}", patient, uid, at, f"S{order.number:05d}{order.visit}")


def key_of(order: Order) -> str:
    """The key that the archive gives this study."""
    return _pseudonym(order.seed, identity_of(order).uid)


def _pseudonym(seed: int, words: str) -> str:
    return hmac.new(secret_of(seed).encode(), words.encode(), hashlib.sha256).hexdigest()[:16]


def _random(order: Order, *purpose: int) -> np.random.Generator:
    """A stream of its own for each purpose, so that no draw disturbs another; purposes below 10 belong to the patient, not the visit."""
    visit = () if purpose[0] < 10 else (order.visit,)
    return np.random.default_rng([order.seed, order.number, *purpose, *visit])


def make(order: Order) -> Case:
    """The study that the order describes; the same bytes on every call."""
    skeleton = load_skeleton()
    patient = draw_patient(_random(order, 1), order.number, order.condition)
    lesions = draw_findings(_random(order, 2), patient, skeleton)
    for visit in range(order.visit):
        later = replace(order, visit=visit + 1)
        patient = draw_visit(_random(later, 10), patient)
        lesions = changed(_random(later, 14), lesions, patient, skeleton) if order.changes else progressed(_random(later, 11), lesions)
    made = scan(patient, lesions, skeleton)
    counts = {projection: counted(made.expected[projection], _random(order, 12, index)) for index, projection in enumerate(Projection)}
    return _case(order, made, counts)


def _case(order: Order, made: Scan, counts: Mapping[Projection, NDArray[np.uint16]]) -> Case:
    identity, key = identity_of(order), key_of(order)
    content = scan_bytes(made.patient, counts, identity, order.compression)
    study = _study(order, made.patient, identity, key, content)
    files = {layout.scan_file(key, 1, ".dcm"): content}
    for projection in Projection:
        files[layout.picture_file(key, projection)] = grey_png(render(counts[projection].astype(np.int32)))
        beside = truth_files(made, projection, order.expected)
        files |= {layout.truth_part(key, projection, name): content for name, content in beside.items()}
    report = wording.write(made, _random(order, 13), before=order.visit > 0)
    files[layout.report_file(key)] = write_report(report)
    figures = MarkFigures(_views(study, made.patient, counts))
    truth = _truth(order, made, key)
    for projection in Projection:
        name = layout.truth_file(key, projection)
        files[name] = compose_label_file(
            truth, projection, picture=layout.picture_from(name, key, projection), rows=ROWS, columns=COLUMNS,
            source_sha256=study.views[0].sha256, statistics=figures.of(truth.lesions),
        )  # fmt: skip
    readings = tuple(_reading(order, made, key, index) for index in range(len(HABITS)))
    return Case(
        study, files, readings, tuple(figures.of(reading.lesions) for reading in readings), tuple(made.answer(view) for view in Projection)
    )


def _study(order: Order, patient: Patient, identity: Identity, key: str, content: bytes) -> Study:
    sha256 = hashlib.sha256(content).hexdigest()
    words = {Projection.ANT: "anterior", Projection.POST: "posterior"}
    sources = tuple(
        ViewSource(projection, layout.scan_file(key, 1, ".dcm"), frame, sha256, f"The file's view code says {words[projection]}.")
        for frame, projection in enumerate(Projection)
    )
    owner = _pseudonym(order.seed, "patient:" + identity.patient_id)
    return Study(key, owner, sources, identity.at.date().isoformat(), patient.build.sex, patient.build.age, TRACER)


def _views(study: Study, patient: Patient, counts: Mapping[Projection, NDArray[np.uint16]]) -> dict[Projection, View]:
    pixel = float(f"{patient.acquisition.pixel_mm:.4f}")
    return {
        source.projection: View(source.projection, counts[source.projection].astype(np.int32), source, (pixel, pixel))
        for source in study.views
    }


def _truth(order: Order, made: Scan, key: str) -> Reading:
    """What each view shows of what is really there."""
    lesions = []
    shown = [mark.lesion.number for view in Projection for mark in made.shown(view)]
    for view in Projection:
        for mark in made.shown(view):
            assert mark.outline is not None
            lesion, number = mark.lesion, mark.lesion.number
            uid = hashlib.sha256(f"truth/{key}/{view}/{number}".encode()).hexdigest()[:32]
            own = {"ratio": round(1.0 + mark.contrast, 3), "bone": lesion.bone, "kind": lesion.kind}
            group = number if shown.count(number) > 1 else None
            lesions.append(
                Lesion(view, mark.outline, lesion.label, uid, group, certainty=5, symmetric=lesion.symmetric, own_extra={"simulated": own})
            )
    return Reading(
        key,
        layout.TRUTH,
        tuple(lesions),
        State.SEALED,
        says_normal=not any(one.disease for one in lesions),
        sealed_at=identity_of(order).at.isoformat(timespec="seconds"),
    )


def _reading(order: Order, made: Scan, key: str, index: int) -> Reading:
    """One reader's sealed reading, without the marks that a seal would refuse."""
    random = _random(order, 20 + index)
    sealed_at = (_READING_DAY + timedelta(minutes=4 * order.place + index, seconds=int(random.integers(60)))).isoformat(timespec="seconds")
    reading = read(made, key, HABITS[index], suspects_of(made), random, _random(order, 19), sealed_at)
    book = load_code_book()
    while refused := {warning.uid for warning in unresolved(reading, book) if warning.uid}:
        reading = reading.without(*refused)
    return replace(reading, says_normal=not reading.diseases())
