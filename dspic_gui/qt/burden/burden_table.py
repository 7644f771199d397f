"""The index by bone and study: a column per study, a row per bone that any of them involves."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal

from dspic_gui.burden.trend import Step
from dspic_gui.qt.figure_saving import FigureTable, Row
from dspic_gui.qt.words.burden import bone_text, course_text, index_text
from dspic_gui.qt.words.sentence import translate

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BurdenTable(FigureTable):
    """Double click on a column opens its study."""

    study_chosen = pyqtSignal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._keys: list[str] = []
        self.cellDoubleClicked.connect(self._choose)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show a patient's studies, the oldest first."""
        self._keys = [step.study.study.key for step in steps]
        header = ["", *(step.study.study.time.day or step.study.study.key for step in steps)]
        self.show_rows(header, [*_summary(steps), *_bones(steps)])
        for row in range(self.rowCount()):
            for column in range(1, self.columnCount()):
                cell = self.item(row, column)
                if cell is not None:
                    cell.setTextAlignment(_RIGHT)

    def _choose(self, row: int, column: int) -> None:
        if 0 < column <= len(self._keys):
            self.study_chosen.emit(self._keys[column - 1])


def _summary(steps: Sequence[Step]) -> list[Row]:
    if not steps:
        return []
    whole = [index_text(step.study.index) for step in steps]
    change = ["" if step.change is None else f"{step.change:+.2f}" for step in steps]
    course = [course_text(step.course) for step in steps]
    seen = ["–" if one.study.found is None else f"{one.study.found.seen:.0f} %" for one in steps]
    return [
        (translate("burden", "Index, % of the skeleton"), *whole),
        (translate("burden", "Change"), *change),
        ("", *course),
        (translate("burden", "Skeleton in the views"), *seen),
    ]


def _bones(steps: Sequence[Step]) -> list[Row]:
    """Bones with metastases in any study, those that add most first."""
    full = next((step.study.bones for step in steps if step.study.bones), ())
    rows: list[tuple[float, Row]] = []
    for at, bone in enumerate(full):
        values = [step.study.bones[at].index if step.study.bones else None for step in steps]
        highest = max((value for value in values if value is not None), default=0.0)
        if highest > 0:
            rows.append((highest, (bone_text(bone), *map(index_text, values))))
    return [row for _, row in sorted(rows, key=lambda one: -one[0])]
