"""200 strings planted in scans, their names and folders: none is in any file that the program writes, but in the copies of the scans."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.reading import Reading
from tests.exchange.test_deidentify import Planter, planted_scan
from tests.faults.row import Fault, Try, fixed
from tests.made.small_dataset import lesion
from tests.places import ROOT, SMALL_MODEL

FORMATS = ("coco", "yolo", "yolo-seg", "voc", "csv", "masks", "labelme")
ENCODINGS = ("utf-8", "utf-16-le", "gb18030")

IN_THE_WINDOW = """
import os, sys
from pathlib import Path
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QAbstractItemView
from dspic_gui.qt.window.app import make_application, make_window

application = make_application()
window = make_window(application, Path(sys.argv[1]), "R1")
window.show()
room, session = window.room, window.room.session


def until(true):
    left = QTimer()
    left.setSingleShot(True)
    left.start(60000)
    while not true() and left.isActive():
        application.processEvents()


for key in session.archive.study_keys():
    session.open(key)
    until(lambda: session.key == key and session.opening is None)
    room.carry.write_view(Path(sys.argv[2]) / f"{key}.png")


def fails():
    text = f"{session.views} {session.report}"
    raise ValueError(f"a bug that holds {os.environ['PLANTED']}, {text}")


QTimer.singleShot(0, fails)
until(lambda: False) if False else [application.processEvents() for _ in range(200)]


def told_elsewhere():
    for widget in application.topLevelWidgets():
        yield f"{widget.windowTitle()} {widget.windowIconText()} {widget.windowFilePath()} {widget.accessibleName()}".encode()
    for view in window.findChildren(QAbstractItemView):
        if view.dragEnabled():
            view.selectAll()
            dragged = view.model().mimeData(view.selectedIndexes())
            yield from (bytes(dragged.data(kind)) for kind in dragged.formats())
    copied = application.clipboard().mimeData()
    yield from (bytes(copied.data(kind)) for kind in copied.formats())
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.environ["HOME"].encode() in (process / "environ").read_bytes():
                yield (process / "cmdline").read_bytes() + (process / "comm").read_bytes()
        except OSError:
            continue


room.carry.copy_view()
(Path(sys.argv[2]) / "told-elsewhere.bin").write_bytes(b"\\n".join(told_elsewhere()))
window.close()
os._exit(0)
"""


def _source(folder: Path) -> tuple[Path, list[str]]:
    """Scans with planted strings in every field, below folders and under names that are planted too."""
    plant = Planter()
    source = folder / plant("Folder") / plant("Deep")
    source.mkdir(parents=True)
    for number in range(2):
        (source / f"{plant('Wang')}.dcm").write_bytes(planted_scan(plant, number))
    return source, plant.strings


def _use(folder: Path, source: Path, strings: list[str]) -> None:
    """Import, read, vote, classify, export in every format, fail, and leave."""
    dataset, out = folder / "d", folder / "out"
    out.mkdir()
    with redirect_stdout(io.StringIO()):
        assert main(["import", str(dataset), str(source), "--json"]) == 0
    for reader in ("R1", "R2", "R3"):
        archive = Archive(dataset, reader)
        for key in archive.study_keys():
            archive.seal(Reading(key, reader, (lesion(),)))
    lines: list[list[str]] = [["consolidate", str(dataset)], ["export-labels", str(dataset), str(out / "table")]]
    lines += [["export", str(dataset), str(out / form), "--format", form] for form in FORMATS]
    lines += [["classify", str(dataset), "--model", str(SMALL_MODEL)], ["deidentify", str(dataset), str(out / "hand-over")]]
    lines += [["statistics", str(dataset), "--csv", str(out / "statistics.csv")], ["agreement", str(dataset)], ["worklist", str(dataset)]]
    lines += [["report", str(dataset), "all", str(out / "pages")], ["check", str(dataset)], ["verify", str(dataset)]]
    for number, words in enumerate(lines):
        done = subprocess.run([sys.executable, "-m", "dspic_gui.cli", *words], cwd=ROOT, env=_own(folder), capture_output=True, check=False)
        (out / f"said-{number}.txt").write_bytes(done.stdout + done.stderr)
    window = [sys.executable, "-c", IN_THE_WINDOW, str(dataset), str(out)]
    planted = {"PLANTED": strings[0]}  # no argument: command lines are looked through
    done = subprocess.run(window, cwd=ROOT, env=_own(folder) | planted, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    (out / "said-by-the-window.txt").write_bytes(done.stdout + done.stderr)


def _own(folder: Path) -> dict[str, str]:
    home = folder / "home"
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    places = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(home))
    return {**os.environ, **places, "TMPDIR": str(home / "tmp"), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def _contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and what is packed in it: members of archives, streams of PDF and PNG."""
    content = path.read_bytes()
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.encode() + b"\0" + packed.read(name)
    for at in (at for at in range(len(content) - 1) if content[at : at + 2] in (b"x\x9c", b"x\xda", b"x\x01")):
        try:
            yield zlib.decompressobj().decompress(content[at:], 1 << 22)
        except zlib.error:
            continue


def planted(numbers: Sequence[int]) -> Iterator[Try]:
    """A try for each string in each part of what was written.

    The copies of the scans hold them, and a study's file its tracer, which the list shows; nothing else may.
    """
    with TemporaryDirectory() as place:
        folder = Path(place)
        source, strings = _source(folder)
        before = {name: os.environ.get(name) for name in _own(folder)}
        os.environ.update(_own(folder))
        try:
            _use(folder, source, strings)
        finally:
            for name, value in before.items():
                os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)
        files = [path for part in ("d", "out", "home") for path in (folder / part).rglob("*") if path.is_file()]
        parts: dict[str, list[tuple[str, bytes]]] = {}
        for path in files:
            name = path.relative_to(folder).as_posix()
            if not name.startswith("d/scans/"):
                part = "/".join(Path(name).parts[:2]) if len(Path(name).parts) > 2 else Path(name).parts[0]
                parts.setdefault(part, []).extend((name, one) for one in (name.encode(), *_contents(path)))
        archive = Archive(folder / "d")
        tracers = {archive.study(key).tracer for key in archive.study_keys()}
        for part, contents in sorted(parts.items()):
            for text in strings:
                if part == "d/studies" and text in tracers:
                    continue
                forms = {text.encode(encoding) for encoding in ENCODINGS}
                found = sorted({name for name, content in contents if any(form in content for form in forms)})
                yield Try("", f"{text} in {found[:2]} ({part})" if found else "")


PLANTED = Fault(
    "200 strings planted in scans, their names and folders, searched for in every file written",
    "0 found in any export, log, crash report, setting, cache or temporary file, title, command line, clipboard or drag",
    fixed(1),
    planted,
    remark="tries are strings times parts of what was written; packed streams are unpacked; a study's file may hold its tracer",
)
