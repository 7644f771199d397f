"""Window step, redraw and drag on the canvas with 300 lesions, each with a forced repaint, beside pyqtgraph and the real labelme."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication

from dspic_gui.code import load_code_book
from dspic_gui.counts.display import Display
from dspic_gui.qt.canvas.canvas import Canvas
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.reading import Lesion
from dspic_gui.shape import Polygon
from dspic_gui.study import Projection, View, ViewSource
from tests.benchmarks.rows import Row, row

ROWS, COLUMNS = 1024, 512
LESIONS, VERTICES = 300, 30
GRIP = (34.0, 500.0)
REPEATS = 60
FLOOR = 2.4
"""What our own canvas took when the goals were set: a faster peer does not lower the goal below it."""
STEP = "window step, 1024 x 512"
MOVED = 4 * 4 * ROWS * COLUMNS / 1e9
"""GB: counts read, colours written, and read and written once more onto the screen."""
PEER = Path(__file__).with_name("labelme_peer.py")

def polygons() -> list[list[tuple[float, float]]]:
    """300 rings of 30 vertices over the whole picture; labelme gets the same."""
    chance = np.random.default_rng(11)
    turns = np.linspace(0, 2 * np.pi, VERTICES, endpoint=False)
    rings = []
    middles = chance.uniform((90, 30), (COLUMNS - 30, ROWS - 30), (LESIONS, 2))
    middles[0] = GRIP  # the one that is dragged lies alone
    sizes = chance.uniform(10, 24, LESIONS)
    sizes[0] = 24  # its middle is off its vertices
    for (x, y), size in zip(middles, sizes, strict=True):
        radius = size * chance.uniform(0.8, 1.2, VERTICES)
        ring = np.round(np.stack((x + radius * np.cos(turns), y + radius * np.sin(turns)), axis=1), 2)
        rings.append([(float(px), float(py)) for px, py in ring])
    return rings


def counts() -> np.ndarray:
    """A picture of 16-bit counts."""
    return np.random.default_rng(3).integers(0, 4000, (ROWS, COLUMNS)).astype(np.int32)


LONGEST = "longest wait of the window while windowing, drawing, zooming and dragging"


def milliseconds(step: Callable[[int], object], longest: list[float] | None = None, repeats: int = REPEATS) -> float:
    """The median time of a step, which is told its number; the first five do not count. `longest` is told the longest."""
    taken = []
    for number in range(repeats + 5):
        start = time.perf_counter()
        step(number)
        taken.append(time.perf_counter() - start)
    if longest is not None:
        longest.append(1000 * max(taken[5:]))
    return 1000 * statistics.median(taken[5:])


def _pair() -> CanvasPair:
    """The reading room's canvases with one view, so that one canvas does all the work, at one screen pixel per pixel."""
    pair = CanvasPair()
    pair.resize(COLUMNS + 40, ROWS + 40)  # its one canvas takes all of it, and is as large as the peers' then
    pair.show()
    view = View(Projection.ANT, counts(), ViewSource(Projection.ANT, "", 0, "", ""), (2.0, 2.0))
    pair.show_study({Projection.ANT: view}, Display(captions=False), 4000.0)
    pair.selection_requested.connect(pair.set_selection)
    pair.actual_size()
    QApplication.processEvents()
    return pair


def _labels() -> list[str]:
    findings = load_code_book().findings
    return [f"{findings[index % len(findings)].key}:rib:left" for index in range(LESIONS)]


def _show(pair: CanvasPair) -> None:
    pairs = zip(polygons(), _labels(), strict=True)
    lesions = [Lesion(Projection.ANT, Polygon(tuple(ring)), label, uid=str(index)) for index, (ring, label) in enumerate(pairs)]
    pair.show_lesions(lesions, load_code_book())
    QApplication.processEvents()


def _window_step(canvas: Canvas, longest: list[float]) -> float:
    def step(number: int) -> None:
        canvas.set_display(Display(upper=40.0 + number))
        canvas.viewport().repaint()

    return milliseconds(step, longest)


def _window_step_of_pyqtgraph() -> tuple[str, float]:
    import pyqtgraph

    widget = pyqtgraph.GraphicsView()
    box = pyqtgraph.ViewBox(lockAspect=True, invertY=True, enableMenu=False)
    widget.setCentralItem(box)
    image = pyqtgraph.ImageItem(counts().astype(np.uint16), axisOrder="row-major", levels=(0, 4000))
    box.addItem(image)
    widget.resize(COLUMNS + 40, ROWS + 40)
    widget.show()
    box.setRange(xRange=(0, COLUMNS), yRange=(0, ROWS), padding=0)
    QApplication.processEvents()

    def step(number: int) -> None:
        image.setLevels((0, 1600 + 40 * number))
        widget.viewport().repaint()

    took = milliseconds(step)
    widget.close()
    return f"pyqtgraph {pyqtgraph.__version__} ImageItem", took


