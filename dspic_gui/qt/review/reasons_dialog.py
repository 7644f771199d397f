"""The table of reasons: how often each was given and by whom, to read and to save as CSV or PDF."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from PyQt6.QtGui import QPageSize, QPdfWriter, QTextDocument
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dspic_gui.csv_table import write_csv
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.opinion.review_desk import ReviewDesk
from dspic_gui.qt import theme
from dspic_gui.qt.figure_saving import FigureTable, Row, ask_where
from dspic_gui.qt.words.answers import answer_text, research_only
from dspic_gui.qt.words.review import reason_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reviews import Review, all_reviews, reason_table, reasons_rows, reviews_rows, same_reason
from dspic_gui.sentence import reason_of


class ReasonsDialog(QDialog):
    """Of the model that is measured, or of every model where none is. Another's reviews count as far as they may be seen."""

    def __init__(self, archive: Archive, desk: ReviewDesk | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reasons of the errors"))
        self._archive = archive
        self.heading, self.state = QLabel(), QLabel()
        self.table = FigureTable(self.tr("Reasons of the errors"))
        self.reviews = self._read(desk)
        self.csv, self.cases, self.pdf = (
            QPushButton(self.tr("Table as &CSV…")),
            QPushButton(self.tr("&Every review as CSV…")),
            QPushButton(self.tr("&PDF…")),
        )
        self._lay_out()
        self._fill(desk.evaluation.model if desk else "")

    def _read(self, desk: ReviewDesk | None) -> list[Review]:
        try:
            found = all_reviews(self._archive)
        except (ArchiveError, OSError) as problem:
            self.state.setText(in_words(problem))
            return []
        return [one for one in found if desk is None or one.model == desk.evaluation.model]

    def _lay_out(self) -> None:
        theme.set_role(self.heading, "heading")
        theme.set_role(self.state, "dim")
        self.state.setWordWrap(True)
        line = QHBoxLayout()
        for button, act in ((self.csv, self._ask_csv), (self.cases, self._ask_cases), (self.pdf, self._ask_pdf)):
            button.clicked.connect(act)
            line.addWidget(button)
        line.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        line.addWidget(buttons)
        layout = QVBoxLayout(self)
        for widget in (self.heading, self.table, self.state):
            layout.addWidget(widget)
        layout.addLayout(line)
        self.resize(720, 420)

    def _fill(self, model: str) -> None:
        rows = reason_table(self.reviews)
        names = sorted({one.reviewer for one in self.reviews})
        shown: list[Row] = [[reason_text(row.reason), *(row.by_reviewer[name] for name in names), row.alike] for row in rows]
        self.table.show_rows([self.tr("Reason"), *names, self.tr("Given alike by two")], shown)
        alike, shared = same_reason(self.reviews)
        self.heading.setText(model or self.tr("All models"))
        words = self.tr("{count} reviews by {people}. Of {shared} views that two reviewed, the reason is the same in {alike}.")
        if not self.state.text():
            people = ", ".join(names) or self.tr("nobody yet")
            self.state.setText(words.format(count=len(self.reviews), people=people, shared=shared, alike=alike))

    # saving

    def save_csv(self, path: Path) -> None:
        """The table of reasons."""
        self._write(path, lambda: write_csv(path, reasons_rows(self.reviews)))

    def save_cases(self, path: Path) -> None:
        """A row for every review."""
        self._write(path, lambda: write_csv(path, reviews_rows(self.reviews)))

    def save_pdf(self, path: Path) -> None:
        """The table and every review as pages."""

        def write() -> None:
            path.open("ab").close()
            writer = QPdfWriter(str(path))
            writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
            writer.setTitle(self.windowTitle())
            document = QTextDocument()
            document.setHtml(self.page())
            document.print(writer)

        self._write(path, write)

    def page(self) -> str:
        """The pages as HTML."""
        table = "".join(_line(row, "th" if not at else "td") for at, row in enumerate(self.table.rows))
        titles = (self.tr("Study"), self.tr("View"), self.tr("True"), self.tr("Said"), self.tr("Reviewer"), self.tr("Label"))
        cases = [_line((*titles, self.tr("Reason"), self.tr("Comment")), "th")]
        for one in self.reviews:
            verdict = self.tr("right") if one.agrees else self.tr("wrong")
            answers = (answer_text(one.truth), answer_text(one.said))
            cases.append(_line((one.study, one.view, *answers, one.reviewer, verdict, reason_text(one.reason), one.comment), "td"))
        title = f"<h2>{escape(self.windowTitle())}: {escape(self._archive.dataset.name)}, {escape(self.heading.text())}</h2>"
        frame = '<table border="1" cellspacing="0" cellpadding="3" style="font-size: 8pt">'
        said = f"<p>{escape(self.state.text())}</p>"
        return f"{title}{frame}{table}</table>{said}{frame}{''.join(cases)}</table><p>{escape(research_only())}</p>"

    def _write(self, path: Path, write: Callable[[], object]) -> None:
        try:
            write()
        except OSError as problem:
            words = self.tr("{name} could not be written ({reason}). Choose another place.")
            self.state.setText(words.format(name=path.name, reason=in_words(reason_of(problem))))
        else:
            self.state.setText(self.tr("Saved: {name}").format(name=path.name))

    def _ask_csv(self) -> None:
        path = ask_where(self, self.tr("Save the table"), "reasons.csv", self.tr("Tables (*.csv)"))
        if path is not None:
            self.save_csv(path)

    def _ask_cases(self) -> None:
        path = ask_where(self, self.tr("Save the reviews"), "reviews.csv", self.tr("Tables (*.csv)"))
        if path is not None:
            self.save_cases(path)

    def _ask_pdf(self) -> None:
        path = ask_where(self, self.tr("Save as PDF"), "reasons.pdf", self.tr("PDF (*.pdf)"))
        if path is not None:
            self.save_pdf(path)


def _line(cells: Row, tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(str(cell))}</{tag}>" for cell in cells) + "</tr>"
