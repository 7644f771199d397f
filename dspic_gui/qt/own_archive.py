"""The dataset opened once more for work that only reads, on this thread or another."""

from __future__ import annotations

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.session import Session


def own_archive(session: Session) -> Archive:
    """The same dataset for the same person, with a memory of its own.

    The session's archive remembers which content of a reading it loaded, so that no other program's edit is overwritten
    unseen; a file that is read for the consensus must not count as seen there.
    """
    return session.archive.as_reader(session.reader)
