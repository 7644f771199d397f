"""Pairs of views with what lies in them: counts, region maps and lesion masks at half size, read from a dataset folder."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import TRUTH, is_dataset, truth_part
from dspic_gui.disease import Answer, Disease
from dspic_gui.ground_truth.label_source import LabelledView, Labels, by_study
from dspic_gui.model.half_view import HALF_COLUMNS, HALF_ROWS, body_scale, body_threshold, half_view
from dspic_gui.plain_file import content_of
from dspic_gui.regions.lesion_masks import LesionMask, disease_planes, read_lesion_masks
from dspic_gui.regions.region_map import read_region_map
from dspic_gui.sentence import SaidError
from dspic_gui.study import COLUMNS, ROWS, Projection
from training.dataset import ExamplesError, Progress, check_memory, labels_to_learn

Counts = NDArray[np.float16] | NDArray[np.float32]
Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]

IGNORED = len(Disease)
"""The bit of what is there but not shown: neither a lesion nor none."""
_BYTES_PER_VIEW = HALF_ROWS * HALF_COLUMNS * 5
_BODY_MARGIN = 2


@dataclass(frozen=True, eq=False)
class ViewExample:
    """One view at half size in the anterior frame, 512 x 128.

    `counts`: expected ones, or `measured` ones with their noise. `regions`: part + 64 side, None where nobody knows. `places` are flat
    indexes of the pixels of lesions, `bits` their diseases (bit 0 metastasis, 1 arthritis, 2 to be ignored).
    """

    answer: Answer
    counts: Counts
    measured: bool
    scale: float
    places: NDArray[np.int32]
    bits: Bytes
    regions: Bytes | None = None

    @property
    def lesions(self) -> Bytes:
        """The bits of every pixel."""
        painted = np.zeros(self.counts.shape, dtype=np.uint8)
        painted.reshape(-1)[self.places] = self.bits
        return painted


@dataclass(frozen=True, eq=False)
class PairExample:
    """A study: its views, anterior and posterior, None where there is none; `centre` and half the `extent` of its body (rows, columns)."""

    study: str
    patient: str
    views: tuple[ViewExample | None, ViewExample | None]
    centre: tuple[float, float]
    extent: tuple[float, float]

    @property
    def present(self) -> tuple[ViewExample, ...]:
        """The views that there are."""
        return tuple(view for view in self.views if view is not None)

    @property
    def diseases(self) -> frozenset[Disease]:
        """What any view shows."""
        return frozenset[Disease]().union(*(view.answer.diseases for view in self.present))

    def with_regions(self, regions: tuple[Bytes | None, Bytes | None]) -> PairExample:
        """The same with region maps where there were none."""
        views = [
            replace(view, regions=found) if view is not None and view.regions is None else view
            for view, found in zip(self.views, regions, strict=True)
        ]
        return replace(self, views=(views[0], views[1]))


def load_pairs(
    source: Path,
    labels: str,
    progress: Progress | None = None,
    *,
    provisional: bool = False,
    labelled: Callable[[Labels], None] = lambda labels: None,
) -> list[PairExample]:
    """Every labelled study of a dataset; ExamplesError says why there is none.

    Provisional and disputed labels are left out unless `provisional` asks for them; `labelled` is told the labels that were found.
    """
    if not is_dataset(source):
        raise ExamplesError(
            "{folder} is no dataset folder, and lesions are learned from outlines. "
            "Nothing was written; give a dataset.",
            folder=str(source),
        )
    try:
        archive = Archive(source)
        found = labels_to_learn(archive, labels, provisional)
        labelled(found)
        studies = by_study(found.views)
        check_memory(2 * len(studies), _BYTES_PER_VIEW // 4)
        pairs = []
        for key, views in studies.items():
            pairs.append(_pair(archive, key, {view.projection: view for view in views}, labels))
            if progress:
                progress(len(pairs), len(studies))
    except SaidError as problem:
        raise ExamplesError(problem.sentence) from problem
    return pairs


def _pair(archive: Archive, key: str, settled: Mapping[Projection, LabelledView], labels: str) -> PairExample:
    truth = archive.folder if labels == TRUTH else None
    stored = {projection: _expected(truth, key, projection) for projection in settled}
    missing = any(counts is None for counts in stored.values())
    taken = {projection: view.counts for projection, view in archive.views(key).items()} if missing else {}
    views: list[ViewExample | None] = []
    for projection in Projection:
        agreed = settled.get(projection)
        expected = stored.get(projection)
        if agreed is None or (expected is None and projection not in taken):
            views.append(None)
            continue
        counts: Counts = expected if expected is not None else half_view(projection, taken[projection])
        views.append(_view(agreed, counts, expected is None, truth, key))
    centre, extent = _body([view.counts for view in views if view is not None])
    patient = next(iter(settled.values())).study.patient
    return PairExample(key, patient, (views[0], views[1]), centre, extent)


def _view(agreed: LabelledView, counts: Counts, measured: bool, truth: Path | None, key: str) -> ViewExample:
    assert agreed.answer is not None
    masks = _masks(truth, key, agreed.projection)
    planes = disease_planes(masks) if masks is not None else outlined_planes(agreed)
    bits = _bits(planes, agreed.projection)
    places = np.flatnonzero(bits).astype(np.int32)
    scale = body_scale(np.asarray(counts, dtype=np.float32))
    return ViewExample(agreed.answer, counts, measured, scale, places, bits.reshape(-1)[places], _regions(truth, key, agreed.projection))


def outlined_planes(agreed: LabelledView) -> tuple[Mask, Mask, Mask]:
    """Masks of metastases and of arthritis inside outlines, and none to be ignored; rows x columns."""
    planes = tuple(np.zeros((ROWS, COLUMNS), dtype=bool) for _ in range(len(Disease) + 1))
    for lesion in agreed.lesions:
        if lesion.disease:
            planes[list(Disease).index(lesion.disease)][:] |= lesion.shape.mask(ROWS, COLUMNS)
    return planes[0], planes[1], planes[2]


def half_mask(mask: Mask) -> Mask:
    """Pixels of half size of which at least two quarters are inside."""
    rows, columns = mask.shape
    return np.asarray(mask.reshape(rows // 2, 2, columns // 2, 2).sum(axis=(1, 3)) >= 2)


def _bits(planes: tuple[Mask, ...], projection: Projection) -> Bytes:
    bits = np.zeros((HALF_ROWS, HALF_COLUMNS), dtype=np.uint8)
    for number, plane in enumerate(planes):
        if plane.any():
            bits |= half_mask(plane).astype(np.uint8) << np.uint8(number)
    return bits if projection is Projection.ANT else np.ascontiguousarray(bits[:, ::-1])


def _expected(truth: Path | None, key: str, projection: Projection) -> NDArray[np.float16] | None:
    """The expected counts that a simulation stored, half size, in the anterior frame."""
    path = truth / truth_part(key, projection, "expected.npy") if truth else None
    if path is None or not path.exists():
        return None
    try:
        stored = np.load(io.BytesIO(content_of(path)), allow_pickle=False)
    except (OSError, ValueError, EOFError):
        stored = np.empty(0)
    if stored.shape == (ROWS, COLUMNS):
        stored = stored.astype(np.float32).reshape(HALF_ROWS, 2, HALF_COLUMNS, 2).sum(axis=(1, 3))
    if stored.shape != (HALF_ROWS, HALF_COLUMNS):
        raise ExamplesError(
            "{file} does not hold expected counts of a view. "
            "Nothing was written; simulate the dataset again.",
            file=path.name,
        )
    turned = stored if projection is Projection.ANT else stored[:, ::-1]
    return np.ascontiguousarray(turned, dtype=np.float16)


def _masks(truth: Path | None, key: str, projection: Projection) -> tuple[LesionMask, ...] | None:
    path = truth / truth_part(key, projection, "lesions.npz") if truth else None
    return read_lesion_masks(content_of(path)) if path is not None and path.exists() else None


def _regions(truth: Path | None, key: str, projection: Projection) -> Bytes | None:
    path = truth / truth_part(key, projection, "regions.png") if truth else None
    if path is None or not path.exists():
        return None
    values = read_region_map(content_of(path)).values[::2, ::2]
    return np.ascontiguousarray(values if projection is Projection.ANT else values[:, ::-1])


def _body(counts: list[Counts]) -> tuple[tuple[float, float], tuple[float, float]]:
    """The middle of the body and half its extent, in rows and columns, from where all its views together are bright."""
    together = np.sum([np.asarray(one, dtype=np.float32) for one in counts], axis=0)
    inside = together > body_threshold(together)
    ends = []
    for axis in (1, 0):
        lines = np.flatnonzero(inside.sum(axis=axis) > _BODY_MARGIN)
        ends.append((int(lines[0]), int(lines[-1])) if lines.size else (0, inside.shape[1 - axis] - 1))
    (top, bottom), (left, right) = ends
    return ((top + bottom) / 2, (left + right) / 2), ((bottom - top + 1) / 2, (right - left + 1) / 2)


def region_shares(pairs: list[PairExample], parts: int, most: int = 200) -> NDArray[np.float64]:
    """The share of the pixels of each part, from so many studies that have region maps; zeros where none has."""
    known = [view.regions for pair in pairs[:: max(len(pairs) // most, 1)] for view in pair.present if view.regions is not None]
    found = np.sum([np.bincount(regions.reshape(-1) % 64, minlength=parts) for regions in known], axis=0) if known else np.zeros(parts)
    return np.asarray(found / max(float(np.sum(found)), 1.0))
