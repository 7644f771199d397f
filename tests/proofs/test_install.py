"""What the README tells those who want no checkout, from the beginning: `make wheel`, an empty environment, pip, the package index.

Slow, and it needs the package index: `make proofs`. `tests/test_wheel.py` is the quick form.
"""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

import pytest

from tests.made.installed import (
    SPOKEN,
    Installed,
    add_translation,
    classified,
    copy_sources,
    demo_picture,
    place_of,
    said_in,
    the_wheel,
)

EXTRAS = {"plain": "", "training": "[training]"}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    copy_sources(folder)
    add_translation(folder)
    subprocess.run(["make", "wheel"], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module", params=EXTRAS)
def installed(request: pytest.FixtureRequest, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    found = Installed(tmp_path_factory.mktemp(request.param))
    venv.create(found.folder, with_pip=True, symlinks=True)
    wheel = f"{the_wheel(sources / 'dist')}{EXTRAS[request.param]}"
    constraints = str(sources / "constraints.txt")
    subprocess.run([found.programs / "python", "-m", "pip", "install", "--quiet", "-c", constraints, wheel], check=True)
    return found


def test_it_does_what_a_user_installed_it_for(installed: Installed, real_scan: Path, tmp_path: Path) -> None:
    assert installed.folder in place_of(installed).parents
    assert demo_picture(installed, tmp_path / "demo.png").startswith(b"\x89PNG")
    assert sum(classified(installed, real_scan)["probabilities"].values()) == pytest.approx(1, abs=1e-4)
    assert said_in(installed, "de_DE") == SPOKEN


def test_it_simulates_where_the_extra_is_installed(installed: Installed, tmp_path: Path) -> None:
    words = ("simulate", tmp_path / "out", "--patients", 1, "--workers", 1)
    if installed.python("import importlib.util as u; print(u.find_spec('mujoco') is not None)").strip() == "True":
        installed.dspic(*words)
        assert len(list((tmp_path / "out").rglob("*.dcm"))) == 1
    else:
        with pytest.raises(AssertionError, match=r"ended with 2: .*training"):
            installed.dspic(*words)
