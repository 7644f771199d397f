"""Everything that the window says goes through Qt's translation: shown in a language that nobody speaks, no English is left.

And everything that it asks to have translated is in the file that translators get.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from PyQt6.QtCore import QCoreApplication
from PyQt6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from dspic_gui import durable
from dspic_gui.disease import Answer
from dspic_gui.lesion_model.opened import SHIPPED_LESIONS
from dspic_gui.qt.consensus.consensus_panel import ConsensusPanel
from dspic_gui.qt.figures.page import FigurePage
from dspic_gui.qt.figures.scores_page import ScoresPage
from dspic_gui.qt.opinion.opinions import Standing
from dspic_gui.qt.review.review_panel import ReviewPanel
from dspic_gui.qt.start.import_dialog import SUMMARY, ImportDialog
from dspic_gui.qt.window.translation import contexts
from dspic_gui.study import Projection
from tests.made.disputed_dataset import disputed_dataset
from tests.made.evaluated_dataset import evaluated_dataset
from tests.made.small_dataset import lesion
from tests.places import SMALL_MODEL
from tests.qt.conftest import OpenWindow
from tests.qt.pseudo_language import PseudoLanguage
from tests.qt.walk import Language, room_of, tour, use_model
from tools.translations import update

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that open: only the test's screen

DATA = frozenset({
    "ANT", "POST",  # the views as files name them
    "Small", "Evaluated", "dataset", "small",  # datasets and a model
    "dSPIC", "Workstation", "AM", "simulated",  # the program and its network
    "Inferno", "px", "mm", "UTC", "English",
})  # fmt: skip
"""Words that are no text of the window. Texts that hold other data are named in the test that shows them."""

REPORT = "Focal uptake in the left rib"
SAYS_SO = "the file's name says so"
"""What the files of the drawn datasets hold: a report, and why a view is what it is."""

DRAFT = ("Focally increased uptake is seen", "Suspicious for bone metastasis")
"""The words of a study report are in English or Chinese, whatever the window speaks."""

SLOW = 60_000
_KEPT: list[PseudoLanguage] = []
_FIELD = re.compile(r"\{\w+\}")


@pytest.fixture(scope="session")
def spoken(qapp: QCoreApplication) -> PseudoLanguage:
    """One for all tests, and never collected: a translator that goes while Qt asks one waits for itself for ever."""
    language = PseudoLanguage()
    _KEPT.append(language)
    return language


@pytest.fixture
def language(spoken: PseudoLanguage) -> Iterator[Language]:
    spoken.asked.clear()
    language = Language(spoken, DATA)
    QCoreApplication.installTranslator(language.spoken)
    yield language
    QCoreApplication.removeTranslator(language.spoken)


@pytest.fixture(scope="session")
def for_translators(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Contexts and texts in the file that translators get."""
    path = tmp_path_factory.mktemp("translations") / "dspic_zz.ts"
    update(path)
    parts = ElementTree.parse(path).iter("context")
    return {(part.findtext("name", ""), source.text or "") for part in parts for source in part.iter("source")}


@pytest.mark.long
def test_the_reading_room_and_all_that_its_menus_open(
    language: Language, open_window: OpenWindow, for_translators: set[tuple[str, str]]
) -> None:
    window = open_window("R1")
    language.look("before a mark")
    room = room_of(window)
    room.session.edit(lambda reading: reading.adding(lesion(), lesion(130)))
    room.session.select(*(one.uid for one in room.session.reading.lesions))
    language.look("marks")
    tour(window, language)
    assert language.seen > 1000 and not language.english(REPORT, SAYS_SO, *DRAFT)
    ours = {context for context, _ in for_translators}
    asked = {
        (context, text)
        for context, text in language.spoken.asked
        if context in ours and re.search(r"[A-Za-z]{2}", re.sub(r"\{\w+\}", "", text))
    }
    lacking = {(context, text) for context, text in asked if not any((one, text) in for_translators for one in contexts(context))}
    assert len(asked) > 300 and not lacking


def test_start_page_sign_in_and_the_study_lead(language: Language, open_window: OpenWindow, tmp_path: Path, own_folder: Path) -> None:
    window = open_window("R1", None)
    language.do(window, "start_page")
    language.look("start_page")
    window.choose_dataset(tmp_path)
    language.look("no dataset")
    language.do(window, "import")
    window.choose_dataset(own_folder)
    language.look("sign in")
    window.enter("", None)
    tour(window, language)
    language.do(window, "change_reader")
    language.look("change_reader")
    window.enter("guest", None)
    language.look("guest")
    assert not language.english(REPORT, SAYS_SO, str(own_folder), tmp_path.name)


