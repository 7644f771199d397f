"""The second opinion in the window: hidden until the own seal, the same as the network says, quiet without a model, never stale."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.model.class_maps import MapKind
from dspic_gui.model.classifier import Classifier
from dspic_gui.opinion.what_if import WhatIf, what_if
from dspic_gui.prediction import Prediction
from dspic_gui.prediction_file import read_prediction
from dspic_gui.qt.opinion.open_model import SETTING
from dspic_gui.qt.opinion.opinions import Standing
from dspic_gui.qt.opinion.second_opinion import SecondOpinion
from dspic_gui.qt.opinion.what_if_box import WhatIfBox
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.reading.space import PANEL_LEAST
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion
from tests.places import SMALL_MODEL
from tests.qt.canvas_desk import view_of
from tests.qt.conftest import OpenWindow

ANT, POST = Projection
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def with_model(own_folders: None) -> Classifier:
    """The small model is the one in use."""
    use(SMALL_MODEL)
    return Classifier.open(SMALL_MODEL)


@pytest.fixture
def sealed_folder(own_folder: Path) -> Path:
    """R1 has sealed the first two studies, with the hot disc marked in each."""
    reader = Archive(own_folder, "R1")
    for key in reader.study_keys()[:2]:
        row, column = np.unravel_index(int(reader.views(key)[ANT].counts.argmax()), (1024, 256))
        reader.seal(Reading(key, "R1", (lesion(column - 10, row, certainty=4),)), at="2026-03-04T05:06:07Z")
    return own_folder


def use(folder: Path) -> None:
    preferences = Preferences()
    preferences.set_value(SETTING, str(folder))
    preferences.save()


def opinion_of(window: MainWindow) -> SecondOpinion:
    assert window.room is not None
    return window.room.opinion


def look(window: MainWindow, qtbot: QtBot) -> SecondOpinion:
    """Bring the panel into sight and wait for what is said."""
    opinion = opinion_of(window)
    opinion.show_panel()
    qtbot.waitUntil(lambda: opinion.opinions.standing is Standing.SAID and bool(opinion.opinions.maps), timeout=20000)
    return opinion


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    assert window.room is not None
    QTest.keyClick(window.room.canvas.active_canvas, key, modifiers)


def overlay_shown(window: MainWindow, view: Projection) -> bool:
    assert window.room is not None
    return not window.room.canvas.canvases[view]._overlay.pixmap().isNull()


# before the own seal


def test_nothing_is_asked_or_read_before_the_own_seal(
    with_model: Classifier, open_window: OpenWindow, own_folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    plain = Path.open

    def watched(path: Path, *arguments: object, **named: object) -> object:
        opened.append(path.as_posix())
        return plain(path, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", watched)
    kept = own_folder / "predictions" / with_model.identity
    kept.mkdir(parents=True)
    key = Archive(own_folder).study_keys()[0]
    (kept / f"{key}.json").write_text("{}", encoding="utf-8")
    opened.clear()
    window = open_window()
    opinion = opinion_of(window)
    opinion.show_panel()
    press(window, Qt.Key.Key_O)
    opinion.classify("study")
    opinion.classify("all")
    qtbot.waitUntil(lambda: not opinion.many.running, timeout=20000)
    assert opinion.opinions.standing is Standing.BLIND and opinion.opinions.opinion is None
    assert "sealed your own reading" in opinion.panel.state.text() and not opinion.panel.said.isVisible()
    assert not overlay_shown(window, ANT) and not [path for path in opened if "/predictions/" in path]
    assert [path.name for path in kept.glob("*.json")] == [f"{key}.json"]


def test_the_seal_opens_it_and_reopening_takes_it_away(with_model: Classifier, open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    assert window.room is not None
    session = window.room.session
    opinion = opinion_of(window)
    opinion.show_panel()
    session.say_normal()
    assert session.seal()
    look(window, qtbot)
    press(window, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: overlay_shown(window, ANT))
    session.reopen("looked again")
    assert opinion.opinions.standing is Standing.BLIND and opinion.opinions.opinion is None
    assert not overlay_shown(window, ANT) and not opinion.panel.said.isVisible()


# what is shown


def test_the_panel_says_what_the_network_says_and_keeps_it(
    with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    opinion = look(window, qtbot)
    assert window.room is not None
    session, panel = window.room.session, opinion.panel
    for view in Projection:
        said = with_model.classify(session.views[view]).prediction
        assert panel.bars[view].said is not None
        assert panel.bars[view].said.probabilities == pytest.approx(said.probabilities, abs=1e-6)
        assert f"{max(said.probabilities):.2f}" in panel.titles[view].text()
    assert with_model.card.warning == panel.warning.text() and panel.warning.isVisible()
    assert with_model.card.network_hash[:8] in panel.model.text() and "2026-01-01" in panel.model.text()
    kept = read_prediction(session.archive, with_model.identity, session.key or "")
    assert kept is not None and kept.answer is opinion.opinions.opinion.said.answer
    worklist = window.room.worklist
    qtbot.waitUntil(lambda: worklist.model.row(0).said is kept.answer, timeout=10000)
    figures = opinion.opinions.maps[ANT].own
    assert figures.share is not None and 0 <= figures.share <= 1 and figures.area_share == pytest.approx(441 / 2**18, rel=0.15)


def test_the_overlay_is_off_at_first_and_the_keys_change_it(
    with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    opinion = look(window, qtbot)
    assert not opinion.opinions.overlay.on and not overlay_shown(window, ANT)
    press(window, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: overlay_shown(window, ANT) and overlay_shown(window, POST))
    notice = window.room.banner.overlay
    assert "Spatial attention" in notice.text() and with_model.card.warning in notice.text() and notice.isVisible()
    assert not window.status_line.currentMessage(), "the banner says which map it is, and nothing says another"
    assert window.board.action("overlay").isChecked() and opinion.panel.overlay.on.isChecked()
    press(window, Qt.Key.Key_BracketRight)
    assert opinion.opinions.overlay.style.opacity == pytest.approx(0.6) and opinion.panel.overlay.opacity.value() == 60
    for _ in range(8):
        press(window, Qt.Key.Key_BracketLeft)
    assert opinion.opinions.overlay.style.opacity == pytest.approx(0.1)
    press(window, Qt.Key.Key_O, SHIFT)
    wanted = with_model.explanations[0] if with_model.explanations else MapKind.ATTENTION
    assert opinion.opinions.overlay.kind is wanted
    press(window, Qt.Key.Key_O)
    assert not overlay_shown(window, ANT) and not notice.isVisible()


@pytest.fixture
def explaining_model(own_folders: None, tmp_path: Path) -> Classifier:
    """The small model with a card that names input x gradient as measured to explain, in use."""
    folder = Path(shutil.copytree(SMALL_MODEL, tmp_path / "explaining"))
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    card["map_bar"] = {"explanations": ["input_gradient"]}
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")
    use(folder)
    return Classifier.open(folder)


def test_the_first_press_of_o_shows_the_map_that_was_measured_to_explain(
    explaining_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    opinions = opinion_of(window).opinions
    press(window, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: overlay_shown(window, ANT), timeout=20000)
    assert opinions.overlay.kind is MapKind.INPUT_GRADIENT is opinions.maps[ANT].shown.kind
    assert "Input × gradient" in window.room.banner.overlay.text() and "no explanation" not in window.room.banner.overlay.text()
    press(window, Qt.Key.Key_O, SHIFT)
    assert opinions.overlay.kind is MapKind.ATTENTION
    assert not overlay_shown(window, ANT), "no map stands under the name of one that is still computed"
    qtbot.waitUntil(lambda: overlay_shown(window, ANT), timeout=20000)
    assert opinions.maps[ANT].shown.kind is MapKind.ATTENTION and "Spatial attention" in window.room.banner.overlay.text()


def test_the_window_says_for_which_class_the_map_was_measured(
    explaining_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    box = look(window, qtbot).panel.overlay
    press(window, Qt.Key.Key_O)
    for answer, known in ((Answer.METASTATIC, True), (Answer.ARTHRITIC, False), (Answer.NORMAL, False)):
        box.about.setCurrentIndex(box.about.findData(answer.value))
        qtbot.waitUntil(lambda answer=answer: f"“{answer.value}”" in window.room.banner.overlay.text(), timeout=20000)
        assert ("for metastases only" in box.meaning.text()) is not known
        assert ("measured for metastases only" in window.room.banner.overlay.text()) is not known


def test_a_map_that_the_reader_chose_stays_when_another_model_opens(
    explaining_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    opinion = look(window, qtbot)
    box = opinion.panel.overlay
    box.kind.setCurrentIndex(box.kind.findData(MapKind.ATTENTION.value))
    before = opinion.opinions.model.classifier
    opinion.opinions.model.choose(opinion.opinions.model.folder)
    qtbot.waitUntil(lambda: opinion.opinions.model.classifier is not before, timeout=20000)
    assert opinion.opinions.overlay.kind is MapKind.ATTENTION
    before = opinion.opinions.model.classifier
    box.kind.setCurrentIndex(box.kind.findData(MapKind.INPUT_GRADIENT.value))
    opinion.opinions.model.choose(SMALL_MODEL)
    qtbot.waitUntil(lambda: opinion.opinions.model.classifier is not before, timeout=20000)
    assert opinion.opinions.overlay.kind is MapKind.INPUT_GRADIENT


def test_the_attention_and_the_class_maps_each_remember_how_they_are_shown(
    explaining_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    opinion = look(window, qtbot)
    opinions, box = opinion.opinions, opinion.panel.overlay
    assert box.opacity.value() == 90 and opinions.overlay.style.colour_map == "plasma"
    press(window, Qt.Key.Key_O)
    press(window, Qt.Key.Key_BracketLeft)
    press(window, Qt.Key.Key_O, SHIFT)
    assert opinions.overlay.kind is MapKind.ATTENTION and box.opacity.value() == 50
    box.threshold.setValue(30)
    press(window, Qt.Key.Key_O, SHIFT)
    assert opinions.overlay.style.opacity == pytest.approx(0.8) and box.opacity.value() == 80 and box.threshold.value() == 0
    press(window, Qt.Key.Key_O, SHIFT)
    assert box.threshold.value() == 30


def test_the_scan_below_the_overlay_and_the_reading_stay_as_they_are(
    with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    look(window, qtbot)
    assert window.room is not None
    session, canvas = window.room.session, window.room.canvas.canvases[ANT]
    counts, reading = session.views[ANT].counts.copy(), session.reading
    scan = canvas._picture.pixmap().toImage() if hasattr(canvas._picture, "pixmap") else None
    press(window, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: overlay_shown(window, ANT))
    assert np.array_equal(counts, session.views[ANT].counts) and session.reading == reading
    assert scan is None or canvas._picture.pixmap().toImage() == scan
    assert (canvas._overlay.pixmap().width(), canvas._overlay.pixmap().height()) == (256, 1024)


def test_the_colour_bar_tells_the_true_range_of_each_view(
    with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    opinion = look(window, qtbot)
    assert window.room is not None
    for view, text in zip(Projection, opinion.panel.overlay.bar.texts(), strict=True):
        shown = with_model.view_map(with_model.classify(window.room.session.views[view]), MapKind.ATTENTION)
        assert text == f"{view}  {shown.lowest:.3g} … {shown.highest:.3g}"


def test_maps_that_were_not_measured_are_named_no_explanation(
    with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    box = look(window, qtbot).panel.overlay
    titles = {MapKind(box.kind.itemData(at)): box.kind.itemText(at) for at in range(box.kind.count())}
    assert set(titles) == set(with_model.maps)
    for kind, title in titles.items():
        assert ("no explanation" in title) is (kind is not MapKind.ATTENTION and kind not in with_model.explanations)
    box.kind.setCurrentIndex(box.kind.findData(MapKind.GRAD_CAM.value))
    assert opinion_of(window).opinions.overlay.kind is MapKind.GRAD_CAM and box.about.isEnabled()
    assert ("Not an explanation" in box.meaning.text()) is (MapKind.GRAD_CAM not in with_model.explanations)


def test_another_study_takes_the_place_and_nothing_of_the_old_one_arrives(
    with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    assert window.room is not None
    room, opinion = window.room, opinion_of(window)
    opinion.show_panel()
    press(window, Qt.Key.Key_O)
    keys = [room.worklist.model.row(at).key for at in range(3)]
    for key in (keys[1], keys[0], keys[1]):
        with qtbot.waitSignal(room.session.study_changed, timeout=20000):
            room.walk.open(key)
    qtbot.waitUntil(lambda: opinion.opinions.standing is Standing.SAID and overlay_shown(window, ANT), timeout=20000)
    assert opinion.opinions.opinion.said.study == keys[1] == room.session.key
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.walk.open(keys[2])
    assert opinion.opinions.standing is Standing.BLIND and not overlay_shown(window, ANT)
    qtbot.wait(200)
    assert opinion.opinions.opinion is None and not overlay_shown(window, ANT)


def test_a_narrow_side_cuts_no_warning_of_the_opinion(
    with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    opinion = look(window, qtbot)
    assert window.room is not None
    room, panel = window.room, opinion.panel
    room.session.select(room.session.reading.lesions[0].uid)
    press(window, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: bool(panel.what_if.found), timeout=20000)
    room.splitter.setSizes([256, 940, PANEL_LEAST])
    qtbot.waitUntil(lambda: panel.width() <= PANEL_LEAST + 30)
    viewport = panel.viewport()
    assert viewport is not None
    for label in (panel.warning, panel.answer):
        qtbot.waitUntil(lambda label=label: label.mapTo(viewport, label.rect().topRight()).x() < viewport.width())  # type: ignore[misc]
        assert label.heightForWidth(label.width()) <= label.height()


# what if

def test_a_probability_that_stays_is_said_to_stay(qtbot: QtBot) -> None:
    before, after = Prediction((0.7612, 0.2, 0.0388), 0.5, "m"), Prediction((0.7595, 0.21, 0.0305), 0.5, "m")
    box = WhatIfBox()
    qtbot.addWidget(box)
    box.show_result({ANT: WhatIf(before, after, view_of(ANT, np.zeros((8, 8))), False)}, "")
    cells = [box.grid.itemAtPosition(row, column).widget().text() for row in range(3) for column in (2, 3)]
    assert cells == ["0.76 → 0.76", "no change", "0.20 → 0.21", "▲ +0.01", "0.04 → 0.03", "▼ -0.01"]


def test_erasing_a_mark_shows_how_the_probabilities_move(
    with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    opinion = look(window, qtbot)
    assert window.room is not None
    session = window.room.session
    press(window, Qt.Key.Key_W)
    assert "Select a mark" in opinion.panel.what_if.state.text()
    assert session.reading is not None
    mark = session.reading.lesions[0]
    session.select(mark.uid)
    press(window, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: bool(opinion.panel.what_if.found), timeout=20000)
    wanted = what_if(with_model, session.views[ANT], [mark.shape])
    found = opinion.panel.what_if.found[ANT]
    assert set(opinion.panel.what_if.found) == {ANT}
    assert found.after.probabilities == pytest.approx(wanted.after.probabilities, abs=1e-6)
    assert found.before.probabilities == pytest.approx(wanted.before.probabilities, abs=1e-6)
    opinion.panel.what_if.picture.setChecked(True)
    image = window.room.canvas.canvases[ANT]._overlay.pixmap().toImage()
    rows, columns = np.nonzero(found.view.counts != session.views[ANT].counts)
    assert rows.size and image.pixelColor(int(columns[0]), int(rows[0])).alpha() == 255
    assert image.pixelColor(200, 700).alpha() == 0
    opinion.panel.what_if.picture.setChecked(False)
    assert not overlay_shown(window, ANT)


# many studies


def test_the_whole_dataset_is_classified_but_for_what_is_not_sealed(
    with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot
) -> None:
    window = open_window()
    assert window.room is not None
    opinion, worklist = opinion_of(window), window.room.worklist
    said: list[str] = []
    window.room.session.message.connect(said.append)
    with qtbot.waitSignal(opinion.many.finished, timeout=30000):
        opinion.classify("all")
    keys = Archive(sealed_folder).study_keys()
    kept = sealed_folder / "predictions" / with_model.identity
    assert sorted(path.stem for path in kept.glob("*.json")) == keys[:2]
    assert said[-1].startswith("2 studies are classified. 2 are left out")
    qtbot.waitUntil(lambda: [worklist.model.row(at).said is not None for at in range(4)] == [True, True, False, False], timeout=10000)
    assert not opinion.panel.progress.isVisible()


def test_the_selected_rows_are_classified(with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot) -> None:
    window = open_window()
    assert window.room is not None
    worklist, opinion = window.room.worklist, opinion_of(window)
    viewport = worklist.table.viewport()
    place = worklist.table.visualRect(worklist.model.index(1, 0)).center()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert worklist.selected_keys() == [worklist.model.row(at).key for at in (0, 1)]
    assert window.room.session.opening is None
    with qtbot.waitSignal(opinion.many.finished, timeout=30000):
        opinion.classify("selection")
    kept = sealed_folder / "predictions" / with_model.identity
    assert len(list(kept.glob("*.json"))) == 2


def test_stopping_keeps_what_is_done(with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, qtbot: QtBot) -> None:
    window = open_window()
    opinion = opinion_of(window)
    said: list[str] = []
    opinion.many.finished.connect(said.append)
    opinion.classify("all")
    opinion.stop()
    assert not opinion.many.running and said[-1].startswith("Stopped: ")
    opinion.stop()
    assert len(said) == 1


# without a model


def test_without_a_model_the_window_works_and_says_why(open_window: OpenWindow, sealed_folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    use(tmp_path / "model")
    window = open_window()
    opinion = opinion_of(window)
    opinion.show_panel()
    qtbot.waitUntil(lambda: opinion.opinions.standing is Standing.NO_MODEL, timeout=20000)
    assert "holds no card.json" in opinion.panel.state.text() and opinion.panel.again.isVisible()
    press(window, Qt.Key.Key_O)
    assert not overlay_shown(window, ANT)
    press(window, Qt.Key.Key_D)
    assert window.room is not None
    shutil.copytree(SMALL_MODEL, tmp_path / "model")
    qtbot.mouseClick(opinion.panel.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opinion.opinions.standing is Standing.SAID, timeout=20000)
    assert not opinion.panel.state.isVisible()


def test_a_changed_network_is_refused_and_the_present_model_stays(
    with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    opinion = look(window, qtbot)
    shutil.copytree(SMALL_MODEL, tmp_path / "model")
    network = tmp_path / "model" / "network.tflite"
    content = bytearray(network.read_bytes())
    content[-1] ^= 1
    network.write_bytes(content)
    with qtbot.waitSignal(opinion.opinions.model.changed, timeout=20000, check_params_cb=None):
        opinion.opinions.model.choose(tmp_path / "model")
    qtbot.waitUntil(lambda: opinion.opinions.model.problem is not None, timeout=20000)
    assert "its hash differs" in opinion.panel.state.text() and opinion.panel.state.isVisible()
    assert opinion.opinions.model.classifier is not None and opinion.opinions.standing is Standing.SAID
    assert Preferences().value(SETTING, "") == str(SMALL_MODEL)


def test_another_model_is_asked_about_the_open_study(
    with_model: Classifier, open_window: OpenWindow, sealed_folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    shutil.copytree(SMALL_MODEL, tmp_path / "model")
    card = json.loads((tmp_path / "model" / "card.json").read_text(encoding="utf-8"))
    card["top2_threshold"] = 0.9
    (tmp_path / "model" / "card.json").write_text(json.dumps(card), encoding="utf-8")
    window = open_window()
    opinion = look(window, qtbot)
    before = opinion.opinions.opinion
    opinion.opinions.model.choose(tmp_path / "model")
    qtbot.waitUntil(lambda: opinion.opinions.opinion not in (None, before), timeout=20000)
    assert opinion.opinions.opinion.said.overall.threshold == 0.9
