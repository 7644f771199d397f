"""A lesion network measured on a dataset: lesions found, parts and sides named, and regions drawn, against truth or outlines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import load_code_book
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.folder import TRUTH, truth_part
from dspic_gui.disease import Disease
from dspic_gui.ground_truth.label_source import LabelledView, LabelSource, Problem, Tally
from dspic_gui.lesion_model.found_lesions import FLOOR, place_under
from dspic_gui.lesion_model.free_response import FreeResponse, MarkedView, TrueLesion, curve, free_response, marked_view
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier, ViewFinding
from dspic_gui.lesion_model.working_point import MeasuredCurves
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.opinion.evaluation import EvaluationError
from dspic_gui.plain_file import content_of
from dspic_gui.regions.lesion_masks import LesionMask, disease_planes, read_lesion_masks
from dspic_gui.regions.region_map import SIDE_STEP, RegionMap, part_keys, read_region_map
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.sentence import SaidError, told
from dspic_gui.study import COLUMNS, ROWS, Projection

Pixels = NDArray[np.float64]


@dataclass(frozen=True)
class PlacedLesion:
    """What is said of the place of a true lesion: is the part right, is it among the two likeliest, is the side (None: no side)."""

    patient: str
    disease: Disease
    part: bool
    among_two: bool
    side: bool | None


@dataclass(frozen=True, eq=False)
class MeasuredView:
    """One view. `pixels` are the pixels of each region in the truth, in the answer and in both, [3, 256]; None without region truth."""

    study: str
    projection: Projection
    marked: MarkedView
    placed: tuple[PlacedLesion, ...]
    pixels: Pixels | None


@dataclass(frozen=True)
class Share:
    """A figure with its 95 % interval by patient, and of how many it is made."""

    name: str
    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, eq=False)
class LesionEvaluation:
    """All views of a dataset with what a lesion network finds in them. `unlike` more are left out: it does not know such scans."""

    model: str
    dataset: str
    labels: str
    views: tuple[MeasuredView, ...]
    unlike: int = 0

    def free_response(self, samples: int = 1000) -> list[FreeResponse]:
        """Sensitivity by disease, rate, part and size."""
        return free_response([view.marked for view in self.views], samples)

    def curves(self) -> MeasuredCurves:
        """The free-response curve of each disease."""
        marked = [view.marked for view in self.views]
        found = {disease: tuple(curve(marked, disease)) for disease in Disease}
        patients = len({one.patient for one in marked})
        return MeasuredCurves(self.dataset, len(marked), patients, {one: points for one, points in found.items() if points})

    def figures(self, samples: int = 1000) -> list[Share]:
        """Part and side at lesions, and the Dice of regions, with intervals."""
        rows = [*self._placed(samples)]
        if self._pixels is not None:
            rows += [self._dice("region dice", False, samples), self._dice("region dice with side", True, samples)]
        return rows

    def region_dice(self) -> dict[str, float]:
        """Dice of each body part over all views; parts that are neither there nor said are left out."""
        if self._pixels is None:
            return {}
        values = dice(by_part(self._pixels.sum(axis=0)))
        return {str(key): float(value) for key, value in zip(part_keys(), values, strict=False) if key and np.isfinite(value)}

    @cached_property
    def _pixels(self) -> Pixels | None:
        """By patient, [patients, 3, 256]."""
        found: dict[str, Pixels] = {}
        for view in self.views:
            if view.pixels is not None:
                found[view.marked.patient] = found.get(view.marked.patient, np.zeros_like(view.pixels)) + view.pixels
        return np.stack(list(found.values())) if found else None

    def _placed(self, samples: int) -> Iterator[Share]:
        for disease in Disease:
            rows = [one for view in self.views for one in view.placed if one.disease is disease]
            for name in ("part", "among_two", "side"):
                values = [(one.patient, bool(getattr(one, name))) for one in rows if getattr(one, name) is not None]
                if values:
                    yield _share(f"{name.replace('_', ' ')} at {disease.value}", values, samples)

    def _dice(self, name: str, sided: bool, samples: int) -> Share:
        pixels = self._pixels
        assert pixels is not None

        def mean(counts: Pixels) -> float:
            return float(np.nanmean(dice(counts if sided else by_part(counts))))

        rng = np.random.default_rng([0, 17])
        drawn = [mean(np.tensordot(_drawn(rng, len(pixels)), pixels, 1)) for _ in range(samples)]
        low, high = np.percentile(drawn, [2.5, 97.5]) if drawn else (np.nan, np.nan)
        return Share(name, mean(pixels.sum(axis=0)), float(low), float(high), len(pixels))


def evaluate_lesions(
    archive: Archive,
    model: LesionClassifier,
    labels: str,
    *,
    provisional: bool = False,
    chosen: Sequence[tuple[str, Projection]] | None = None,
    problem: Problem = lambda key, sentence: None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    keep_unlike: bool = False,
) -> LesionEvaluation:
    """Look at every labelled study that this person may see; EvaluationError where there is none."""
    source, tally = LabelSource(archive, labels), Tally(provisional)
    wanted = None if chosen is None else set(chosen)
    keys = [key for key in archive.counted_keys() if wanted is None or any(key == study for study, _ in wanted)]
    views: list[MeasuredView] = []
    odd = 0
    for done, key in enumerate(keys, start=1):
        if archive.may_see_others(key) and archive.may_see_predictions(key):
            try:
                for finding, measured in _measured(archive, model, source, tally, key):
                    if finding.unlike and not keep_unlike:
                        odd += 1
                    elif wanted is None or (key, finding.projection) in wanted:
                        views.append(measured)
            except (ArchiveError, DecodeError, NetworkInputError, SaidError) as fault:
                problem(key, told(fault))
        progress(done, len(keys))
    if not views:
        text = "{dataset} holds no labelled view for “{labels}”, so there is nothing to measure."
        raise EvaluationError(text, dataset=archive.dataset.name, labels=labels)
    return LesionEvaluation(model.identity, archive.dataset.name, labels, tuple(views), odd)


def by_part(counts: Pixels) -> Pixels:
    """Pixels of [..., 256] region values as those of the parts, whatever their side."""
    folded: Pixels = counts.reshape(*counts.shape[:-1], 256 // SIDE_STEP, SIDE_STEP).sum(axis=-2)
    return folded


def dice(counts: Pixels) -> Pixels:
    """Dice of each region from pixels in truth, answer and both, [3, regions]; nan for one that is in neither, and for no region at all."""
    truth, said, shared = counts
    values = np.where(truth + said > 0, 2 * shared / np.maximum(truth + said, 1), np.nan)
    values[::SIDE_STEP] = np.nan
    return values


def _measured(
    archive: Archive, model: LesionClassifier, source: LabelSource, tally: Tally, key: str
) -> Iterator[tuple[ViewFinding, MeasuredView]]:
    labelled = tally.take(source.of_study(key))
    if not labelled:
        return
    found = model.find({projection: view.counts for projection, view in archive.views(key).items()}, shown=FLOOR)
    for label in labelled:
        finding = found.views.get(label.projection)
        if finding is not None:
            yield finding, _of_view(archive, source.source, label, finding)


def _of_view(archive: Archive, labels: str, label: LabelledView, finding: ViewFinding) -> MeasuredView:
    key, patient = label.study.key, label.study.patient
    masks = _masks(archive, key, label.projection) if labels == TRUTH else None
    lesions = true_lesions(archive, labels, label)
    ignored = disease_planes(masks)[2] if masks is not None else None
    marked = marked_view(patient, lesions, ignored, finding.lesions)
    placed = tuple(_placed(patient, one, finding) for one in lesions if one.part) if finding.maps.regions is not None else ()
    truth = _regions(archive, key, label.projection) if labels == TRUTH else None
    pixels = _pixels(truth, finding.regions) if truth is not None and finding.regions is not None else None
    return MeasuredView(key, label.projection, marked, placed, pixels)


def true_lesions(archive: Archive, labels: str, label: LabelledView) -> list[TrueLesion]:
    """What is there in a view: by the masks of a simulation's truth where it has any, else as it was outlined."""
    masks = _masks(archive, label.study.key, label.projection) if labels == TRUTH else None
    if masks is None:
        return list(_outlined(label))
    return [
        TrueLesion(one.disease, one.part, one.side and one.side.value, one.top, one.left, one.mask)
        for one in masks
        if one.disease is not None and one.visible and one.mask.any()
    ]


