"""Makes the pictures of README and docs: `python -m tools.screenshots docs/pictures [NAME ...]`, without a display.

The scans are the real one of the package pydicom-data, simulated ones (extra `training`) and drawn ones; no patient is shown.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget

from dspic_gui.study import Projection
from tests.journeys.hands import Hands
from tools.design_pictures import design
from tools.exchange_pictures import exchange, pacs, reported
from tools.opinion_pictures import explained, genuine, judged, lesions, opinion, review, scores
from tools.pointer_pictures import pointer
from tools.training_pictures import to_train, training

CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
SIZE = QSize(1440, 900)
SECONDS = 90.0


class Patience:
    """Lets the window live until something is so; stands in for pytest-qt's qtbot."""

    def waitUntil(self, done: Callable[[], bool], timeout: int = 15000) -> None:  # noqa: N802  pytest-qt's name
        until = time.monotonic() + max(timeout / 1000, SECONDS)
        while not done():
            if time.monotonic() > until:
                raise TimeoutError("the window did not get there")
            QTest.qWait(10)

    def wait(self, milliseconds: int) -> None:
        QTest.qWait(milliseconds)


class Stage:
    """One window on one dataset, and the folder that the pictures go into."""

    def __init__(self, out: Path, datasets: Path) -> None:
        from dspic_gui.qt.window.app import make_application

        self.out, self.datasets = out, datasets
        self._application = make_application()
        self._hands: Hands | None = None

    def open(self, dataset: Path | None, reader: str | None = "R1", size: QSize = SIZE) -> Hands:
        """A fresh window of this size; with a reader, in the reading room with the worklist filled."""
        from dspic_gui.qt.window.app import make_window

        self.close()
        window = make_window(self._application)
        window.resize(size)
        window.show()
        QTest.qWaitForWindowExposed(window)
        if dataset is not None:
            window.choose_dataset(dataset)
            if reader is not None:
                window.enter(reader)
        self._hands = Hands(window, Patience())  # type: ignore[arg-type]
        if window.room is not None:
            room = window.room
            self._hands.wait(lambda: bool(room.worklist.total) and room.worklist.model.rowCount() > 0)
        return self._hands

    def study(self, hands: Hands, number: int = 0) -> None:
        """Open the study of this row."""
        session = hands.room.session
        key = str(hands.room.worklist.model.row(number).key)
        hands.room.walk.open(key)
        hands.wait(lambda: session.key == key and session.opening is None)
        QTest.qWait(700)

    def save(self, name: str, widget: QWidget | None = None, *, shaded: bool = False) -> None:
        """Write the window, or a widget, as a small PNG; `shaded` keeps fine shades of colour."""
        from PIL import Image

        assert self._hands is not None
        QTest.qWait(400)
        path = self.out / f"{name}.png"
        picture = (widget or self._hands.window).grab()
        if not picture.save(str(path)):
            raise OSError(f"{path} was not written")
        with Image.open(path) as image:
            dither = Image.Dither.FLOYDSTEINBERG if shaded else Image.Dither.NONE
            image.convert("RGB").quantize(colors=256 if shaded else 192, dither=dither).save(path, optimize=True)
        print(f"{path.name}: {picture.width()} x {picture.height()}, {path.stat().st_size // 1024} kB", flush=True)

    def dialog(self) -> QWidget:
        """The dialog that is open."""
        assert self._hands is not None
        self._hands.wait(lambda: QApplication.activeModalWidget() is not None)
        found = QApplication.activeModalWidget()
        assert found is not None
        return found

    def close(self) -> None:
        """Take the window away."""
        if self._hands is not None:
            window = self._hands.window
            if window.room is not None and window.room.session.desk is not None:
                window.room.session.desk.saved = True
            window.close()
            window.deleteLater()
            QTest.qWait(50)
        self._hands = None

    # datasets

    def copy_of(self, name: str) -> Path:
        """A copy of a dataset that may be written."""
        target = Path(tempfile.mkdtemp(dir=self.datasets)) / name
        return Path(shutil.copytree(self._made(name), target))

    def _made(self, name: str) -> Path:
        folder = self.datasets / name
        if not folder.exists():
            makers = {
                "real": _real,
                "simulated": _simulated,
                "drawn": _drawn,
                "large": _large,
                "judged": judged,
                "to_train": to_train,
                "reported": reported,
            }
            makers[name](folder)
        return folder


def _real(folder: Path) -> None:
    from pydicom.data import get_testdata_file

    from dspic_gui.dataset.archive import Archive
    from dspic_gui.intake.importing import import_sources

    import_sources(Archive.create(folder, "Bone scans"), [Path(str(get_testdata_file("JPEG-LL.dcm", download=False)))])


def _simulated(folder: Path) -> None:
    """Simulated patients who were scanned twice; the readings are taken out, so that they can be read."""
    from dspic_gui.disease import Answer
    from training.simulate.folder import Recipe, simulate

    recipe = Recipe(5, 5, "none", 1.0, (Answer.METASTATIC, Answer.BOTH, Answer.ARTHRITIC), "Simulated bone scans")
    simulate(folder, recipe, workers=1, progress=lambda *_: None)
    for room in ("readings", "audit", "sittings"):
        shutil.rmtree(folder / room, ignore_errors=True)


