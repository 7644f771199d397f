"""The network that ships: it opens, passes its own test, says what it is, and reads the demo as was promised of it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import TRUTH
from dspic_gui.disease import Disease
from dspic_gui.model.class_maps import MapKind
from dspic_gui.model.classifier import SHIPPED, Classifier
from dspic_gui.opinion.evaluation import Evaluation, evaluate
from dspic_gui.opinion.map_bar import CONTROL, measure_maps
from dspic_gui.scans.decoder import read_file
from dspic_gui.study import COLUMNS, ROWS
from tests.places import ROOT

CARD_PAGE = ROOT / "docs" / "model-card.md"
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


def test_it_says_of_its_own_view_what_it_said_when_it_was_made(shipped: Classifier) -> None:
    with np.load(SHIPPED / "selftest.npz") as kept:
        seen = shipped.classify_counts(kept["counts"])
        for name in ("probabilities", "channel_weights", "spatial_attention"):
            assert np.abs(seen.outputs[name] - kept[name]).max() <= shipped.card.tolerance, name
        other = shipped.classify_counts(kept["counts"][::-1])
        assert np.abs(other.outputs["probabilities"] - kept["probabilities"]).max() > shipped.card.tolerance


def test_of_the_real_scan_it_says_what_its_file_and_the_card_page_say(shipped: Classifier, real_scan: Path) -> None:
    """The network's file run by LiteRT alone on the scan by Eq 1, and what docs/model-card.md says of it."""
    from ai_edge_litert.interpreter import Interpreter

    counts = next(iter(read_file(real_scan).frames.values()))
    said = shipped.classify_counts(counts).prediction
    pixels = np.asarray(counts, dtype=np.float64)
    picture = ((pixels - pixels.min()) / (pixels.max() - pixels.min())).T[None, :, :, None].astype(np.float32)
    run = Interpreter(model_path=str(SHIPPED / "network.tflite")).get_signature_runner("classify")
    assert run(picture=picture)["probabilities"][0] == pytest.approx(said.probabilities, abs=1e-3)
    stated = re.search(r"It says: \*\*(.+?)\*\* \(normal ([\d.]+), metastatic ([\d.]+), arthritic ([\d.]+)\)", CARD_PAGE.read_text("utf-8"))
    assert stated is not None and stated[1] == str(said.answer)
    assert [float(value) for value in stated.groups()[1:]] == pytest.approx(said.probabilities, abs=0.006)
    empty = shipped.classify_counts(np.zeros_like(pixels)).prediction.probabilities
    assert np.abs(np.subtract(empty, said.probabilities)).max() > 0.05


@pytest.fixture(scope="module")
def measured(shipped: Classifier) -> Evaluation:
    """What it says of every view of the demo, beside the truth."""
    return evaluate(Archive(DEMO), shipped, TRUTH)


def test_the_demo_is_read_better_than_by_chance(measured: Evaluation) -> None:
    said = [one for one in measured.views if Disease.METASTASIS in one.prediction.answer.diseases]
    right = [one for one in said if Disease.METASTASIS in one.label.answer.diseases]
    assert len(right) >= 3 and len(right) / len(said) > 0.6


def test_the_map_that_explains_beats_the_control_on_the_demo(shipped: Classifier, measured: Evaluation) -> None:
    """Its maximum lies on a metastasis more often than not, and more often than that of the blurred scan."""
    assert shipped.explanations, "no map explains, so none may be shown as an explanation"
    bar = measure_maps(Archive(DEMO), shipped, measured)
    assert bar is not None
    hits = {row.name: row.hit for row in bar.rows}
    assert hits[shipped.explanations[0]] > 0.5
    assert all(hits[name] > hits[CONTROL] for name in shipped.explanations)
