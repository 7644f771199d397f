"""Changing what a study shows already: a view that was only assumed gives way, a view is replaced by another file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import EXCHANGE, REPLACE, Act
from dspic_gui.dataset.description import LEAD
from dspic_gui.dataset.exchange import Exchange, carry_out
from dspic_gui.intake.deciding import StudyError
from dspic_gui.intake.known_studies import REPLACED
from dspic_gui.intake.study_files import Ready, StudyFiles, ordered
from dspic_gui.plain_file import content_of
from dspic_gui.study import Study


def is_unread(folder: Path, key: str) -> bool:
    """Whether nobody has marked the study, and nobody knows what is in it."""
    return not any((folder / layout.TRUTH).glob(f"{key}_*.json")) and not any((folder / layout.READINGS).glob(f"*/{key}_*.json"))


def exchange_assumed(archive: Archive, existing: Study, moved: Study) -> None:
    """The view that was only assumed becomes the other one, with its picture, before the one that tells comes in."""
    (was,), (now,) = existing.views, moved.views
    files: dict[str, bytes | None] = {
        layout.picture_file(existing.key, was.projection): None,
        layout.picture_file(existing.key, now.projection): content_of(archive.picture(existing.key, was.projection)),
        layout.study_file(existing.key): archive.study_content(moved),
    }
    carry_out(archive.folder, Exchange(existing.key, files, (Act(LEAD, EXCHANGE, existing.key, {}, name=archive.lead_name),)))


def replace_views(archive: Archive, files_of: StudyFiles, existing: Study, ready: Sequence[Ready], names: list[str]) -> Study:
    """Views by other files of the same study, as one act that the lead's audit holds; the files that were read before stay in scans/.

    StudyError once a reading is sealed; NotSaved before anything is changed.
    """
    if any(archive.store(name).is_sealed(existing.key) for name in layout.audits(archive.folder)):
        raise StudyError("sealed_already")
    made: list[Path] = []
    sources = [files_of.source(existing.key, one, made) for one in ready]
    places = {source.projection for source in sources}
    kept = tuple(view for view in existing.views if view.projection not in places)
    gone = {view.sha256 for view in existing.views} - {view.sha256 for view in (*kept, *sources)}
    known = dict(existing.extra) | {"names": names, REPLACED: sorted({*existing.extra.get(REPLACED, ()), *gone})}
    study = replace(existing, views=ordered((*kept, *sources)), extra=known)
    files: dict[str, bytes | None] = {layout.picture_file(existing.key, one.view.projection): one.drawn.content() for one in ready}
    files[layout.study_file(existing.key)] = archive.study_content(study, {source.sha256 for source in sources})
    words = ", ".join(sorted({source.file for source in sources}))
    carry_out(archive.folder, Exchange(existing.key, files, (Act(LEAD, REPLACE, existing.key, {}, words, name=archive.lead_name),)))
    return study
