"""The network in a child process says the same, comes back when it was killed, and leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dspic_gui.disease import Answer
from dspic_gui.model import network_engine
from dspic_gui.model.class_maps import MapKind
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_engine import ChildEngine, EngineError, NetworkStopped, unpacked
from tests.made.drawn_views import drawn_view
from tests.made.waiting import PATIENCE
from tests.places import ROOT
from tests.places import SMALL_MODEL as SMALL


@pytest.fixture
def apart() -> Iterator[Classifier]:
    opened = Classifier.open(SMALL, apart=True)
    yield opened
    opened.close()


def child_of(classifier: Classifier) -> ChildEngine:
    engine = classifier.network.engine
    assert isinstance(engine, ChildEngine)
    return engine


def test_it_says_and_shows_the_same_as_in_this_process(apart: Classifier) -> None:
    here = Classifier.open(SMALL)
    view, _ = drawn_view(Answer.BOTH, 21)
    one, other = here.classify(view), apart.classify(view)
    assert one.prediction.probabilities == other.prediction.probabilities
    for name, array in one.outputs.items():
        assert (other.outputs[name] == array).all(), name
    for kind in MapKind:
        assert (here.view_map(one, kind).cells == apart.view_map(other, kind).cells).all(), kind


def test_a_killed_child_is_started_again_once(apart: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    view, _ = drawn_view(Answer.METASTATIC, 22)
    before = apart.classify(view).prediction
    engine = child_of(apart)
    assert engine._child is not None
    engine._child.kill()
    assert apart.classify(view).prediction.probabilities == before.probabilities
    monkeypatch.setattr(network_engine, "send", lambda *_: (_ for _ in ()).throw(BrokenPipeError()))
    with pytest.raises(NetworkStopped, match="Nothing was classified"):
        apart.classify(view)


def test_closing_ends_the_child(apart: Classifier) -> None:
    child = child_of(apart)._child
    assert child is not None and child.poll() is None
    apart.close()
    assert child.poll() is not None


RUNS_APART = """
import sys
from dspic_gui.disease import Answer
from dspic_gui.model.classifier import Classifier
from tests.made.drawn_views import drawn_view
from tests.places import SMALL_MODEL
opened = Classifier.open(SMALL_MODEL, apart=True)
print(opened.classify(drawn_view(Answer.METASTATIC, 23)[0]).prediction.answer.value)
opened.close()
print(sorted(name for name in sys.modules if name.split(".")[0] in ("ai_edge_litert", "tensorflow")))
"""


def test_the_window_is_not_held_up_while_a_network_opens_and_runs() -> None:
    """The window's process never loads what runs a network, and would hold Python's lock meanwhile."""
    done = subprocess.run([sys.executable, "-c", RUNS_APART], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert done.stdout.splitlines() == ["metastatic", "[]"]


def test_a_network_that_is_none_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(SMALL, folder)
    content = np.random.default_rng(1).bytes(4000)
    (folder / "network.tflite").write_bytes(content)
    card = json.loads((folder / "card.json").read_text())
    card["files"]["network.tflite"] = hashlib.sha256(content).hexdigest()
    (folder / "card.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match="cannot be opened"):
        Classifier.open(folder, apart=True)


def test_what_litert_refuses_comes_back_as_words(apart: Classifier) -> None:
    engine = child_of(apart)
    with pytest.raises(EngineError):
        engine.shapes("train")
    with pytest.raises(EngineError):
        engine.run("classify", {"picture": np.zeros((1, 3, 3, 1), np.float32)})
    assert apart.classify(drawn_view(Answer.NORMAL, 2)[0]).prediction.answer is Answer.NORMAL, "the child goes on"


def test_arrays_that_do_not_fit_their_description_are_refused() -> None:
    payload = np.arange(6, dtype=np.float32).tobytes()
    assert unpacked([["a", [2, 3]]], payload)["a"].tolist() == [[0, 1, 2], [3, 4, 5]]
    for bad in ([["a", [2, 2]]], [["a", [7]]], [["a", [2, 3]], ["b", [1]]]):
        with pytest.raises(ValueError):
            unpacked(bad, payload)
