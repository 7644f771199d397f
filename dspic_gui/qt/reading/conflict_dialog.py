"""Another program changed the file: both versions side by side, and the reader's choice. Neither is lost, whatever is chosen."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.reading.compare import Compare
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
        self.titles = (self._titled(self.tr("On your screen"), _kept_at(session)), self._titled(self.tr("On disk"), _changed_at(session)))
        compare = Compare(session, self.titles)
        compare.show_readings(mine, theirs)
        self.buttons = {
            "mine": QPushButton(self.tr("Keep &mine")),
            "theirs": QPushButton(self.tr("Take the one on &disk")),
            "both": QPushButton(self.tr("Keep the marks of &both")),
        }
        line = QHBoxLayout()
        line.addStretch(1)
        for name, button in self.buttons.items():
            button.clicked.connect(call_on(self, self._choose, name))
            line.addWidget(button)
        later = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        later.rejected.connect(self.reject)
        line.addWidget(later)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(compare, 1)
        layout.addLayout(line)
        self.resize(1150, 760)

    def _titled(self, title: str, at: datetime | None) -> str:
        return self.tr("{title}, {when}").format(title=title, when=f"{at.astimezone():%Y-%m-%d %H:%M:%S}") if at else title

    def _choose(self, name: str) -> None:
        self._session.take_over(self.choices[name])
        self.accept()


def _kept_at(session: Session) -> datetime | None:
    """When what is on screen could not be saved."""
    return _time_of(session.conflict.copy) if session.conflict else None


def _changed_at(session: Session) -> datetime | None:
    """When the files were written last, by whatever program."""
    study, reader = session.study, session.reader
    if study is None or reader is None:
        return None
    times = [_time_of(session.archive.reading_path(reader, study.key, projection)) for projection in study.projections]
    return max((time for time in times if time), default=None)


def _time_of(path: Path) -> datetime | None:
    with suppress(OSError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return None


def both(mine: Reading, theirs: Reading) -> Reading:
    """My reading with the marks that only the other version holds; where both hold a mark, mine counts."""
    own = {lesion.uid for lesion in mine.lesions}
    added = [lesion for lesion in theirs.lesions if lesion.uid not in own]
    together = mine.adding(*added)
    return replace(together, says_normal=together.says_normal and not together.diseases())
