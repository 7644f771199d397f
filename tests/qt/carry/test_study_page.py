"""The study report is one page with pictures and words, whoever asks for it; copies of the view carry pseudonym and warning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QImage, QPainter, QPolygonF
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive, Blinded
from dspic_gui.qt.carry.report_dialog import ReportDialog
from dspic_gui.qt.carry.study_page import page_image, write_pdf
from dspic_gui.qt.carry.view_drawing import number_places
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Reading
from dspic_gui.study_report.content import ReportRefused, report_of, report_of_reading
from tests.made.small_dataset import lesion
from tests.qt.conftest import OpenWindow


def pages(path: Path) -> int:
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    return content.count(b"/Type /Page\n") + content.count(b"/Type /Page ")


def darkness(image: QImage) -> float:
    small = image.scaled(60, 80)
    return sum(small.pixelColor(x, y).lightness() < 200 for x in range(60) for y in range(80)) / (60 * 80)


def seal(folder: Path, reader: str, *marks: object) -> str:
    archive = Archive(folder, reader)
    key = archive.study_keys()[0]
    archive.seal(Reading(key, reader, lesions=tuple(marks), says_normal=not marks))  # type: ignore[arg-type]
    return key


def test_a_sealed_reading_becomes_one_page(qapp: QApplication, own_folder: Path, tmp_path: Path) -> None:
    key = seal(own_folder, "R1", lesion(90, 290), lesion(120, 420, label="arthritis:knee:left"))
    report = report_of(Archive(own_folder, "R1"), key, "R1", number=1)
    assert len(report.rows) == 2 and report.sealed_at is not None and "left knee" in report.words.description
    write_pdf(report, tmp_path / "report.pdf")
    assert pages(tmp_path / "report.pdf") == 1
    full, bare = page_image(report, 600), page_image(replace(report, rows=(), words=type(report.words)("")), 600)
    assert darkness(full) > darkness(bare) > 0.02, "the words and the table are on the page, and so are the pictures"


def test_numbers_of_neighbours_stand_apart_on_the_page(qapp: QApplication) -> None:
    """Two that touched read as a third."""
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    outlines = [QPolygonF(QRectF(20 + 3 * at, 60 + 2 * at, 30, 20)) for at in range(4)]
    places = number_places(painter, [9, 10, 11, 12], outlines, QRectF(0, 0, 200, 200))
    painter.end()
    moved = [there for _, there in places]
    assert not any(one.intersects(other) for at, one in enumerate(moved) for other in moved[:at])


def test_many_marks_and_a_long_text_still_are_one_page(qapp: QApplication, own_folder: Path, tmp_path: Path) -> None:
    archive = Archive(own_folder, "R1")
    key = archive.study_keys()[0]
    marks = tuple(lesion(60 + at, 200 + 8 * at) for at in range(60))
    reading = Reading(key, "R1", lesions=marks)
    report = report_of_reading(archive, archive.study(key), archive.views(key), reading)
    write_pdf(replace(report, words=type(report.words)("long text " * 900, "and more")), tmp_path / "long.pdf")
    assert pages(tmp_path / "long.pdf") == 1


def test_what_may_not_be_seen_is_not_reported(own_folder: Path) -> None:
    key = seal(own_folder, "R1", lesion())
    with pytest.raises(ReportRefused):
        report_of(Archive(own_folder, "R2"), key, "R2")
    with pytest.raises(Blinded):
        report_of(Archive(own_folder, "R2"), key, "consensus")


def test_the_command_writes_one_study_or_all(
    qapp: QApplication, own_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = seal(own_folder, "R1", lesion())
    assert main(["report", str(own_folder), key[:6], str(tmp_path / "one.pdf"), "--by", "R1", "--language", "zh"]) == 0
    assert pages(tmp_path / "one.pdf") == 1
    assert main(["report", str(own_folder), "all", str(tmp_path / "all"), "--by", "R1"]) == 1
    assert [path.name for path in (tmp_path / "all").iterdir()] == [f"report-{key}.pdf"]
    assert "1 of 4" in capsys.readouterr().out
    assert main(["report", str(own_folder), key, str(tmp_path / "index.pdf"), "--by", "R1", "--index", "--weights", "icrp110"]) == 0
    assert pages(tmp_path / "index.pdf") == 1
    assert main(["report", str(own_folder), "zz", str(tmp_path / "no.pdf")]) == 2


def test_the_dialog_drafts_keeps_what_is_written_and_saves(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    room = open_window().room
    assert room is not None and room.session.reading is not None
    room.session.commit(room.session.reading.adding(lesion(90, 290)))
    dialog = ReportDialog(room.session)
    qtbot.addWidget(dialog)
    assert dialog.report is not None and "bone metastasis" in dialog.description.toPlainText()
    assert not dialog.opinion.isEnabled(), "no second opinion before the seal"
    dialog.language.setCurrentIndex(1)
    dialog.language.activated.emit(1)
    assert "骨转移" in dialog.description.toPlainText()
    dialog.description.setPlainText("As I saw it.")
    dialog.language.setCurrentIndex(0)
    dialog.language.activated.emit(0)
    assert dialog.description.toPlainText() == "As I saw it."
    assert dialog.write(tmp_path / "mine.pdf") and pages(tmp_path / "mine.pdf") == 1
    assert dialog.report.words.description == "As I saw it." and dialog.report.sealed_at is None
    assert not dialog.write(tmp_path / "nowhere" / "mine.pdf") and "could not be written" in dialog.problem.text()


def test_the_index_is_computed_when_it_is_asked_for_and_names_what_it_hangs_on(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    room = open_window().room
    assert room is not None and room.session.reading is not None
    room.session.commit(room.session.reading.adding(lesion(90, 290)))
    dialog = ReportDialog(room.session)
    qtbot.addWidget(dialog)
    assert dialog.report is not None and dialog.report.index is None
    bare = page_image(dialog.report, 600)
    dialog.index.setChecked(True)
    qtbot.waitUntil(lambda: dialog.report is not None and dialog.report.index is not None)
    share = dialog.report.index
    assert share is not None and share.weights == "spiers" and "not validated on patients" in in_words(share.warning)
    assert share.percent is None, "a drawn phantom is no scan of a patient: the network knows no bones in it"
    assert page_image(dialog.report, 600) != bare
    dialog.index.setChecked(False)
    assert dialog.report is not None and dialog.report.index is None


def test_the_copied_views_carry_the_pseudonym_and_the_warning(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    room = window.room
    assert room is not None and room.session.key is not None
    assert room.session.key in room.carry.words and "Research use only" in room.carry.words
    window.board.action("copy_view").trigger()
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    image = clipboard.image()
    part = room.canvas.extent()
    assert image.width() == 2 * part.width() and image.height() > 2 * room.canvas.height()
    assert room.carry.words.startswith("No. ")
    assert room.carry.write_view(tmp_path / "views.png") and QImage(str(tmp_path / "views.png")).width() == image.width()
    assert room.carry.write_view(tmp_path / "views.pdf") and pages(tmp_path / "views.pdf") == 1
