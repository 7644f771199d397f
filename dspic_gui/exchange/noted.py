"""What leaves a dataset stands in the audit of its lead: who gave out what, and when."""

from __future__ import annotations

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import EXPORT
from dspic_gui.durable import NotSaved
from dspic_gui.sentence import Sentence

UNNOTED = "It does not stand in the audit that this was given out. {problem}"
"""A dataset that can only be read, a copy on a disc for example, can be given out all the same; this is said then."""


def note_export(archive: Archive, what: str) -> list[tuple[str, Sentence]]:
    """Write down that `what` is given out; where that cannot be, the audit and the sentence that says so."""
    try:
        archive.note_for_lead(EXPORT, what)
    except NotSaved as problem:
        return [("audit", Sentence(UNNOTED, problem=problem.sentence))]
    return []
