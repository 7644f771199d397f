"""The demo: a dataset in the user's data folder that anyone may try; copied or imported there on first use, never edited in place.

The copy's folder carries the fingerprint of what was shipped: a newer demo is copied beside it, and what somebody drew stays.
"""

from __future__ import annotations

import hashlib
import shutil
from importlib import resources, util
from pathlib import Path

from dspic_gui.dataset import folder as layout
from dspic_gui.durable import LOCK
from dspic_gui.places import data_folder
from dspic_gui.plain_file import content_of
from dspic_gui.sentence import SaidError, reason_of

SHIPPED = "demo"
REAL_SCAN = "JPEG-LL.dcm"


class DemoError(SaidError):
    """The demo cannot be made; the text is a sentence for the reader."""


def demo_dataset() -> Path:
    """The folder of the user's own demo, made on first use (seconds: not for the window's thread); DemoError where it cannot be made."""
    target = _target()
    if layout.is_dataset(target):
        return target
    staged = target.with_name(f".{target.name}.new")
    try:
        shutil.rmtree(staged, ignore_errors=True)
        shipped = _shipped()
        if shipped is not None:
            shutil.copytree(shipped, staged, ignore=lambda _folder, names: {name for name in names if _is_passing(name)})
        else:
            _import_real_scan(staged)
        staged.rename(target)
    except OSError as problem:
        text = "The demo could not be made ({reason}). Free the disk, then open it again."
        raise DemoError(text, reason=reason_of(problem)) from problem
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return target


def _target() -> Path:
    shipped = _shipped()
    return data_folder() / (f"{SHIPPED}-{fingerprint(shipped)}" if shipped else "demo-scan")


def fingerprint(folder: Path) -> str:
    """A name for what a dataset folder holds: 12 hex digits, equal for equal files (locks and half-written files apart)."""
    found = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file() and not _is_passing(path.name)}
    for name in sorted(files):
        found.update(f"{name}\0{files[name].stat().st_size}\0".encode())
        found.update(content_of(files[name]))
    return found.hexdigest()[:12]


def _is_passing(name: str) -> bool:
    return name == LOCK or name.endswith(".tmp")


def _shipped() -> Path | None:
    folder = Path(str(resources.files("resources"))) / SHIPPED
    return folder if layout.is_dataset(folder) else None


def _import_real_scan(folder: Path) -> None:
    scan = _real_scan()
    if scan is None:
        raise DemoError("There is no demo here: install the extra “demo” (the package pydicom-data), or import your own scans.")
    from dspic_gui.dataset.archive import Archive
    from dspic_gui.intake.importing import import_sources

    archive = Archive.create(folder, "Demo: one real bone scan")
    import_sources(archive, [scan])
    if not archive.study_keys():
        text = "The demo scan {file} cannot be imported. Install pydicom-data again, or import your own scans."
        raise DemoError(text, file=scan.name)


def _real_scan() -> Path | None:
    if util.find_spec("data_store") is None:
        return None
    from pydicom.data import get_testdata_file

    found = get_testdata_file(REAL_SCAN, download=False)
    return Path(str(found)) if found else None
