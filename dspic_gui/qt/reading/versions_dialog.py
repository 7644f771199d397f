"""The earlier versions of a reading: look at each beside the present one, and restore one as a step that can be undone."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from dspic_gui.desk.versions import ReadingVersion, VersionError, load_version, reading_versions
from dspic_gui.qt.reading.compare import Compare
from dspic_gui.qt.session import Session
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Reading


class VersionsDialog(QDialog):
    """A list of times; the version under the cursor is shown beside the present reading."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Earlier versions"))
        self._session = session
        self._chosen: Reading | None = None
        self.versions: list[ReadingVersion] = reading_versions(session.archive, session.key or "")
        self.list = QListWidget()
        self.list.setMaximumWidth(340)
        self.compare = Compare(session, (self.tr("Now"), self.tr("Then")))
        self.problem = QLabel(self.tr("The last 20 versions are kept, one a day for 30 days, one a month for 12, and every sealed one."))
        set_role(self.problem, "dim")
        self.restore = QPushButton(self.tr("&Restore this version"))
        set_role(self.restore, "primary")
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)
        self.restore.clicked.connect(self._restore)
        for version in self.versions:
            self.list.addItem(self._title(version))
        self._show(-1)
        if self.versions:
            self.list.setCurrentRow(0)

    def _title(self, version: ReadingVersion) -> str:
        when = f"{version.until.astimezone():%Y-%m-%d %H:%M:%S}"
        if version.conflict is not None:
            return self.tr("conflict copy of {view}, {when}").format(view=version.conflict.value, when=when)
        text = self.tr("{content}, sealed, until {when}") if version.sealed else self.tr("{content}, until {when}")
        return text.format(content=self._content(version), when=when)

    def _content(self, version: ReadingVersion) -> str:
        """What a version holds, so that several of one minute can be told apart."""
        try:
            reading = load_version(self._session.archive, self._session.key or "", version)
        except VersionError:
            return self.tr("damaged")
        if reading.says_normal:
            return self.tr("normal")
        marks = len(reading.lesions)
        return self.tr("1 mark") if marks == 1 else self.tr("{count} marks").format(count=marks)

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.addWidget(self.list)
        body.addWidget(self.compare, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.restore, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.addLayout(body, 1)
        layout.addLayout(foot)
        self.resize(1280, 760)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, row: int) -> None:
        present = self._session.reading
        self._chosen = None
        if present is not None and 0 <= row < len(self.versions):
            try:
                self._chosen = load_version(self._session.archive, present.study, self.versions[row])
            except VersionError as problem:
                self.problem.setText(in_words(problem))
        if present is not None:
            self.compare.show_readings(present, self._chosen or replace(present, lesions=(), says_normal=False))
        self.compare.canvases[1].setVisible(self._chosen is not None)
        self.restore.setEnabled(self._chosen is not None and self._session.editable)
        self.restore.setToolTip("" if self.restore.isEnabled() else self._why_not())

    def _why_not(self) -> str:
        if self._chosen is None:
            return self.tr("Choose a version that can be read.")
        return self.tr("A sealed reading stays as it is. Reopen it first, with a reason.")

    def _restore(self) -> None:
        chosen, present = self._chosen, self._session.reading
        if chosen is not None and present is not None:
            self._session.commit(replace(present, lesions=chosen.lesions, says_normal=chosen.says_normal))
            self._session.message.emit(self.tr("The earlier version is restored. Ctrl+Z takes it back."))
        self.accept()