def _redraw(canvas: Canvas, longest: list[float]) -> float:
    return milliseconds(lambda _number: canvas.viewport().repaint(), longest)


def _zoom_step(canvas: Canvas, longest: list[float]) -> float:
    def step(number: int) -> None:
        canvas.zoom(1.02 if number % 2 else 1 / 1.02)
        canvas.viewport().repaint()

    return milliseconds(step, longest)


def _drag(pair: CanvasPair, longest: list[float]) -> float:
    """Real mouse moves with the button held and live figures; only what changed is painted, as on screen."""
    x, y = GRIP
    canvas = pair.canvases[Projection.ANT]
    pair.set_selection(("0",))
    QApplication.processEvents()
    viewport = canvas.viewport()

    def mouse(kind: QEvent.Type, dx: float) -> None:
        at = canvas.to_screen((x + dx, y))
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        place = viewport.mapToGlobal(at)
        QApplication.sendEvent(viewport, QMouseEvent(kind, at, place, button, held, Qt.KeyboardModifier.NoModifier))

    mouse(QEvent.Type.MouseButtonPress, 0)

    def step(number: int) -> None:
        mouse(QEvent.Type.MouseMove, 8 + 2 * (number % 10))
        QApplication.processEvents()

    took = milliseconds(step, longest)
    assert canvas.tool.in_progress, "nothing was dragged"
    canvas.cancel_gesture()
    mouse(QEvent.Type.MouseButtonRelease, 0)
    pair.set_selection(())
    return took


def labelme_figures() -> dict[str, Any]:
    """What labelme takes for the same, measured by labelme_peer.py in its own environment; {"missing": why} where there is none."""
    from tools.labelme_env import VERSIONS, UnavailableError, labelme_python

    problems = []
    for version in reversed(VERSIONS):
        try:
            python = labelme_python(version)
        except UnavailableError as problem:
            problems.append(str(problem))
            continue
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""}
        environment.pop("QT_API", None)
        job = json.dumps({"rows": ROWS, "columns": COLUMNS, "polygons": polygons(), "grip": GRIP})
        ran = subprocess.run([str(python), str(PEER)], check=False, input=job, capture_output=True, text=True, timeout=300, env=environment)
        if ran.returncode == 0:
            return dict(json.loads(ran.stdout.strip().splitlines()[-1]))
        problems.append(f"labelme {version.number}: {(ran.stderr.strip() or 'no output').splitlines()[-1]}")
    return {"missing": "; ".join(problems)}


def measure() -> list[Row]:
    """The rows of the benchmark, in milliseconds."""
    return _rows(labelme_figures())


def quick() -> list[Row]:
    """The same without labelme."""
    return _rows({"missing": "left out of a quick run"})


def _rows(labelme: dict[str, Any]) -> list[Row]:
    application = QApplication.instance() or QApplication(sys.argv[:1])
    pair = _pair()
    canvas = pair.canvases[Projection.ANT]
    longest: list[float] = []
    window = _window_step(canvas, longest)
    graph, graph_took = _window_step_of_pyqtgraph()
    name = labelme.get("version", f"labelme not measured: {labelme.get('missing')}")
    pair.set_display(Display(captions=False))
    _show(pair)
    rows = [
        _row(STEP, window, max(0.6 * graph_took, FLOOR), graph, graph_took),
        _row("window step as a share of pyqtgraph's", window / graph_took, 0.6, graph, None, "times"),
        _row("redraw of 300 polygons of 30 vertices", _redraw(canvas, longest), 2.5, name, labelme.get("redraw")),
        _row("drag of one of 300 polygons", _drag(pair, longest), 0.4, name, labelme.get("drag")),
        _row("zoom step with 300 polygons", _zoom_step(canvas, longest), None, name, None),
    ]
    pair.set_display(Display())
    rows.append(_row("redraw of 300 polygons with captions", _redraw(canvas, longest), None, name, labelme.get("redraw")))
    rows.append(row(LONGEST, max(longest), "ms", "<= 50"))
    pair.close()
    del application
    return rows


def _row(name: str, value: float, goal: float | None, peer: str, peer_value: float | None, unit: str = "ms") -> Row:
    floor = ("memory", MOVED) if name == STEP else None
    return row(name, value, unit, goal, peer, peer_value, by="qt" if unit == "ms" else None, floor=floor)



if __name__ == "__main__":
    for line in measure():
        print(f"{line['name']:45} {line['value']:8} {line['unit']:6} goal {line['goal']!s:8} {line['peer']} {line['peer_value']}")
