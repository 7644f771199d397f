"""The real window of a reader under strace: before the own seal it opens, stats and lists nothing of anybody else's answer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dspic_gui.dataset.archive import Archive
from dspic_gui.ground_truth import consolidation
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.faults.row import Fault, Try, fixed
from tests.made.small_dataset import lesion, small_dataset
from tests.places import ROOT

MARK = "/the-own-seal-follows"
FORBIDDEN = re.compile(
    r"/d/(readings|audit|sittings|reviews|\.history|\.versions/readings|\.conflicts/readings)/(R2|R3)\b"
    r"|/d/(consensus|truth|adjudications|\.quarantine)/[^\"]*\.\w+\""
    r"|open\w*\([^\"]*\"[^\"]*/d/predictions/[^\"]*\.\w+\""
)
"""What belongs to another, and every file in which all of them, or a network, say something; that there are folders is no secret."""

AT_WORK = """
import os, sys
from pathlib import Path
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication, QDialog
from dspic_gui.qt.window.app import make_application, make_window
from tests.made.small_dataset import lesion
from tests.qt.walk import LEAVES

application = make_application()
window = make_window(application, Path(sys.argv[1]), "R1")
window.show()
room, session = window.room, window.room.session
session.message.connect(lambda text: None)
keys = session.archive.study_keys()


def until(true, seconds=60.0):
    left = QTimer()
    left.setSingleShot(True)
    left.start(int(1000 * seconds))
    while not true() and left.isActive():
        application.processEvents()
    return true()


def close_dialogs():
    shown = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if shown is not None:
        shown.reject() if isinstance(shown, QDialog) else shown.close()


timer = QTimer()
timer.setInterval(20)
timer.timeout.connect(close_dialogs)
timer.start()
assert until(lambda: room.worklist.total == len(keys))
for key in keys:
    session.open(key)
    assert until(lambda: session.key == key and session.opening is None)
    session.commit(session.reading.adding(lesion(), lesion(150, 520)))
    session.undo()
    session.redo()
    session.reload()
    assert until(lambda: session.opening is None)
triggered = 0
for name in list(window.board.rows):
    leaves = [one for one in LEAVES if not one.startswith(("mode_", "page_", "reload"))]
    if name.startswith(("seal", "next_and", *leaves)) or "seal" in name:
        continue
    action = window.board.action(name)
    if action.isEnabled():
        action.trigger()
        triggered += 1
        until(lambda: False, 0.05)
        if window.stack.currentWidget() is not room:
            until(lambda: False, 0.3)
            window.leave_page()
        if session.mode != "reading":
            room.set_mode("reading")
until(lambda: False, 1.0)
print(triggered, session.reader, session.reading is not None and not session.reading.sealed, flush=True)
os.path.exists(sys.argv[2])
os._exit(0)
"""


def why_not() -> str:
    """Why nothing can be watched here."""
    return "" if shutil.which("strace") else "strace is not here"


def _dataset(folder: Path) -> Path:
    """Two studies that R2 and R3 have sealed, with all that may lie there of it."""
    archive = small_dataset(folder / "d", 2)
    for reader in ("R2", "R3"):
        for key in archive.study_keys():
            archive.as_reader(reader).seal(Reading(key, reader, (lesion(60, 100), lesion(150, 700, Projection.POST))))
    consolidation.run(Archive(archive.folder))
    shutil.copytree(archive.folder / "readings" / "R2", archive.folder / "truth")
    model = archive.folder / "predictions" / "net-12345678"
    model.mkdir(parents=True)
    for key in archive.study_keys():
        (model / f"{key}.json").write_text("{}", encoding="utf-8")
    return archive.folder


def blinding(numbers: Sequence[int]) -> Iterator[Try]:
    """Every call that names a file of the dataset before the own seal is a try; wrong is one that tells of others."""
    with TemporaryDirectory() as place:
        folder, log = _dataset(Path(place)), Path(place, "strace")
        home = {name: str(Path(place, "home")) for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME")}
        words = ["strace", "-f", "-qq", "-e", "trace=%file", "-o", str(log), sys.executable, "-c", AT_WORK, str(folder), MARK]
        environment = {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    marked = next((at for at, line in enumerate(lines) if MARK in line and "execve" not in line), None)
    if done.returncode or marked is None:
        yield Try("", f"the window did not come to its end: {done.stderr[-300:]}")
        return
    for line in lines[:marked]:
        if f"{folder}/" in line:
            kind = line.partition(f"{folder}/")[2].partition('"')[0].partition("/")[0]
            yield Try(kind, line if FORBIDDEN.search(line) else "")


BLINDING = Fault(
    "a reader's window under strace before the own seal, every command of its menus used",
    "0 calls that name a file of others",
    fixed(1),
    blinding,
    why_not,
    "calls by the folder of the dataset that they name",
)