def _outlined(label: LabelledView) -> Iterator[TrueLesion]:
    for lesion in label.lesions:
        code = lesion.code
        if lesion.disease and code is not None:
            top, left, mask = lesion.shape.patch(ROWS, COLUMNS)
            if mask.any():
                yield TrueLesion(lesion.disease, code.part, code.side and code.side.value, top, left, mask)


def _placed(patient: str, lesion: TrueLesion, finding: ViewFinding) -> PlacedLesion:
    parts, left = place_under(finding.maps, lesion.mask, lesion.top, lesion.left)
    book = load_code_book().part_by_key
    sided = lesion.side in ("left", "right") and lesion.part in book and book[str(lesion.part)].paired
    said = "left" if left > 0.5 else "right"
    named = [part for part, _ in parts]
    return PlacedLesion(
        patient, lesion.disease, named[:1] == [lesion.part], lesion.part in named, said == lesion.side if sided else None
    )


def _pixels(truth: RegionMap, said: RegionMap) -> Pixels:
    there, given = truth.values.reshape(-1), said.values.reshape(-1)
    return np.stack([np.bincount(one, minlength=256) for one in (there, given, there[there == given])]).astype(np.float64)


def _masks(archive: Archive, key: str, projection: Projection) -> tuple[LesionMask, ...] | None:
    path = archive.folder / truth_part(key, projection, "lesions.npz")
    return read_lesion_masks(content_of(path)) if path.exists() else None


def _regions(archive: Archive, key: str, projection: Projection) -> RegionMap | None:
    path = archive.folder / truth_part(key, projection, "regions.png")
    return read_region_map(content_of(path)) if path.exists() else None


def _share(name: str, values: Sequence[tuple[str, bool]], samples: int) -> Share:
    names = sorted({patient for patient, _ in values})
    right, asked = (np.zeros(len(names)) for _ in range(2))
    for patient, value in values:
        right[names.index(patient)] += value
        asked[names.index(patient)] += 1
    rng = np.random.default_rng([0, 19])
    draws: list[Any] = [_drawn(rng, len(names)) for _ in range(samples)]
    drawn = [float(weights @ right / (weights @ asked)) for weights in draws if weights @ asked]
    low, high = np.percentile(drawn, [2.5, 97.5]) if drawn else (np.nan, np.nan)
    return Share(name, float(right.sum() / asked.sum()), float(low), float(high), len(values))


def _drawn(rng: np.random.Generator, patients: int) -> Pixels:
    return np.bincount(rng.integers(patients, size=patients), minlength=patients).astype(np.float64)
