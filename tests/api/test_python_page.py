"""The examples of docs/python.md, run one after the other on a dataset and with the small model."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.made.evaluated_dataset import evaluated_dataset
from tests.places import GOLDEN, ROOT

BLOCK = re.compile(r"^```python(?P<needs> training)?\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_example_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pandas")
    evaluated_dataset(tmp_path / "dataset", wrong_labels=0)
    shutil.copytree(GOLDEN / "small_model", tmp_path / "model")
    monkeypatch.chdir(tmp_path)
    blocks = list(BLOCK.finditer((ROOT / "docs/python.md").read_text(encoding="utf-8")))
    assert len(blocks) == 8
    names: dict[str, object] = {}
    for block in blocks:
        if block["needs"]:
            pytest.importorskip("tensorflow")
        exec(compile(block["code"], "docs/python.md", "exec"), names)
    said = capsys.readouterr().out
    assert "Evaluated 8 ('R1', 'R2', 'R3')" in said and "AUC of any abnormality" in said