def _drawn(folder: Path) -> None:
    from tests.made.small_dataset import small_dataset

    small_dataset(folder, 10)


def _large(folder: Path) -> None:
    from tests.made.large_dataset import large_dataset

    large_dataset(folder, 100_000, read=1200)


# pictures


def start(stage: Stage) -> None:
    """The start page with the datasets of before."""
    from dspic_gui.recent import RecentDatasets

    for name, title in (("real", "Bone scans"), ("simulated", "Simulated bone scans")):
        RecentDatasets().add(stage._made(name), title)
    hands = stage.open(None)
    stage.save("start")
    hands.window.choose_dataset(stage._made("simulated"))
    stage.save("sign-in")


def reading(stage: Stage) -> None:
    """The real scan with lesions of three kinds; the code box over the fourth."""
    hands = stage.open(stage.copy_of("real"))
    stage.study(hands)
    hands.type("3")
    _mark_real_scan(hands)
    hands.click(140, 250)
    stage.save("reading")
    hands.type("e")
    hands.drag((190, 186), (216, 214))
    hands.type("a")
    stage.save("code-box")
    hands.key(Qt.Key.Key_Escape)
    hands.type("q")
    hands.click(234, 479)
    hands.type("jg")
    hands.key(Qt.Key.Key_Left)
    hands.key(Qt.Key.Key_Escape)
    for _ in range(3):
        hands.key(Qt.Key.Key_Plus, CTRL)
    hands.room.canvas.centre_on(hands.reading.lesions[-1].uid)
    stage.save("hot-spot")


def _mark_real_scan(hands: Hands) -> None:
    hands.type("b")
    hands.drag((128, 232), (152, 292))
    hands.key(Qt.Key.Key_4, ALT)
    hands.type("mt")
    hands.type("e")
    hands.drag((138, 603), (172, 646))
    hands.type("ak")
    hands.key(Qt.Key.Key_Left)
    hands.type("p")
    for x, y in ((138, 352), (150, 349), (158, 358), (155, 371), (141, 373), (135, 362)):
        hands.click(x, y)
    hands.key(Qt.Key.Key_Return)
    hands.type("ml")
    hands.key(Qt.Key.Key_Escape)


def looks(stage: Stage) -> None:
    """A simulated scan in the dark and the light theme, with gamma, a colour map, and a mirrored posterior."""
    hands = stage.open(stage.copy_of("simulated"))
    stage.study(hands)
    mark_truth(hands)
    stage.save("dark")
    hands.type("cgm")
    stage.save("map-and-mirror")
    hands.type("rm")
    hands.window.preferences.theme = "light"
    stage.save("light")
    hands.window.preferences.theme = "dark"


def mark_truth(hands: Hands) -> None:
    """Mark what the simulator put in, as a reader who sees everything would."""
    from dspic_gui.dataset.archive import Archive

    session = hands.room.session
    truth = Archive(session.archive.folder).truth(session.key or "")
    assert truth is not None and session.reading is not None
    session.commit(session.reading.adding(*truth.lesions))
    if truth.lesions:
        session.select(truth.lesions[0].uid)
    hands.room.focus_canvas()


def prior(stage: Stage) -> None:
    """The prior study beside the present one."""
    hands = stage.open(stage.copy_of("simulated"), size=QSize(1920, 1080))
    stage.study(hands, 1)
    mark_truth(hands)
    hands.type("t")
    room = hands.room
    hands.wait(lambda: room.prior_shown and bool(room.prior.canvas.canvases[Projection.ANT].view))  # type: ignore[union-attr]
    stage.save("prior", shaded=True)


def worklist(stage: Stage) -> None:
    """A hundred thousand studies, filtered."""
    hands = stage.open(stage.copy_of("large"))
    room = hands.room
    hands.wait(lambda: room.worklist.total == 100_000 and not room.worklist.index.running and not room.worklist.model.busy)
    room.splitter.setSizes([760, 640, 0])
    room.focus_search()
    hands.type("2021")
    hands.wait(lambda: not room.worklist.model.busy)
    QTest.qWait(500)
    hands.wait(lambda: not room.worklist.model.busy)
    stage.save("worklist-100000")
    room.splitter.setSizes([285, 715, 440])


def versions(stage: Stage) -> None:
    """An earlier version beside the present one."""
    hands = stage.open(stage.copy_of("real"))
    stage.study(hands)
    _mark_real_scan(hands)
    hands.key(Qt.Key.Key_A, CTRL)
    hands.key(Qt.Key.Key_Delete)
    hands.key(Qt.Key.Key_H, CTRL | SHIFT)
    stage.save("versions", stage.dialog())
    stage.dialog().close()


def conflict(stage: Stage) -> None:
    """What is on screen beside what another program wrote."""
    folder = stage.copy_of("real")
    hands = stage.open(folder)
    stage.study(hands)
    _mark_real_scan(hands)
    edit_elsewhere(hands)
    hands.type("e")
    hands.drag((120, 560), (140, 590))
    hands.type("az")
    stage.save("not-saved")
    hands.key(Qt.Key.Key_K, CTRL | SHIFT)
    stage.save("conflict", stage.dialog())
    stage.dialog().close()


