"""An import with three questions, by mouse: what is asked stays asked until it is answered, and each answer is written down."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.start.import_dialog import SUMMARY, ImportDialog
from dspic_gui.scans.view_reasons import asked_views
from dspic_gui.study import Projection
from tests.journeys.conftest import SignIn
from tests.journeys.hands import Hands
from tests.made.bodies import picture, recognise
from tests.made.body_files import Fields, as_stored, scan, uid
from tests.made.importing import put

ANT, POST = Projection.ANT, Projection.POST
LEFT = Qt.MouseButton.LeftButton


def fields(number: int) -> Fields:
    return {"StudyInstanceUID": uid("journey", str(number)), "PatientID": f"J{number}", "SOPInstanceUID": uid("journey file", str(number))}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A back that nothing tells, a pair that only the detectors tell, and a pair with the feet up."""
    nothing: Fields = {"DetectorInformationSequence": None, "NumberOfDetectors": None, "DetectorVector": None}
    folder = tmp_path / "source"
    put(folder, "one/scan.dcm", scan("late_post", **nothing, **fields(1)).content())
    put(folder, "two/scan.dcm", scan("other_ant", "other_post", DetectorInformationSequence=None, **fields(2)).content())
    feet_up = scan("prior_ant", "prior_post", stored=lambda both: as_stored([np.rot90(one, 2) for one in both]), **fields(3))
    put(folder, "three/scan.dcm", feet_up.content())
    return folder


def test_three_questions_are_asked_and_answered(sign_in: SignIn, source: Path, tmp_path: Path, qtbot: QtBot) -> None:
    archive = Archive.create(tmp_path / "dataset", "Journey")
    imported_by_mouse(archive, source, qtbot)
    hands = sign_in(archive.folder)
    notice = hands.room.notice
    for key in archive.study_keys():
        shows = {recognise(view.counts)[0] for view in archive.views(key).values()}
        open_by_mouse(hands, key, qtbot)
        hands.wait(notice.isVisible)
        if shows == {"late_post"}:
            answer(hands, notice.wrong, key, qtbot)
            assert archive.study(key).projections == (POST,)
        elif "other_ant" in shows:
            assert "convention" in notice.why.text() and not notice.turn.isVisible()
            answer(hands, notice.right, key, qtbot)
        else:
            assert "looked upside down" in notice.why.text() and "turned upright" in notice.notes.text()
            answer(hands, notice.right, key, qtbot)
            assert (archive.views(key)[ANT].counts == picture("prior_ant")).all()
    acts = [line.act for line in audit.read(archive.store("R1").audit_path)]
    assert sorted(acts) == ["confirm views", "confirm views", "exchange views"]
    assert not any(asked_views(archive.study(key)) for key in archive.study_keys())


def imported_by_mouse(archive: Archive, source: Path, qtbot: QtBot) -> None:
    dialog = ImportDialog(archive.folder, [source])
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    QTest.mouseClick(dialog.start_button, LEFT)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == SUMMARY, timeout=60000)
    rows = [dialog.summary.table.topLevelItem(row) for row in range(3)]
    told = {row.text(0): row.text(3) for row in rows if row is not None}
    assert told == {"one/scan.dcm": "ANT?", "two/scan.dcm": "ANT? POST?", "three/scan.dcm": "ANT? POST?"}
    assert "views to be asked about when the study is opened: 5" in dialog.summary.heading.text()
    dialog.close()


def open_by_mouse(hands: Hands, key: str, qtbot: QtBot) -> None:
    table, model = hands.room.worklist.table, hands.room.worklist.model
    hands.wait(lambda: model.rowCount() == 3)
    hands.wait(lambda: model.position(key) is not None)
    place = model.position(key) or 0
    viewport = table.viewport()
    assert viewport is not None
    qtbot.mouseClick(viewport, LEFT, pos=table.visualRect(model.index(place, 0)).center())
    hands.wait(lambda: hands.room.session.key == key)


def answer(hands: Hands, button: QPushButton, key: str, qtbot: QtBot) -> None:
    """One click answers; the question goes, the note on what was turned stays."""
    hands.wait(button.isEnabled)
    qtbot.mouseClick(button, LEFT)
    archive = Archive(hands.room.session.archive.folder)
    hands.wait(lambda: not asked_views(archive.study(key)) and hands.room.notice.text.isHidden())
