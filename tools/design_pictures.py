"""The pictures of docs/study-design.md: hidden repeats, and a course with the learning curve of one who learns."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QSize

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.exchange.training_course import make_course
from dspic_gui.qt.design.design_dialog import DesignDialog
from dspic_gui.reading import Reading

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
