"""What every test stands on: the real scan, a dataset with it, folders of its own, and no log line that nobody expects."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ |= {"LC_ALL": "C.UTF-8", "LANGUAGE": ""}  # tests read English, whoever runs them
# The workers share the processors: threads of one that wait for each other only spin, and take time from the other workers.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}

import pytest
from hypothesis import settings

from tests.made.waiting import PatientBot

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QApplication

    from dspic_gui.dataset.archive import Archive

if os.environ.get("DSPIC_EAGER_COLLECTOR"):
    gc.set_threshold(5)  # whatever may be collected is, so that nothing lives by chance


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays to the end: the collector need not look through it meanwhile, nor again at every test."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


TRAINING = Path(__file__).parent / "training"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The training's tests come first, so that one worker takes them: TensorFlow, and what many of them stand on, is loaded in it alone."""
    items.sort(key=lambda item: not item.path.is_relative_to(TRAINING))


USUAL_FONT = "usual_font"
"""The application's property that keeps the font of the usual look."""

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new folder for each test that asks; to number them costs nothing, where `mktemp` looks through all that are there."""
    above = tmp_path_factory.mktemp("homes")
    return (above / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_folders(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Cache, settings and data of the program go to a folder of this test."""
    home = next(homes)
    home.mkdir()
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name))


@pytest.fixture(autouse=True)
def no_unexpected_log_lines(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or an error in the log fails the test, unless the test is marked `expects_log`."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    lines = [record for phase in ("setup", "call") for record in caplog.get_records(phase) if record.levelno >= logging.WARNING]
    assert not lines, f"unexpected log lines: {[record.getMessage() for record in lines]}"


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application in the look that users see, from the first test on, whichever that is."""
    from dspic_gui.qt import theme

    theme.apply_theme(qapp, theme.DARK)
    qapp.setProperty(USUAL_FONT, qapp.font())
    return qapp


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> PatientBot:
    """pytest-qt's robot, with patience."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def real_scan() -> Path:
    """The genuine whole-body bone scan of the package pydicom-data."""
    from pydicom.data import get_testdata_file

    found = get_testdata_file("JPEG-LL.dcm", download=False)
    assert found is not None, "the package pydicom-data is not installed"
    return Path(str(found))


@pytest.fixture
def dataset(tmp_path: Path, real_scan: Path) -> Archive:
    """A dataset for R1, R2 and R3 with the real scan imported, as the study lead sees it."""
    from dspic_gui.dataset.archive import Archive
    from dspic_gui.intake.importing import import_sources

    archive = Archive.create(tmp_path / "dataset", "Test")
    import_sources(archive, [real_scan])
    return archive


def _application() -> QApplication | None:
    """The application, if any test of this process had one; tests of another kind do not load Qt."""
    widgets = sys.modules.get("PyQt6.QtWidgets")
    return widgets.QApplication.instance() if widgets else None


@pytest.fixture(autouse=True)
def no_window_stays() -> Iterator[None]:
    """Windows of a test end with it, as the program leaves them: some hundred tests later they would slow down every other."""
    application = _application()
    before = [] if application is None else application.topLevelWidgets()
    yield
    application = _application()
    if application is None:
        return
    from PyQt6.QtCore import QCoreApplication, QEvent

    from dspic_gui.qt.lifetime import leave

    for window in application.topLevelWidgets():
        if window.parent() is None and window not in before:
            leave(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def usual_look() -> Iterator[None]:
    """A look that a test gives the application does not stay for the next one."""
    yield
    application = _application()
    if application is None:
        return
    theme = sys.modules.get("dspic_gui.qt.theme")
    if theme is not None and application.styleSheet():
        theme.apply_theme(application, theme.DARK)
    font = application.property(USUAL_FONT)
    if font is not None and application.font() != font:
        application.setFont(font)  # another language prefers another
