"""The pictures of docs/study-design.md: hidden repeats, a course with the learning curve of one who learns, and a scored case."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QSize

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.exchange.training_course import make_course
from dspic_gui.qt.design.design_dialog import DesignDialog
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse
from dspic_gui.study import Projection

if TYPE_CHECKING:
    from tools.screenshots import Stage

CASES = 16
WINDOW = QSize(1366, 768)


def design(stage: Stage) -> None:
    """Repeats before and the learners of a course after."""
    from tests.made.evaluated_dataset import evaluated_dataset

    place = Path(tempfile.mkdtemp(dir=stage.datasets))
    archive = evaluated_dataset(place / "dataset", tuple(Answer) * (CASES // 4), wrong_labels=0)
    course = make_course(archive, place / "course", ["T1", "T2"], CASES, source="consensus")
    for name in ("T1", "T2"):
        _learn(course, name)
    _saved(stage, archive.folder, "design-repeats", 0)
    _saved(stage, course.folder, "design-learners", 3)
    _scored(stage, place / "scored")


def _scored(stage: Stage, folder: Path) -> None:
    """A simulated case with several lesions as one who learns sees it after the seal: one found, one drawn where nothing is."""
    course = make_course(Archive(stage.copy_of("simulated")), folder, ["T1"], 2, source="truth")
    hands = stage.open(course.folder, "T1", WINDOW)
    gold = max((course.truth(key) for key in course.study_keys()), key=lambda one: len(one.lesions) if one else 0)
    assert gold is not None and gold.lesions
    room = hands.room
    room.walk.open(gold.study)
    hands.wait(lambda: room.session.key == gold.study and room.session.opening is None)
    wrong = Lesion(Projection.ANT, Ellipse(128, 500, 9, 9), "metastasis:sacrum", certainty=3)
    found = replace(gold.lesions[0], uid="found", certainty=4, own_extra={})
    room.session.commit(Reading(gold.study, "T1", (found, wrong)))
    assert room.session.seal()
    hands.wait(room.score.isVisible)
    stage.save("design-score")


def _learn(course: Archive, reader: str) -> None:
    """Half of the first half of the cases is called normal; later nothing is missed."""
    own = course.as_reader(reader)
    for number, key in enumerate(own.study_keys()):
        gold = course.truth(key)
        assert gold is not None
        missed = number < CASES // 2 and number % 2 == len(reader) % 2
        lesions = () if missed else gold.lesions
        moment = f"2026-03-04T05:{number:02d}:07Z"
        own.seal(Reading(key, reader, lesions, says_normal=not lesions), at=moment)


def _saved(stage: Stage, folder: Path, name: str, page: int) -> None:
    hands = stage.open(folder, "", WINDOW)
    hands.window.board.action("page_design").trigger()
    dialog = stage.dialog()
    assert isinstance(dialog, DesignDialog)
    dialog.tabs.setCurrentIndex(page)
    hands.wait(lambda: page == 0 or (dialog.learners.plot is not None and bool(dialog.learners.scores)))
    stage.save(name, dialog)
    dialog.close()
