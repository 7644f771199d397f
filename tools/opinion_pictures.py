"""The pictures of the second opinion for README and docs: what is said, where it looked, the review of errors, the scores."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from dspic_gui.disease import Answer
from dspic_gui.model.class_maps import MapKind
from dspic_gui.reading import State
from tests.journeys.hands import Hands

if TYPE_CHECKING:
    from tools.screenshots import Stage

PATIENTS, SEED = 24, 4711


def judged(folder: Path) -> None:
    """Simulated patients whom the model has not seen, read by three simulated readers, with their consensus."""
    from dspic_gui.dataset.archive import Archive
    from dspic_gui.ground_truth.consolidation import run
    from training.simulate.folder import Recipe, simulate

    conditions = (Answer.METASTATIC, Answer.BOTH, Answer.METASTATIC, Answer.ARTHRITIC, Answer.NORMAL)
    simulate(folder, Recipe(PATIENTS, SEED, conditions=conditions, name="Simulated bone scans"), workers=1, progress=lambda *_: None)
    run(Archive(folder))


def opinion(stage: Stage) -> None:
    """The panel with the best map over both views, and Grad-CAM for metastases with a mark erased."""
    hands = stage.open(stage.copy_of("judged"))
    stage.study(hands, _with_lesions(hands))
    room = hands.room
    room.opinion.show_panel()
    room.opinion.toggle_overlay()
    _wait_for_map(hands)
    stage.save("second-opinion", shaded=True)
    overlay = replace(room.opinion.opinions.overlay.of_kind(MapKind.GRAD_CAM), about=Answer.METASTATIC)
    room.opinion.opinions.set_overlay(overlay.styled(replace(overlay.style, opacity=0.65, threshold=0.1)))
    _wait_for_map(hands, MapKind.GRAD_CAM)
    mark = next(mark for mark in hands.reading.lesions if mark.disease)
    room.session.select(mark.uid)
    room.opinion.erase()
    hands.wait(lambda: bool(room.opinion.panel.what_if.found))
    bar = room.opinion.panel.verticalScrollBar()
    assert bar is not None
    QTest.qWait(200)
    bar.setValue(bar.maximum())
    stage.save("grad-cam", shaded=True)


def lesions(stage: Stage) -> None:
    """What a lesion network finds beside the own marks, where one comes with the program."""
    from dspic_gui.lesion_model.opened import SHIPPED_LESIONS

    if not (SHIPPED_LESIONS / "card.json").exists():
        return
    hands = stage.open(stage.copy_of("judged"))
    stage.study(hands, _with_lesions(hands))
    room = hands.room
    room.opinion.show_panel()
    sight = room.opinion.sight
    hands.wait(lambda: sight.opinions.opinion is not None and room.opinion.opinions.opinion is not None)
    QTest.qWait(500)
    stage.save("lesions", shaded=True)


def genuine(stage: Stage) -> None:
    """What the lesion network that ships says of the genuine scan: its lesions beside a mark, and the bones in colour."""
    hands = stage.open(stage.copy_of("real"))
    stage.study(hands)
    hands.type("e")
    hands.drag((138, 603), (172, 646))
    hands.type("ak")
    hands.key(Qt.Key.Key_Left)
    hands.wait(lambda: len(hands.reading.lesions) == 1)
    room = hands.room
    room.walk.seal_and_stay()
    hands.wait(lambda: room.session.reading is not None and room.session.reading.state is State.SEALED)
    room.opinion.show_panel()
    sight = room.opinion.sight
    hands.wait(lambda: sight.opinions.opinion is not None and room.opinion.opinions.opinion is not None)
    sight.box.regions.setChecked(True)
    QTest.qWait(500)
    stage.save("lesions-genuine", shaded=True)


def explained(stage: Stage) -> None:
    """The best map that explains, where the model has one; the list with what the model says."""
    hands = stage.open(stage.copy_of("judged"))
    stage.study(hands, _with_lesions(hands))
    opinion = hands.room.opinion
    opinion.show_panel()
    opinion.toggle_overlay()
    _wait_for_map(hands)
    ended: list[str] = []
    opinion.many.finished.connect(ended.append)
    opinion.classify("all")
    hands.wait(lambda: bool(ended))
    classifier = opinion.opinions.model.classifier
    assert classifier is not None
    if classifier.explanations:
        opinion.opinions.set_overlay(replace(opinion.opinions.overlay, about=Answer.METASTATIC))
        _wait_for_map(hands)
        hands.room.session.set_display(replace(hands.room.session.display, shapes_hidden=True))
    hands.room.splitter.setSizes([400, 530, 430])
    hands.room.worklist.filter_bar.more.setChecked(True)
    stage.save("explained", shaded=True)


def review(stage: Stage) -> None:
    """The review mode: matrix, gallery and the word of the reviewer."""
    from dspic_gui.qt.review.review_panel import ReviewPanel

    hands = stage.open(stage.copy_of("judged"))
    stage.study(hands)
    hands.room.set_mode("review")
    panel = hands.room.mode_panel
    assert isinstance(panel, ReviewPanel)
    hands.wait(lambda: panel.desk is not None and not panel.errors.gallery.busy)
    if panel.errors.gallery.chosen is not None:
        chosen = panel.errors.gallery.chosen
        hands.wait(lambda: hands.room.session.opening is None and hands.room.session.key == chosen.study)
        panel.case.reason.setCurrentIndex(panel.case.reason.findData("spine"))
        panel.agree()
    QTest.qWait(400)
    stage.save("review", shaded=True)


def scores(stage: Stage) -> None:
    """The scores page: classes and matrix, ROC."""
    from dspic_gui.qt.figures.scores_page import ScoresPage

    hands = stage.open(stage.copy_of("judged"))
    hands.window.board.action("page_scores").trigger()
    page = hands.window.stack.currentWidget()
    assert isinstance(page, ScoresPage)
    page.measure()
    hands.wait(lambda: page.scores is not None and not page.busy)
    for at, name in ((2, "scores-classes"), (1, "scores-roc")):
        page.tabs.setCurrentIndex(at)
        stage.save(name)


def _with_lesions(hands: Hands) -> int:
    """The row of the first study that the reader called metastatic."""
    model = hands.room.worklist.model
    hands.wait(lambda: any(row is not None and row.answer for row in map(model.row, range(model.rowCount()))))
    rows = [model.row(at) for at in range(model.rowCount())]
    return next(at for at, row in enumerate(rows) if row is not None and row.answer is Answer.METASTATIC)


def _wait_for_map(hands: Hands, kind: MapKind | None = None) -> None:
    """Until the map of this kind is there, of the kind that the window shows by itself where none is named."""
    opinions = hands.room.opinion.opinions
    hands.wait(lambda: bool(opinions.pictures) and next(iter(opinions.maps.values())).shown.kind is (kind or opinions.overlay.kind))
    QTest.qWait(500)
