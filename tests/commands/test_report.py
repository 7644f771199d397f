"""`dspic report` in a process of its own, where no window holds the application."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.places import ROOT


def test_the_reports_of_a_dataset_are_written_without_a_window(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "resources" / "demo", tmp_path / "demo")
    words = [sys.executable, "-m", "dspic_gui.cli", "report", "demo", "all", "out", "--by", "R1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    found = list((tmp_path / "out").glob("report-*.pdf"))
    assert found and f"{len(found)} of " in done.stdout
    assert all(path.read_bytes().startswith(b"%PDF") for path in found)
