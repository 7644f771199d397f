"""The earlier states of a reader's reading, put together from the kept versions of its view files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.conflict_copies import conflict_copies
from dspic_gui.durable import Version, versions
from dspic_gui.labels.view_file import LabelError, LabelFile, parse_label_file, reading_of
from dspic_gui.plain_file import content_of
from dspic_gui.reading import Reading
from dspic_gui.sentence import SaidError, told
from dspic_gui.study import Projection

ONE_SAVE = timedelta(seconds=0.25)
"""The view files of one save are replaced within this time of each other."""


@dataclass(frozen=True, slots=True)
class ReadingVersion:
    """A state of the reading that was current until `until` (UTC); `files` are its view files.

    `conflict` names the view that could not be saved then because another program had changed its file: the state never became current.
    """

    until: datetime
    files: Mapping[Projection, Path]
    sealed: bool
    conflict: Projection | None = None


class VersionError(SaidError):
    """An earlier version cannot be shown; the text is a sentence for the reader."""


def reading_versions(archive: Archive, key: str) -> list[ReadingVersion]:
    """The earlier states of the archive's own reader's reading of a study and its conflict copies, newest first."""
    if archive.reader is None:
        return []
    paths = {projection: archive.reading_path(archive.reader, key, projection) for projection in archive.study(key).projections}
    kept = {projection: versions(path, archive.folder)[::-1] for projection, path in paths.items()}
    found: list[ReadingVersion] = []
    for moment in _moments(kept):
        files = {}
        for projection, path in paths.items():
            later = [version for version in kept[projection] if version.at >= moment]
            files[projection] = later[0].path if later else path
        sealed = any(version.sealed and version.path in files.values() for group in kept.values() for version in group)
        present = {projection: path for projection, path in files.items() if path.exists()}
        found.append(ReadingVersion(moment, present, sealed))
    found += _conflicts(archive, paths)
    return sorted(found, key=lambda version: version.until, reverse=True)


def _conflicts(archive: Archive, paths: Mapping[Projection, Path]) -> Iterator[ReadingVersion]:
    """What another program's change kept from being saved: the copy of one view, beside the other view as it is now."""
    for projection, path in paths.items():
        for copy in conflict_copies(path, archive.folder):
            files = {one: file for one, file in paths.items() if file.exists()} | {projection: copy.path}
            yield ReadingVersion(copy.at, files, False, projection)


def load_version(archive: Archive, key: str, version: ReadingVersion) -> Reading:
    """The reading as it was then; VersionError where one of its files is damaged."""
    files: dict[Projection, LabelFile] = {}
    for projection, path in version.files.items():
        try:
            files[projection] = parse_label_file(content_of(path), f"{key}_{projection}.json", projection)
        except (LabelError, OSError) as problem:
            text = "This version cannot be shown ({problem}) Nothing was changed; choose another one."
            raise VersionError(text, problem=told(problem)) from problem
    return reading_of(files, key, archive.reader or "")


def _moments(kept: Mapping[Projection, list[Version]]) -> list[datetime]:
    """When a save replaced files, oldest first; of the files of one save the first counts."""
    moments: list[datetime] = []
    last: dict[Projection, datetime] = {}
    for version, projection in sorted(((version, name) for name, group in kept.items() for version in group), key=lambda pair: pair[0].at):
        same_save = bool(moments) and version.at - moments[-1] <= ONE_SAVE and last.get(projection) != moments[-1]
        if not same_save:
            moments.append(version.at)
        last[projection] = moments[-1]
    return moments
