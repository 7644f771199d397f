"""What is started often starts light: the list of studies and the first window come without NumPy, the window without the room."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.made.large_dataset import large_dataset
from tests.places import ROOT

LIST = "import sys; sys.modules['numpy'] = None; from dspic_gui.cli import main; sys.exit(main(['worklist', sys.argv[1]]))"
WINDOW = """
import sys
sys.modules['numpy'] = None
from dspic_gui.qt.window.app import make_application, make_window
application = make_application(log=False)
window = make_window(application)
window.show()
application.processEvents()
assert window.isVisible() and 'dspic_gui.qt.reading.room' not in sys.modules
"""


def started(script: str, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "CONFIG", "DATA")}
    for folder in own.values():
        Path(folder).mkdir()
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=ROOT,
        env=os.environ | own,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_list_of_studies_comes_without_numpy(tmp_path: Path) -> None:
    done = started(LIST, tmp_path, str(large_dataset(tmp_path / "dataset", 3, read=2)))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3


def test_the_first_window_comes_without_numpy_and_without_the_room(tmp_path: Path) -> None:
    done = started(WINDOW, tmp_path)
    assert done.returncode == 0, done.stderr