def edit_elsewhere(hands: Hands) -> None:
    """Another program takes one mark out of the file and moves another."""
    import json

    session = hands.room.session
    assert session.reader is not None and session.key is not None
    path = session.archive.reading_path(session.reader, session.key, hands.room.canvas.active)
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["shapes"][0]
    for point in content["shapes"][0]["points"]:
        point[1] += 12
    path.write_text(json.dumps(content), encoding="utf-8")


def seal(stage: Stage) -> None:
    """What must be settled before the seal; the summary of the sitting; the sheet of keys."""
    hands = stage.open(stage.copy_of("real"))
    stage.study(hands)
    _mark_real_scan(hands)
    hands.key(Qt.Key.Key_A, CTRL)
    hands.key(Qt.Key.Key_C, CTRL)
    session = hands.room.session
    first = hands.reading.lesions[0]
    from dataclasses import replace

    from dspic_gui.reading import new_uid

    session.commit(hands.reading.adding(replace(first, uid=new_uid())))
    hands.key(Qt.Key.Key_Return, CTRL)
    stage.save("seal-review")
    hands.key(Qt.Key.Key_Z, CTRL)
    hands.key(Qt.Key.Key_F1)
    sheet = QApplication.activeModalWidget() or next(w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not hands.window)
    sheet.resize(1600, 900)
    stage.save("keys", sheet)
    sheet.close()


def sitting(stage: Stage) -> None:
    """The gentle summary at the end of a sitting."""
    from dspic_gui.qt.reading.sitting_progress import SittingSummary

    hands = stage.open(stage.copy_of("drawn"))
    for number in range(10):
        stage.study(hands, number)
        hands.type("n")
        hands.key(Qt.Key.Key_Return, CTRL)
        QTest.qWait(600)
    summary = hands.room.findChild(SittingSummary)
    assert summary is not None
    stage.save("sitting", summary)
    summary.close()


def scale(stage: Stage) -> None:
    """The reading screen on a screen of 200 %, in a process of its own because Qt takes the scale at its start."""
    if os.environ.get("QT_SCALE_FACTOR") != "2":
        _run_apart(stage, "scale", QT_SCALE_FACTOR="2")
        return
    hands = stage.open(stage.copy_of("simulated"), size=QSize(1280, 800))
    stage.study(hands, 1)
    mark_truth(hands)
    stage.save("scale-200")


def chinese(stage: Stage) -> None:
    """Start page, reading, code box and report in Chinese, in a process of its own: the language is taken at the start."""
    if os.environ.get("LC_ALL") != "zh_CN.UTF-8":
        _run_apart(stage, "chinese", LC_ALL="zh_CN.UTF-8", LANGUAGE="")
        return
    from dspic_gui.recent import RecentDatasets

    RecentDatasets().add(stage._made("simulated"), "全身骨显像（模拟）")
    stage.open(None)
    stage.save("chinese-start")
    hands = stage.open(stage.copy_of("simulated"))
    stage.study(hands, 1)
    mark_truth(hands)
    stage.save("chinese-reading")
    hands.window.board.action("report").trigger()
    stage.save("chinese-report", stage.dialog())
    stage.dialog().close()
    hands.window.activateWindow()  # No window manager does it offscreen.
    hands.wait(hands.window.isActiveWindow)
    hands.type("e")
    hands.drag((84, 300), (104, 330))
    hands.type("a")
    stage.save("chinese-code-box")


def _run_apart(stage: Stage, name: str, **environment: str) -> None:
    """Make these pictures in another process with this environment, from the same datasets."""
    command = [sys.executable, "-m", "tools.screenshots", str(stage.out), name, "--datasets", str(stage.datasets)]
    stage.close()
    stage._made("simulated")
    subprocess.run(command, check=True, env={**os.environ, **environment})


PICTURES: dict[str, Callable[[Stage], None]] = {
    made.__name__: made
    for made in (
        *(start, reading, pointer, looks, prior, worklist, versions, conflict),
        *(seal, sitting, scale, chinese, opinion, lesions, genuine, explained, review, scores, training, exchange, pacs, design),
    )
}


def main(arguments: list[str]) -> int:
    """Make the pictures that are named, or all."""
    datasets = arguments[arguments.index("--datasets") + 1] if "--datasets" in arguments else None
    words = arguments[: arguments.index("--datasets")] if datasets else arguments
    if not words or set(words[1:]) - set(PICTURES):
        print(f"python -m tools.screenshots FOLDER [NAME ...], names: {', '.join(PICTURES)}", file=sys.stderr)
        return 2
    out = Path(words[0]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for name in ("CONFIG", "CACHE", "DATA"):
            folder = Path(place) / name.lower()
            folder.mkdir()
            os.environ[f"XDG_{name}_HOME"] = str(folder)
        stage = Stage(out, Path(datasets or place))
        for name in words[1:] or PICTURES:
            PICTURES[name](stage)
        stage.close()
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))
