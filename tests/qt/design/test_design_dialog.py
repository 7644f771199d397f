"""The study lead designs in the window: repeats, order, a course, and how its readers learn; a reader sees nothing of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.description import read_dataset
from dspic_gui.dataset.folder import TRUTH
from dspic_gui.qt.design.design_dialog import DesignDialog
from dspic_gui.qt.design.opening import open_design
from dspic_gui.reading import Reading
from tests.made.evaluated_dataset import evaluated_copy
from tests.qt.conftest import OpenWindow


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evaluated_copy(tmp_path_factory)


@pytest.fixture
def folder(evaluated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(evaluated, tmp_path / "dataset"))


def opened(folder: Path, qtbot: QtBot, page: int) -> DesignDialog:
    dialog = DesignDialog(Archive(folder))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.tabs.setCurrentIndex(page)
    qtbot.waitUntil(lambda: not dialog.page.state.text().startswith("Reading"), timeout=60_000)
    return dialog


def press(dialog: DesignDialog, qtbot: QtBot) -> str:
    qtbot.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60_000)
    return dialog.said.text()


def test_repeats_are_made_once_and_only_the_lead_is_told(folder: Path, qtbot: QtBot) -> None:
    dialog = opened(folder, qtbot, 0)
    assert dialog.page.state.text() == "No study comes a second time."
    dialog.repeats.share.setValue(25)
    with qtbot.waitSignal(dialog.dataset_changed, timeout=60_000):
        assert press(dialog, qtbot) == "2 studies come a second time to each reader."
    assert "25 % of the studies" in dialog.page.state.text()
    assert not dialog.start_button.isEnabled() and not dialog.repeats.share.isEnabled()
    assert len(Archive(folder, "R1").study_keys()) == 10 and len(Archive(folder).counted_keys()) == 8
    keys = set(Archive(folder).repeats())
    assert not any(key in label.text() for key in keys for label in dialog.findChildren(QLabel))
    again = opened(folder, qtbot, 0)
    assert not again.start_button.isEnabled() and again.repeats.share.value() == 25


def test_the_order_is_set_and_taken_back(folder: Path, qtbot: QtBot) -> None:
    dialog = opened(folder, qtbot, 1)
    assert dialog.page.state.text() == "Now: as imported." and not dialog.order.model.isEnabled()
    dialog.order.by.setCurrentIndex(dialog.order.by.findData("disagreement"))
    assert "from the next sign-in on" in press(dialog, qtbot)
    protocol = read_dataset(folder).protocol
    assert (protocol.order, protocol.ordered_by) == ("set", "disagreement")
    assert "the readers differ" in dialog.page.state.text()
    dialog.order.by.setCurrentIndex(dialog.order.by.findData("random"))
    press(dialog, qtbot)
    assert read_dataset(folder).protocol.order == "random"


def test_a_model_is_named_where_one_is_asked(folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened(folder, qtbot, 1)
    shown = []
    for by in ("uncertainty", "region"):
        dialog.order.by.setCurrentIndex(dialog.order.by.findData(by))
        assert dialog.order.model.isEnabled()
        shown.append(Path(dialog.order.model.line.text()).name)
    assert shown == ["model", "model_lesions"]
    dialog.order.model.line.setText(str(tmp_path))
    assert press(dialog, qtbot) and read_dataset(folder).protocol.order == "given"


def test_a_course_is_made_read_and_its_learning_curve_shown(folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened(folder, qtbot, 2)
    course = tmp_path / "course"
    dialog.course.cases.setValue(2)
    dialog.course.readers.setText("T1, T2")
    dialog.course.target.line.setText(str(course))
    assert press(dialog, qtbot) == "The course has 2 cases for T1, T2."
    assert "empty one" in press(dialog, qtbot), "a course is never written over"
    nobody = opened(course, qtbot, 3)
    assert nobody.page.state.text() == "No reader has come so far yet." and not nobody.start_button.isEnabled()
    for number, key in enumerate(Archive(course, "T1").study_keys()):
        gold = Archive(course).truth(key)
        assert gold is not None
        lesions = gold.lesions if number else ()
        Archive(course, "T1").seal(Reading(key, "T1", lesions, says_normal=not lesions))
    scored = opened(course, qtbot, 3)
    learners = scored.learners
    assert [learners.reader.itemText(at) for at in range(learners.reader.count())] == ["T1"]
    assert learners.table.rowCount() == 2 and learners.table.item(1, 1).text() == "2/2"  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: learners.plot is not None, timeout=60_000)
    curves = [item.name() for item in learners.plot.listDataItems()]
    assert curves == ["views right", "lesions found", "false marks a view"]
    learners.target.line.setText(str(tmp_path / "page.html"))
    assert press(scored, qtbot) == "The page is written: page.html."
    assert "T1" in (tmp_path / "page.html").read_text(encoding="utf-8")
    learners.at_end.setChecked(True)
    qtbot.waitUntil(lambda: not scored.page.state.text(), timeout=60_000)
    assert learners.reader.count() == 1, "T1 has sealed every case"


def test_a_dataset_that_is_no_course_says_so(folder: Path, qtbot: QtBot) -> None:
    shutil.rmtree(folder / TRUTH, ignore_errors=True)
    dialog = opened(folder, qtbot, 3)
    assert "no course" in dialog.page.state.text() and not dialog.start_button.isEnabled()


def test_a_reader_is_told_why_not(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("R1", study=None)
    assert window.session is not None
    refusal = open_design(window.session)
    qtbot.addWidget(refusal)
    assert isinstance(refusal, QMessageBox) and "study lead" in refusal.text()
    assert "repeat" not in (refusal.text() + refusal.informativeText()).lower()
