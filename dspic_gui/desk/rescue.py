"""What a reader can do when an own label file is damaged: begin anew, or go back to the newest earlier version that is whole."""

from __future__ import annotations

from dataclasses import replace

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.mark_figures import MarkFigures, Statistics
from dspic_gui.desk.versions import VersionError, load_version, reading_versions
from dspic_gui.reading import Reading, State
from dspic_gui.scans.refusal import ScanError
from dspic_gui.sentence import SaidError


class RescueError(SaidError):
    """There is nothing to go back to; the text is a sentence for the reader."""


def newest_whole_version(archive: Archive, key: str) -> Reading:
    """The newest earlier state of the own reading whose files are whole; RescueError where there is none."""
    for version in reading_versions(archive, key):
        if version.conflict is not None:
            continue
        try:
            return load_version(archive, key, version)
        except VersionError:
            continue
    raise RescueError("There is no earlier version that is whole. Nothing was changed; the damaged file stays, with a copy in quarantine.")


def restore_newest_version(archive: Archive, key: str) -> Reading:
    """Set the damaged files aside and save that earlier state as a draft; RescueError, NotSaved or ArchiveError leave all as it was."""
    whole = newest_whole_version(archive, key)
    seen = archive.set_aside(key)
    draft = replace(whole, state=State.DRAFT, sealed_at=None, unblinded=whole.unblinded or seen)
    archive.save(draft, _figures(archive, draft))
    return draft


def _figures(archive: Archive, reading: Reading) -> Statistics:
    """The figures of its marks; none where the scan cannot be read, which must not keep a reading from coming back."""
    try:
        return MarkFigures(archive.views(reading.study)).of(reading.lesions)
    except ScanError:
        return {}


def set_aside(archive: Archive, key: str) -> None:
    """Move the own label files of a study into quarantine, so that its reading begins anew."""
    if archive.reader is None:
        raise RescueError("Only the reader can set an own reading aside. Nothing was changed.")
    archive.set_aside(key)
