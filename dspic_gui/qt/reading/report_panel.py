"""The textual report beside the pictures; its body-part words are links that preselect the part for the next mark."""

from __future__ import annotations

from html import escape

from PyQt6.QtCore import QEvent, QUrl
from PyQt6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from dspic_gui.qt.session import Session
from dspic_gui.qt.theme import current
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.report import part_words
from dspic_gui.sentence import plain


class ReportPanel(QWidget):
    """Description and suggestion of the open study, or why they are not shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)
        self._text.setAccessibleName(self.tr("Report"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        self._text.anchorClicked.connect(self._suggest)
        session.study_changed.connect(self.refresh)
        self.refresh()

    @property
    def text(self) -> str:
        """What is shown, without its marking."""
        return self._text.toPlainText()

    @property
    def html(self) -> str:
        """What is shown, with its marking."""
        return self._text.toHtml()

    @property
    def says_something(self) -> bool:
        """Whether there is a report, or a rule that hides it."""
        session = self._session
        if session.study is None:
            return False
        return session.report is not None or (session.reader is not None and session.archive.dataset.protocol.blind_to_report)

    def refresh(self) -> None:
        """Show the open study's report."""
        session = self._session
        report = session.report
        if session.study is None:
            self._text.clear()
        elif session.reader is not None and session.archive.dataset.protocol.blind_to_report:
            self._text.setPlainText(self.tr("The protocol of this dataset does not show the report to its readers."))
        elif report is None:
            self._text.setPlainText(self.tr("This study has no report."))
        else:
            parts = ((self.tr("Description"), report.description), (self.tr("Suggestion"), report.suggestion))
            self._text.setHtml("".join(f"<h4>{escape(title)}</h4><p>{self._marked(text)}</p>" for title, text in parts if text))

    def changeEvent(self, event: QEvent | None) -> None:
        """Links take the colour of the new theme."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.StyleChange and hasattr(self, "_text"):
            self.refresh()

    def _marked(self, text: str) -> str:
        """The text as HTML, each body part a link to its key."""
        colour = current().accent
        pieces, at = [], 0
        for word in part_words(text, self._session.archive.book):
            pieces.append(escape(text[at : word.start]))
            shown = escape(text[word.start : word.end])
            pieces.append(f'<a href="part:{word.part}" style="color:{colour}; font-weight:600">{shown}</a>')
            at = word.end
        return "".join((*pieces, escape(text[at:]))).replace("\n", "<br>")

    def _suggest(self, link: QUrl) -> None:
        part = self._session.archive.book.part_by_key.get(link.path())
        if part is not None:
            self._session.suggest_part(part.key)
            self._session.message.emit(self.tr("{part} is preselected for the next mark.").format(part=in_words(plain(part.title))))
