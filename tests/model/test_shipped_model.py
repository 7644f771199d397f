"""The network that ships: it opens, passes its own test, says what it is, and its card keeps what was promised of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import CLASSES, Disease
from dspic_gui.model.attention_statistics import lesion_mask
from dspic_gui.model.class_maps import MapKind
from dspic_gui.model.classifier import SHIPPED, Classifier
from dspic_gui.scans.decoder import read_file
from dspic_gui.study import COLUMNS, ROWS

DEMO = SHIPPED.parent / "demo"


@pytest.fixture(scope="module")
def shipped() -> Classifier:
    return Classifier.open()


def test_it_opens_and_says_what_it_is(shipped: Classifier) -> None:
    card = shipped.card
    assert card.size == (ROWS, COLUMNS) and card.network == "dSPIC-AM"
    assert "not validated on patients" in card.warning and "Not for diagnosis" in card.warning
    assert shipped.maps == tuple(MapKind)
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 60e6


def test_its_export_was_close_to_tensorflow(shipped: Classifier) -> None:
    conversion = shipped.card.stated["conversion"]
    assert conversion["views"] >= 100
    assert conversion["probability"] <= 0.01 and conversion["attention"] <= 0.01 and conversion["same_where_clear"]


def test_its_default_map_was_measured_and_beats_the_control(shipped: Classifier) -> None:
    """The bar: at least 0.9 of correctly classified, unseen metastatic views, beside the blurred scan in the same table."""
    rows = {row["name"]: row for row in shipped.card.stated["map_bar"]["rows"]}
    assert shipped.explanations, "no map explains, so none may be shown as an explanation"
    best = rows[shipped.explanations[0]]
    assert best["hit"] >= 0.9 and best["hit"] > rows["control"]["hit"] and best["views"] >= 50
    assert all(rows[name]["hit"] > rows["control"]["hit"] for name in shipped.explanations)


def test_the_real_scan(shipped: Classifier, real_scan: Path) -> None:
    counts = next(iter(read_file(real_scan).frames.values()))
    said = shipped.classify_counts(counts).prediction
    assert sum(said.probabilities) == pytest.approx(1, abs=1e-4)
    assert len({said.top1, said.top2}) == 2 and said.top1 in CLASSES
    assert shipped.classify_counts(np.asarray(counts, dtype=np.float64) * 2).prediction.probabilities == pytest.approx(
        said.probabilities, abs=1e-4
    )


def test_the_demo_is_read_better_than_by_chance(shipped: Classifier) -> None:
    """Where it says metastatic on the demo and is right, its map points at a metastasis more often than not."""
    if not (DEMO / "dataset.json").exists():
        pytest.skip("no demo is shipped")
    archive = Archive(DEMO)
    right = said = hits = 0
    for key in archive.study_keys():
        truth = archive.truth(key)
        assert truth is not None
        for projection, view in archive.views(key).items():
            seen = shipped.classify(view)
            if Disease.METASTASIS not in seen.prediction.answer.diseases:
                continue
            said += 1
            if Disease.METASTASIS in truth.diseases(projection):
                right += 1
                peak = shipped.view_map(seen, MapKind.INPUT_GRADIENT, CLASSES[1]).peak()
                hits += bool(lesion_mask(truth.in_view(projection), CLASSES[1], (ROWS, COLUMNS))[peak])
    assert right >= 3 and right / said > 0.6
    assert hits / right > 0.5
