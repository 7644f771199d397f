"""The line above the queue: why nothing can be settled, who could not vote, and that the consensus on disk is older than that."""

from __future__ import annotations

from PyQt6.QtWidgets import QLabel, QWidget

from dspic_gui.dataset.archive import Archive
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, why_not_settle
from dspic_gui.ground_truth.consensus_age import consensus_behind, consensus_on_another_picture
from dspic_gui.ground_truth.label_source import sees_all
from dspic_gui.qt import theme
from dspic_gui.qt.words.sentence import in_words


class ConsensusNotice(QLabel):
    """Hidden while there is nothing to say."""

    def __init__(self, archive: Archive, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._archive = archive
        theme.set_role(self, "notice")
        self.setWordWrap(True)

    def tell(self, desk: AdjudicationDesk | None, problem: str = "") -> None:
        """Say what holds for the study on the desk, or the problem for which there is none."""
        told = (*desk.consensus.problems, desk.consensus.mixed) if desk else ()
        sentences = (why_not_settle(self._archive), *told)
        found = [problem] if problem else [in_words(sentence) for sentence in sentences if sentence]
        if desk is not None and (other := consensus_on_another_picture(self._archive.folder, desk.study)):
            found.append(in_words(other))
        behind = consensus_behind(self._archive.folder) if sees_all(self._archive) else None
        said = " ".join([*found, *([in_words(behind)] if behind else [])])
        self.setText(said)
        self.setVisible(bool(said))
