"""What the study lead's lists call things: a study by the number that the worklist shows, with its key behind it."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QListWidget, QListWidgetItem

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import CONSENSUS, TRUTH
from dspic_gui.qt.words.sentence import in_words, translate

KEY = Qt.ItemDataRole.UserRole


class StudyNames:
    """The numbers of a dataset's studies as they stand now; the worklist of the study lead counts in the same order."""

    def __init__(self, archive: Archive) -> None:
        self._numbers = {key: number for number, key in enumerate(archive.study_keys(), start=1)}

    def name(self, key: str) -> str:
        """The study's number in words; what is no study of the dataset is named as it is."""
        number = self._numbers.get(key)
        return key if number is None else translate("exchange", "No. {number}").format(number=number)

    def told(self, problems: Iterable[tuple[str, object]], most: int = 5) -> list[str]:
        """The first of these sentences, each with the study or the file that it is about."""
        said = [f"{self.name(key)}: {in_words(why)}" for key, why in problems]
        more = len(said) - most
        rest = [translate("exchange", "And {count} more.").format(count=more)] if more > 0 else []
        return [*said[:most], *rest]


def source_words(name: str) -> str:
    """Whose labels or answers: readers and models are called by their names."""
    words = {
        CONSENSUS: translate("exchange", "the consensus"),
        TRUTH: translate("exchange", "the simulated truth"),
    }
    return words.get(name, name)


def checkable(key: str, words: str, *, ticked: bool) -> QListWidgetItem:
    """A line with a box to tick; the study's key is its tooltip."""
    item = QListWidgetItem(words)
    item.setData(KEY, key)
    item.setToolTip(key)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return item


def ticked_keys(found: QListWidget) -> list[str]:
    """The studies whose boxes are ticked, in the order of the list."""
    items = (found.item(row) for row in range(found.count()))
    return [
        str(item.data(KEY))
        for item in items
        if item is not None and item.checkState() == Qt.CheckState.Checked
    ]
