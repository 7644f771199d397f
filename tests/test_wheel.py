"""What users install: the wheel, in an environment outside the checkout that holds what it asks for and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

import dspic_gui
from tests.made.installed import (
    PACKAGES,
    SPOKEN,
    Installed,
    add_translation,
    build_wheel,
    classified,
    copy_sources,
    demo_picture,
    files_in,
    install_beside,
    place_of,
    said_in,
    source_files,
    the_wheel,
)
from tests.made.shared import made_once
from tests.places import ROOT


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout as somebody has it who added a translation; `dist` beside the files holds the wheel."""

    def make(folder: Path) -> None:
        copy_sources(folder)
        add_translation(folder)
        build_wheel(folder, folder / "dist")

    return made_once(tmp_path_factory, "wheel", make)


@pytest.fixture(scope="session")
def plain(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Installed without extras."""
    wheel = the_wheel(sources / "dist")
    return Installed(made_once(tmp_path_factory, "plain", lambda folder: install_beside(wheel, folder)))


@pytest.fixture(scope="session")
def with_training(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Installed with the extra `training`."""
    wheel = the_wheel(sources / "dist")
    extras = frozenset({"training"})
    return Installed(made_once(tmp_path_factory, "with-training", lambda folder: install_beside(wheel, folder, extras)))


def test_the_wheel_holds_every_file_of_the_sources_and_no_other(sources: Path) -> None:
    added = {"resources/translations/dspic_de_DE.ts"}
    wanted = {path.as_posix() for path in source_files() if path.parts[0] in PACKAGES} | {"main.py"}
    assert files_in(the_wheel(sources / "dist")) == wanted | added
    for example in ("dspic_gui/qt/window/main_window.py", "resources/model/network.tflite", "resources/demo/dataset.json"):
        assert example in wanted


def test_it_is_imported_from_its_own_environment_which_has_no_training(plain: Installed) -> None:
    assert plain.folder in place_of(plain).parents
    found = "import importlib.util as u; print([n for n in ('tensorflow', 'keras', 'mujoco', 'tests', 'tools') if u.find_spec(n)])"
    assert plain.python(found).strip() == "[]"
    assert plain.dspic("--version").strip().endswith(dspic_gui.__version__)


def test_it_opens_the_demo(plain: Installed, tmp_path: Path) -> None:
    path = tmp_path / "demo.png"
    demo_picture(plain, path)
    with Image.open(path) as picture:
        assert picture.width >= 1000 and picture.height >= 600
        assert len(set(picture.convert("L").resize((64, 64)).tobytes())) > 20, "the window shows scans, not one colour"


def test_it_classifies_the_genuine_scan_as_the_checkout_does(plain: Installed, real_scan: Path) -> None:
    from dspic_gui.model.classifier import Classifier
    from dspic_gui.scans.decoder import read_file

    said = classified(plain, real_scan)
    counts = next(iter(read_file(real_scan).frames.values()))
    ours = Classifier.open().classify_counts(counts).prediction
    assert list(said["probabilities"].values()) == pytest.approx(ours.probabilities, abs=1e-4)
    assert said["model"] == ours.model


def test_it_speaks_the_language_that_a_translator_added(plain: Installed) -> None:
    assert said_in(plain, "de_DE") == SPOKEN
    assert said_in(plain, "fr_FR") != SPOKEN


def test_training_is_asked_for_in_a_sentence_where_its_extra_is_missing(plain: Installed, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"ended with 2: .*training"):
        plain.dspic("simulate", tmp_path / "out", "--patients", 1)


@pytest.mark.long
def test_with_its_extra_it_simulates(with_training: Installed, tmp_path: Path) -> None:
    out = tmp_path / "simulated"
    with_training.dspic("simulate", out, "--patients", 1, "--workers", 1, "--conditions", "metastatic")
    assert with_training.folder in place_of(with_training).parents
    assert len(list(out.rglob("*.dcm"))) == 1


def test_the_newest_heading_of_the_changelog_is_the_version() -> None:
    headings = [line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
    assert headings[0].removeprefix("## ") == dspic_gui.__version__
