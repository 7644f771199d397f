"""What a reader takes along: a copy of the view, a picture of both, the report of the study."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QFileDialog, QWidget

from dspic_gui.qt.carry.view_picture import save_view, view_picture
from dspic_gui.qt.copied import copy_picture
from dspic_gui.qt.lifetime import leave_when_closed
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.preferences import place_to_save
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.answers import research_only
from dspic_gui.qt.words.measures import count_text, study_text
from dspic_gui.qt.words.sentence import in_words


class CarryActs(QObject):
    """Each picture carries the pseudonym, how it is shown, and that it is for research only; what lies over the scan is said too."""

    def __init__(self, session: Session, canvas: CanvasPair, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._canvas, self._window = session, canvas, parent
        self.overlay = ""

    def show_overlay(self, caption: str) -> None:
        """What of a network lies over the scan now, in words; empty: nothing."""
        self.overlay = caption

    def copy_view(self) -> None:
        """Copy both views with their marks, as they are on the screen, to the clipboard."""
        if self._session.study is not None:
            copy_picture(view_picture(self._canvas, self.words))
            self._session.say_for_now(self.tr("The views with their marks are copied. Paste them where you need them."))

    def copy_active(self) -> None:
        """Copy the active view alone."""
        if self._session.study is not None:
            copy_picture(view_picture(self._canvas, self.words, self._canvas.active))
            self._session.say_for_now(self.tr("The view with its marks is copied. Paste it where you need it."))

    def save_view(self) -> None:
        """Ask where, and save both views as PNG or PDF."""
        if self._session.study is None:
            return
        kinds = ";;".join((self.tr("PNG picture (*.png)"), self.tr("PDF page (*.pdf)")))
        study = self._session.study
        called = f"No {number}" if (number := self._session.number_of(study.key)) else study.key[:8]
        name = f"{' '.join(filter(None, (called, '+'.join(study.projections), study.time.day)))}.png"
        chosen, kind = QFileDialog.getSaveFileName(self._window, self.tr("Save the views with their marks"), place_to_save(name), kinds)
        if chosen:
            path = Path(chosen)
            self.write_view(path if path.suffix else path.with_suffix(".pdf" if "pdf" in kind else ".png"))

    def write_view(self, path: Path) -> bool:
        """Save both views; whether they are written. It is said either way."""
        saved = save_view(self._canvas, self.words, path)
        text = self.tr("{name} is saved.") if saved else self.tr("{name} could not be written. Choose another place.")
        self._session.message.emit(text.format(name=path.name))
        return saved

    def show_report(self) -> None:
        """Open the study report: look at it, edit its words, save or print it."""
        from dspic_gui.qt.carry.report_dialog import ReportDialog

        if self._session.study is not None:
            leave_when_closed(ReportDialog(self._session, self._window)).open()

    def report_all(self) -> None:
        """Ask where, and write a report of every study that this person sealed (the lead: of the consensus)."""
        from dspic_gui.qt.carry.report_batch import ask_and_write_all

        ask_and_write_all(self._session, self._window)

    @property
    def words(self) -> str:
        """What stands below a picture."""
        session = self._session
        assert session.study is not None
        display = session.display
        counts = display.upper_counts(session.maximum)
        window = self.tr("{colours}, 0–{counts} counts ({percent} %)").format(
            colours=in_words(display.describe()), counts=count_text(counts), percent=f"{display.upper:.3g}"
        )
        second = self.tr("second level {percent} %").format(percent=f"{display.second:.3g}") if display.dual else ""
        number = session.number_of(session.study.key)
        named = study_text(session.study.key, number) if number is not None else ""
        parts = (named, session.study.key, session.study.time.day or "", window, second, self.overlay, research_only())
        return "  ·  ".join(filter(None, parts))
