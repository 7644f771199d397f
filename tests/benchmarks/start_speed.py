"""The first window: from starting the process to its first paint, and the memory it holds then, beside labelme's in the same run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.rows import Row, row

TIMES = 5
AFTER = 2.0
"""Seconds after the first paint, in which the program imports what comes next."""

WATCH = """
import json, sys, time

def watch(application):
    '''Called in place of the event loop: the windows are shown, so let them be painted, then tell when and how big.'''
    while not any(widget.isVisible() and widget.width() > 300 for widget in application.topLevelWidgets()):
        application.processEvents()
    application.processEvents()
    now = time.monotonic()
    pages = int(open('/proc/self/statm').read().split()[1]) if sys.platform == 'linux' else 0
    used, last, longest = time.process_time(), time.monotonic(), 0.0
    while last - now < AFTER:
        application.processEvents()
        time.sleep(0.001)
        turn = time.monotonic()
        last, longest = turn, max(longest, turn - last - 0.001)
    print('SHOWN' + json.dumps([now, used, pages * 4096 / 2**20, longest]), flush=True)
    import os
    os._exit(0)
"""

OURS = (
    f"AFTER = {AFTER}\n"
    + WATCH
    + """
from PyQt6.QtWidgets import QApplication
QApplication.exec = staticmethod(lambda: watch(QApplication.instance()))
from dspic_gui import cli
sys.exit(cli.main(['open']))
"""
)

LABELME = (
    "AFTER = 0.0\n"
    + WATCH
    + """
import labelme
if labelme.__version__.startswith('6.'):
    from PyQt5.QtWidgets import QApplication
else:
    from PySide6.QtWidgets import QApplication
QApplication.exec = QApplication.exec_ = staticmethod(lambda *_: watch(QApplication.instance()))
sys.argv = ['labelme']
from labelme.__main__ import main
sys.exit(main())
"""
)


def measure() -> list[Row]:
    """Median of a few starts, the first of all not counted: the disk's cache is warm, as on a reading workstation."""
    with tempfile.TemporaryDirectory() as place:
        ours = _starts(Path(sys.executable), OURS, Path(place))
        name, theirs = _labelme(Path(place))
    peer_seconds, peer_busy, peer_megabytes, _ = _medians(theirs)
    return _rows(ours, name, peer_seconds, peer_busy, peer_megabytes)


def quick() -> list[Row]:
    """The same without labelme."""
    with tempfile.TemporaryDirectory() as place:
        return _rows(_starts(Path(sys.executable), OURS, Path(place)))


def _rows(ours: list[Start], name: str = "", *theirs: float | None) -> list[Row]:
    seconds, busy, megabytes, wait = (statistics.median(column) for column in zip(*ours, strict=True))
    peer_seconds, peer_busy, peer_megabytes = theirs or (None, None, None)
    peer = name or None
    used = "first window: processor time of it, which another program's load does not change"
    rows = [
        row("first window painted, from the start of the process", seconds, "s", "<= 1.0", peer, peer_seconds, by="python"),
        row(used, busy, "s", None, peer, peer_busy, by="python"),
        row("memory with the first window", megabytes, "MiB", "<= 110", peer, peer_megabytes),
        row(f"longest wait of the window in its first {AFTER:g} seconds", 1000 * wait, "ms", "<= 50"),
    ]
    if peer_busy:
        rows.append(row("first window, processor time, share of labelme's", busy / peer_busy, "of its time", "<= 0.40", peer))
    return rows


Start = tuple[float, float, float, float]
"""Seconds until the window, seconds of processor time, MiB, and the longest wait after it, in seconds."""


def _medians(starts: list[Start]) -> tuple[float | None, ...]:
    return tuple(statistics.median(column) for column in zip(*starts, strict=True)) if starts else (None, None, None, None)


def _labelme(place: Path) -> tuple[str, list[Start]]:
    from tools.labelme_env import VERSIONS, UnavailableError, labelme_python

    problem = "labelme"
    for version in reversed(VERSIONS):
        try:
            python = labelme_python(version)
        except UnavailableError as missing:
            problem = str(missing)
            continue
        return f"labelme {version.number}", _starts(python, LABELME, place)
    return problem, []


def _starts(python: Path, script: str, home: Path) -> list[Start]:
    """Each start; an own home, so that no settings of the user take part."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "CACHE", "DATA")}
    for folder in folders.values():
        Path(folder).mkdir(exist_ok=True)
    environment = {**os.environ, **folders, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    if script is LABELME:
        environment = {**environment, "PYTHONPATH": ""}
        environment.pop("QT_API", None)
    return [_start(python, script, environment) for _ in range(TIMES + 1)][1:]


def _start(python: Path, script: str, environment: dict[str, str]) -> Start:
    began = time.monotonic()
    ran = subprocess.run([str(python), "-c", script], check=False, capture_output=True, text=True, timeout=120, env=environment)
    line = next((line for line in ran.stdout.splitlines() if line.startswith("SHOWN")), None)
    if line is None:
        raise RuntimeError((ran.stderr.strip() or "no window").splitlines()[-1])
    shown, busy, megabytes, wait = json.loads(line[5:])
    return shown - began, busy, megabytes, wait