def test_what_went_wrong_while_reading(language: Language, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window("R1")
    session = room_of(window).session
    key = session.key
    assert key is not None
    language.do(window, "seal")
    language.look("seal")
    session.edit(lambda reading: reading.adding(lesion(-50), lesion(91), lesion(91), lesion(label="nonsense")))
    language.do(window, "seal")
    language.look("seal")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(durable.os, "fsync", full)
        session.edit(lambda reading: reading.adding(lesion(150)))
        assert not session.saved
        language.look("not saved")
        language.do(window, "next_study")
        language.do(window, "retry_save")
    language.do(window, "retry_save")
    path = session.archive.reading_path("R1", key, Projection.ANT)
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    session.edit(lambda reading: reading.adding(lesion(160)))
    assert session.conflict is not None
    language.look("conflict")
    language.do(window, "conflict")
    session.desk.saved = True
    path.write_text("{", encoding="utf-8")
    session.reload()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox), timeout=SLOW)
    language.look("damaged")
    QApplication.activeModalWidget().close()
    assert not language.english(REPORT, f"{key}_ANT.json", "plan.json", "nonsense")


def test_blinded_and_without_a_model(language: Language, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    use_model(tmp_path / "none")
    window = open_window("R1")
    room = room_of(window)
    for mode in ("mode_consensus", "mode_review", "mode_reading"):
        language.do(window, mode)
        language.look(mode)
    session = room.session
    session.edit(lambda reading: reading.adding(lesion(label="metastasis:rib:left", certainty=4)))
    assert session.seal()
    room.opinion.show_panel()
    qtbot.waitUntil(lambda: room.opinion.opinions.standing is Standing.NO_MODEL, timeout=SLOW)
    language.look("no model")
    assert not language.english(REPORT, SAYS_SO, "“none”")


def test_the_consensus_and_the_figures(language: Language, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    use_model(tmp_path / "none")
    archive = disputed_dataset(tmp_path / "disputed")
    window = open_window("R3", folder=archive.folder)
    language.do(window, "mode_consensus")
    panel = room_of(window).mode_panel
    assert isinstance(panel, ConsensusPanel)
    qtbot.waitUntil(lambda: panel.queue.table.rowCount() > 0, timeout=SLOW)
    tour(window, language, lambda name: name.startswith("consensus_"))
    for name in ("agreement", "statistics"):
        language.do(window, f"page_{name}")
        page = window.stack.currentWidget()
        assert isinstance(page, FigurePage)
        qtbot.waitUntil(lambda page=page: not page.busy and page.pyqtgraph is not None, timeout=SLOW)
        language.look(name)
        language.do(window, "page_leave")
    assert not language.english(REPORT, SAYS_SO, "“none”")


def test_the_second_opinion_the_review_and_the_scores(language: Language, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    use_model(SMALL_MODEL)
    archive = evaluated_dataset(tmp_path / "evaluated", tuple(Answer), wrong_labels=1)
    window = open_window("R1", folder=archive.folder)
    room = room_of(window)
    room.opinion.show_panel()
    qtbot.waitUntil(lambda: room.opinion.opinions.standing is Standing.SAID and bool(room.opinion.opinions.maps), timeout=SLOW)
    tour(window, language, lambda name: name.startswith(("overlay", "erase", "opinion", "choose_model")))
    language.do(window, "mode_review")
    panel = room.mode_panel
    assert isinstance(panel, ReviewPanel)
    qtbot.waitUntil(lambda: panel.desk is not None and not panel.errors.gallery.busy, timeout=SLOW)
    tour(window, language, lambda name: name.startswith("review_") and name != "review_measure")
    language.do(window, "mode_reading")
    language.do(window, "page_scores")
    page = window.stack.currentWidget()
    assert isinstance(page, ScoresPage)
    page.measure()
    qtbot.waitUntil(lambda: page.scores is not None and not page.busy, timeout=SLOW)
    language.look("scores")
    card = json.loads((SHIPPED_LESIONS / "card.json").read_text(encoding="utf-8"))
    assert not language.english(SAYS_SO, card["name"], "Simulated bone scans")  # names: of the network, and of where it was measured


def test_an_import_and_why_views_are_what_they_are(
    language: Language, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, real_scan: Path
) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    shutil.copy(real_scan, sources / "scan.dcm")
    for name, columns in (("one_ANT", 256), ("one_POST", 256), ("two", 256), ("narrow", 250)):
        counts = np.random.default_rng(len(name)).poisson(20, (1024, columns)).astype(np.uint16)
        Image.fromarray(counts).save(sources / f"{name}.png")
    (sources / "broken.dcm").write_bytes(b"this is no scan")
    (sources / "half.dcm").write_bytes(real_scan.read_bytes()[:9000])
    (sources / "lonely.txt").write_text("nothing", encoding="utf-8")
    dialog = ImportDialog(None, [sources])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.form is not None
    dialog.form.name.setText("Small")
    dialog.form.place.setText(str(tmp_path / "new"))
    language.look("sources")
    dialog.start()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == SUMMARY, timeout=SLOW)
    language.look("summary")
    assert dialog.summary.table.topLevelItemCount() == len(list(sources.iterdir()))
    dialog.close()
    window = open_window("R1", folder=tmp_path / "new")
    for _ in range(3):
        language.do(window, "projections")
        language.do(window, "next_study")
        qtbot.waitUntil(lambda: room_of(window).session.opening is None, timeout=SLOW)
    names = [path.name for path in sources.iterdir()]
    assert not language.english(*names, str(tmp_path), "JPEG")
