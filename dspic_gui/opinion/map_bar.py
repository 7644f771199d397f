"""Whether a map explains anything: how often its maximum lies on a true metastasis, beside a control that knows no network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Disease
from dspic_gui.model.attention_statistics import lesion_mask
from dspic_gui.model.class_maps import MEASURED_ABOUT, MapKind
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.model_card import record_map_bar
from dspic_gui.opinion.evaluation import EvaluatedView, Evaluation

CONTROL = "control"
"""The scan itself, blurred."""
CONTROL_BLUR = 8.0
_SAMPLES = 1000


@dataclass(frozen=True)
class MapRow:
    """A map, or the control, over `views`: the share of them whose maximum lies inside a lesion (`low` to `high`: 95 %, drawn by patient),
    and the mean share of the map's sum inside lesions, which cover `area` of the view."""

    name: str
    views: int
    hit: float
    low: float
    high: float
    share: float
    area: float


@dataclass(frozen=True)
class MapBar:
    """The table of a model on a dataset, the control last."""

    model: str
    dataset: str
    rows: tuple[MapRow, ...]

    @property
    def explanations(self) -> tuple[str, ...]:
        """The class maps that beat the control, the best first; the attention knows no class and explains none."""
        control = next(row.hit for row in self.rows if row.name == CONTROL)
        better = [row for row in self.rows if row.hit > control and row.name not in (CONTROL, MapKind.ATTENTION)]
        return tuple(row.name for row in sorted(better, key=lambda row: (-row.hit, -row.share)))

    def markdown(self) -> str:
        """The table for a page of documentation."""
        lines = ["| map | maximum on a lesion (95 %) | share inside lesions | times the lesions' area | views |", "|---|---|---|---|---:|"]
        for row in self.rows:
            hit = f"{row.hit:.2f} ({row.low:.2f} to {row.high:.2f})"
            times = row.share / row.area if row.area else float("nan")
            lines.append(f"| {row.name.replace('_', ' ')} | {hit} | {row.share:.3f} | {times:.1f} | {row.views} |")
        return "\n".join(lines) + "\n"


def measure_maps(
    archive: Archive, classifier: Classifier, evaluation: Evaluation, progress: Callable[[int, int], None] = lambda done, total: None
) -> MapBar | None:
    """The bar over the correctly classified views that show a metastasis; None where there is none."""
    chosen = [one for one in evaluation.views if one.right and one.label.largest(Disease.METASTASIS) is not None]
    found: dict[str, list[tuple[bool, float]]] = {}
    areas: list[float] = []
    views = {}
    for done, one in enumerate(chosen, start=1):
        if one.study not in views:  # The views of a study follow each other, so that its scan is read once.
            views = {one.study: archive.views(one.study)}
        counts = views[one.study][one.label.projection].counts
        truth = lesion_mask(one.label.lesions, MEASURED_ABOUT, (counts.shape[0], counts.shape[1]))
        areas.append(float(truth.mean()))
        for name, values in _maps(classifier, counts):
            found.setdefault(name, []).append(_against(values, truth))
        progress(done, len(chosen))
    if not chosen:
        return None
    rows = (_row(name, results, chosen, float(np.mean(areas))) for name, results in found.items())
    return MapBar(classifier.identity, evaluation.dataset, tuple(rows))


def record(folder: Path, bar: MapBar) -> None:
    """Write the table into the model's card, so that the program knows which maps it may offer; NotSaved where the disk refuses."""
    rows = [asdict(row) for row in bar.rows]
    record_map_bar(folder, {"dataset": bar.dataset, "explanations": list(bar.explanations), "rows": rows})


def _maps(classifier: Classifier, counts: NDArray[Any]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    from scipy.ndimage import gaussian_filter

    seen = classifier.classify_counts(counts)
    for kind in classifier.maps:
        shown = classifier.view_map(seen, kind, MEASURED_ABOUT)
        yield kind.value, shown.on_view()
    yield CONTROL, gaussian_filter(np.asarray(counts, dtype=np.float32), CONTROL_BLUR)


def _against(values: NDArray[np.float32], truth: NDArray[np.bool_]) -> tuple[bool, float]:
    """Whether the maximum lies inside (a map that is flat has none), and the share of the sum that does."""
    total = float(values.sum(dtype=np.float64))
    share = float(values[truth].sum(dtype=np.float64)) / total if total > 0 else 0.0
    peak = np.unravel_index(int(values.argmax()), values.shape)
    return bool(truth[peak]) and float(values.max()) > float(values.min()), share


def _row(name: str, results: Sequence[tuple[bool, float]], views: Sequence[EvaluatedView], area: float) -> MapRow:
    hits = np.array([hit for hit, _ in results], dtype=float)
    low, high = _interval(hits, [one.patient for one in views])
    return MapRow(name, len(results), float(hits.mean()), low, high, float(np.mean([share for _, share in results])), area)


def _interval(hits: NDArray[np.float64], patients: Iterable[str]) -> tuple[float, float]:
    rng = np.random.default_rng(17)
    names, owner = np.unique(list(patients), return_inverse=True)
    sums, counts = np.bincount(owner, hits), np.bincount(owner)
    drawn = rng.integers(len(names), size=(_SAMPLES, len(names)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)
