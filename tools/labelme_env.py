"""The real labelme, each version in an environment of its own: found or made under build/labelme-env, never in ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

FOLDER = Path(__file__).parent.parent / "build" / "labelme-env"
INSTALL_SECONDS = 900


class UnavailableError(Exception):
    """Why a version of labelme cannot be had here."""


@dataclass(frozen=True)
class Version:
    """A version of labelme, the oldest Python it runs on and the first that it does not."""

    number: str
    oldest: tuple[int, int]
    too_new: tuple[int, int]

    @property
    def folder(self) -> Path:
        """Its environment."""
        return FOLDER / self.number


VERSIONS = (Version("6.3.1", (3, 10), (3, 14)), Version("7.9.1", (3, 12), (3, 15)))


_refused: dict[str, UnavailableError] = {}
"""What failed once is not tried again in the same run: without a network each try takes pip half a minute."""


def labelme_python(version: Version) -> Path:
    """The interpreter of the environment that holds this labelme, made with pip where it is missing; UnavailableError says why not."""
    if version.number in _refused:
        raise _refused[version.number]
    python = _python_in(version.folder)
    ready = version.folder / "ready"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with FileLock(FOLDER / "lock"):
        if not ready.exists():
            shutil.rmtree(version.folder, ignore_errors=True)
            try:
                _make(version, _base(version), python)
            except UnavailableError as problem:
                _refused[version.number] = problem
                raise
            ready.write_text(version.number)
    return python


def _make(version: Version, base: Path, python: Path) -> None:
    try:
        _run([str(base), "-m", "venv", str(version.folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"labelme=={version.number}"])
        _run([str(python), "-c", "import labelme"])
    except (OSError, subprocess.SubprocessError) as problem:
        said = getattr(problem, "stderr", None) or str(problem)
        shutil.rmtree(version.folder, ignore_errors=True)
        raise UnavailableError(
            f"labelme {version.number} could not be installed: {(said.strip() or str(problem)).splitlines()[-1]}"
        ) from problem


def _run(command: list[str]) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""}
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=INSTALL_SECONDS, env=environment)


def _python_in(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _base(version: Version) -> Path:
    """An interpreter on this machine that the version runs on."""
    for candidate in _interpreters():
        try:
            said = subprocess.run(
                [str(candidate), "-c", "import sys, venv; print(*sys.version_info[:2])"],
                check=True, capture_output=True, text=True, timeout=120,
            ).stdout.split()  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            continue
        if version.oldest <= (int(said[0]), int(said[1])) < version.too_new:
            return candidate
    raise UnavailableError(
        f"labelme {version.number} needs Python {version.oldest[0]}.{version.oldest[1]} or newer, and none was found here."
    )


def _interpreters() -> Iterator[Path]:
    """This interpreter, those on PATH, and those behind pyenv's shims (a shim may exist and not run)."""
    yield Path(sys.executable)
    names = ("python3", *(f"python3.{minor}" for minor in range(10, 15)))
    for folder in map(Path, os.environ.get("PATH", "").split(os.pathsep)):
        yield from (folder / name for name in names if (folder / name).is_file())
        if folder.name == "shims":
            yield from sorted(folder.parent.glob("versions/*/bin/python3"))


def main() -> int:
    """Make what can be made and say which versions there are."""
    had = 0
    for version in VERSIONS:
        try:
            print(f"labelme {version.number}: {labelme_python(version)}")
            had += 1
        except UnavailableError as problem:
            print(problem)
    return 0 if had else 1


if __name__ == "__main__":
    sys.exit(main())
