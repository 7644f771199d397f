"""The notebook from a dataset to a trained scikit-learn baseline: its cells, one after the other, on a small dataset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dspic_gui.disease import Answer
from tests.made.opinion_dataset import opinion_dataset
from tests.places import ROOT

NOTEBOOK = ROOT / "docs" / "notebooks" / "baseline.ipynb"


def test_the_notebook_ends_with_a_trained_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("sklearn")
    opinion_dataset(tmp_path / "dataset", tuple(Answer) * 6, sealed=False)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    cells = [
        cell for cell in json.loads(NOTEBOOK.read_bytes())["cells"] if cell["cell_type"] == "code"
    ]
    for number, cell in enumerate(cells):
        assert not cell["outputs"], "outputs of one machine do not belong into the repository"
        exec(compile("".join(cell["source"]), f"baseline.ipynb, cell {number}", "exec"), names)
    assert names["pictures"].shape == (24, 512) and names["said"].shape == (24,)
    assert 0.6 < names["area"] <= 1, "drawn lesions are easy to see"
    assert "AUC of abnormal against normal" in capsys.readouterr().out
