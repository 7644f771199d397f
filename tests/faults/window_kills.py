"""The real window is killed at random moments of work: every gesture that it reported as saved is there, and the dataset opens."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from dspic_gui.checks.audit import verify
from dspic_gui.dataset.archive import Archive
from tests.faults.row import Row, dataset_in, share
from tests.places import ROOT

AT_WORK = """
import sys
from pathlib import Path
from PyQt6.QtCore import QTimer
from dspic_gui.qt.window.app import make_application, make_window
from tests.made.small_dataset import lesion

application = make_application()
window = make_window(application, Path(sys.argv[1]), "R1")
window.show()
session = window.room.session
session.open(sys.argv[2])
number = [0]


def gesture():
    if session.reading is None or not session.editable:
        return
    number[0] += 1
    keep = session.reading.lesions[-3:]
    session.commit(session.reading.without(*(mark.uid for mark in session.reading.lesions if mark not in keep)).adding(
        lesion(x=20.0 + number[0] % 200, uid=sys.argv[3] + f"{number[0]:024x}")))
    if session.saved:
        print(session.reading.lesions[-1].uid, flush=True)


timer = QTimer()
timer.timeout.connect(gesture)
timer.start(0)
application.exec()
"""


def window_kills(scale: float) -> Row:
    """Start, work, kill; then look."""
    chance, tries, wrong, gestures = random.Random(5), share(500, scale, 1), 0, 0
    with TemporaryDirectory() as place:
        archive, key = dataset_in(Path(place))
        for number in range(tries):
            environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": place, "XDG_CACHE_HOME": place}
            words = [sys.executable, "-c", AT_WORK, str(archive.folder), key, f"{number:08x}"]
            with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as window:
                assert window.stdout is not None
                said = [window.stdout.readline().strip()]
                time.sleep(chance.uniform(0.0, 0.3))
                window.kill()
                said += [line.strip() for line in window.stdout if line.endswith("\n")]
            reading = Archive(archive.folder, "R1").reading("R1", key)
            there = {mark.uid for mark in reading.lesions} if reading else set()
            gestures += len(said)
            wrong += said[-1] not in there or bool(verify(archive.folder)[1])
    figure = "work lost: at most the gesture in progress; 0 of 500 unreadable"
    return Row("kill of the window at a random moment", figure, tries, wrong, f"{gestures} gestures reported as saved")
