"""Another program changed the file: both versions side by side, and the reader's choice. Neither is lost, whatever is chosen."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dspic_gui.qt.compare import Compare
from dspic_gui.qt.session import Session
from dspic_gui.reading import Reading


class ConflictDialog(QDialog):
    """Keep what is on screen, take what is on disk, or keep the marks of both."""

    def __init__(self, session: Session, mine: Reading, theirs: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Changed by another program"))
        self._session = session
        self.choices = {"mine": mine, "theirs": theirs, "both": both(mine, theirs)}
        text = QLabel(
            self.tr(
                "The file of this reading was changed by another program since it was opened. Nothing was overwritten. "
                "Whatever you choose, the other version is kept and can be restored from the earlier versions."
            )
        )
        text.setWordWrap(True)
        compare = Compare(session, (self.tr("On your screen"), self.tr("On disk")))
        compare.show_readings(mine, theirs)
        self.buttons = {
            "mine": QPushButton(self.tr("Keep &mine")),
            "theirs": QPushButton(self.tr("Take the one on &disk")),
            "both": QPushButton(self.tr("Keep the marks of &both")),
        }
        line = QHBoxLayout()
        line.addStretch(1)
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _, choice=name: self._choose(choice))
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(compare, 1)
        layout.addLayout(line)
        self.resize(1150, 760)

    def _choose(self, name: str) -> None:
        self._session.take_over(self.choices[name])
        self.accept()


def both(mine: Reading, theirs: Reading) -> Reading:
    """My reading with the marks that only the other version holds; where both hold a mark, mine counts."""
    own = {lesion.uid for lesion in mine.lesions}
    added = [lesion for lesion in theirs.lesions if lesion.uid not in own]
    together = mine.adding(*added)
    return replace(together, says_normal=together.says_normal and not together.diseases())
