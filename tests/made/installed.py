"""What a user installs: the wheel of this checkout in an environment of its own, and what such a program must be able to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from tests.places import ROOT

PACKAGES = ("dspic_gui", "resources", "training")
SPOKEN = "“Gespeichert, während Sie zeichnen.”"
SENTENCE = "Everything is saved as you draw."
PATIENCE = 600.0


@dataclass(frozen=True)
class Installed:
    """An environment outside the checkout into which the wheel was installed."""

    folder: Path

    @property
    def programs(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    def python(self, code: str, *words: object) -> str:
        """What a piece of Python prints in this environment."""
        return self._run("python", "-c", code, *words)

    def dspic(self, *words: object) -> str:
        """What the command `dspic` prints; a command that fails fails the test with what it said."""
        return self._run("dspic", *words)

    def _run(self, program: str, *words: object) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "COVERAGE"))}
        command = [str(self.programs / program), *map(str, words)]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
        )
        assert done.returncode == 0, f"{command} ended with {done.returncode}: {done.stderr}{done.stdout}"
        return done.stdout


# The wheel


def source_files(root: Path = ROOT) -> list[Path]:
    """Every file of the checkout that belongs to the project, relative to it; what git ignores does not."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, capture_output=True, check=True
    )
    found = [Path(os.fsdecode(name)) for name in listed.stdout.split(b"\0") if name]
    return sorted(path for path in found if (root / path).is_file())


def copy_sources(folder: Path) -> None:
    """The project's files in another folder, so that no build of before lies beside them, and none is left in the checkout."""
    for path in source_files():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, target)  # with its mode: make runs a script


def add_translation(root: Path, language: str = "de_DE") -> None:
    """The file of a translator who has finished one text."""
    folder = root / "resources" / "translations"
    folder.mkdir(parents=True, exist_ok=True)
    message = f"<message><source>{SENTENCE}</source><translation>{SPOKEN}</translation></message>"
    content = f'<TS version="2.1" language="{language}"><context><name>Session</name>{message}</context></TS>'
    (folder / f"dspic_{language}.ts").write_text(content, encoding="utf-8")


def build_wheel(sources: Path, folder: Path) -> Path:
    """The wheel of these sources, built by what is installed here: nothing is fetched."""
    words = ("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(sources))
    _pip(*words)
    return the_wheel(folder)


def the_wheel(folder: Path) -> Path:
    """The only wheel in a folder."""
    (found,) = folder.glob("dspic_workstation-*.whl")
    return found


def files_in(wheel: Path) -> set[str]:
    """What a wheel installs; its own list of contents and licences is left out."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name and not name.endswith("/")}


# The environment


def install_beside(wheel: Path, folder: Path, extras: frozenset[str] = frozenset()) -> Installed:
    """Install the wheel where only its own requirements can be imported: links to those that the tests run with, and no others.

    The checkout cannot be imported there, nor what only an extra needs that is not named.
    """
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    found = Installed(folder)
    _pip("--python", str(folder), "install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel))
    place = Path(found.python("import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (stated,) = metadata.distributions(path=[str(place)])
    for path in _required_files(stated.requires or [], extras):
        target = place / path.name
        if not target.exists():
            target.symlink_to(path)
    return found


def _required_files(stated: list[str], extras: frozenset[str]) -> Iterator[Path]:
    """The modules and packages, by their topmost file or folder, that these requirements and theirs stand for."""
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = list(_requirements(stated, extras))
    while waiting:
        wanted = waiting.pop()
        key = (wanted.name.lower(), frozenset(wanted.extras))
        if key in seen:
            continue
        seen.add(key)
        distribution = metadata.distribution(wanted.name)
        assert wanted.specifier.contains(distribution.version, prereleases=True), f"{wanted}, and here is {distribution.version}"
        waiting += _requirements(distribution.requires or [], frozenset(wanted.extras))
        tops = {file.parts[0] for file in distribution.files or () if file.parts[0] not in ("..", "__pycache__", "/")}
        yield from (Path(str(distribution.locate_file(top))) for top in sorted(tops))


def _requirements(stated: list[str], extras: frozenset[str]) -> Iterator[Requirement]:
    for wanted in map(Requirement, stated):
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in extras | {""}):
            yield wanted


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}  # else it finds the checkout installed
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False, env=alone)
    assert done.returncode == 0, f"{command} ended with {done.returncode}: {done.stderr}{done.stdout}"


# What it must be able to do


def place_of(installed: Installed) -> Path:
    """The folder from which this environment imports the program."""
    return Path(installed.python("import dspic_gui, pathlib; print(pathlib.Path(dspic_gui.__file__).parents[1])").strip())


def demo_picture(installed: Installed, path: Path) -> bytes:
    """The demo dataset in the window, as a picture."""
    installed.dspic("open", "--demo", "--reader", "guest", "--screenshot", path)
    return path.read_bytes()


def classified(installed: Installed, scan: Path) -> dict[str, Any]:
    """What the network that ships says of the first view of a scan."""
    line: dict[str, Any] = json.loads(installed.dspic("classify", scan, "--json").splitlines()[0])
    return line


def said_in(installed: Installed, locale: str) -> str:
    """A sentence of the window in the language of `locale`."""
    return installed.python(
        "import sys; from PyQt6.QtCore import QCoreApplication, QLocale; from dspic_gui.qt.window import translation;"
        "application = QCoreApplication([]); translation.install(application, QLocale(sys.argv[1]));"
        "sys.stdout.reconfigure(encoding='utf-8'); print(QCoreApplication.translate('Session', sys.argv[2]))",
        locale,
        SENTENCE,
    ).strip()
